using System.Diagnostics;
using System.Security.Cryptography;

namespace Tongcai.Chain.Tests;

/// <summary>离线密封工具：a bid sealed from a file, without a network.</summary>
public sealed partial class Walk
{
    /// <summary>With the saved packer, from a file and without a network; handed in on the bid page. The command line takes the same file.</summary>
    private async Task SealOffline(string user, string price, string unit, string days, string size)
    {
        var bidder = await troupe.At(user);
        await bidder.Menu("工作台");
        await bidder.Follow(Title);
        await bidder.Follow(Say("编制和递交投标文件"));
        string In(string name) => Path.Combine(troupe.Data, name);
        await File.WriteAllTextAsync(In("terms.json"), await bidder.Save("投标须知文件"));
        await bidder.Follow("离线密封工具");
        var digest = await bidder.Text("dl.kv dd:nth-of-type(4)");
        await File.WriteAllTextAsync(In("packer.html"), await bidder.Save("下载"));
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(In("packer.html")))));

        await using var offline = await troupe.Sit($"{user} offline");
        await offline.CutOff();
        await offline.Open(new("file://" + In("packer.html")));
        var form = offline.Form;
        await form.Attach("投标须知文件", troupe.Key(user, "signing.pem"));
        await offline.Reads("这不是投标须知文件");
        await form.Attach("投标须知文件", In("terms.json"));
        await offline.Reads("仪式记录 SM3");
        await form.Fill("总价（元）", price);
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
        await File.WriteAllBytesAsync(In("方案.txt"), new byte[3 << 20]);
        await form.Attach("技术方案文件", In("方案.txt"));
        await form.Attach("签名私钥（PEM，PKCS#8）", troupe.Key(user, "signing.key"));
        await form.Attach("签名证书（PEM）", troupe.Key(user, "signing.pem"));
        await form.Attach("加密证书（PEM）", troupe.Key(user, "encryption.pem"));
        await offline.PressHere("生成密封文件");
        await offline.Reads("已密封");
        await offline.Look();
        await offline.Save("保存", In("bid.tar"));

        string[] rehearsal = ["bid", "send", In("bid.tar"), "--rehearse", "--platform", troupe.Trading.ToString(), "--key", troupe.Key(user, "signing.key"), "--certificate", troupe.Key(user, "signing.pem")];
        using (var command = Process.Start(new ProcessStartInfo(DemoProgram.Path, rehearsal) { RedirectStandardOutput = true, RedirectStandardError = true })!)
            Assert.Contains("试投通过", await command.StandardOutput.ReadToEndAsync() + await command.StandardError.ReadToEndAsync(), StringComparison.Ordinal);

        await bidder.Menu("工作台");
        await bidder.Follow(Title);
        await bidder.Follow(Say("编制和递交投标文件"));
        await bidder.Form.Attach("密封文件（.tar）", troupe.Key(user, "signing.pem"));
        await bidder.PressHere("上传并递交");
        await bidder.Reads("这不是离线密封生成的文件");
        await bidder.Form.Attach("密封文件（.tar）", In("bid.tar"));
        await bidder.PressHere("上传并递交");
        await bidder.Reads("已递交，回执已取得");
    }
}
