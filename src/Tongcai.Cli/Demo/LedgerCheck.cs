using Tongcai.Cli.Running;
using Tongcai.Ledger;

namespace Tongcai.Cli.Demo;

/// <summary>What a whole re-read of one ledger found.</summary>
internal sealed record LedgerVerdict(string Name, string Origin, long Size, IReadOnlyList<string> Findings);

/// <summary>三本账本的校验：every entry and tile re-read over HTTP to the signed root, with nothing but the pinned key.</summary>
internal static class LedgerCheck
{
    public static async Task<IReadOnlyList<LedgerVerdict>> All(Stack stack, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        List<LedgerVerdict> verdicts = [];
        foreach (var (name, address) in new[] { ("公共服务平台", stack.Ports.Hub), ("交易平台", stack.Ports.Trading), ("行政监督平台", stack.Ports.Supervision) })
        {
            var key = stack.Keys[name switch { "公共服务平台" => "hub", "交易平台" => "trading", _ => "supervision" }];
            verdicts.Add(await One(name, new HttpTileSource(http, new Uri(address, "ledger/")), key.GetProperty("origin").GetString()!, key.GetProperty("verifierKey").GetString()!, cancel));
        }

        return verdicts;
    }

    private static async Task<LedgerVerdict> One(string name, ITileSource source, string origin, string vkey, CancellationToken cancel)
    {
        var bytes = await LedgerReader.Sha256(source).CheckpointAsync(cancel);
        if (bytes is null || !SignedNote.TryParse(bytes, out var note, out _) || !Checkpoint.TryParse(bytes, out var checkpoint, out _))
            return new(name, origin, 0, ["没有可读的检查点"]);
        List<string> findings = [];
        if (checkpoint.Origin != origin)
            findings.Add($"来源名是 {checkpoint.Origin}");
        var key = NoteKey.Parse(vkey);
        if (!note.Signatures.Any(s => key.Claims(s) && key.Verify(note.Text, s, out _)))
            findings.Add("检查点没有该平台的签名");
        findings.AddRange((await LedgerFsck.RunAsync(source, FsckScope.Everything, cancel)).Select(f => f.ToString()));
        return new(name, origin, checkpoint.Size, findings);
    }
}
