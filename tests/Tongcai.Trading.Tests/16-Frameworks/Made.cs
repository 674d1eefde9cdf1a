using Tongcai.Law;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Frameworks;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Frameworks;

/// <summary>Frameworks as tests want them.</summary>
internal static class Made
{
    public static readonly Actor MethodsHead = People.Handler with { Posts = new HashSet<string> { Post.Head, Post.Handler } };

    public static FileScheme.Request Scheme => new(
        FrameworkForm.Closed, Collector.Central, UseCase.Catalogue, "各处室全年多次少量购置，标准统一", [new("打印机", "台", 6, 6_000_000)], 3, 3, 12, EntryMethod.Price, false, false, 20, 0, SecondStage.Bidding,
        [People.College.Id], "410100", SetAside.Whole, "新品性能不低于入围产品", "每单评价，每季公布", "拒单两次的清退", "陈立新 0000-0000001");

    public static FrameworkTerms TermsOf(string form = "closed", string second = "direct") => new(
        form, second, "catalogue", true, 12, 20, 0, [new(1, "打印机", "台", 6, 6_000_000)], [People.College.Id], [People.College.Name], "新品性能不低于入围产品", "每单评价", "拒单两次的清退");

    public static TenderDocument Document => new(
        1, [new("f1-1", 1, "打印机", "A02021003", 1, "台", 36_000_000, 6_000_000, "none", "")], ["具有独立承担民事责任的能力"], Given.Wanted.Requirements.Value, "lowest", [], 0, 0, false, 90, 0, 30, "送货到校", "验收后付清", "逐项验收",
        "两年上门保修", "逾期每日万分之五", "陈立新", TermsOf());

    public static Procurement Closed(string second = "direct") => Given.Filed with { Id = "f1", Code = "410100-KJXY-2026-F1", Method = "KJXY", EvaluationMethod = "lowest", Framework = TermsOf("closed", second) };

    public static Procurement Open => Closed() with { EvaluationMethod = "none", Framework = TermsOf("open") };

    /// <summary>In force from 2 March 2026 to 1 March 2027.</summary>
    public static Procurement InForce => Running(Closed());

    public static Procurement Running(Procurement framework) =>
        framework with { Stage = Stage.Published, NoticedOn = Given.Today, Framework = framework.Framework.Value! with { From = Given.Today, To = new(2027, 3, 1) } };

    public static Entrant Active(string supplier, int rank, long unitPriceFen = 5_000_000) => new()
    {
        Id = "e-" + supplier, Version = 1, FrameworkId = "f1", ProcurementId = "f1", LotNumber = 1, SupplierId = supplier, SupplierName = "供应商" + supplier, Address = "中州市", Contact = "联系人", Size = "small", Rank = rank,
        UnitPriceFen = unitPriceFen, Unit = "台", Product = "打印机　某牌", DeliveryDays = 10, Responses = new([new("R1", "满足", "none")]), State = EntrantState.Active, AppliedOn = Given.Today, SignedOn = Given.Today,
    };

    public static Actor SupplierOf(string id) => People.Supplier with { OrganisationId = id, OrganisationName = "供应商" + id };

    public static IReadOnlyList<string> Entered(Outcome<Commit> outcome)
    {
        Assert.True(outcome.Value is not null, string.Join("；", outcome.Refusals.Select(r => $"{r.Rule.Id} {r.Reason}")));
        return [.. outcome.Value.Changes.Select(c => c.Row).OfType<Entrant>().OrderBy(e => e.Rank).Select(e => e.SupplierId)];
    }
}
