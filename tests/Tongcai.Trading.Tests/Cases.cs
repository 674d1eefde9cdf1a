using System.Collections.Frozen;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests;

/// <summary>A small lawful case that tests change in one respect each.</summary>
internal static class Cases
{
    /// <summary>A Monday morning without holidays near it.</summary>
    public static readonly DateTimeOffset Now = At(2026, 6, 1);

    public static readonly Procurement Procurement = new()
    {
        Id = "p1",
        Version = 7,
        Code = "中州采公-2026-0001",
        PurchaserId = "school",
        PurchaserName = "中州市第一中学",
        PurchaserContact = "0379-0000000",
        AgencyId = "agency",
        Title = "教学仪器",
        Kind = "goods",
        Method = "GKZB",
        BudgetFen = 500_000_00,
        Stage = Stage.Reported,
        HandlerId = "buyer01",
        NoticedOn = new(2026, 4, 8),
    };

    public static readonly TenderDocument Document = new(
        1,
        [new("lot1", 1, "教学仪器", "A02102100", 10, "台", 500_000_00, 500_000_00, "none", "光具座")],
        ["具有独立承担民事责任的能力"],
        [new("R1", "technical", "导轨长度不小于1000毫米", true), new("R2", "technical", "附说明书", false)],
        "comprehensive",
        [new("F1", "price", "价格", "低价优先法", 3000), new("F2", "objective", "技术响应", "每项满足得分", 7000)],
        10, 4, true, 90, 0, 30, "送达甲方指定地点。", "验收合格并收到发票后30日内支付。", "逐项验收。", "质保三年。", "逾期按日万分之五支付违约金。", "0379-0000000");

    public static Actor Person(string account, string organisation, Role role, params string[] posts) =>
        new(account, account, organisation, organisation, new[] { role }.ToFrozenSet(), posts.ToFrozenSet());

    public static DateTimeOffset At(int year, int month, int day, int hour = 10) => new DateOnly(year, month, day).Beijing(new(hour, 0));

    /// <summary>The only refusal of an outcome, by rule id.</summary>
    public static string RefusedBy<T>(Outcome<T> outcome)
        where T : class
    {
        Assert.Null(outcome.Value);
        return Assert.Single(outcome.Refusals).Rule.Id;
    }
}
