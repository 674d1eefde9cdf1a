using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Chain;

/// <summary>How far a procurement has come, by its public facts.</summary>
public enum ProcurementState
{
    [Label("采购意向")] Intended,
    [Label("接受投标")] Noticed,
    [Label("已截止，待公布结果")] Closed,
    [Label("已公布结果")] Awarded,
    [Label("已签合同")] Contracted,
    [Label("已验收")] Accepted,
    [Label("已付清")] Paid,
    [Label("已终止")] Ended,
}

/// <summary>一个采购项目 as lists and facets need it; made of the facts of the one ledger that owns it.</summary>
[Table("procurement_page", Technical = true)]
public sealed record ProcurementPage : IRow
{
    public string Id { get; init; } = "";

    public long Version { get; init; }

    /// <summary>Origin of the ledger that owns the procurement.</summary>
    public string Ledger { get; init; } = "";

    /// <summary>项目编号.</summary>
    public string Code { get; init; } = "";

    public string Title { get; init; } = "";

    public string PurchaserId { get; init; } = "";

    public string PurchaserName { get; init; } = "";

    public string AgencyId { get; init; } = "";

    public string AgencyName { get; init; } = "";

    /// <summary>Winners, joined by 、; empty before the result.</summary>
    public string SupplierNames { get; init; } = "";

    /// <summary>Six digits of GB/T 2260.</summary>
    public string Region { get; init; } = "";

    public string CatalogueCode { get; init; } = "";

    /// <summary>Code of the method, e.g. GKZB.</summary>
    public string Method { get; init; } = "";

    /// <summary>none, whole, consortium or subcontract.</summary>
    public string SetAside { get; init; } = "";

    public string BudgetLineId { get; init; } = "";

    public long BudgetFen { get; init; }

    public long AwardFen { get; init; }

    public long PaidFen { get; init; }

    public ProcurementState State { get; init; }

    /// <summary>暂停: an order of the authority has been carried out and not lifted.</summary>
    public bool Suspended { get; init; }

    public DateTimeOffset? BidDeadline { get; init; }

    /// <summary>Instant of the newest fact.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Lower-case words that every notice of the procurement is found by.</summary>
    public string SearchText { get; init; } = "";
}

/// <summary>One public fact as it was proved against the signed root of its ledger.</summary>
[Table("chain_fact", Technical = true)]
public sealed record ChainFact : IRow
{
    /// <summary>Id of the fact.</summary>
    public string Id { get; init; } = "";

    public long Version { get; init; }

    /// <summary>Empty for a fact of no single procurement (budget).</summary>
    public string ProcurementId { get; init; } = "";

    public string Stream { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>Organisation that acted.</summary>
    public string ByOrg { get; init; } = "";

    public string Ledger { get; init; } = "";

    public long LeafIndex { get; init; }

    /// <summary>The leaf's canonical JSON: its bytes are what the proof is about.</summary>
    public string Leaf { get; init; } = "";

    /// <summary>The body's canonical JSON.</summary>
    public string Body { get; init; } = "";
}

/// <summary>公告种类。</summary>
public enum NoticeKind
{
    [Label("采购意向")] Intention,
    [Label("采购公告")] Tender,
    [Label("更正公告")] Correction,
    [Label("澄清答复")] Clarification,
    [Label("中标结果")] Result,
    [Label("采购合同")] Contract,
    [Label("履约验收")] Acceptance,
    [Label("终止公告")] Ending,
    [Label("投诉处理")] Decision,
    [Label("单一来源公示")] Source,
    [Label("框架协议")] Framework,
}

/// <summary>One notice in the lists.</summary>
[Table("public_notice", Technical = true)]
public sealed record PublicNotice : IRow
{
    /// <summary>The notice's own id, or that of its fact where it has none.</summary>
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public string ProcurementId { get; init; } = "";

    public string FactId { get; init; } = "";

    public NoticeKind Kind { get; init; }

    public string Title { get; init; } = "";

    public DateOnly PublishedOn { get; init; }

    public DateTimeOffset At { get; init; }

    public string Ledger { get; init; } = "";

    public long LeafIndex { get; init; }

    /// <summary>The whole text; begins with the title and a blank.</summary>
    public string SearchText { get; init; } = "";
}

/// <summary>A mark that notices of a procurement came or its row changed; the store numbers them.</summary>
[Table("notice_change", Technical = true)]
public sealed record NoticeChange : IRow
{
    /// <summary>Id of the fact.</summary>
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public string ProcurementId { get; init; } = "";
}

/// <summary>A fact of a procurement that was just learned and has not been offered to subscribers yet.</summary>
[Table("fresh_fact", Technical = true)]
public sealed record FreshFact : IRow
{
    /// <summary>Id of the fact.</summary>
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public string ProcurementId { get; init; } = "";
}
