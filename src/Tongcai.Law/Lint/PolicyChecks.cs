namespace Tongcai.Law.Lint;

/// <summary>采购政策：中小企业、本国产品、节能、进口、包装。</summary>
internal static class PolicyChecks
{
    private const long SmallFen = 200_000_000;
    private const long SmallWorksFen = 400_000_000;

    // 工信部联企业〔2011〕300号 第四条，sixteen industries.
    private static readonly HashSet<string> Industries =
    [
        "农、林、牧、渔业", "农林牧渔业", "工业", "建筑业", "批发业", "零售业", "交通运输业", "仓储业", "邮政业", "住宿业", "餐饮业", "信息传输业",
        "软件和信息技术服务业", "房地产开发经营", "物业管理", "租赁和商务服务业", "其他未列明行业",
    ];

    internal static IEnumerable<Fault> Run(TenderStructure t) =>
        [.. t.Lots.SelectMany((lot, i) => Lot(t, lot, $"/lots/{i}")), .. Import(t)];

    private static IEnumerable<Fault> Lot(TenderStructure t, TenderLot lot, string at) =>
        [.. Core(lot, at), .. Parties(lot, at), .. Items(lot, at), .. Preference(t, lot, at), .. Domestic(lot, at)];

    private static IEnumerable<Fault> Core(TenderLot lot, string at)
    {
        if (lot.Kind == ProjectKind.Goods && lot.Items.Count > 1 && lot.CoreProducts.Count == 0)
            yield return new(StructuralRules.CoreProduct, $"{at}/coreProducts", $"“{lot.Name}”有{lot.Items.Count}种货物，没有写明核心产品。");
    }

    private static IEnumerable<Fault> Parties(TenderLot lot, string at)
    {
        if (lot is { Reserve: SmeReserve.Consortium, Consortium: ConsortiumTerm.Refused })
            yield return new(StructuralRules.Consortium, $"{at}/consortium", $"“{lot.Name}”以联合体形式预留份额，却不接受联合体。");
        if (lot.Consortium == ConsortiumTerm.NotStated)
            yield return new(StructuralRules.Consortium, $"{at}/consortium", $"“{lot.Name}”没有在公告载明是否接受联合体。");
        if (lot.SubcontractAllowed && (string.IsNullOrWhiteSpace(lot.SubcontractContent) || string.IsNullOrWhiteSpace(lot.SubcontractLimit)))
            yield return new(StructuralRules.Subcontract, $"{at}/subcontractContent", $"“{lot.Name}”允许分包，没有写明内容和金额或者比例。");
    }

    private static IEnumerable<Fault> Items(TenderLot lot, string at)
    {
        for (var i = 0; i < lot.Items.Count; i++)
        {
            var item = lot.Items[i];
            if (item.SmeIndustry is null || !Industries.Contains(item.SmeIndustry))
                yield return new(StructuralRules.SmeIndustry, $"{at}/items/{i}/smeIndustry", $"“{item.Name}”没有写明中小企业划分标准所属行业。");
            if (item is { CompulsoryEnergySaving: true, CertificateDemanded: false })
                yield return new(StructuralRules.EnergySaving, $"{at}/items/{i}/certificateDemanded", $"“{item.Name}”属强制采购节能产品，没有要求认证证书。");
        }
    }

    private static IEnumerable<Fault> Preference(TenderStructure t, TenderLot lot, string at)
    {
        var works = lot.Kind == ProjectKind.Works;
        if (lot.BudgetFen <= (works ? SmallWorksFen : SmallFen) && lot.Reserve != SmeReserve.Whole && string.IsNullOrWhiteSpace(lot.ExemptionReason))
            yield return new(StructuralRules.WholeReserve, $"{at}/reserve", $"“{lot.Name}”应当专门面向中小企业，没有写明例外理由。");
        if (lot.Reserve == SmeReserve.Whole)
        {
            if (lot.DeductionPercent is not null || lot.SharedDeductionPercent is not null)
                yield return new(StructuralRules.SmeDeduction, $"{at}/deductionPercent", $"“{lot.Name}”专门面向中小企业，不再扣除。");
            yield break;
        }
        if (t.FixedPrice)
            yield break;
        var day = t.NoticeDay ?? DateOnly.MaxValue;
        var range = works ? PolicyRules.WorksDeduction : PolicyRules.DeductionOn(day);
        if (lot.DeductionPercent is not { } percent || !range.Allows(percent))
            yield return new(StructuralRules.SmeDeduction, $"{at}/deductionPercent", $"“{lot.Name}”小微企业价格扣除应为{range.From100}%至{range.To100}%。");
        var sharedRange = works ? PolicyRules.WorksSharedDeduction : PolicyRules.SharedDeductionOn(day);
        if (lot.SharedDeductionPercent is { } shared && !sharedRange.Allows(shared))
            yield return new(StructuralRules.SmeDeduction, $"{at}/sharedDeductionPercent", $"“{lot.Name}”联合体、分包价格扣除应为{sharedRange.From100}%至{sharedRange.To100}%。");
        if (lot.DeductionPercent is not null && !lot.PrisonAndDisabledIncluded)
            yield return new(StructuralRules.EqualTreatment, $"{at}/prisonAndDisabledIncluded", $"“{lot.Name}”扣除条款没有写明监狱企业和残疾人福利性单位。");
    }

    private static IEnumerable<Fault> Domestic(TenderLot lot, string at)
    {
        if (lot.Kind != ProjectKind.Goods)
            yield break;
        if (!lot.DomesticDeclaration || lot.DomesticDeductionPercent != 20)
            yield return new(StructuralRules.Domestic, $"{at}/domesticDeductionPercent", $"“{lot.Name}”没有本国产品声明函格式，或者没有20%价格扣除。");
        if (!lot.PackagingClause)
            yield return new(StructuralRules.Packaging, $"{at}/packagingClause", $"“{lot.Name}”没有商品包装、快递包装需求标准。");
    }

    private static IEnumerable<Fault> Import(TenderStructure t)
    {
        if (t.ImportAllowed && string.IsNullOrWhiteSpace(t.ImportApproval))
            yield return new(StructuralRules.Import, "/importApproval", "允许采购进口产品，没有财政部门审核意见。");
        if (!t.ImportAllowed && t.MentionsImport)
            yield return new(StructuralRules.Import, "/mentionsImport", "未允许采购进口产品，采购需求出现进口字样。");
    }
}
