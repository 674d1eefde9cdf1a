using Dapper;
using Tongcai.Exchange.Files;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;

namespace Tongcai.Trading.Opening;

/// <summary>附件安全检查的结果。Id = bid id. Technical: whoever judges the same bytes again finds the same.</summary>
[Table("file_judgement", Technical = true)]
public sealed record FileJudgementRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public Json<FileJudgement> Judgement { get; init; } = new(new("", []));
    public DateTimeOffset JudgedAt { get; init; }
}

/// <summary>
/// 附件安全检查: the files of bids, judged after the opening, each in a process of its own (<see cref="FileJudgeProcess"/>). A file that does harm is not kept from the committee, which has to review
/// it (the law knows no such ground for refusing a bid): it is marked with the reason and saved under a name that opens nothing.
/// </summary>
public sealed class FileJudging(IStore store, ChunkStore chunks, FileJudgeProcess judge) : IDueWork
{
    private const string WaitingSql = """
        select b.id from opened_bid b left join file_judgement j on j.id = b.id where b.cause = '' and j.id is null order by b.id limit 20
        """;

    /// <summary>What is under way; others' due work does not wait for it.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    public string Name => "file-judging";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) => Running.IsCompleted && (await Waiting(cancel)).Count > 0 ? DateTimeOffset.MinValue : null;

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        // What went wrong the last time is this work's trouble, and is told, once, where such troubles are.
        (var last, Running) = (Running, Task.CompletedTask);
        await last;
        var waiting = await Waiting(cancel);
        Running = Task.Run(() => Judge(waiting, now, cancel), cancel);
    }

    private async Task Judge(IReadOnlyList<string> bids, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var bid in bids)
        {
            using var part = await TechnicalPart.Find(store, bid, cancel);
            var judgement = part is null
                ? FileJudgeProcess.Unjudged("没有取得这部分的内容。")
                : await judge.Judge(part.Name, part.Length, (output, stop) => part.Write(chunks, output, stop), cancel);
            var procurement = part?.ProcurementId ?? (await store.Read(db => db.Get<OpenedBidRow>(bid), cancel)).ProcurementId;
            _ = await store.Execute(Commit.Empty.Insert(new FileJudgementRow { Id = bid, ProcurementId = procurement, Judgement = judgement, JudgedAt = now }), null, cancel);
        }
    }

    private Task<List<string>> Waiting(CancellationToken cancel) => store.Read(async db => (await db.QueryAsync<string>(WaitingSql)).ToList(), cancel);
}
