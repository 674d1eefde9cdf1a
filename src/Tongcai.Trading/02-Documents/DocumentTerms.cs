using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Documents;

/// <summary>评审因素的种类。</summary>
public enum FactorKind
{
    [Label("价格分")] Price,
    [Label("客观分")] Objective,
    [Label("主观分")] Subjective,
}

/// <summary>采购包（标段）as typed.</summary>
public sealed record LotTerm(
    [property: Field("标段名称", Max = 200)] string Title,
    [property: Field("品目", Pattern = "[ABC][0-9]{8}", Choices = "catalogue")] string CatalogueCode,
    [property: Field("数量", Min = 1, Max = 100_000_000)] long Quantity,
    [property: Field("单位", Max = 20)] string Unit,
    [property: Field("预算金额", Unit = "元", Min = 1)] long BudgetFen,
    [property: Field("最高限价", Unit = "元", Min = 1)] long CeilingFen,
    [property: Field("中小企业预留")] SetAside SetAside,
    [property: Field("核心产品", Max = 200)] string? CoreProduct = null);

/// <summary>评审因素 as typed; the weight in points with at most two decimals.</summary>
public sealed record FactorTerm(
    [property: Field("种类")] FactorKind Kind,
    [property: Field("评审因素", Max = 100)] string Title,
    [property: Field("评分标准", Lines = true, Max = 2000)] string Standard,
    [property: Field("分值", Unit = "分", Min = 0, Max = 100)] decimal Weight);

