namespace Tongcai.Law;

/// <summary>采用某种采购方式的法定情形。A row of the table of grounds: an application names one, the authority decides on it.</summary>
/// <param name="Code">Permanent code, e.g. only-supplier.</param>
/// <param name="Method">Code of the method it allows.</param>
/// <param name="Text">The ground in the words of the law.</param>
/// <param name="Article">Article and item, e.g. 政府采购法第三十一条第（一）项.</param>
/// <param name="Rule">The rule it belongs to.</param>
public sealed record MethodGround(string Code, string Method, string Text, string Article, Rule Rule)
{
    /// <summary>The ground lies in a tender that failed or left two suppliers: the application shows that tender (74号第二十八条).</summary>
    public bool AfterTender { get; init; }

    /// <summary>Publicity and the reasoning of professionals come first where the amount reaches 公开招标数额标准 (74号第三十八条).</summary>
    public bool Publicity { get; init; }

    /// <summary>Two suppliers suffice (74号第二十七条第二款；财库〔2014〕214号第二十一条).</summary>
    public bool Two { get; init; }

    /// <summary>The authority decides whatever the amount: 集中采购机构的框架协议采购方案 (110号第八条).</summary>
    public bool ByAuthority { get; init; }

    /// <summary>添购：the application names the original contract.</summary>
    public bool Addition { get; init; }
}

/// <summary>法定情形表（政府采购法第二十九条至第三十二条、财库〔2014〕214号第三条）。</summary>
public static class MethodGrounds
{
    public static readonly MethodGround OnlySupplier = new("only-supplier", "DYLY", "只能从唯一供应商处采购的", "政府采购法第三十一条第（一）项", MethodRules.SingleSource) { Publicity = true };

    public static readonly MethodGround SourceEmergency = new("source-emergency", "DYLY", "发生了不可预见的紧急情况不能从其他供应商处采购的", "政府采购法第三十一条第（二）项", MethodRules.SingleSource);

    public static readonly MethodGround Addition = new(
        "addition", "DYLY", "必须保证原有采购项目一致性或者服务配套的要求，需要继续从原供应商处添购，且添购资金总额不超过原合同采购金额百分之十的", "政府采购法第三十一条第（三）项",
        MethodRules.SingleSource) { Addition = true };

    public static readonly MethodGround TwoLeft = new(
        "two-left", "JZXTP", "招标过程中提交投标文件或者经评审实质性响应招标文件要求的供应商只有两家的", "政府采购非招标采购方式管理办法第二十七条第二款", MethodRules.TwoBidders) { AfterTender = true, Two = true };

    public static readonly MethodGround CentralScheme = new(
        "central-scheme", "KJXY", "集中采购目录以内品目属于小额零星采购，由集中采购机构征集的框架协议采购方案", "政府采购框架协议采购方式管理暂行办法第八条", FrameworkRules.SchemeReviewed) { ByAuthority = true };

    /// <summary>All grounds, in the order of the law.</summary>
    public static readonly IReadOnlyList<MethodGround> All =
    [
        new("few-suppliers", "YQZB", "具有特殊性，只能从有限范围的供应商处采购的", "政府采购法第二十九条第（一）项", MethodRules.InvitedTender),
        new("tender-cost", "YQZB", "采用公开招标方式的费用占政府采购项目总价值的比例过大的", "政府采购法第二十九条第（二）项", MethodRules.InvitedTender),
        new("tender-failed", "JZXTP", "招标后没有供应商投标或者没有合格标的或者重新招标未能成立的", "政府采购法第三十条第（一）项", MethodRules.Negotiation) { AfterTender = true },
        new("cannot-specify", "JZXTP", "技术复杂或者性质特殊，不能确定详细规格或者具体要求的", "政府采购法第三十条第（二）项", MethodRules.Negotiation),
        new("urgent", "JZXTP", "采用招标所需时间不能满足用户紧急需要的", "政府采购法第三十条第（三）项", MethodRules.Negotiation),
        new("price-unknown", "JZXTP", "不能事先计算出价格总额的", "政府采购法第三十条第（四）项", MethodRules.Negotiation),
        TwoLeft,
        OnlySupplier,
        SourceEmergency,
        Addition,
        new("uniform", "XJ", "采购的货物规格、标准统一、现货货源充足且价格变化幅度小的", "政府采购法第三十二条", MethodRules.Inquiry),
        new("public-service", "JZXCS", "政府购买服务项目", "财库〔2014〕214号第三条第（一）项", MethodRules.Consultation) { Two = true },
        new("consult-specify", "JZXCS", "技术复杂或者性质特殊，不能确定详细规格或者具体要求的", "财库〔2014〕214号第三条第（二）项", MethodRules.Consultation),
        new("consult-price", "JZXCS", "不能事先计算出价格总额的", "财库〔2014〕214号第三条第（三）项", MethodRules.Consultation),
        new("research", "JZXCS", "市场竞争不充分的科研项目，以及需要扶持的科技成果转化项目", "财库〔2014〕214号第三条第（四）项", MethodRules.Consultation) { Two = true },
        CentralScheme,
    ];

    /// <summary>The ground of that code, or null.</summary>
    public static MethodGround? ByCode(string code) => All.FirstOrDefault(g => g.Code == code);
}
