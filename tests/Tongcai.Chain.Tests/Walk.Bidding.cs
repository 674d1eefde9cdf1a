namespace Tongcai.Chain.Tests;

/// <summary>密封投标、替换、回执：in the browser, with the bidder's own key files.</summary>
public sealed partial class Walk
{
    public async Task SealBids()
    {
        foreach (var (user, price, unit, days, size) in project.Bids)
            await SealBid(user, price, unit, days, size);
    }

    /// <summary>A bid is replaced by a cheaper one, made with the saved packer; its receipt can be had again.</summary>
    public async Task ReplaceBid(string user, string price, string unit)
    {
        await SealOffline(user, price, unit, "50", project.Bids.First(b => b.User == user).Size);
        var replacing = await troupe.At(user);
        await replacing.Menu("项目");
        await replacing.Follow(Title);
        await replacing.Follow(Say("投标"));
        await replacing.Reads("已被替换");
        await replacing.Reads("当前有效");
        Assert.Contains("\"envelopeSm3\"", await replacing.Save("下载"), StringComparison.Ordinal);
    }

    public async Task SealBid(string user, string price, string unit, string days, string size)
    {
        var bidder = await troupe.At(user);
        bidder.KeyboardOnly = user == project.WithoutMouse;
        await bidder.Menu("工作台");
        await bidder.Follow(Title);
        await bidder.Follow(Say("编制和递交投标文件"));
        var form = bidder.Form;
        await form.Fill(Say("投标总价（元）"), price);
        await Respond(bidder, form, user, unit, days, size);
        await form.Fill("技术方案", $"{user}：分三批供货，每批到货后五日内安装调试，培训两次。");
        await GiveKeys(form, user);
        await bidder.PressHere("试投");
        await bidder.Reads("试投通过");
        await bidder.PressHere("密封并递交");
        await bidder.Reads("已递交，回执已取得");
        await bidder.Look();
        Assert.Contains("receipt", await bidder.Save("下载"), StringComparison.Ordinal);
        bidder.KeyboardOnly = false;
    }

    /// <summary>All of a bid but its price and its technical part, on the bid page or in the saved packer.</summary>
    /// <param name="bidder">The bidder on the platform, where the number of the project stands.</param>
    private async Task Respond(Hand bidder, Fields form, string user, string unit, string days, string size)
    {
        await form.Fill("交付期（天）", days);
        await form.Choose("中小企业声明", size);
        await form.Fill("品牌", $"品牌{user[^2..]}");
        await Bond(bidder, form, user);
        await form.Tick("声明所投产品为本国产品");
        await form.Tick("承诺具备采购文件要求的资格条件");
        await form.Fill("联系人和电话", $"{user} 0379-00000{user[^2..]}");
        await form.Fill("地址", "中州市高新区科苑路6号");
        await form.Fill("名称", "教学仪器");
        await form.Fill("数量", Number(project.Quantity));
        await form.Fill("单位", "套");
        await form.Fill("单价（元）", unit);
        foreach (var (_, text, _) in Requirements)
            await form.Answer(text, "完全响应。");
    }

    private async Task GiveKeys(Fields form, string user)
    {
        await form.Attach("签名私钥（PEM，PKCS#8）", troupe.Key(user, "signing.key"));
        await form.Attach("签名证书（PEM）", troupe.Key(user, "signing.pem"));
        await form.Attach("加密证书（PEM）", troupe.Key(user, "encryption.pem"));
    }
}
