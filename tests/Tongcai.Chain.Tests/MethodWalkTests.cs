namespace Tongcai.Chain.Tests;

/// <summary>询价 and 单一来源 of one school in the browser from the demand to the contract, beside them 竞争性磋商 as far as the change of its needs.</summary>
[Trait("browser", "methods")]
public sealed class MethodWalkTests(Troupe troupe) : IClassFixture<Troupe>
{
    private static readonly Project Inquiry = new("学生显微镜采购项目", "显微镜购置", "XJ", 12, 0, 480_000, 470_000, true,
    [
        ("supplier01", "456000", "38000", "50", "小型企业"),
        ("supplier02", "444000", "37000", "55", "微型企业"),
        ("supplier03", "468000", "39000", "58", "中型企业"),
    ]);

    private static readonly Project Consultation = new("光学实验室改造仪器采购项目", "光学实验室改造", "JZXCS", 12, 0, 500_000, 490_000, true,
    [
        ("supplier01", "468000", "39000", "50", "小型企业"),
        ("supplier02", "456000", "38000", "55", "微型企业"),
        ("supplier03", "480000", "40000", "58", "中型企业"),
    ]);

    private static readonly Project Single = new("数字实验平台扩容项目", "数字实验平台扩容", "DYLY", 1, 0, 310_000, 300_000, true, [("supplier03", "288000", "288000", "45", "中型企业")]);

    [Fact]
    public async Task Inquiry_and_single_source_are_walked_to_the_contract_consultation_to_the_change_of_its_needs()
    {
        var (inquiry, consultation, single) = (new Walk(troupe, Inquiry), new Walk(troupe, Consultation), new Walk(troupe, Single));
        await troupe.Stage("登记", async () =>
        {
            foreach (var (i, project) in new[] { Inquiry, Consultation, Single }.Index())
                await troupe.Budget($"ZZ-2026-050{i}", project.Line, Troupe.Item, project.DemandYuan * 100L);
            await troupe.Register();
            await inquiry.TakeInBudget();
        });
        await troupe.Stage("计划", async () =>
        {
            await inquiry.Demand();
            await inquiry.FilePlan("规格、标准统一，现货充足，价格变化小");
            await consultation.Demand();
            await consultation.FilePlan("技术复杂或者性质特殊，不能确定详细规格");
            await single.Demand();
            await single.ApplySingleSource("supplier03");
            await single.FilePlan("只能从唯一供应商处采购", "单位");
            troupe.Jump(3, 10, 9);
            foreach (var walk in new[] { inquiry, consultation, single })
                await walk.Entrust();
            troupe.Jump(3, 25, 9);
            foreach (var walk in new[] { inquiry, consultation, single })
                await walk.Document();
            await inquiry.HoldCeremony();
            await consultation.HoldCeremony();
        });
        await troupe.Stage("公告和响应", async () =>
        {
            troupe.Jump(4, 8, 9);
            await inquiry.Announce("2026-04-08", "2026-04-13", "2026-04-14");
            await consultation.Announce("2026-04-08", "2026-04-15", "2026-04-20");
            await single.Invite("supplier03", "2026-04-09", "14:00");
            troupe.Jump(4, 9, 9);
            await inquiry.SealBids();
            await consultation.SealBids();
        });
        await troupe.Stage("单一来源", async () =>
        {
            await single.Offer("supplier03", "288000");
            troupe.Jump(4, 9, 16);
            await single.Record("2026-04-09", "288000");
            await single.Award("supplier03");
            await single.PublishResult();
            troupe.Jump(4, 10, 9);
            await single.Contract("supplier03", "288,000.00");
            await single.PublishContract();
        });
        await troupe.Stage("询价", async () =>
        {
            troupe.Jump(4, 13, 9);
            await inquiry.Draw(2);
            await inquiry.Appoint("buyer05", "孙涛");
            troupe.Jump(4, 14, 9, 30);
            await inquiry.OpenBids();
            await inquiry.Comply();
            await inquiry.Report();
            await inquiry.Award("supplier02");
            await inquiry.PublishResult();
            await inquiry.Contract("supplier02", "444,000.00");
            await inquiry.PublishContract();
        });
        await troupe.Stage("磋商", async () =>
        {
            troupe.Jump(4, 17, 9);
            await consultation.Draw(2);
            await consultation.Appoint("buyer05", "孙涛");
            troupe.Jump(4, 20, 9, 30);
            await consultation.OpenBids();
            await consultation.Comply();
            await consultation.Talk();
            await consultation.Change("buyer05");
        });
        troupe.AssertNoFinding();
    }
}
