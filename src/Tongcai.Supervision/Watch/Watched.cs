using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Watch;

/// <summary>项目走到哪一步。The furthest step that the facts show, in chain order.</summary>
public enum WatchStage
{
    [Label("申请审批")] Applied,
    [Label("计划备案")] Planned,
    [Label("意向公开")] Intended,
    [Label("公告招标")] Noticed,
    [Label("开标评审")] Opened,
    [Label("待定标")] Reported,
    [Label("待公告结果")] Decided,
    [Label("待签合同")] Published,
    [Label("履约")] Contracted,
    [Label("待支付")] Accepted,
    [Label("已支付")] Paid,
    [Label("已终止")] Ended,
}

/// <summary>一份质疑及其答复日期。</summary>
public sealed record Challenged(string Id, DateOnly LodgedOn, DateOnly? AnsweredOn);

/// <summary>在监项目：what the followed facts say of one procurement, taken in their order whatever the order of arrival (<see cref="WatchReaders.Learn"/>).</summary>
[Table("watched", Technical = true)]
public sealed record Watched : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public string PurchaserName { get; init; } = "";
    public string AgencyId { get; init; } = "";
    public string AgencyName { get; init; } = "";
    public string Region { get; init; } = "";
    public string CatalogueCode { get; init; } = "";
    public string Method { get; init; } = "";
    public long BudgetFen { get; init; }
    public WatchStage Stage { get; init; }

    /// <summary>The latest fact, as the Chinese title of its kind.</summary>
    public string Step { get; init; } = "";
    public DateTimeOffset LastAt { get; init; }
    public DateOnly? PlanOn { get; init; }
    public DateOnly? IntentionOn { get; init; }

    /// <summary>紧急采购不足三十日公开意向的理由; empty: none given.</summary>
    public string UrgentReason { get; init; } = "";
    public DateOnly? NoticedOn { get; init; }
    public DateTimeOffset? BidDeadline { get; init; }
    public DateOnly? OpenedOn { get; init; }

    /// <summary>Bids at the opening, those that could not be opened included; 0 before it.</summary>
    public int BidCount { get; init; }
    public DateOnly? ReportedOn { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public DateOnly? ResultOn { get; init; }
    public DateOnly? ChallengeUntil { get; init; }
    public DateOnly? SignedOn { get; init; }
    public DateOnly? ContractPublishedOn { get; init; }
    public DateOnly? FiledOn { get; init; }
    public DateOnly? AcceptedOn { get; init; }

    /// <summary>The latest invoice, its due day, and the day on which it was paid.</summary>
    public DateOnly? InvoicedOn { get; init; }
    public DateOnly? PaymentDueOn { get; init; }
    public DateOnly? PaidOn { get; init; }
    public long PriceFen { get; init; }
    public long PaidFen { get; init; }
    public Json<List<Challenged>> Challenges { get; init; } = new([]);

    /// <summary>Suspension order that the trading platform obeys; empty: none.</summary>
    public string SuspendedBy { get; init; } = "";

    /// <summary>failed 废标, terminated 终止, annulled 监督决定撤销; empty: none.</summary>
    public string Ending { get; init; } = "";

    /// <summary>Last day of the next duty that is not done yet; null: none runs.</summary>
    public DateOnly? NextDue { get; init; }

    /// <summary>Its limit; empty: none runs.</summary>
    public string NextRule { get; init; } = "";

    /// <summary>Duties that were done, but late.</summary>
    public int BrokenClocks { get; init; }

    /// <summary>The row with what the next fact says; facts come in their own order.</summary>
    /// <param name="at">Legal instant of the fact.</param>
    /// <param name="title">Chinese title of its kind.</param>
    public Watched With(IFact fact, DateTimeOffset at, string title)
    {
        var day = at.BeijingDate();
        var row = this with { Step = title, LastAt = at };
        row = fact switch
        {
            SourcePublicised f => row with { Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, Region = f.Region, CatalogueCode = f.CatalogueCode, BudgetFen = f.BudgetFen },
            ApprovalApplied f => row with
            {
                Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, Region = f.Region, CatalogueCode = f.CatalogueCode, BudgetFen = f.BudgetFen,
                Method = f.Method.Length > 0 ? f.Method : row.Method,
            },
            EmergencyDeclared f => row with { Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName },
            PlanFiled f => row with
            {
                Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, CatalogueCode = f.CatalogueCode, Method = f.Method, BudgetFen = f.BudgetFen, PlanOn = day,
            },
            IntentionPublished f => row with
            {
                Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, Region = f.Region, CatalogueCode = f.CatalogueCode,
                Method = f.Method, BudgetFen = f.BudgetFen, IntentionOn = f.PublishedOn, UrgentReason = f.UrgentReason,
            },
            FrameworkFiled f => row with { Code = f.Code, Title = f.Title, PurchaserId = f.CollectorId, PurchaserName = f.CollectorName, Region = f.Region, CatalogueCode = f.CatalogueCode, Method = ProcurementMethods.FrameworkAgreement.Code },
            FrameworkCalled f => row with { NoticedOn = f.PublishedOn },
            FrameworkEntered f => row with { DecidedOn = f.PublishedOn, ResultOn = f.PublishedOn, ChallengeUntil = f.ChallengeUntil },
            // The second signature files, tells and publishes the agreement at once.
            FrameworkAgreed f => row with { SignedOn = row.SignedOn ?? f.SignedOn, ContractPublishedOn = row.ContractPublishedOn ?? f.SignedOn, FiledOn = row.FiledOn ?? f.SignedOn },
            CallOffBegun f => row with { PurchaserName = f.PurchaserName, Region = f.Region, NoticedOn = day, BidDeadline = f.Deadline },
            CallOffAwarded f => row with
            {
                PurchaserName = f.PurchaserName, Region = f.Region, BudgetFen = f.PriceFen, PriceFen = f.PriceFen, DecidedOn = f.PublishedOn, ResultOn = f.PublishedOn,
            },
            AgencyEntrusted f => row with { AgencyId = f.AgencyId, AgencyName = f.AgencyName },
            NoticePublished f => row with
            {
                Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, AgencyId = f.AgencyId, AgencyName = f.AgencyName,
                Region = f.Region, CatalogueCode = f.CatalogueCode, Method = f.Method, BudgetFen = f.BudgetFen, NoticedOn = f.PublishedOn, BidDeadline = f.BidDeadline,
            },
            CorrectionPublished f => row with { BidDeadline = f.BidDeadline },
            BidsOpened f => row with { OpenedOn = f.OpenedAt.BeijingDate(), BidCount = f.Bids.Count + f.Unopened.Count },
            ResponsesRead { Round: 1 } f => row with { OpenedOn = f.OpenedAt.BeijingDate(), BidCount = f.Bids.Count + f.Unopened.Count },
            EvaluationReported => row with { ReportedOn = day },
            // A new decision after a result (另行确定) makes a new result due.
            AwardDecided => row with { DecidedOn = day, ResultOn = null, ChallengeUntil = null },
            ResultPublished f => row with { ResultOn = f.PublishedOn, ChallengeUntil = f.ChallengeUntil, PriceFen = f.Lots.Sum(l => l.PriceFen) },
            ContractSigned f => row with { SignedOn = f.SignedOn },
            ContractPublished f => row with { SignedOn = f.SignedOn, ContractPublishedOn = f.PublishedOn },
            ContractFiled f => row with { FiledOn = f.FiledOn },
            AcceptanceRecorded f => row with { AcceptedOn = f.AcceptedOn },
            InvoiceReceived f => row with { InvoicedOn = f.ReceivedOn, PaymentDueOn = f.DueOn, PaidOn = null },
            PaymentMade f => row with { PaidOn = f.PaidOn, PaymentDueOn = f.DueOn, PaidFen = row.PaidFen + f.AmountFen },
            ChallengeLodged f => row with { Challenges = new([.. row.Challenges.Value, new(f.ChallengeId, f.LodgedOn, null)]) },
            ChallengeAnswered f => row with { Challenges = new([.. row.Challenges.Value.Select(c => c.Id == f.ChallengeId ? c with { AnsweredOn = f.AnsweredOn } : c)]) },
            // The end of one lot leaves the others going.
            ProcurementEnded { LotIds.Count: 0 } f => row with { Ending = f.Ending },
            OrderObeyed { Kind: "suspend" } f => row with { SuspendedBy = f.OrderId },
            OrderObeyed => row with { SuspendedBy = "" },
            _ => row,
        };
        var clocks = Clocks.Of(row);
        var next = clocks.Where(c => c.Done is null).MinBy(c => c.Due);
        return row with { Stage = row.Furthest(), NextDue = next?.Due, NextRule = next?.Limit.Id ?? "", BrokenClocks = clocks.Count(c => c is { Done: not null, InTime: false }) };
    }

    private WatchStage Furthest() => this switch
    {
        { Ending.Length: > 0 } => WatchStage.Ended,
        { PaidOn: not null } => WatchStage.Paid,
        { AcceptedOn: not null } => WatchStage.Accepted,
        { SignedOn: not null } => WatchStage.Contracted,
        { ResultOn: not null } => WatchStage.Published,
        { DecidedOn: not null } => WatchStage.Decided,
        { ReportedOn: not null } => WatchStage.Reported,
        { OpenedOn: not null } => WatchStage.Opened,
        { NoticedOn: not null } => WatchStage.Noticed,
        { IntentionOn: not null } => WatchStage.Intended,
        { PlanOn: null, Code.Length: 0 } => WatchStage.Applied,
        _ => WatchStage.Planned,
    };
}

