using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Documents;

namespace Tongcai.Trading.Notices;

/// <summary>更正前后对照。What differs between two editions, field by field, before and after.</summary>
public static class DocumentChanges
{
    /// <summary>Differences in the order of the document; empty when the editions say the same.</summary>
    /// <param name="words">Words of the method, in which fields are named.</param>
    public static IReadOnlyList<Change> Between(TenderDocument before, TenderDocument after, MethodWords words)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(words);
        IEnumerable<Change> changes =
        [
            .. Lists("标段", before.Lots, after.Lots, l => $"{l.Title}；{l.CatalogueCode}；{l.Quantity} {l.Unit}；预算 {Yuan.Text(l.BudgetFen)} 元；最高限价 {Yuan.Text(l.CeilingFen)} 元；{l.SetAside}；{l.CoreProduct}"),
            .. Lists("资格要求", before.Qualifications, after.Qualifications, q => q),
            .. Lists("采购需求", before.Requirements, after.Requirements, r => $"{(r.Mandatory ? "★" : "")}{r.Text}"),
            .. Lists("评审因素", before.Factors, after.Factors, f => $"{f.Title}（{DocumentText.Points(f.WeightPoints)} 分）：{f.Standard}"),
            .. One("小微企业价格扣除（%）", before.SmeDeductionPercent, after.SmeDeductionPercent),
            .. One("联合体、分包价格扣除（%）", before.ConsortiumDeductionPercent, after.ConsortiumDeductionPercent),
            .. One("接受联合体投标", before.ConsortiumAllowed ? "是" : "否", after.ConsortiumAllowed ? "是" : "否"),
            .. One("投标有效期（日）", before.BidValidityDays, after.BidValidityDays),
            .. One("投标保证金（元）", Yuan.Text(before.BondFen), Yuan.Text(after.BondFen)),
            .. One("解密时限（分钟）", before.DecryptMinutes, after.DecryptMinutes),
            .. One("交付", before.Delivery, after.Delivery),
            .. One("付款", before.Payment, after.Payment),
            .. One("验收", before.Acceptance, after.Acceptance),
            .. One("质量保证和售后", before.Warranty, after.Warranty),
            .. One("违约责任", before.BreachTerms, after.BreachTerms),
            .. One("接收质疑函的联系人", before.Contact, after.Contact),
        ];
        return [.. changes.Select(c => c with { Field = words.Say(c.Field) })];
    }

    private static IEnumerable<Change> One<T>(string field, T before, T after) =>
        EqualityComparer<T>.Default.Equals(before, after) ? [] : [new Change(field, $"{before}", $"{after}")];

    private static IEnumerable<Change> Lists<T>(string field, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> text) =>
        Enumerable.Range(0, Math.Max(before.Count, after.Count))
            .Select(i => new Change($"{field} {i + 1}", i < before.Count ? text(before[i]) : "（无）", i < after.Count ? text(after[i]) : "（删去）"))
            .Where(c => c.Before != c.After);
}
