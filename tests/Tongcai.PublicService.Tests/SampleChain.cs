using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;

namespace Tongcai.PublicService.Tests;

/// <summary>A fact with the instant and the organisation that recorded it.</summary>
public sealed record Said(IFact Fact, DateTimeOffset At, string By);

/// <summary>One public tender from budget to payment as its public facts tell it; the contract is published a working day late.</summary>
internal sealed class SampleChain(string id, string title = "中州市第三中学教学仪器采购项目", string code = "410100-GKZB-2026-0417", string region = "410100")
{
    public const string School = "org-school";
    public const string Agency = "org-agency";
    public const string Supplier = "org-supplier";

    public string Id => id;

    public string Line => $"line-{id}";

    public string NoticeId => $"notice-{id}";

    public static readonly TenderDocument Document = new(
        1, [new LotTerms("lot1", 1, "物理实验仪器", "A02102100", 126, "套", 486_000_000, 486_000_000, "whole", "光具座")], ["具有有效的营业执照"],
        [new RequirementItem("R1", "technical", "光具座导轨长度不小于1200毫米", true), new RequirementItem("R2", "business", "合同签订后60日内交付", false)], "comprehensive",
        [new ScoreFactor("F1", "price", "投标报价", "低价优先", 4000), new ScoreFactor("F2", "objective", "技术参数", "逐项核对", 6000)], 10, 4, true, 90, 0, 30, "合同签订后60日内交付至学校", "验收合格后30日内付清", "逐项验收", "三年", "每日万分之五",
        "张老师 0000-1111111");

    public BudgetApproved Budget => new(Line, School, "中州市第三中学", "dep-edu", 2026, "改善办学条件", "A02102100", 486_000_000);

    public IntentionPublished Intention => new(
        id, code, title, School, "中州市第三中学", region, "A02102100", "教学仪器", Line, "改善办学条件", 486_000_000, "购置物理实验教学仪器126套", "GKZB", "whole", "公物仓无可调剂的同类仪器。", new(2026, 3, 4), new(2026, 4, 1), "");

    public NoticePublished Notice => new(
        id, NoticeId, "TN", code, title, School, "中州市第三中学", "张老师 0000-1111111", Agency, "中州市明衡招标代理有限公司", "刘颖 0000-2222222", region, "A02102100", "GKZB", 486_000_000, new(2026, 4, 8),
        new(2026, 4, 9), new(2026, 4, 16), At(2026, 4, 30, 9, 30), At(2026, 4, 30, 9, 30), "交易平台开标大厅", "ab12cd34", Document);

    public CorrectionPublished Correction => new(
        id, $"correction-{id}", 1, "参数笔误", [new Change("采购需求 1", "★光具座导轨长度不小于1200毫米", "★光具座导轨长度不小于1000毫米")], new(2026, 4, 13), At(2026, 4, 30, 9, 30), 2,
        Document with { Edition = 2, Requirements = [Document.Requirements[0] with { Text = "光具座导轨长度不小于1000毫米" }, Document.Requirements[1]] });

    public ResultPublished Result => new(
        id, $"result-{id}", new(2026, 5, 8), new(2026, 5, 11), new(2026, 5, 20), [new LotResult("lot1", "bid1", Supplier, "河南知行教育装备有限公司", "中州市高新区科学大道1号", 452_360_000, 9184, "小型企业（中小企业声明函）", ["乙公司：未提供营业执照"])],
        ["王一", "李二", "赵三", "钱四", "孙五（采购人代表）"], 3_200_000, "采购人支付");

    public ContractPublished Contract => new(id, "lot1", $"contract-{id}", "ZZ3Z-2026-01", School, Supplier, "河南知行教育装备有限公司", 452_360_000, new(2026, 5, 11), new(2026, 5, 14), true, "第一条　标的：物理实验仪器126套。\n第二条　价款：4523600.00元。");

    /// <summary>Everything the trading platform says of the tender.</summary>
    public IReadOnlyList<Said> Trading =>
    [
        new(Budget, At(2026, 1, 28, 10), "org-finance"),
        new(Intention, At(2026, 3, 4, 9), School),
        new(new AgencyEntrusted(id, Agency, "中州市明衡招标代理有限公司", ["编制文件", "组织开标评标"], "purchaser", "计价格〔2002〕1980号下浮20%", 3_200_000), At(2026, 3, 10, 9), School),
        new(Notice, At(2026, 4, 8, 9), Agency),
        new(Correction, At(2026, 4, 13, 9), Agency),
        new(new ClarificationPublished(id, $"clar-{id}", "是否可以提供同等性能的国产光具座？", "可以，达到技术要求即可。", false), At(2026, 4, 14, 9), Agency),
        new(new DeadlinePassed(id, At(2026, 4, 30, 9, 30)), At(2026, 4, 30, 9, 30), ""),
        new(new BidsOpened(id, "ab12cd34", At(2026, 4, 30, 9, 41),
            [new OpenedBid("bid1", "lot1", Supplier, "河南知行教育装备有限公司", 452_360_000, 45, [], "aa", "", ""), new OpenedBid("bid2", "lot1", "org-b", "乙公司", 460_000_000, 45, [], "bb", "", ""), new OpenedBid("bid3", "lot1", "org-c", "丙公司", 470_000_000, 45, [], "cc", "", "")], []),
            At(2026, 4, 30, 9, 41), Agency),
        new(new OpeningRecorded(id, At(2026, 4, 30, 10), 0), At(2026, 4, 30, 10), Agency),
        new(Result, At(2026, 5, 8, 9), Agency),
        new(Contract, At(2026, 5, 14, 9), School),
        new(new ContractFiled(id, Contract.ContractId, new(2026, 5, 15)), At(2026, 5, 15, 9), School),
        new(new AcceptanceRecorded(id, Contract.ContractId, new(2026, 7, 10), true, 452_360_000, [new ItemResult("R1", true, ""), new ItemResult("R2", true, "")], "全部合格。"), At(2026, 7, 10, 16), School),
        new(new PaymentMade(id, Contract.ContractId, "pay1", 452_360_000, new(2026, 7, 24), new(2026, 8, 12), 452_360_000, "GK-0001"), At(2026, 7, 24, 11), School),
    ];

    /// <summary>What the supervision platform says of it.</summary>
    public IReadOnlyList<Said> Supervision =>
    [
        new(new OrderIssued("order1", id, "suspend", new(2026, 6, 8), "投诉处理期间暂停合同履行", "T099", "sig"), At(2026, 5, 18, 9), "org-authority"),
        new(new ComplaintDecided("complaint1", id, "中财购诉〔2026〕9号", "rejected", "经查，评审未见不当。", "政府采购质疑和投诉办法第二十九条", "可在六十日内申请行政复议，或者六个月内提起行政诉讼。", new(2026, 6, 5)), At(2026, 6, 5, 9), "org-authority"),
        new(new OrderIssued("order2", id, "resume", null, "投诉处理完毕", "T099", "sig"), At(2026, 6, 5, 10), "org-authority"),
    ];

    public static DateTimeOffset At(int year, int month, int day, int hour, int minute = 0) => new DateOnly(year, month, day).Beijing(new(hour, minute));
}
