using System.Text.Json.Nodes;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.OpenData.Releases;

/// <summary>招标公告和招标文件 as the tender of a release: from the notice and from every correction of it.</summary>
internal static class TenderBlock
{
    /// <summary>Local scheme of the catalogue of government procurement items (政府采购品目分类目录).</summary>
    public const string CatalogueScheme = "CN-ZFCGPM";

    /// <summary>The code of the closed codelist method that a Chinese method comes nearest to; the Chinese name always stands beside it.</summary>
    public static string MethodOf(string code) => code switch
    {
        "YQZB" => "selective",
        "DYLY" or "JINJI-ZJ" => "direct",
        _ => "open",
    };

    public static string CategoryOf(string catalogueCode) => catalogueCode.Length == 0 ? "" : catalogueCode[0] switch { 'A' => "goods", 'B' => "works", 'C' => "services", _ => "" };

    /// <summary>What the notice itself says.</summary>
    public static JsonObject OfNotice(NoticePublished f, DateTimeOffset at) => Json.Of(
        ("id", f.ProcurementId), ("code", f.Code), ("title", f.Title), ("value", Json.Money(f.BudgetFen)), ("procurementMethod", MethodOf(f.Method)), ("procurementMethodDetails", Wording.Method(f.Method)),
        ("mainProcurementCategory", CategoryOf(f.CatalogueCode)), ("submissionMethod", Json.Texts(["electronicSubmission"])), ("datePublished", Json.Instant(at)),
        ("documentsPeriod", Json.Of(("startDate", Json.Instant(Json.Start(f.DocumentsFrom))), ("endDate", Json.End(f.DocumentsTo)))),
        ("tenderPeriod", Json.Of(("startDate", Json.Instant(at)), ("endDate", Json.Instant(f.BidDeadline)))),
        ("bidOpening", Json.Of(("date", Json.Instant(f.OpeningAt)), ("description", f.OpeningPlace))));

    /// <summary>What the tender documents say, but for the lots.</summary>
    public static JsonObject OfDocument(TenderDocument d) => Json.Of(
        ("documentEdition", d.Edition), ("awardCriteria", d.EvaluationMethod switch { "comprehensive" => "ratedCriteria", "lowest" => "priceOnly", _ => "" }), ("awardCriteriaDetails", Wording.Evaluation(d.EvaluationMethod)),
        ("eligibilityCriteria", string.Join('\n', d.Qualifications)), ("consortiumAllowed", d.ConsortiumAllowed), ("bidBond", Json.Money(d.BondFen)),
        ("priceDeduction", d.SmeDeductionPercent > 0 || d.ConsortiumDeductionPercent > 0 ? Json.Of(("smallFirmPercent", d.SmeDeductionPercent), ("consortiumPercent", d.ConsortiumDeductionPercent)) : null),
        ("items", Json.List(d.Lots.Select(Item))), ("criteria", Criteria(d)),
        ("submissionTerms", Json.Of(("electronicSubmissionPolicy", "required"), ("bidValidityPeriod", d.BidValidityDays > 0 ? Json.Of(("durationInDays", d.BidValidityDays)) : null), ("depositsGuarantees", d.BondFen > 0 ? $"投标保证金 {Yuan.Text(d.BondFen)} 元" : "不收取投标保证金"))),
        ("contractTerms", Json.Of(("performanceTerms", d.Delivery), ("financialTerms", d.Payment), ("rewardsAndPenalties", d.BreachTerms), ("otherTerms", string.Join('\n', new[] { Named("验收", d.Acceptance), Named("质量保证", d.Warranty) }.Where(t => t.Length > 0))))),
        ("openingKey", d.DecryptMinutes > 0 ? Json.Of(("decryptMinutes", d.DecryptMinutes)) : null));

    /// <summary>The lots with what each is worth.</summary>
    /// <param name="status">Status of a lot by its id, from the codelist tenderStatus.</param>
    public static JsonArray Lots(TenderDocument d, Func<string, string> status) => Json.List(d.Lots.Select(lot => Json.Of(
        ("id", lot.LotId), ("title", lot.Title), ("status", status(lot.LotId)), ("value", Json.Money(lot.BudgetFen)), ("ceiling", Json.Money(lot.CeilingFen)), ("smeSetAside", SetAside(lot.SetAside)), ("coreProduct", lot.CoreProduct),
        ("awardCriteria", Json.Of(("criteria", Json.List(d.Factors.Select(Criterion))))))));

    public static JsonObject Item(LotTerms lot) => Json.Of(
        ("id", lot.LotId), ("description", lot.Title), ("classification", Classified(lot.CatalogueCode)), ("quantity", lot.Quantity), ("unit", Json.Of(("name", lot.Unit))), ("relatedLot", lot.LotId));

    public static JsonObject? Classified(string code) => code.Length == 0 ? null : Json.Of(("scheme", CatalogueScheme), ("id", code), ("description", Catalogue.Find(code)?.Name));

    /// <summary>A set-aside as the closed codelist names it; empty for one it does not name.</summary>
    public static string SetAside(string code) => code is "none" or "whole" or "consortium" or "subcontract" ? code : "";

    private static JsonObject Criterion(ScoreFactor factor) => Json.Of(
        ("type", factor.Kind == "price" ? "price" : "quality"), ("name", factor.Title), ("description", factor.Kind switch { "objective" => $"客观分：{factor.Standard}", "subjective" => $"主观分：{factor.Standard}", _ => factor.Standard }),
        ("numbers", Json.List([Json.Of(("number", factor.WeightPoints / 100m), ("weight", "pointsExact"))])));

    private static JsonArray Criteria(TenderDocument d) => Json.List(
    [
        Group("qualification", "资格要求", ofTenderer: true, d.Qualifications.Select((text, i) => new RequirementItem($"Q{i + 1}", "", text, true))),
        Group("technical", "技术要求", ofTenderer: false, d.Requirements.Where(r => r.Kind == "technical")),
        Group("business", "商务要求", ofTenderer: false, d.Requirements.Where(r => r.Kind != "technical")),
    ]);

    private static JsonObject Group(string id, string title, bool ofTenderer, IEnumerable<RequirementItem> items)
    {
        var requirements = Json.List(items.Select(r => Json.Of(("id", r.Id), ("title", r.Text), ("mandatory", r.Mandatory))));
        return requirements.Count == 0 ? [] : Json.Of(("id", id), ("title", title), ("relatesToTenderer", ofTenderer), ("requirementGroups", Json.List([Json.Of(("id", id), ("requirements", requirements))])));
    }

    private static string Named(string name, string text) => text.Length > 0 ? $"{name}：{text}" : "";
}
