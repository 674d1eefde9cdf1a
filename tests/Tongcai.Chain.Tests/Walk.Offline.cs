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
        await Respond(bidder, form, user, unit, days, size);
        await File.WriteAllBytesAsync(In("方案.txt"), new byte[3 << 20]);
        await form.Attach("技术方案文件", In("方案.txt"));
        await GiveKeys(form, user);
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
