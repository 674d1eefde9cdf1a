using Tongcai.Ledger;

namespace Tongcai.Cli.Ledgers;

/// <summary>What a whole re-read of a ledger found.</summary>
/// <param name="Root">Root of the checkpoint that was checked, base64.</param>
/// <param name="Cosigned">Witnesses whose cosignature is valid, by their name in the policy.</param>
/// <param name="Sm3Size">Entries under the checkpoint of the SM3 tree; null when the ledger has none.</param>
/// <param name="Findings">Everything wrong; empty when all is well.</param>
internal sealed record LedgerReport(string Origin, long Size, string Root, IReadOnlyDictionary<string, DateTimeOffset> Cosigned, long? Sm3Size, IReadOnlyList<string> Findings)
{
    public bool Sound => Findings.Count == 0;
}

/// <summary>整本账本的校验：every entry and every tile of both trees, one bundle in memory at a time, up to a checkpoint that satisfies the policy.</summary>
internal static class WholeLedger
{
    /// <param name="progress">Told entries done and entries in all.</param>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public static async Task<LedgerReport> Check(ITileSource files, TlogPolicy policy, Action<long, long>? progress, CancellationToken cancel)
    {
        if (await policy.CheckNewest(files, cancel) is not var (note, verdict)) return new("", 0, "", Nobody, null, ["没有检查点（checkpoint）"]);
        if (verdict.Checkpoint is not { } head) return new("", 0, "", Nobody, null, [$"检查点无法读取：{verdict.Detail}"]);

        List<string> findings = [];
        if (!verdict.Accepted) findings.Add($"{Words(verdict.Fault)}：{verdict.Detail}");
        var pinned = new PinnedFiles(files, note, bundle => progress?.Invoke(Math.Min((bundle + 1) * TilePath.FullWidth, head.Size), head.Size));
        findings.AddRange((await LedgerFsck.RunAsync(pinned, FsckScope.Everything, cancel)).Select(f => f.ToString()));

        var sm3 = await pinned.ReadAsync(LedgerPaths.Sm3Checkpoint, cancel);
        var keys = policy.Logs.Where(key => key.Name == head.Origin).Select(key => key.Named(key.Name + LedgerPaths.Sm3OriginSuffix));
        if (sm3 is not null && TlogPolicy.LogOnly(keys).Check(sm3) is { Accepted: false } refused) findings.Add($"SM3 树的检查点{Words(refused.Fault)}：{refused.Detail}");
        return new(head.Origin, head.Size, head.Root.ToString(), verdict.Cosigned, sm3 is not null && Checkpoint.TryParse(sm3, out var parallel, out _) ? parallel.Size : null, findings);
    }

    private static readonly Dictionary<string, DateTimeOffset> Nobody = [];

    private static string Words(PolicyFault fault) => fault switch
    {
        PolicyFault.Malformed => "格式不对",
        PolicyFault.UnknownLog => "不是所信任的账本",
        PolicyFault.BadSignature => "签名不符",
        _ => "见证签名不足",
    };

    /// <summary>The files with one checkpoint held fast, so that everything said is about one state of a ledger that may be growing.</summary>
    private sealed class PinnedFiles(ITileSource files, byte[] checkpoint, Action<long> bundleRead) : ITileSource
    {
        private byte[]? sm3;

        public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellation = default)
        {
            if (path == LedgerPaths.Checkpoint) return checkpoint;
            if (path == LedgerPaths.Sm3Checkpoint) return sm3 ??= await files.ReadAsync(path, cancellation);
            if (TilePath.TryParse(path, out var tile) && tile.IsEntries) bundleRead(tile.Number);
            return await files.ReadAsync(path, cancellation);
        }
    }
}
