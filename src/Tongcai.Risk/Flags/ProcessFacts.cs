namespace Tongcai.Risk.Flags;

/// <summary>采购方式，按开放程度。</summary>
public enum Openness
{
    /// <summary>公开招标，以及以公告邀请的磋商、谈判、询价。</summary>
    Open,

    /// <summary>邀请招标。</summary>
    Selective,

    /// <summary>不公开邀请的磋商、谈判、询价。</summary>
    Limited,

    /// <summary>单一来源、直接选定。</summary>
    Direct,
}

/// <summary>采购终止在哪一步；what would have come after never took place.</summary>
public enum ProcessEnd
{
    /// <summary>开标前终止。</summary>
    BeforeBids,

    /// <summary>废标，或者开标后、确定中标人前终止。</summary>
    BeforeAward,
}

/// <summary>What became of a bid.</summary>
public enum BidOutcome
{
    Valid,
    Disqualified,
    Withdrawn,
}

/// <summary>One bid. Unset members are unknown, never "no".</summary>
/// <param name="Bidder">Supplier id; the lead member of a consortium.</param>
public sealed record BidFacts(string Bidder)
{
    public long? PriceFen { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public BidOutcome Outcome { get; init; }

    /// <summary>Reason given for a disqualification; empty: none given.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<string> Consortium { get; init; } = [];

    /// <summary>Whether every required response is there and positive.</summary>
    public bool? MeetsCriteria { get; init; }

    /// <summary>Likeness to the most similar other bid of the process, 0 to 1.</summary>
    public double? Likeness { get; init; }

    /// <summary>Certificates presented.</summary>
    public IReadOnlyList<CertificateFacts> Certificates { get; init; } = [];

    /// <summary>Reference contracts named, with whether the contract register knows them.</summary>
    public IReadOnlyDictionary<string, bool> References { get; init; } = new Dictionary<string, bool>();

    public bool? DeclaredSmall { get; init; }
}

/// <summary>A certificate presented in a bid.</summary>
/// <param name="Number">Number as printed.</param>
/// <param name="Holder">Supplier id it was issued to; null: the issuer does not know it.</param>
public sealed record CertificateFacts(string Number, string? Holder = null, DateOnly? ValidTo = null);

/// <summary>A line of the price table.</summary>
public sealed record ItemFacts(string Code, long UnitPriceFen, decimal Quantity)
{
    public decimal? Accepted { get; init; }
}

/// <summary>What registries know of a supplier.</summary>
public sealed record SupplierFacts(string Id)
{
    /// <summary>统一社会信用代码。</summary>
    public string? CreditCode { get; init; }

    public string? Address { get; init; }

    public string? Phone { get; init; }

    public string? Mail { get; init; }

    /// <summary>Beneficial owners and shareholders with their shares, 0 to 1; null: not known.</summary>
    public IReadOnlyDictionary<string, double>? Owners { get; init; }

    public string? PersonInCharge { get; init; }

    public bool? Registered { get; init; }

    /// <summary>Has tax and social-insurance records.</summary>
    public bool? Traceable { get; init; }

    /// <summary>On the list of serious dishonesty or under a ban on that day; null: not asked.</summary>
    public bool? Barred { get; init; }

    /// <summary>Small or medium by the registry's figures; null: figures missing.</summary>
    public bool? Small { get; init; }
}

/// <summary>A fee of the process.</summary>
/// <param name="Name">Name as charged.</param>
/// <param name="LimitFen">Most that is allowed; null: no limit known; 0: free by rule.</param>
/// <param name="Published">Whether the fee stands in the published list and in the tender documents.</param>
public sealed record FeeFacts(string Name, long ChargedFen, long? LimitFen = null, bool? Published = null);

/// <summary>采购过程的事实。All a flag may look at. Null is unknown; the flags then answer "insufficient data".</summary>
/// <param name="Id">Process id.</param>
public sealed record ProcessFacts(string Id)
{
    public string? Buyer { get; init; }

    public string? Agency { get; init; }

    /// <summary>品目 code.</summary>
    public string? Category { get; init; }

    public string? Region { get; init; }

