using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Tests.Opening;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>A bid of 200 MB by the command line, as a process that is killed at three fifths of its upload and started again.</summary>
public sealed partial class SealResumeTests
{
    private const int Megabytes = 200;

    [Fact(Explicit = true)]
    [Trait("drill", "seals")]
    [Fault(16)]
    public async Task A_bid_of_200_MB_cut_off_at_three_fifths_goes_on_from_there_and_is_sealed_once()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await SealedBidTests.Noticed(host, 1);
        var folder = Path.Combine(host.Folder, "bidder");
        await firms[0].WithFiles(host.Trading.Store, folder);
        string In(string name) => Path.Combine(folder, name);
        string[] keys = ["--key", In("signing.key"), "--certificate", In("signing.pem")];
        string[] platform = ["--platform", host.Trading.Address.ToString()];
        await Done("bid", ["terms", chain.Id, .. platform, .. keys, "--out", In("terms.json")]);

        // Sparse: a hole reads as zeros and is encrypted like anything else.
        await using (var proposal = new FileStream(In("proposal.pdf"), FileMode.CreateNew))
            proposal.SetLength(Megabytes * 1_000_000L);
        var terms = JsonNode.Parse(await File.ReadAllTextAsync(In("terms.json")))!;
        var content = new BidContent(firms[0].Id, "投标单位1", terms["lots"]![0]!["lotId"]!.GetValue<string>(), 30_000_000, 15, [], 0, "small", true, "某牌", true, [new("打印机", 6, "台", 5_000_000, 30_000_000)], [], [], "投标单位1 0000-0000009", "中州市");
        await File.WriteAllTextAsync(In("content.json"), JsonSerializer.Serialize(content, WireJson.Options));
        await Done("bid", ["pack", "--terms", In("terms.json"), "--content", In("content.json"), "--technical", In("proposal.pdf"), .. keys, "--encryption", In("encryption.pem"), "--out", In("packed")]);
        var all = Directory.GetFiles(In("packed/chunks")).Length;
        Assert.InRange(all, Megabytes * 1_000_000 / (1 << 20), Megabytes);

        var chunks = Path.Combine(host.Folder, "trading", "chunks", chain.Id);
        using (var cut = Start("bid", ["send", In("packed"), .. platform, .. keys, "--out", In("receipt.json")]))
        {
            while (!cut.HasExited && Kept() < all * 3 / 5)
                await Task.Delay(5);
            cut.Kill();
            await cut.WaitForExitAsync();
        }

        var kept = Kept();
        Assert.InRange(kept, all * 3 / 5, all - 1);
        Assert.Empty(await Bids());
        var said = await Done("bid", ["send", In("packed"), .. platform, .. keys, "--out", In("receipt.json")]);
        var counted = Counted().Match(said);
        Assert.Equal((all, kept, all - kept), (Number(counted, 1), Number(counted, 2), Number(counted, 3)));
        var receipt = JsonNode.Parse(await File.ReadAllTextAsync(In("receipt.json")))!["receipt"]!;
        var envelope = SealedEnvelope.TryParse(await File.ReadAllBytesAsync(In("packed/envelope.json")))!.Envelope;
        Assert.Equal(envelope.Digest(), receipt["envelopeSm3"]!.GetValue<string>());
        Assert.Equal(envelope.Digest(), Assert.Single(await Bids()).EnvelopeSm3);

        int Kept() => Directory.Exists(chunks) ? Directory.EnumerateFiles(chunks, "*-*", SearchOption.AllDirectories).Count(f => Path.GetFileName(f)[0] != '.') : 0;

        Task<List<Bid>> Bids() => host.Trading.Store.Read(c => c.Where<Bid>("procurement_id = @Id", new { chain.Id }));
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static Process Start(string command, IEnumerable<string> arguments)
    {
        Assert.True(File.Exists(DemoProgram.Path), $"{DemoProgram.Path} has not been built.");
        return Process.Start(new ProcessStartInfo(DemoProgram.Path, [command, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static async Task<string> Done(string command, IEnumerable<string> arguments)
    {
        using var process = Start(command, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await error);
        return await output;
    }

    [GeneratedRegex("密文共 ([0-9]+) 块，平台已有 ([0-9]+) 块，上传 ([0-9]+) 块")]
    private static partial Regex Counted();
}
