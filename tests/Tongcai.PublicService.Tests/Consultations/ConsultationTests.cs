using System.Net;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Consultations;

namespace Tongcai.PublicService.Tests.Consultations;

/// <summary>公众咨询: asked by anybody, answered by the operator, with a clock; how the asker is reached stays with the operator.</summary>
public sealed class ConsultationTests
{
    private static readonly Actor Operator = new("acc-ops", "运营", "org-ops", "平台运营方", new HashSet<Role> { Role.Operator }, new HashSet<string>());
    private static readonly Actor Supplier = Operator with { AccountId = "acc-s", Roles = new HashSet<Role> { Role.Supplier } };
    private const string Contact = "13900001111";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_question_is_answered_in_public_and_its_contact_is_nowhere(string engine)
    {
        await using var hub = await HubHost.Start(SampleChain.At(2026, 4, 28, 12), engine == "postgres" ? await Databases.Postgres(new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime())) : "");
        async Task<string> Ask(string question, string topic = "policy")
        {
            var (status, body) = await hub.Do(null, "/consult/new", new { topic, question, contact = Contact });
            Assert.Equal(HttpStatusCode.Created, status);
            return (string)body["result"]!["consultationId"]!;
        }

        var first = await Ask("小微企业的价格扣除怎样计算？我的电话 13800002222");
        var second = await Ask("和采购无关的一句话");
        // 2026-04-28 Tuesday; 1 to 5 May are holidays, 9 May is worked: the fifth working day is 8 May.
        Assert.Equal("2026-05-08", (string)(await hub.Api($"/consult/{first}")).Body["dueOn"]!);
        foreach (var path in new[] { $"/consult/{first}", "/consult" }) Assert.DoesNotContain("价格扣除", WebUtility.HtmlDecode((await hub.Page(path)).Html), StringComparison.Ordinal);
        Assert.Equal(2, (int)(await hub.Api("/consult")).Body["waiting"]!);

        Assert.Equal(HttpStatusCode.Forbidden, (await hub.Do(Supplier, $"/consult/{first}/answer", new { question = "怎样计算？", answer = "按采购文件。" })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hub.Do(null, $"/consult/{first}/answer", new { question = "怎样计算？", answer = "按采购文件。" })).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await hub.Page(Supplier, "/consult/desk")).Status);
        Assert.Contains(Contact, (await hub.Page(Operator, "/consult/desk")).Html, StringComparison.Ordinal);
        Assert.Contains(Contact, (await hub.Page(Operator, $"/consult/{first}/answer")).Html, StringComparison.Ordinal);

        hub.Legal.Now = SampleChain.At(2026, 5, 9, 9);
        Assert.Equal(2, (int)(await hub.Api("/consult")).Body["overdue"]!);
        Assert.Equal(HttpStatusCode.Created, (await hub.Do(Operator, $"/consult/{first}/answer", new { question = "小微企业的价格扣除怎样计算？", answer = "货物和服务扣除百分之十至百分之二十，以采购文件为准。" })).Status);
        Assert.Equal(HttpStatusCode.Created, (await hub.Do(Operator, $"/consult/{second}/dismiss", new { reason = "abuse" })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hub.Do(Operator, $"/consult/{second}/answer", new { question = "怎样计算？", answer = "按采购文件。" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Do(Operator, "/consult/none/answer", new { question = "怎样计算？", answer = "按采购文件。" })).Status);

        var list = (await hub.Api("/consult?q=价格扣除&topic=policy")).Body;
        var line = Assert.Single(list["items"]!.AsArray());
        Assert.Equal((6, true, 1, 1, 0), ((int)line!["workdays"]!, (bool)line["late"]!, (int)list["answered"]!, (int)list["late"]!, (int)list["waiting"]!));
        Assert.Empty((await hub.Api("/consult?topic=data")).Body["items"]!.AsArray());
        Assert.Contains("与政府采购无关", (await hub.Page($"/consult/{second}")).Html, StringComparison.Ordinal);

        var said = (await hub.Store.Read(c => c.FactsOf(first))).Select(f => FactBody.Read(FactKinds.Published.Find(f.Kind)!, f.Body).Fact).ToList();
        Assert.Equal("小微企业的价格扣除怎样计算？", Assert.Single(said.OfType<ConsultationAnswered>()).Question);
        Assert.Single(said.OfType<ConsultationAsked>());
        // Neither the contact nor what was cut from the question stands in any fact or on any page.
        foreach (var secret in new[] { Contact, "13800002222" })
        {
            Assert.DoesNotContain(await hub.Store.Read(c => c.QueryAsync<byte[]>("select body from ledger_fact")), body => System.Text.Encoding.UTF8.GetString(body).Contains(secret, StringComparison.Ordinal));
            foreach (var path in new[] { "/consult", $"/consult/{first}", $"/consult/{second}", "/api/v1/consult", $"/api/v1/consult/{first}" }) Assert.DoesNotContain(secret, (await hub.Page(path)).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_sixth_question_of_a_day_from_one_address_is_refused_and_the_page_works_without_scripts()
    {
        await using var hub = await HubHost.Start(SampleChain.At(2026, 4, 28, 12), "");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = hub.Address };
        for (var i = 0; i < ConsultationRules.MostADay; i++)
        {
            using var form = HiddenFields.Form(await client.GetStringAsync("/consult/new"), [("topic", "other"), ("question", $"第 {i} 个问题怎样办理？"), ("contact", "")]);
            using var answer = await client.PostAsync("/consult/new", form);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        using var more = HiddenFields.Form(await client.GetStringAsync("/consult/new"), [("topic", "other"), ("question", "再问一个怎样办理？"), ("contact", "")]);
        using var refused = await client.PostAsync("/consult/new", more);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("今天从您的网络地址已经提出 5 件咨询", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hub.Do(null, "/consult/new", new { topic = "other", question = "短", contact = "" })).Status);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Five_a_day_and_no_more(int before, bool taken) =>
        Assert.Equal(taken, AskConsultation.Decide(new(ConsultationTopic.Other, "怎样办理？", null), before, "id", SampleChain.At(2026, 4, 28, 12)).Value is not null);

    [Fact]
    public void Where_holidays_are_not_announced_no_day_is_promised() => Assert.Null(ConsultationRules.DueOn(new(WorkCalendar.Official.Years.Max(), 12, 30)));
}
