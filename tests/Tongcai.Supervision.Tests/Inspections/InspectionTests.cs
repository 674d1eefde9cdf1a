using System.Net;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Inspections;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Tests.Inspections;

public sealed class InspectionTests
{
    private const string Secret = "抽取的随机文字";
    private static readonly DateTimeOffset Now = Given.At(7, 9, 10);
    private static readonly Actor Agency = new("acc-agency", "周岚", "a1", "招标代理1", new HashSet<Role> { Role.Agency }, new HashSet<string> { Post.Handler });

    private static List<WatchedOrganisation> Agencies(int count) => [.. Enumerable.Range(1, count).Select(i => new WatchedOrganisation { Id = $"a{i}", Name = $"招标代理{i}", Roles = new(["agency"]), Region = "410100" })];

    private static List<Inspector> Inspectors(params IReadOnlyList<string>[] ties) => [.. ties.Select((t, i) => new Inspector { Id = $"i{i + 1}", Name = $"检查员{i + 1}", Ties = new([.. t]), Active = true })];

    private static Outcome<Inspection> Plan(int objects = 6, int inspectors = 4, int share = 34, int team = 2) => PlanInspection.Decide(
        Agencies(objects), Inspectors([.. Enumerable.Repeat((IReadOnlyList<string>)[], inspectors)]), People.Handler, new("代理机构年度检查", InspectionSubject.Agency, null, share, team, ["补充事项"], Roster.Commitment(Secret)), "insp1", "platform", new(2026, 7, 9));

    private static IReadOnlyList<string> Rules<T>(Outcome<T> outcome) where T : class => [.. outcome.Refusals.Select(r => r.Rule.Id)];

    private static Outcome<DrawInspection.Drawn> Draw(Inspection plan, IReadOnlyList<Inspector> inspectors, string secret = Secret)
    {
        var next = 0;
        return DrawInspection.Decide(plan, Agencies(plan.Objects.Value.Count).ToDictionary(a => a.Id), inspectors, secret, () => $"c{++next}", Now);
    }

    [Fact, Cites("INS-01"), Cites("INS-02")]
    public void 每个对象一人不行_两人可以_检查人员不足不行_没有对象不行()
    {
        Assert.Equal(["INS-02"], Rules(Plan(team: 1)));
        Assert.NotNull(Plan(team: 2).Value);
        Assert.Equal(["INS-01"], Rules(Plan(inspectors: 1)));
        Assert.NotNull(Plan(inspectors: 2).Value);
        Assert.Equal(["INS-01"], Rules(Plan(objects: 0)));
    }

