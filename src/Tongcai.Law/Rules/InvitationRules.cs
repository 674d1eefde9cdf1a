using static Tongcai.Law.Instruments;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>邀请招标的规则：how the invited are found, drawn and told.</summary>
public static partial class InvitationRules
{
    public static readonly MinimumCount Invited = new("INV-01", "随机选择三家以上", 3, new("政府采购法", "第三十四条",
        "采购人应当从符合相应资格条件的供应商中，通过随机方式选择三家以上的供应商，并向其发出投标邀请书")) { From = new(2003, 1, 1) };

    public static readonly Rule Ways = Tendering("INV-02", "产生供应商名单的方式", "第十四条",
        "采购人或者采购代理机构应当通过以下方式产生符合资格条件的供应商名单，并从中随机抽取3家以上供应商向其发出投标邀请书");

    public static readonly Rule StatedStandards = Tendering("INV-03", "按载明的标准和方法预审", "第十四条",
        "采购人或者采购代理机构应当按照资格预审文件载明的标准和方法，对潜在投标人进行资格预审");

    public static readonly Rule TwiceAsMany = Tendering("INV-04", "备选不少于两倍", "第十四条", "备选的符合资格条件供应商总数不得少于拟随机抽取供应商总数的两倍");

    public static readonly Rule EqualDraw = Tendering("INV-05", "抽取机会均等", "第十四条", "随机抽取是指通过抽签等能够保证所有符合资格条件供应商机会均等的方式选定供应商");

    public static readonly MinimumCount Witnesses = new("INV-06", "两名以上工作人员监督抽取", 2, new("政府采购货物和服务招标投标管理办法", "第十四条",
        "随机抽取供应商时，应当有不少于两名采购人工作人员在场监督，并形成书面记录，随采购文件一并存档")) { From = new(2017, 10, 1) };

    public static readonly Rule SentTogether = Tendering("INV-07", "同时发出投标邀请书", "第十四条", "投标邀请书应当同时向所有受邀请的供应商发出");

    public static readonly Rule Prequalification = Tendering("INV-08", "资格预审文件的内容", "第二十一条", "提交资格预审申请文件的方式、截止时间、地点及资格审核日期");

    public static readonly Rule RecommendedDisclosed = Tendering("INV-09", "公告推荐名单和理由", "第六十九条",
        "邀请招标采购人采用书面推荐方式产生符合资格条件的潜在投标人的，还应当将所有被推荐供应商名单和推荐理由随中标结果同时公告");

    public static readonly Rule OnlyInvited = Tendering("INV-10", "受邀请方可投标", "第三条",
        "邀请招标，是指采购人依法从符合相应资格条件的供应商中随机抽取3家以上供应商，并以投标邀请书的方式邀请其参加投标的采购方式");

    /// <summary>三家以上。</summary>
    public static Refusal? CheckInvited(int wanted, string pointer = "/wanted") =>
        When(!Invited.IsMetBy(wanted), Invited, $"拟邀请{wanted}家，不足3家。", "邀请三家以上。", pointer);

    /// <summary>抽取之前先有名单。</summary>
    public static Refusal? CheckSettled(bool settled, string pointer = "") =>
        When(!settled, Ways, "还没有产生符合资格条件的供应商名单。", "先完成资格预审，或者由采购人提出备选供应商。", pointer);

    /// <summary>载明的每项标准都要说明或者审查。</summary>
    public static Refusal? CheckStandards(IEnumerable<string> stated, IEnumerable<string> judged, string pointer = "") => Missing(StatedStandards, "载明的审查因素", stated, judged, pointer);

    /// <summary>双方先承诺、后公布，公布的与承诺一致。</summary>
    public static Refusal? CheckReveal(bool matches, string pointer = "/secret") =>
        When(!matches, EqualDraw, "原文的 SM3 摘要与承诺不符。", "填写承诺时保存的原文；首尾空格和换行也要一致。", pointer);

    /// <summary>邀请书同时发给全部抽中的供应商。</summary>
    public static Refusal? CheckSent(IEnumerable<string> drawn, IEnumerable<string> sent, string pointer = "") => Missing(SentTogether, "投标邀请书的发出", drawn, sent, pointer);

    /// <summary>申请截止时间之前才接收申请。</summary>
    public static Refusal? CheckInTime(DateTimeOffset now, DateTimeOffset applyBy, string pointer = "") =>
        When(now >= applyBy, Prequalification, $"申请截止时间为 {applyBy.BeijingTime()}，已经截止。", "本项目不再接收申请；平台没有保存这份申请。", pointer);

    /// <summary>推荐理由随中标结果公告，不能空泛。</summary>
    public static Refusal? CheckGrounds(string grounds, string pointer = "/grounds") =>
        When(grounds.Trim().Length < 5, RecommendedDisclosed, "理由过于简单。", "写明推荐理由，或者供应商库的名称和入库编号。", pointer);

    /// <summary>从供应商库选取或者书面推荐的，备选不少于拟抽取的两倍。</summary>
    public static Refusal? CheckCandidates(int listed, int wanted, string pointer = "/candidates") =>
        When(listed < wanted * 2, TwiceAsMany, $"备选{listed}家，拟抽取{wanted}家，不足两倍。", $"备选增加到{wanted * 2}家以上，或者减少拟抽取的家数。", pointer);

    /// <summary>抽取时在场监督的采购人工作人员；同一人只算一次。</summary>
    public static Refusal? CheckWitnesses(IEnumerable<string> witnesses, string pointer = "/witnesses") =>
        witnesses.Select(w => w.Trim()).Where(w => w.Length > 0).Distinct().Count() is var n && !Witnesses.IsMetBy(n)
            ? Witnesses.Refuse($"在场监督的采购人工作人员{n}名，不足2名。", "填写两名以上在场监督的工作人员。", pointer) : null;

    /// <summary>没有受到邀请的不得获取文件和投标。</summary>
    public static Refusal? CheckMayBid(bool invited, string pointer = "") =>
        When(!invited, OnlyInvited, "没有收到投标邀请书。", "邀请招标只有受邀请的供应商可以获取招标文件和投标。", pointer);
}
