namespace Tongcai.Law;

/// <summary>Makes rules of the instruments quoted most, with the day each came into force.</summary>
internal static class Instruments
{
    internal static Rule Act(string id, string title, string article, string quote) =>
        Of("政府采购法", new(2003, 1, 1), id, title, article, quote);

    internal static Rule Regulation(string id, string title, string article, string quote) =>
        Of("政府采购法实施条例", new(2015, 3, 1), id, title, article, quote);

    internal static Rule Tendering(string id, string title, string article, string quote) =>
        Of("政府采购货物和服务招标投标管理办法", new(2017, 10, 1), id, title, article, quote);

    internal static Rule NonTendering(string id, string title, string article, string quote) =>
        Of("政府采购非招标采购方式管理办法", new(2014, 2, 1), id, title, article, quote);

    internal static Rule Challenging(string id, string title, string article, string quote) =>
        Of("政府采购质疑和投诉办法", new(2018, 3, 1), id, title, article, quote);

    internal static Rule Publishing(string id, string title, string article, string quote) =>
        Of("政府采购信息发布管理办法", new(2020, 3, 1), id, title, article, quote);

    internal static Rule Framework(string id, string title, string article, string quote) =>
        Of("政府采购框架协议采购方式管理暂行办法", new(2022, 3, 1), id, title, article, quote);

    internal static Rule Sme(string id, string title, string article, string quote) =>
        Of("政府采购促进中小企业发展管理办法", new(2021, 1, 1), id, title, article, quote);

    internal static Rule Demand(string id, string title, string article, string quote) =>
        Of("政府采购需求管理办法", new(2021, 7, 1), id, title, article, quote);

    internal static Rule Fairness(string id, string title, string article, string quote) =>
        Of("财库〔2019〕38号", new(2019, 9, 1), id, title, article, quote);

    internal static Rule SmePayment(string id, string title, string article, string quote) =>
        Of("保障中小企业款项支付条例", new(2025, 6, 1), id, title, article, quote);

    internal static Rule Electronic(string id, string title, string article, string quote) =>
        Of("电子招标投标办法", new(2013, 5, 1), id, title, article, quote);

    internal static Rule Assets(string id, string title, string article, string quote) =>
        Of("行政事业性国有资产管理条例", new(2021, 4, 1), id, title, article, quote);

    /// <summary>A rule whose full text is not at hand: the "quotation" is its substance.</summary>
    internal static Rule Known(Certainty certainty, string instrument, string id, string title, string article, string substance) =>
        new(id, title, new(instrument, article, substance)) { Certainty = certainty };

    private static Rule Of(string instrument, DateOnly from, string id, string title, string article, string quote) =>
        new(id, title, new(instrument, article, quote)) { From = from };
}