    [Theory, Cites("INS-04")]
    [InlineData(6, 34, 3)]
    [InlineData(6, 33, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(5, 20, 1)]
    [InlineData(5, 100, 5)]
    public void 抽取的个数向上取整(int size, int share, int count) => Assert.Equal(count, InspectionDraw.CountOf(size, share));

    [Fact, Cites("INS-01"), Cites("INS-03")]
    public void 抽取可以复算_改动任何一处都被发现_须回避的被跳过()
    {
        var plan = Plan().Value!;
        var inspectors = Inspectors(["招标代理1", "招标代理2", "招标代理3"], ["招标代理4", "招标代理5", "招标代理6"], [], []);
        Assert.Equal(["INS-01"], Rules(Draw(plan, inspectors, "别的文字")));
        var drawn = Draw(plan, inspectors).Value!;
        Assert.Equal(3, drawn.Checks.Count);
        Assert.All(drawn.Checks, c => Assert.Equal(2, c.Team.Value.Count));
        Assert.DoesNotContain(drawn.Checks, c => c.Team.Value.Any(m => inspectors.Single(i => i.Id == m.AccountId).Avoids(c.Name, "")));
        Assert.Equal(["INS-01"], Rules(Draw(drawn.Inspection, inspectors)));

        var (planned, fact) = (PlanInspection.Fact(plan), drawn.Fact);
        Assert.Empty(InspectionDraw.Check(planned, fact));
        Assert.NotEmpty(InspectionDraw.Check(planned, fact with { Seed = Roster.Seed(Secret, "other") }));
        Assert.NotEmpty(InspectionDraw.Check(planned, fact with { Reveals = [Secret, "other"] }));
        Assert.NotEmpty(InspectionDraw.Check(planned, fact with { Objects = [.. fact.Objects.Skip(1)] }));
        Assert.NotEmpty(InspectionDraw.Check(planned, fact with { RosterPseudonyms = [.. fact.RosterPseudonyms.Reverse()] }));
        Assert.NotEmpty(InspectionDraw.Check(planned with { RosterSize = 7 }, fact));
        var one = fact.Objects[0];
        Assert.NotEmpty(InspectionDraw.Check(planned, fact with { Objects = [one with { Team = [.. one.Team.Reverse()] }, .. fact.Objects.Skip(1)] }));
        Assert.NotEmpty(InspectionDraw.Check(planned, fact with { Objects = [one with { OrganisationId = "a99" }, .. fact.Objects.Skip(1)] }));

        // Three of four know every object: nobody is drawn in the place of those who had to stay away.
        Assert.Contains("INS-03", Rules(Draw(plan, Inspectors([.. Enumerable.Range(0, 3).Select(_ => (IReadOnlyList<string>)[.. Enumerable.Range(1, 6).Select(i => $"招标代理{i}")]), []]))));
    }

    [Fact, Cites("INS-05"), Cites("INS-11"), Cites("INS-12"), Cites("INS-13")]
    public void 由抽中的人员记录_他人公开_第三人销号_退回再整改()
    {
        var plan = Plan().Value!;
        var inspectors = Inspectors([], [], [], []);
        var check = Draw(plan, inspectors).Value!.Checks[0];
        var member = People.Handler with { AccountId = check.Team.Value[0].AccountId };
        RecordCheck.Request request = new([.. plan.Items.Value.Select((i, n) => new RecordCheck.Item(i.Code, n == 0 ? RecordCheck.Finding.Breach : RecordCheck.Finding.Conform, n == 0 ? "名录信息过期" : null))], "发现一项问题", [new Evidence("名录", "平台", "地址不符", null)]);
        Assert.Equal(["INS-01"], Rules(RecordCheck.Decide(check, plan, People.Head, request, Now)));
        Assert.Equal(["INS-01"], Rules(RecordCheck.Decide(check, plan, member, request with { Items = [.. request.Items.Skip(1)] }, Now)));
        Assert.Equal(["INS-05"], Rules(RecordCheck.Decide(check, plan, member, request with { Evidence = [] }, Now)));
        Assert.Equal(["INS-05"], Rules(RecordCheck.Decide(check, plan, member, request with { Items = [request.Items[0] with { Note = " " }, .. request.Items.Skip(1)] }, Now)));
        var recorded = RecordCheck.Decide(check, plan, member, request, Now).Value!;

        Assert.Equal(["DUT-01"], Rules(RecordCheck.DecidePublish(recorded, member, new(2026, 8, 1), Now)));
        Assert.Equal(["INS-05"], Rules(RecordCheck.DecidePublish(recorded, People.Second, new(2026, 7, 9), Now)));
        var published = RecordCheck.DecidePublish(recorded, People.Second, new(2026, 7, 10), Now).Value!;
        Assert.Equal((CheckState.Rectifying, new DateOnly(2026, 7, 10)), (published.State, published.DueOn));
        var clean = recorded with { Results = new([.. recorded.Results.Value.Select(r => r with { Finding = "conform" })]) };
        Assert.Equal(["INS-05"], Rules(RecordCheck.DecidePublish(clean, People.Second, new(2026, 8, 1), Now)));
        Assert.Equal(CheckState.Clean, RecordCheck.DecidePublish(clean, People.Second, null, Now).Value!.State);

        var rectified = CloseCheck.DecideRectify(published, new("名录信息已经更新，附截图", null), Now).Value!;
        CloseCheck.Request close = new(CloseCheck.Finding.Close, "已核对名录", null);
        Assert.Equal(["DUT-01"], Rules(CloseCheck.Decide(rectified, People.Second, close, Now)));
        Assert.Equal(["DUT-01"], Rules(CloseCheck.Decide(rectified, member, close, Now)));
        Assert.Equal(["INS-05"], Rules(CloseCheck.Decide(published, People.Head, close, Now)));
        Assert.Equal(CheckState.Closed, CloseCheck.Decide(rectified, People.Head, close, Now).Value!.State);
        Assert.Equal(CheckState.Rectifying, CloseCheck.Decide(rectified, People.Head, new(CloseCheck.Finding.Return, "没有改完", new(2026, 8, 1)), Now).Value!.State);
        Assert.Equal(["INS-05"], Rules(CloseCheck.Decide(rectified, People.Head, new(CloseCheck.Finding.Return, "没有改完", null), Now)));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 登记检查人员_制定计划_抽取_记录_公开_整改_销号(string engine)
    {
        await using var host = await WatchHost.Start(engine);
        foreach (var who in new[] { People.Handler, People.Second, People.Head })
            Assert.IsType<Committed>(await host.Store.Execute(Commit.Empty.Insert(new Account
            {
                Id = who.AccountId, UserName = who.AccountId, Name = who.Name, OrganisationId = "org-finance", Roles = new([Role.Supervisor]), Posts = new([.. who.Posts]), RegisteredAt = Now,
            }).Record(new ClockJumped(1, Now, 1))));
        await host.Teach(new OrganisationRegistered("a1", "招标代理1", "91410100MA0000000A", ["agency"], "410100", "small", "中州市文渊路1号", ""), Given.At(1, 1));
        foreach (var who in new[] { People.Handler, People.Second })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await host.Do(People.Handler, "/inspectors/new", new { accountId = who.AccountId, ties = Array.Empty<string>(), active = true })).Status);
            Assert.Equal(HttpStatusCode.Created, (await host.Do(People.Head, "/inspectors/new", new { accountId = who.AccountId, ties = Array.Empty<string>(), active = true })).Status);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Head, "/inspectors/new", new { accountId = "nobody", active = true })).Status);
        var plan = new { title = "代理机构年度检查", subject = "agency", region = "4101", sharePercent = 100, team = 2, commitment = Roster.Commitment(Secret) };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Handler, "/inspections/new", plan with { region = "11" })).Status);
        var (status, body) = await host.Do(People.Handler, "/inspections/new", plan);
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        var id = body["result"]!["inspectionId"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Handler, $"/inspections/{id}/draw")).Status);
        (status, body) = await host.Do(People.Handler, $"/inspections/{id}/draw", new { secret = Secret });
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        var check = body["result"]!["checks"]![0]!["checkId"]!.GetValue<string>();
        var facts = await host.Store.Read(db => db.FactsOf(id));
        T Read<T>(string kind) where T : class => (T)FactBody.Read(FactKinds.Published.Find(kind)!, facts.Single(f => f.Kind == kind).Body).Fact!;
        Assert.Empty(InspectionDraw.Check(Read<InspectionPlanned>("inspection.planned"), Read<InspectionDrawn>("inspection.drawn")));

        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Handler, $"/checks/{check}/record")).Status);
        var items = InspectionItems.Of(InspectionSubject.Agency).Select((i, n) => new { code = i.Code, finding = n == 0 ? "breach" : "conform", note = n == 0 ? "名录中的地址已经变更" : "" }).ToArray();
        (status, body) = await host.Do(People.Handler, $"/checks/{check}/record", new { items, conclusion = "发现一项不符合", evidence = new[] { new { name = "名录", source = "平台", point = "地址不符" } } });
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        // The party learns nothing of the findings before they are published.
        Assert.DoesNotContain("名录中的地址已经变更", WebUtility.HtmlDecode((await host.Page(Agency, $"/checks/{check}")).Html), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Second, $"/checks/{check}/publish", new { rectifyBy = "2026-08-10" })).Status);
        (status, body) = await host.Do(People.Head, $"/checks/{check}/publish", new { rectifyBy = "2026-08-10" });
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        Assert.Contains("名录中的地址已经变更", WebUtility.HtmlDecode((await host.Page(Agency, $"/checks/{check}")).Html), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.Loser, $"/checks/{check}")).Status);
        Assert.Equal(HttpStatusCode.Created, (await host.Do(Agency, $"/checks/{check}/rectify", new { text = "已经更新名录中的地址，附截图。" })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Head, $"/checks/{check}/close", new { finding = "close", opinion = "已经核对" })).Status);
        var third = People.Head with { AccountId = "acc-third", Name = "罗成" };
        (status, body) = await host.Do(third, $"/checks/{check}/close", new { finding = "close", opinion = "已经核对名录" });
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        Assert.Contains("全部销号", (await host.Page(People.Handler, "/inspections")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Handler, $"/inspections/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Handler, "/inspectors")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(Agency, "/my/checks")).Status);
    }
}
