using Tongcai.Exchange.Facts;

namespace Tongcai.Cli.Demo;

/// <summary>监督：an entry in the list of dishonesty, another one that waits for its party, a double-random inspection up to its rectification, and published scores.</summary>
internal sealed partial class Tender
{
    private const string DrawnBy = "七月二十一日下雨";

    private async Task Supervise()
    {
        Jump(At(7, 21, 9));
        say("失信行为记录、双随机检查、信用评价");
        var (handler, second, head) = (await stage.Only(stage.Supervision, "regulator01"), await stage.Only(stage.Supervision, "regulator02"), await stage.Only(stage.Supervision, "regulator03"));
        Task<System.Text.Json.Nodes.JsonObject> Act(Person who, string path, object body) => who.Post(stage.Supervision, path, body, stage.Cancel);
        var entry = (await Act(handler, "listings/new", new
        {
            creditCode = "91419900MA9E000163", name = "中州云岭实业有限公司", address = "中州市西环路19号", subject = "supplier", ground = "false-material", conduct = "在另一项目中提供虚假的检验检测报告谋取中标，出具机构书面确认没有出具该报告。",
            penalty = "罚款 12,600.00 元，一年内禁止参加政府采购活动",
        }))["result"]!["listingId"]!.GetValue<string>();
        await Act(second, $"listings/{entry}/answer", new { answer = "waive", text = "2026年7月21日来函，放弃陈述、申辩和听证。" });
        await Act(head, $"listings/{entry}/decide", new
        {
            finding = "list", penalty = "罚款 12,600.00 元，一年内禁止参加政府采购活动", from = "2026-07-21", months = 12, opinion = "事实清楚，证据确实充分，当事人没有异议。",
            remedies = "如不服本决定，可以自收到之日起60日内向中州市人民政府申请行政复议，也可以自收到之日起6个月内依法向人民法院提起行政诉讼。",
        });
        await Act(handler, "listings/new", new
        {
            creditCode = "91419900MA9D00654G", name = "中州近景商贸有限公司", subject = "supplier", ground = "refusal", conduct = "在对同一登记地址的核查中，逾期没有提供租赁合同，也没有说明理由。", penalty = "罚款 6,000.00 元，一年内禁止参加政府采购活动",
        });
        foreach (var inspector in new[] { handler, second })
            await Act(head, "inspectors/new", new { accountId = inspector.AccountId, ties = new[] { "中州市教育局" }, active = true });
        var plan = (await Act(handler, "inspections/new", new { title = "2026年度采购代理机构双随机检查", subject = "agency", region = "4101", sharePercent = 34, team = 2, more = Array.Empty<string>(), commitment = Roster.Commitment(DrawnBy) }))["result"]!["inspectionId"]!.GetValue<string>();
        var check = (await Act(handler, $"inspections/{plan}/draw", new { secret = DrawnBy }))["result"]!["checks"]![0]!["checkId"]!.GetValue<string>();
        string[] conform = ["entrustment", "discrimination", "notices", "experts", "fees", "challenge", "records"];
        await Act(handler, $"checks/{check}/record", new
        {
            items = conform.Select(code => new { code, finding = "conform", note = "" }).Prepend(new { code = "registry", finding = "breach", note = "办公地址三月变更，名录没有在十个工作日内更新。" }).ToArray(),
            conclusion = "抽查五个项目，发现一项不符合。", evidence = new[] { new { name = "名录登记页", source = "检查人员调取", point = "登记地址与现场不一致" } },
        });
        await Act(head, $"checks/{check}/publish", new { rectifyBy = "2026-08-21" });
        await Act(head, "scores/new", new { subject = "agency" });
    }
}
