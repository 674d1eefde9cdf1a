namespace Tongcai.Law;

/// <summary>A value together with the rule that fixes it.</summary>
public sealed record Cited<T>(T Value, Rule Rule);

/// <summary>采购方式。Methods are rows, not classes: what differs between them stands here, each cell with its source.</summary>
/// <param name="Code">Permanent code, e.g. GKZB.</param>
/// <param name="Name">名称.</param>
/// <param name="NoticeKind">Kind of the notice that invites, e.g. TN; empty where none does.</param>
/// <param name="Basis">The rule that allows the method.</param>
/// <param name="Evaluation">评审方法 that may be chosen.</param>
/// <param name="Steps">Steps in order.</param>
public sealed record ProcurementMethod(
    string Code, string Name, string NoticeKind, Rule Basis, IReadOnlyList<string> Evaluation, IReadOnlyList<string> Steps)
{
    /// <summary>用语.</summary>
    public MethodWords Words { get; init; } = MethodWords.Of("采购文件", "采购公告", "评审小组", "报价最低的原则");

    /// <summary>招标：87号令 applies (to 封闭式框架协议 by 110号第九条), with its public read-out, its review of qualification by the purchaser and its counting of brands.</summary>
    public bool Tender { get; init; }

    /// <summary>询价 buys goods only (74号第三条).</summary>
    public bool GoodsOnly { get; init; }

    /// <summary>Whether the notice opens the procurement to every supplier; else only those on a list are invited.</summary>
    public bool InvitesAll { get; init; }

    /// <summary>Only suppliers drawn at random from a list are invited: until the result the document is theirs alone, and who they are is told to nobody before the opening.</summary>
    public bool InvitesDrawn { get; init; }

    /// <summary>Only the entrants of a framework's lot are invited, and what each seals is its price; everything else was agreed before.</summary>
    public bool InvitesEntrants { get; init; }

    /// <summary>Whether only those invited may take part and see the document before the result.</summary>
    public bool InvitesSome => InvitesDrawn || InvitesEntrants;

    /// <summary>Suppliers needed to open; null where competition is not required.</summary>
    public Cited<int>? MinimumSuppliers { get; init; }

    /// <summary>文件提供期限.</summary>
    public TimeLimit? DocumentSupply { get; init; }

    /// <summary>From documents to the deadline.</summary>
    public TimeLimit? ResponsePeriod { get; init; }

    /// <summary>澄清提前量.</summary>
    public TimeLimit? ClarificationLead { get; init; }

    /// <summary>公告期限.</summary>
    public TimeLimit? NoticePeriod { get; init; }

    /// <summary>Smallest committee; null where none is formed.</summary>
    public Cited<int>? CommitteeMinimum { get; init; }

    /// <summary>Smallest committee for large or difficult projects.</summary>
    public Cited<int>? LargeCommitteeMinimum { get; init; }

    /// <summary>Several rounds, ending with a last price.</summary>
    public bool Rounds { get; init; }

    /// <summary>One supplier, with whom experienced staff negotiate: no notice that invites, no sealed offers, no committee.</summary>
    public bool OneSupplier { get; init; }

    /// <summary>紧急采购: rests on a declared emergency and the unit's collective decision, without minimum periods and without approval beforehand.</summary>
    public bool Emergency { get; init; }

    /// <summary>框架协议：the evaluation lets several in, who are bought from later; the plan draws nothing from the budget.</summary>
    public bool TwoStages { get; init; }

    /// <summary>Below the threshold it needs no statutory notice: 网上商城.</summary>
    public bool Mall { get; init; }
}
