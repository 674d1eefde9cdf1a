using System.Globalization;

namespace Tongcai.Exchange.Facts;

/// <summary>框架协议条件的文字：document, agreement and notices say the same sentences.</summary>
public static class FrameworkWords
{
    /// <summary>直接选定、二次竞价 or 顺序轮候.</summary>
    public static string Second(string code) => code switch { "bidding" => "二次竞价", "turns" => "顺序轮候", _ => "直接选定" };

    /// <summary>封闭式 or 开放式.</summary>
    public static string Form(string code) => code == "open" ? "开放式" : "封闭式";

    /// <summary>One lot: how it is priced and how much is expected.</summary>
    public static string Lot(FrameworkLot lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        return $"采购包 {lot.Number} {lot.Title}：按{lot.Unit}计价，预估采购数量 {lot.Quantity.ToString("#,0", CultureInfo.InvariantCulture)} {lot.Unit}";
    }

    /// <summary>The paragraphs, in order.</summary>
    /// <param name="evaluation">lowest 价格优先法, comprehensive 质量优先法, none in an open framework.</param>
    public static IReadOnlyList<string> Of(FrameworkTerms terms, string evaluation)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var open = terms.Form == "open";
        return
        [
            $"本项目为{Form(terms.Form)}框架协议采购，适用的采购人：{string.Join("、", terms.Scope)}。",
            .. terms.Lots.Select(l => Lot(l) + "。"),
            open ? "接受付费标准和协议条件的供应商，在框架协议期满前可以随时申请加入；征集人收到申请后 7 个工作日内完成审核，审核通过后发布入围结果公告，视为签订框架协议，不再另行签订。" : Entry(terms, evaluation),
            terms is { From: { } from, To: { } to } ? $"框架协议自 {from:yyyy-MM-dd} 起至 {to:yyyy-MM-dd} 止。"
                : terms.To is { } end ? $"补充征集遵守原框架协议的有效期，至 {end:yyyy-MM-dd} 止。" : $"框架协议期限 {terms.TermMonths} 个月，自入围结果公告之日起算。",
            open ? "第二阶段由采购人或者服务对象从入围供应商中直接选定，按付费标准和实际数量订立合同。" : "第二阶段以" + Second(terms.Second) + "方式确定成交供应商：" + terms.Second switch
            {
                "bidding" => "采购人邀请本采购包全部入围供应商在规定时间内报价，协议价格为最高限价，报价最低的成交；报价相同的，入围排序在前的成交。",
                "turns" => "按入围排序依次授予合同，每个轮候期内每家一次；补充入围的排在本轮候期之末。",
                _ => "采购人依据价格、质量、服务便利性和用户评价等因素从入围供应商中直接选定，说明理由。",
            },
            "成交结果逐笔在交易平台和公共服务平台公告。",
            $"入围产品升级换代：{terms.Upgrade}", $"用户反馈和评价：{terms.Feedback}", $"清退和补充：{terms.Exit}",
        ];
    }

    private static string Entry(FrameworkTerms terms, string evaluation) =>
        $"采用{(evaluation == "lowest" ? "价格优先法，按报价从低到高" : "质量优先法，按质量评分从高到低")}排序，淘汰比例不低于 {terms.EliminationPercent}%，且至少淘汰一家{(terms.MostEntrants > 0 ? $"，入围供应商不超过 {terms.MostEntrants} 家" : "")}；排序相同而涉及淘汰的，以本采购包全部响应编号和各自编号的摘要（SM3）从小到大为序。提交响应文件和符合资格条件、实质性要求的供应商均不少于两家，不足的重新征集。";
}
