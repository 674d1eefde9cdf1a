using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Approvals;

/// <summary>审批申请的办理状态。</summary>
public enum ApplicationState
{
    [Label("待批复")] Waiting,
    [Label("已批准")] Approved,
    [Label("未批准")] Refused,
    [Label("单位自行决定")] Noted,
}

/// <summary>采购审批申请，as the trading platform sent it. Id = id of the application there.</summary>
[Table("application")]
public sealed record Application : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public Json<ApprovalApplied> Asked { get; init; } = new(null!);
    public DateOnly SubmittedOn { get; init; }
    public ApplicationState State { get; init; }
    public string Number { get; init; } = "";
    public string Opinion { get; init; } = "";
    public DateOnly? DecidedOn { get; init; }
    public string DecidedBy { get; init; } = "";

    /// <summary>采用单一来源方式：教学仪器.</summary>
    public string Title => $"{(Asked.Value.Subject == "import" ? "采购进口产品" : $"采用{ProcurementMethods.ByCode(Asked.Value.Method)?.Name ?? Asked.Value.Method}方式")}：{Asked.Value.Title}";

    /// <summary>The ground in the words of the law with its article; empty for imports.</summary>
    public string Ground => MethodGrounds.ByCode(Asked.Value.Ground) is { } ground ? $"{ground.Text}（{ground.Article}）" : "";
}

/// <summary>收到申请：an application that the trading platform recorded waits for the authority; what the unit may decide itself is only noted.</summary>
public sealed class ApplicationReceipt(IStore store) : IWatchRule
{
    public async Task<Commit> On(Watched row, WatchedFact kept, IFact fact, FactOrigin origin, CancellationToken cancel)
    {
        if (fact is not ApprovalApplied asked || await store.Read(db => db.Find<Application>(asked.ApplicationId), cancel) is not null)
            return Commit.Empty;
        var own = asked.Subject == "method" && !asked.ReachesOpenTender && MethodGrounds.ByCode(asked.Ground) is { Two: false, ByAuthority: false };
        return Commit.Empty.Insert(new Application
        {
            Id = asked.ApplicationId, ProcurementId = asked.ProcurementId, Asked = new(asked), SubmittedOn = asked.SubmittedOn, State = own ? ApplicationState.Noted : ApplicationState.Waiting,
        });
    }
}