    public Openness? Method { get; init; }

    public Openness? PlannedMethod { get; init; }

    /// <summary>Method name with its own deadlines, e.g. 竞争性磋商.</summary>
    public string? MethodName { get; init; }

    /// <summary>Null: it was not ended, or nobody says so.</summary>
    public ProcessEnd? Ended { get; init; }

    public long? BudgetFen { get; init; }

    /// <summary>最高限价。</summary>
    public long? CeilingFen { get; init; }

    /// <summary>公开招标数额标准 for this buyer and category.</summary>
    public long? OpenThresholdFen { get; init; }

    public DateOnly? PlanPublished { get; init; }

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? BidEnd { get; init; }

    public DateTimeOffset? Opened { get; init; }

    public DateOnly? Evaluated { get; init; }

    public DateOnly? Awarded { get; init; }

    public DateOnly? Signed { get; init; }

    public DateOnly? ContractPublished { get; init; }

    /// <summary>Least days between notice and deadline for the method.</summary>
    public int? LeastBidDays { get; init; }

    /// <summary>Whether the notice stood on the outlet named by the finance ministry.</summary>
    public bool? OnRequiredOutlet { get; init; }

    /// <summary>Documents missing at the start, e.g. 采购文件、评分办法、采购需求; null: not known.</summary>
    public IReadOnlyList<string>? MissingDocuments { get; init; }

    /// <summary>Findings of the clause check on qualification terms.</summary>
    public int? QualificationFindings { get; init; }

    /// <summary>Findings of the clause check on specifications: brand, patent, origin without “或相当于”.</summary>
    public int? SpecificationFindings { get; init; }

    /// <summary>Products of the market that meet the specification.</summary>
    public int? FittingProducts { get; init; }

    /// <summary>Share of points that are a matter of judgement.</summary>
    public double? SubjectiveShare { get; init; }

    public IReadOnlyList<FeeFacts>? Fees { get; init; }

    /// <summary>Price of the tender documents in the order of publication.</summary>
    public IReadOnlyList<long>? DocumentPricesFen { get; init; }

    public long? BidBondFen { get; init; }

    public long? PerformanceBondFen { get; init; }

    /// <summary>Working days until the bid bond was returned.</summary>
    public int? BondRefundDays { get; init; }

    public long? AgencyFeeFen { get; init; }

    public long? AgencyFeeContractFen { get; init; }

    /// <summary>Reason for a direct award; empty: none given.</summary>
    public string? DirectReason { get; init; }

    public bool? DirectReasonLegal { get; init; }

    public int? Complaints { get; init; }

    public int? Questions { get; init; }

    public int? UnansweredQuestions { get; init; }

    public IReadOnlyList<BidFacts>? Bids { get; init; }

    public IReadOnlyList<string>? Winners { get; init; }

    public long? AwardFen { get; init; }

    public long? ContractFen { get; init; }

    public IReadOnlyList<ItemFacts>? Items { get; init; }

    public IReadOnlyList<ItemFacts>? ContractItems { get; init; }

    public int? Amendments { get; init; }

    public long? AmendedFen { get; init; }

    public bool? DurationChanged { get; init; }

    public int? OverdueMilestones { get; init; }

    public long? PaidFen { get; init; }

    public double? SubcontractedShare { get; init; }

    public IReadOnlyList<string>? Subcontractors { get; init; }

    public int? AcceptanceDeviations { get; init; }

    public IReadOnlyList<SupplierFacts>? Suppliers { get; init; }

    /// <summary>Phones, mail addresses and names of purchaser, agency and experts.</summary>
    public IReadOnlyList<string>? OfficialContacts { get; init; }

    internal IEnumerable<BidFacts> Valid => (Bids ?? []).Where(b => b.Outcome == BidOutcome.Valid);

    internal IEnumerable<BidFacts> Submitted => (Bids ?? []).Where(b => b.Outcome != BidOutcome.Withdrawn);

    internal string? Winner => Winners is [var only] ? only : null;

    internal SupplierFacts? Supplier(string id) => Suppliers?.FirstOrDefault(s => s.Id == id);
}
