using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class CompetitionRules
{
    /// <summary>最后报价的供应商数。</summary>
    /// <param name="two">两家即可：谈判经批准的两家；磋商的政府购买服务和科研、成果转化项目。</param>
    public static Refusal? CheckOffers(ProcurementMethod method, int offers, bool two = false, string pointer = "")
    {
        var rule = method.MinimumSuppliers is { Rule: MinimumCount m } ? m : LastOffers;
        var minimum = two && (method == ProcurementMethods.Negotiation || method == ProcurementMethods.Consultation) ? 2 : rule.Minimum;
        return When(offers < minimum, rule, $"{method.Name}有{offers}家，不足{minimum}家。", "终止采购活动，发布终止公告并重新开展。", pointer);
    }

    /// <summary>非招标的响应文件，资格和响应都由小组审查。</summary>
    public static Refusal? CheckReviewer(ProcurementMethod method, bool byGroup, string pointer = "")
    {
        ArgumentNullException.ThrowIfNull(method);
        return When(!method.Tender && !byGroup, GroupReviews, $"{method.Name}的资格和响应由{method.Words.Group}一并审查。", "由小组成员办理“符合性审查”。", pointer);
    }

    /// <summary>非招标方式不公开唱标，记录里不得出现其他供应商的信息。</summary>
    public static Refusal? CheckConfidential(string text, IEnumerable<string> others, string pointer = "/minutes") =>
        When(others.Any(o => o.Length > 0 && text.Contains(o, StringComparison.Ordinal)), Confidential, "记录里出现了其他供应商的名称。", "删去其他供应商的信息。", pointer);

    /// <summary>最后报价截止时间：所有供应商相同，至少留出<paramref name="least"/>，最长30日。</summary>
    public static Refusal? CheckLastOfferTime(DateTimeOffset now, DateTimeOffset deadline, TimeSpan least, string pointer = "/deadline") =>
        When(deadline < now + least, LastOfferInTime, $"截止时间 {deadline.BeijingTime()} 距现在不足 {least.TotalMinutes:0} 分钟。", $"改为 {(now + least).BeijingTime()} 或者以后。", pointer)
        ?? When(deadline > now.AddDays(30), LastOfferInTime, $"截止时间 {deadline.BeijingTime()} 距现在超过 30 日。", "填写合理的时间。", pointer);

    /// <summary>采购人推荐的供应商不超过一半。</summary>
    public static Refusal? CheckRecommended(int byPurchaser, int all, string pointer = "") =>
        When(byPurchaser * 2 > all, RecommendedShare, $"共推荐{all}家，其中采购人推荐{byPurchaser}家，超过50%。", "增加评审专家推荐的供应商。", pointer);

    /// <summary>谈判、磋商中的变动限于技术、服务要求和合同草案，经采购人代表确认，书面同时通知全部供应商。</summary>
    public static Refusal? CheckChange(string changed, bool confirmed, IEnumerable<string> suppliers, IEnumerable<string> notified, string pointer = "") =>
        When(changed is not ("技术要求" or "服务要求" or "合同草案条款") || !confirmed, OnlyNeedsChange, confirmed ? $"变动了{changed}。" : "变动没有经采购人代表确认。", "只变动技术、服务要求和合同草案条款，并经采购人代表确认。", pointer)
        ?? Missing(EqualChances, "变动通知的送达", suppliers, notified, pointer);

    /// <summary>最后报价前可以退出。</summary>
    public static Refusal? CheckLeaving(bool lastOfferGiven, string pointer = "") =>
        When(lastOfferGiven, MayLeave, "已经提交最后报价，不能退出。", "最后报价是响应文件的有效组成部分。", pointer);

    /// <summary>拒签的供应商不得参加重新开展的采购。</summary>
    public static Refusal? CheckRerun(string supplier, IReadOnlyCollection<string> refusers, string pointer = "/supplier") =>
        When(refusers.Contains(supplier), RefuserStaysOut, $"{supplier}曾拒绝签订本项目合同。", "不得参加重新开展的采购活动。", pointer);

    /// <summary>询价一次报价。</summary>
    public static Refusal? CheckOnePrice(int earlierOffers, string pointer = "/price") =>
        When(earlierOffers > 0, OnePrice, "已经报价，询价只能一次报出不得更改的价格。", "以已报价格为准。", pointer);

    /// <summary>成交候选人：质量和服务均满足，最后报价由低到高，三名以上。</summary>
    public static Refusal? CheckRecommendation(IReadOnlyList<long> offersInOrderFen, string pointer = "") =>
        When(!offersInOrderFen.SequenceEqual(offersInOrderFen.Order()), LowestLastOffer, "成交候选人没有按最后报价由低到高排列。", "按最后报价重新排序。", pointer);

    /// <summary>磋商价格权重：货物30–60，服务10–30，单位百分之一。</summary>
    public static Refusal? CheckConsultationWeight(ProjectKind kind, decimal percent, string pointer = "") =>
        When(kind == ProjectKind.Goods ? percent is < 30 or > 60 : kind == ProjectKind.Services && percent is < 10 or > 30, ConsultationWeights,
            $"价格权重{percent}%不在规定幅度内。", kind == ProjectKind.Goods ? "货物为30%至60%。" : "服务为10%至30%。", pointer);

    /// <summary>框架协议第一阶段最多入围几家：淘汰比例不低于20%（质量优先法的检测实验仪器40%），至少淘汰一家。</summary>
    /// <param name="responsive">提交响应文件且符合要求的供应商数.</param>
    public static int FrameworkPlaces(int responsive, bool instruments = false) => Math.Min(responsive - 1, responsive * (instruments ? 60 : 80) / 100);

    /// <summary>框架协议入围：响应两家以上，淘汰到位，质量优先法限于两种情形。</summary>
    /// <param name="qualityFirst">质量优先法.</param>
    /// <param name="governmentPriced">政府定价、政府指导价.</param>
    /// <param name="instruments">对质量有特别要求的检测、实验等仪器设备.</param>
    public static IReadOnlyList<Refusal> CheckFramework(int responsive, int admitted, bool qualityFirst = false, bool governmentPriced = false, bool instruments = false, string pointer = "") =>
        All(
            When(!FrameworkResponders.IsMetBy(responsive), FrameworkResponders, $"符合要求的供应商{responsive}家，不足2家。", "重新征集。", pointer),
            When(qualityFirst && !governmentPriced && !instruments, QualityFirst, "该项目不能采用质量优先法。", "采用价格优先法。", pointer),
            When(responsive >= 2 && admitted > FrameworkPlaces(responsive, qualityFirst && instruments), qualityFirst && instruments ? InstrumentElimination : FrameworkElimination,
                $"{responsive}家响应，入围{admitted}家。", $"最多入围{FrameworkPlaces(responsive, qualityFirst && instruments)}家。", pointer));

    /// <summary>剩余入围供应商不足70%才能补充征集。</summary>
    public static Refusal? CheckSupplement(int remaining, int admitted, string pointer = "") =>
        When(remaining * 100 >= admitted * 70, FrameworkSupplement, $"剩余入围供应商{remaining}家，占{admitted}家的70%以上。", "有效期内不得补充征集。", pointer);

    /// <summary>二次竞价不超过协议价格。</summary>
    public static Refusal? CheckCallOff(long offerFen, long agreedFen, string pointer = "/price") =>
        When(offerFen > agreedFen, CallOffCeiling, $"报价{Yuan(offerFen)}超过协议价格{Yuan(agreedFen)}。", "以协议价格为最高限价。", pointer);

    /// <summary>顺序轮候：一个轮候期内一次。</summary>
    public static Refusal? CheckTurn(int turnsInPeriod, string pointer = "") =>
        When(turnsInPeriod > 0, TurnsOnce, "该供应商在本轮候期内已获得合同授予。", "授予下一顺序的供应商。", pointer);
}
