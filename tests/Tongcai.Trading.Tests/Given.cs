using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests;

/// <summary>Rows of a lawful procurement before its notice; a test changes what it is about.</summary>
internal static class Given
{
    /// <summary>Monday, 2 March 2026.</summary>
    public static readonly DateOnly Today = new(2026, 3, 2);

    public static BudgetLine Line => new()
    {
        Id = "YS-1", Version = 1, OrganisationId = People.College.Id, OrganisationName = People.College.Name, Year = 2026, Name = "办公设备购置",
        CatalogueCode = "A02020000", AmountFen = 100_000_000, DrawnFen = 0,
    };

    public static Demand Wanted => new()
    {
        Id = "d1", Version = 1, OrganisationId = People.College.Id, BudgetLineId = "YS-1", Title = "实训楼打印机采购", CatalogueCode = "A02021003", CatalogueName = "A4黑白打印机",
        Kind = "goods", Quantity = 10, Unit = "台", BudgetFen = 60_000_000, Summary = "打印机",
        Requirements = new List<RequirementItem> { new("R1", "technical", "每分钟不少于 30 页", true), new("R2", "business", "15 日内送货", false) },
        AuthorId = People.Handler.AccountId, ToBuy = 10, State = DemandState.Drafted,
    };

    public static Demand Queried => Wanted with
    {
        ReuseInUnit = "无", ReuseInDepartment = "无", WarehouseReference = "GWC-1", TransferredCount = 4, ToBuy = 6, State = DemandState.Queried,
    };

    public static Demand Reviewed => Queried with { State = DemandState.Reviewed, ReviewerId = People.Reviewer.AccountId };

    public static Procurement Filed => new()
    {
        Id = "p1", Version = 1, Code = "410100-GKZB-2026-P1", DemandId = "d1", BudgetLineId = "YS-1", PurchaserId = People.College.Id, PurchaserName = People.College.Name,
        PurchaserContact = "陈立新", Title = "实训楼打印机采购", CatalogueCode = "A02021003", CatalogueName = "A4黑白打印机", Kind = "goods", Region = "410100", Method = "GKZB",
        EvaluationMethod = "comprehensive", SetAside = "none", BudgetFen = 36_000_000, Stage = Stage.Filed, HandlerId = People.Handler.AccountId, FiledOn = Today,
    };

    public static Procurement Intended => Filed with { Stage = Stage.Intended, IntentionOn = Today, ExpectedOn = new(2026, 4, 1) };

    public static Procurement Entrusted => Intended with
    {
        Stage = Stage.Entrusted, AgencyId = People.Minghe.Id, AgencyName = People.Minghe.Name, AgencyContact = "刘颖", EntrustedOn = Today, FeePayer = "purchaser",
    };

    public static Procurement Confirmed => Entrusted with { Stage = Stage.Confirmed };

    public static DocumentTerms Terms => new(
        [new("打印机", "A02021003", 6, "台", 36_000_000, 36_000_000, SetAside.None)],
        ["具有独立承担民事责任的能力"],
        [new(Tongcai.Trading.Documents.FactorKind.Price, "投标报价", "评标基准价除以投标报价乘以分值", 30m), new(Tongcai.Trading.Documents.FactorKind.Objective, "打印速度", "每分钟 30 页得 40 分，40 页以上得 70 分", 70m)],
        10, 4, true, 90, 0, 30, "15 日内送到", "验收合格后 10 个工作日内付清", "逐项验收", "两年上门保修", "逾期每日万分之五", "刘颖 0000-0000002");

    public static Tender Drafted => new() { Id = "p1", Version = 1, Document = Terms.ToDocument(Filed, 1, Wanted.Requirements.Value), AuthorId = People.Agency.AccountId };

    public static Tender ConfirmedTender => Drafted with { ConfirmedBy = People.Reviewer.AccountId, ConfirmedOn = Today };

    public static ProjectKeyRow Key => new() { Id = "p1", Version = 1, KeyId = "ab12", PublicKey = "04", Threshold = 2 };

    /// <summary>Noticed on 7 April, deadline 28 April 2026 09:30.</summary>
    public static Procurement Noticed => Confirmed with { Stage = Stage.Noticed, NoticedOn = new(2026, 4, 7), BidDeadline = At(2026, 4, 28, 9, 30) };

    public static Notice Published => new() { Id = "n1", Version = 1, ProcurementId = "p1", Kind = "TN", Number = 1, PublishedOn = new(2026, 4, 7), DocumentsFrom = new(2026, 4, 7), DocumentsTo = new(2026, 4, 14) };

    public static DateTimeOffset At(int year, int month, int day, int hour = 9, int minute = 0) => new DateOnly(year, month, day).Beijing(new(hour, minute));

    public static T Fact<T>(Outcome<Commit> outcome)
        where T : class
    {
        Assert.True(outcome.Value is not null, string.Join("；", outcome.Refusals.Select(r => $"{r.Rule.Id} {r.Reason}")));
        return Assert.Single(outcome.Value.Facts.Select(f => f.Fact).OfType<T>());
    }

    public static T Row<T>(Outcome<Commit> outcome)
        where T : class, IRow
    {
        Assert.True(outcome.Value is not null, string.Join("；", outcome.Refusals.Select(r => $"{r.Rule.Id} {r.Reason}")));
        return Assert.Single(outcome.Value.Changes.Where(c => c.Kind != ChangeKind.Require).Select(c => c.Row).OfType<T>());
    }

    public static IReadOnlyList<string> Rules<T>(Outcome<T> outcome)
        where T : class
    {
        Assert.All(outcome.Refusals, r => Assert.True(r.Reason.Length > 0 && r.Remedy.Length > 0, r.Rule.Id));
        return [.. outcome.Refusals.Select(r => r.Rule.Id)];
    }
}
