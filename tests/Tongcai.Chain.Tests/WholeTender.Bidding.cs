using Microsoft.Playwright;

namespace Tongcai.Chain.Tests;

/// <summary>询问与答复、密封投标、替换、回执：in the browser, with the bidder's own key files.</summary>
public sealed partial class WholeTenderTests
{
    private const string Question = "光具座导轨长度1000毫米是否含支架？";

    private static readonly (string User, string Price, string Unit, string Days, string Size)[] Bids =
    [
        ("supplier01", "4523600.40", "37696.67", "50", "小型企业"),
        ("supplier02", "4610000.40", "38416.67", "55", "微型企业"),
        ("supplier03", "4488000", "37400", "58", "中型企业"),
    ];

    private async Task Ask()
    {
        Jump(4, 10, 15);
        var supplier = await At("supplier01");
        await supplier.Menu("工作台");
        await supplier.Follow(Title);
        await supplier.Follow("提出询问");
        await supplier.Form.Fill("询问内容", Question);
        await supplier.Do("提交询问");
        var agent = await At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("答复询问", Title);
        await agent.Form.Fill("公开的问题", Question);
        await agent.Form.Fill("答复", "不含支架，指导轨本身的长度。");
        await agent.Do("公开答复");
    }

    private async Task SealBids()
    {
        Jump(4, 20, 10);
        foreach (var (user, price, unit, days, size) in Bids)
            await SealBid(user, price, unit, days, size);
        Jump(4, 25, 16);
        await SealBid("supplier02", "4580000.40", "38166.67", "50", "微型企业");
        var replacing = await At("supplier02");
        await replacing.Menu("项目");
        await replacing.Follow(Title);
        await replacing.Follow("投标");
        await replacing.Reads("已被替换");
        await replacing.Reads("当前有效");
        Assert.Contains("\"envelopeSm3\"", await replacing.Save("下载"), StringComparison.Ordinal);
    }

    private async Task SealBid(string user, string price, string unit, string days, string size)
    {
        var bidder = await At(user);
        // One of them has no mouse.
        bidder.KeyboardOnly = user == "supplier03";
        await bidder.Menu("工作台");
        await bidder.Follow(Title);
        await bidder.Follow("编制和递交投标文件");
        var form = bidder.Form;
        await form.Fill("投标总价（元）", price);
        await form.Fill("交付期（天）", days);
        await form.Choose("中小企业声明", size);
        await form.Fill("品牌", $"品牌{user[^2..]}");
        await form.Tick("声明所投产品为本国产品");
        await form.Tick("承诺具备采购文件要求的资格条件");
        await form.Fill("联系人和电话", $"{user} 0379-00000{user[^2..]}");
        await form.Fill("地址", "中州市高新区科苑路6号");
        await form.Fill("名称", "教学仪器");
        await form.Fill("数量", "120");
        await form.Fill("单位", "套");
        await form.Fill("单价（元）", unit);
        foreach (var (_, text, _) in Requirements)
            await form.Answer(text, "完全响应。");
        await form.Fill("技术方案", $"{user}：分三批供货，每批到货后五日内安装调试，培训两次。");
        await form.Attach("签名私钥（PEM，PKCS#8）", Key(user, "signing.key"));
        await form.Attach("签名证书（PEM）", Key(user, "signing.pem"));
        await form.Attach("加密证书（PEM）", Key(user, "encryption.pem"));
        await bidder.PressHere("试投");
        await bidder.Reads("试投通过");
        await bidder.PressHere("密封并递交");
        await bidder.Reads("已递交，回执已取得");
        await bidder.Look();
        Assert.Contains("receipt", await bidder.Save("下载"), StringComparison.Ordinal);
        bidder.KeyboardOnly = false;
    }
}