/// <summary>招标文件各章 as typed. Requirements are not among them: they come from the reviewed demand.</summary>
public sealed record DocumentTerms(
    [property: Field("标段", Section = "标段", Min = 1, Max = 50)] IReadOnlyList<LotTerm> Lots,
    [property: Field("资格要求", Section = "资格要求", Min = 1, Max = 50, Hint = "只写履行合同必需的条件；一般资格条件以承诺代替证明")] IReadOnlyList<string> Qualifications,
    [property: Field("评审因素", Section = "评审", Max = 100, Hint = "综合评分法合计 100 分；最低评标价法不设评审因素")] IReadOnlyList<FactorTerm> Factors,
    [property: Field("小微企业价格扣除", Unit = "%", Min = 0, Max = 20)] int SmeDeductionPercent,
    [property: Field("联合体、分包价格扣除", Unit = "%", Min = 0, Max = 20)] int ConsortiumDeductionPercent,
    [property: Field("接受联合体投标")] bool ConsortiumAllowed,
    [property: Field("投标有效期", Unit = "日", Section = "投标", Min = 30, Max = 365)] int BidValidityDays,
    [property: Field("投标保证金", Unit = "元", Min = 0, Hint = "不得超过预算金额的 2%；不收取的填 0")] long BondFen,
    [property: Field("解密时限", Unit = "分钟", Min = 10, Max = 240)] int DecryptMinutes,
    [property: Field("交付（实施）时间和地点", Lines = true, Section = "商务条款")] string Delivery,
    [property: Field("付款", Lines = true)] string Payment,
    [property: Field("验收", Lines = true)] string Acceptance,
    [property: Field("质量保证和售后", Lines = true)] string Warranty,
    [property: Field("违约责任和争议解决", Lines = true)] string BreachTerms,
    [property: Field("接收质疑函的方式和联系人", Max = 300)] string Contact)
{
    /// <summary>What the law says against the terms; empty when nothing.</summary>
    /// <param name="procurement">The procurement with its filed plan.</param>
    /// <param name="today">Legal day.</param>
    /// <param name="at">JSON pointer under which the terms stand in the request.</param>
    internal List<Refusal> Examine(Procurement procurement, DateOnly today, string at = "")
    {
        List<Refusal> refusals = [];
        ExamineLots(refusals, procurement, at);
        ExamineFactors(refusals, procurement, at);

        var reserved = Lots.All(l => l.SetAside == SetAside.Whole);
        if (reserved)
            refusals.Unless(SmeDeductionPercent == 0 && ConsortiumDeductionPercent == 0, PolicyRules.WholeLotReserved,
                "各标段都专门面向中小企业，不再给予价格扣除。", "两个扣除比例都填 0。", at + "/smeDeductionPercent");
        refusals.AddRange(PolicyDeduction.Check(
            new PolicyDeduction(SmeDeductionPercent, ConsortiumDeductionPercent, 0, reserved), Kinds.Of(procurement.Kind), today, at + "/smeDeductionPercent"));
        refusals.Unless(DocumentRules.BidBondLimit.Allows(BondFen, procurement.BudgetFen), DocumentRules.BidBondLimit,
            $"投标保证金 {Yuan.Text(BondFen)} 元，超过预算金额 {Yuan.Text(procurement.BudgetFen)} 元的 2%。", $"不超过 {Yuan.Text(DocumentRules.BidBondLimit.CeilingFen(procurement.BudgetFen))} 元。", at + "/bondFen");
        return refusals;
    }

    /// <summary>The document of an edition.</summary>
    /// <param name="procurement">Names the evaluation method and the lots' ids.</param>
    /// <param name="requirements">From the reviewed demand, or as a correction left them.</param>
    internal TenderDocument ToDocument(Procurement procurement, int edition, IReadOnlyList<RequirementItem> requirements) => new(
        edition,
        [.. Lots.Select((l, i) => new LotTerms(
            $"{procurement.Id}-{i + 1}", i + 1, l.Title.Trim(), l.CatalogueCode, l.Quantity, l.Unit.Trim(), l.BudgetFen, l.CeilingFen, Wire.Name(l.SetAside.ToString()), l.CoreProduct?.Trim() ?? ""))],
        [.. Qualifications.Select(q => q.Trim())],
        requirements,
        procurement.EvaluationMethod,
        [.. Factors.Select((f, i) => new ScoreFactor($"F{i + 1}", Wire.Name(f.Kind.ToString()), f.Title.Trim(), f.Standard.Trim(), (int)(f.Weight * 100)))],
        SmeDeductionPercent, ConsortiumDeductionPercent, ConsortiumAllowed, BidValidityDays, BondFen, DecryptMinutes,
        Delivery.Trim(), Payment.Trim(), Acceptance.Trim(), Warranty.Trim(), BreachTerms.Trim(), Contact.Trim(), procurement.Framework.Value);

    /// <summary>The terms of a document, to be edited again.</summary>
    public static DocumentTerms Of(TenderDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(
            [.. document.Lots.Select(l => new LotTerm(
                l.Title, l.CatalogueCode, l.Quantity, l.Unit, l.BudgetFen, l.CeilingFen, Enum.TryParse<SetAside>(l.SetAside, true, out var s) ? s : SetAside.None, l.CoreProduct.Length > 0 ? l.CoreProduct : null))],
            document.Qualifications,
            [.. document.Factors.Select(f => new FactorTerm(Enum.TryParse<FactorKind>(f.Kind, true, out var k) ? k : FactorKind.Subjective, f.Title, f.Standard, f.WeightPoints / 100m))],
            document.SmeDeductionPercent, document.ConsortiumDeductionPercent, document.ConsortiumAllowed, document.BidValidityDays, document.BondFen, document.DecryptMinutes,
            document.Delivery, document.Payment, document.Acceptance, document.Warranty, document.BreachTerms, document.Contact);
    }

    private void ExamineLots(List<Refusal> refusals, Procurement procurement, string at)
    {
        var total = Lots.Aggregate((Int128)0, (sum, l) => sum + l.BudgetFen);
        refusals.Unless(total == procurement.BudgetFen, DocumentRules.BudgetDisclosed,
            $"各标段预算合计 {Yuan.Text((long)Int128.Min(total, long.MaxValue))} 元，备案计划金额 {Yuan.Text(procurement.BudgetFen)} 元，两者不等。", "调整标段预算，使合计等于备案的计划金额。", at + "/lots");
        foreach (var (i, lot) in Lots.Index())
        {
            if (procurement.Framework.Value is { } framework)
            {
                var agreed = i < framework.Lots.Count ? framework.Lots[i] : null;
                refusals.Unless(lot.Quantity == 1 && lot.Unit == agreed?.Unit && lot.CeilingFen == agreed.CeilingFen && framework.Lots.Count == Lots.Count, FrameworkRules.MaximumUnitPrice,
                    agreed is null ? $"方案有 {framework.Lots.Count} 个采购包，文件有 {Lots.Count} 个。" : $"标段 {i + 1} 应当按一{agreed.Unit}报价，最高限制单价 {Yuan.Text(agreed.CeilingFen)} 元，与方案一致。",
                    "采购包、计量单位和最高限制单价与备案的方案一致，数量填 1。", $"{at}/lots/{i}");
            }

            refusals.Unless(lot.CeilingFen <= lot.BudgetFen, DocumentRules.CeilingWithinBudget,
                $"标段 {i + 1} 最高限价 {Yuan.Text(lot.CeilingFen)} 元，高于该标段预算 {Yuan.Text(lot.BudgetFen)} 元。", "最高限价不超过该标段预算。", $"{at}/lots/{i}/ceilingFen");
            refusals.Unless(lot.CatalogueCode == procurement.CatalogueCode || Lots.Count > 1 && Catalogue.Find(lot.CatalogueCode) is { IsLeaf: true }, DocumentRules.DocumentsFollowReview,
                $"标段 {i + 1} 的品目 {lot.CatalogueCode} 与备案的 {procurement.CatalogueCode} {procurement.CatalogueName} 不符。", "按审核通过的需求填写品目。", $"{at}/lots/{i}/catalogueCode");
            refusals.Unless(procurement.SetAside != "whole" || lot.SetAside == SetAside.Whole, DocumentRules.DocumentsFollowReview,
                $"计划备案为整体专门面向中小企业，标段 {i + 1} 没有预留。", "该标段选择“整体专门面向中小企业”。", $"{at}/lots/{i}/setAside");
        }
    }

    private void ExamineFactors(List<Refusal> refusals, Procurement procurement, string at)
    {
        if (procurement.EvaluationMethod == "lowest")
        {
            refusals.Unless(Factors.Count == 0, MethodRules.LowestPriceRequired, "备案的是最低评标价法，不设评审因素。", "删去评审因素；要求都写成实质性要求。", at + "/factors");
            return;
        }

        var total = Factors.Sum(f => f.Weight);
        refusals.Unless(total == 100m, DocumentRules.WeightsSumToOne, $"评审因素分值合计 {total:0.##} 分，应为 100 分。", $"{(total < 100 ? "补足" : "减去")} {Math.Abs(100 - total):0.##} 分。", at + "/factors");
        foreach (var (i, factor) in Factors.Index())
        {
            refusals.Unless(factor.Weight > 0 && decimal.Round(factor.Weight, 2) == factor.Weight, DocumentRules.ScoresQuantified,
                $"第 {i + 1} 项评审因素的分值 {factor.Weight} 不是最多两位小数的正数。", "填大于零、最多两位小数的分值。", $"{at}/factors/{i}/weight");
        }

        var price = Factors.Where(f => f.Kind == FactorKind.Price).ToList();
        if (procurement.MethodRow().TwoStages)
        {
            refusals.Unless(price.Count == 0, CompetitionRules.QualityFirst, "质量优先法按质量评分排序，不设价格分。", "删去价格分；报价不得超过最高限制单价。", at + "/factors");
            return;
        }

        refusals.Unless(price.Count == 1, DocumentRules.Contents, price.Count == 0 ? "没有价格分。" : $"价格分有 {price.Count} 项。", "综合评分法设一项价格分。", at + "/factors");
        if (procurement.MethodRow() == ProcurementMethods.Consultation)
        {
            refusals.Unless(CompetitionRules.CheckConsultationWeight(Kinds.Of(procurement.Kind), price.Sum(f => f.Weight), at + "/factors"));
            return;
        }

        var minimum = procurement.Kind == "goods" ? DocumentRules.GoodsPriceWeight : DocumentRules.ServicesPriceWeight;
        var points = (long)(price.Sum(f => f.Weight) * 100);
        refusals.Unless(minimum.IsMetBy(points, 10000), minimum,
            $"价格分 {points / 100m:0.##} 分，{Kinds.Name(procurement.Kind)}项目不得低于 {minimum.PerMille / 10} 分。", $"把价格分提高到 {minimum.PerMille / 10} 分以上，相应减少其他因素。", at + "/factors");
    }
}
