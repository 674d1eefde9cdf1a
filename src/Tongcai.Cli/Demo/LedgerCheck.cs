using Tongcai.Cli.Ledgers;
using Tongcai.Cli.Running;
using Tongcai.Exchange.Follow;
using Tongcai.Ledger;

namespace Tongcai.Cli.Demo;

/// <summary>What a whole re-read of one ledger found.</summary>
internal sealed record LedgerVerdict(string Name, string Origin, long Size, IReadOnlyList<string> Findings);

/// <summary>三本账本的校验：every entry and tile re-read over HTTP to a root that the ledger has signed and both other platforms have witnessed, with nothing but the pinned keys.</summary>
internal static class LedgerCheck
{
    /// <summary>How long the witnesses may take to cosign what the play wrote last.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<LedgerVerdict>> All(Stack stack, CancellationToken cancel)
    {
        using var http = Unreachable.Client(TimeSpan.FromSeconds(30));
        List<LedgerVerdict> verdicts = [];
        foreach (var (name, title, address) in new[] { ("hub", "公共服务平台", stack.Ports.Hub), ("trading", "交易平台", stack.Ports.Trading), ("supervision", "行政监督平台", stack.Ports.Supervision) })
            verdicts.Add(await One(title, new HttpTileSource(http, new Uri(address, "ledger/")), TlogPolicy.Parse(stack.PolicyOf(name)), cancel));
        return verdicts;
    }

    private static async Task<LedgerVerdict> One(string name, HttpTileSource files, TlogPolicy policy, CancellationToken cancel)
    {
        var origin = policy.Logs[0].Name;
        var written = await files.ReadAsync(LedgerPaths.Checkpoint, cancel) is { } newest && Checkpoint.TryParse(newest, out var head, out _) ? head.Size : 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            while (await files.ReadAsync(LedgerPaths.Witnessed, patience.Token) is not { } note || !Checkpoint.TryParse(note, out var witnessed, out _) || witnessed.Size < written) await Task.Delay(200, patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(name, origin, written, [$"两个见证方 {Patience.TotalSeconds:0} 秒内没有见证第 {written} 条"]);
        }

        var report = await WholeLedger.Check(files, policy, null, cancel);
        return new(name, report.Origin, report.Size, report.Findings);
    }
}