/// <summary>在监项目的一条事实。Id = id of the fact.</summary>
[Table("watched_fact", Technical = true)]
public sealed record WatchedFact : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string Kind { get; init; } = "";

    /// <summary>What inside the procurement the fact is about, e.g. the id of a challenge; else empty.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Supplier whose challenge it is; else empty.</summary>
    public string SupplierId { get; init; } = "";
    public string Title { get; init; } = "";
    public DateTimeOffset At { get; init; }

    /// <summary>Origin of the ledger in which it stands.</summary>
    public string Ledger { get; init; } = "";
    public long LeafIndex { get; init; }

    /// <summary>Hex SHA-256 leaf hash (RFC 6962); of a private fact that of its inner leaf.</summary>
    public string Digest { get; init; } = "";
    public bool Restricted { get; init; }

    /// <summary>Canonical JSON of the fact.</summary>
    public string Body { get; init; } = "";
}

/// <summary>登记的主体，as the hub publishes them; addresses feed the first warnings.</summary>
[Table("watched_organisation", Technical = true)]
public sealed record WatchedOrganisation : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";
    public string CreditCode { get; init; } = "";
    public string Region { get; init; } = "";
    public string Address { get; init; } = "";

    /// <summary>The address as it is compared, so that equal ones are found by an index.</summary>
    public string AddressKey { get; init; } = "";

    /// <summary>上级单位 or controlling organisation, as registered; empty: none.</summary>
    public string ParentId { get; init; } = "";
    public Json<List<string>> Roles { get; init; } = new([]);
}

/// <summary>评审专家, as the library registers them.</summary>
[Table("watched_expert", Technical = true)]
public sealed record WatchedExpert : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";
    public string Employer { get; init; } = "";
}
