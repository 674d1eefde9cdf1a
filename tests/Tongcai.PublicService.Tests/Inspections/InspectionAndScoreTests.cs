using System.Net;
using Dapper;
using Tongcai.Exchange.Facts;

namespace Tongcai.PublicService.Tests.Inspections;

/// <summary>Inspections and scores as the public sees them, read from the authority's ledger.</summary>
public sealed class InspectionAndScoreTests
{
    private static readonly DateTimeOffset At = SampleChain.At(2026, 7, 9, 10);

    private static (InspectionPlanned Planned, InspectionDrawn Drawn) Draw(string id)
    {
        string[] organisations = ["a1", "a2", "a3"], people = ["p1", "p2", "p3"];
        var (objects, inspectors) = (organisations.ToDictionary(o => Roster.Pseudonym(id, o)), people.Select(p => Roster.Pseudonym(id, p)).Order(StringComparer.Ordinal).ToList());
        var seed = Roster.Seed("officer", "platform");
        var order = Roster.Order(seed, objects.Keys);
        var (team, avoided) = InspectionDraw.TeamOf(seed, order[0], inspectors, 2, _ => false);
        return (
            new(id, "代理机构年度检查", "agency", "410100", 33, 2, [new("fees", "没有违规收费", "政府采购法实施条例第三十三条")], Roster.Digest(objects.Keys), 3, Roster.Digest(inspectors), 3, [Roster.Commitment("officer"), Roster.Commitment("platform")]),
            new(id, seed, ["officer", "platform"], order, inspectors, [new(1, objects[order[0]], "招标代理甲", order[0], team, avoided)]));
    }

    [Fact]
    public async Task A_draw_is_repeated_in_public_results_and_scores_are_shown_with_their_facts()
    {
        await using var watch = await Source.Start("watch.test/ledger");
        await using var hub = await HubHost.Start(SampleChain.At(2026, 7, 10, 0), "", watch.Followed);
        var (planned, drawn) = Draw("insp1");
        var (otherPlan, otherDraw) = Draw("insp2");
        ScorePublished Score(string id, int hundredths, DateOnly on) => new(
            id, "a1", "招标代理甲", "91419900MA9C00119W", "agency", "agency-1.abcd", on, on.AddYears(-3), on, hundredths,
            [new("clocks", "法定时限", "按期办理", "来源", 30, hundredths * 30 / 100, 4, 3, [new("fact1", "watch.test/ledger", 7, false, "项目甲：结果公告")]), new("inspection", "监督检查", "符合", "来源", 25, null, 0, 0, [])]);
        IEnumerable<Said> facts = [
            .. new Exchange.IFact[]
            {
                planned, drawn, otherPlan, otherDraw with { Seed = Roster.Seed("officer", "chosen") }, new InspectionPublished("c1", "insp1", drawn.Objects[0].OrganisationId, "招标代理甲", [new("fees", "breach", "收取标书费")], "发现一项", new(2026, 7, 9), new(2026, 7, 9)),
                Score("s1", 7500, new(2026, 7, 8)), Score("s2", 8000, new(2026, 7, 9)), new ScoreAnswered("s1", "a1", "clocks", true, "已核对", new(2026, 7, 9)),
            }.Select(f => new Said(f, At, "org-finance"))];
        await watch.Say(facts);
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60)))
        {
            while (await hub.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from score_page where answered <> 'null'"), limit.Token) < 1)
                await Task.Delay(20, limit.Token);
        }

        var page = WebUtility.HtmlDecode((await hub.Page("/inspections/insp1")).Html);
        Assert.All(new[] { "本平台复算一致", "收取标书费", "整改期满，待核对", "招标代理甲" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains("复算不一致", WebUtility.HtmlDecode((await hub.Page("/inspections/insp2")).Html), StringComparison.Ordinal);
        Assert.Equal(2, (await hub.Api("/inspections")).Body["items"]!.AsArray().Count);
        await watch.Say(new Said(new InspectionClosed("c1", "insp1", drawn.Objects[0].OrganisationId, "已核对", new(2026, 7, 10)), At.AddHours(1), "org-finance"));

        var list = (await hub.Api("/scores?subject=agency")).Body["items"]!.AsArray();
        Assert.Equal(("s2", 8000), (list.Single()!["id"]!.GetValue<string>(), list.Single()!["hundredths"]!.GetValue<int>()));
        Assert.Empty((await hub.Api("/scores?subject=supplier")).Body["items"]!.AsArray());
        var old = WebUtility.HtmlDecode((await hub.Page("/scores/s1")).Html);
        Assert.All(new[] { "此后又公布了新的评价", "异议成立", "75.00", "项目甲：结果公告", "没有情形，不计" }, text => Assert.Contains(text, old, StringComparison.Ordinal));
        using var client = hub.Client();
        Assert.Contains("s2,agency,招标代理甲", await client.GetStringAsync("/open-data/credit/scores.csv"), StringComparison.Ordinal);
        Assert.Contains("\"s2\"", await client.GetStringAsync("/open-data/credit/scores.json"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Page("/scores/none")).Status);
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60)))
        {
            while (!(await hub.Page("/inspections/insp1")).Html.Contains("已销号", StringComparison.Ordinal))
                await Task.Delay(20, limit.Token);
        }
    }
}
