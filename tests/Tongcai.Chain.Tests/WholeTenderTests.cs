namespace Tongcai.Chain.Tests;

/// <summary>一次公开招标，从预算到支付，全程在浏览器中：everybody who takes part, with a question, a replaced bid, a challenge and a complaint.</summary>
[Trait("browser", "whole tender")]
public sealed partial class WholeTenderTests(Troupe troupe) : IClassFixture<Troupe>
{
    private const string Title = "中州市第一中学教学仪器采购项目";
    private const string Price = "4,523,600.40";

    private static readonly Project Tender = new(Title, "改善办学条件（教学仪器）", "GKZB", 120, 4, 5_022_000, 4_860_000, false,
    [
        ("supplier01", "4523600.40", "37696.67", "50", "小型企业"),
        ("supplier02", "4610000.40", "38416.67", "55", "微型企业"),
        ("supplier03", "4488000", "37400", "58", "中型企业"),
    ], "supplier03", 90_000);

    [Fact]
    public async Task A_whole_tender_is_walked_by_all_its_people_without_one_barrier_or_error()
    {
        var walk = new Walk(troupe, Tender);
        await troupe.Stage("登记", async () =>
        {
            await troupe.Budget("ZZ-2026-0417", Tender.Line, Troupe.Item, 502_200_000);
            await troupe.Outside("assets/idle", new { id = "GWC-0009", catalogueCode = Troupe.Item, name = "教学仪器（闲置）", count = Tender.Idle, holder = "中州市第三中学" });
            await troupe.Register();
        });
        await troupe.Stage("需求至委托", async () =>
        {
            await walk.TakeInBudget();
            await walk.Demand();
            await walk.FilePlan();
            troupe.Jump(3, 10, 9);
            await walk.Entrust();
        });
        await troupe.Stage("招标文件至公告", async () =>
        {
            troupe.Jump(3, 25, 9);
            await walk.Document();
            await walk.HoldCeremony();
            troupe.Jump(4, 8, 9);
            await walk.Announce("2026-04-08", "2026-04-15", "2026-04-30");
        });
        troupe.Jump(4, 10, 15);
        await troupe.Stage("询问", walk.Ask);
        await troupe.Stage("投标", async () =>
        {
            troupe.Jump(4, 20, 10);
            await walk.SealBids();
            troupe.Jump(4, 25, 16);
            await walk.ReplaceBid("supplier02", "4580000.40", "38166.67");
        });
        troupe.Jump(4, 28, 9);
        await troupe.Stage("抽取专家", () => walk.Draw(5));
        troupe.Jump(4, 30, 9, 30);
        await troupe.Stage("开标", async () =>
        {
            await walk.OpenBids("4,580,000.40");
            await walk.ExamineBonds();
        });
        await troupe.Stage("评审", async () =>
        {
            await walk.ReviewQualification();
            await walk.Comply();
            await walk.Score();
            await walk.Report();
        });
        await troupe.Stage("定标和结果", async () =>
        {
            troupe.Jump(5, 6, 9);
            await walk.Award("supplier01");
            troupe.Jump(5, 7, 10);
            await walk.PublishResult();
            await walk.ReturnBonds("supplier02", "supplier03");
        });
        await troupe.Stage("质疑和投诉", Dispute);
        await troupe.Stage("合同", async () =>
        {
            troupe.Jump(5, 21, 9);
            await walk.Contract("supplier01", Price);
            troupe.Jump(5, 22, 9);
            await walk.PublishContract();
        });
        await troupe.Stage("验收和支付", async () =>
        {
            troupe.Jump(7, 10, 9);
            await walk.Accept();
            troupe.Jump(7, 13, 9);
            await walk.Invoice("supplier01", Price);
            troupe.Jump(7, 20, 9);
            await walk.Pay();
        });
        await troupe.Stage("公众", Publicity);
        troupe.AssertNoFinding();
    }

    /// <summary>Anybody, without an account: from the front page to the whole chain, the notice, the decision, and on paper.</summary>
    private async Task Publicity()
    {
        var anyone = await troupe.Sit("anyone");
        await anyone.Open(troupe.Hub);
        await anyone.Menu("信息公告");
        await anyone.Awaits(Title);
        await anyone.Follow(Title);
        await anyone.LookAtPrint();
        await anyone.Follow(Title);
        await anyone.Awaits("已付清");
        foreach (var step in new[] { "采购意向", "招标公告", "开标", "中标结果", "合同公告", "验收", "支付", "投诉" })
            await anyone.Reads(step);
        await anyone.LookAtPrint();
        await anyone.Follow("验证");
        await anyone.Open(troupe.Supervision);
        await anyone.Follow(Title);
        await anyone.Reads("驳回投诉");
        await anyone.LookAtPrint();
    }
}
