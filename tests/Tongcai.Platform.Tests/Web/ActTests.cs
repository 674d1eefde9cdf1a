using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dapper;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Tests.Web;

public sealed class ActTests
{
    public static JsonObject Good(string name = "台式计算机采购") => new()
    {
        ["name"] = name,
        ["note"] = "第一行\n第二行",
        ["budgetFen"] = 123_450,
        ["pieces"] = 12,
        ["urgent"] = false,
        ["method"] = "consultation",
        ["dueOn"] = "2026-11-21",
        ["opensAt"] = "2026-11-24T09:30:00+08:00",
        ["lines"] = new JsonArray(new JsonObject { ["name"] = "主机", ["priceFen"] = 100_000 }),
        ["tags"] = new JsonArray("教学"),
        ["ratio"] = 12.5,
        ["code"] = "A02010104",
    };

    public static readonly (string, string)[] GoodForm =
    [
        ("name", "台式计算机采购"), ("note", "第一行\r\n第二行"), ("budgetFen", "1,234.50"), ("pieces", "12"), ("method", "consultation"), ("dueOn", "2026-11-21"),
        ("opensAt.date", "2026-11-24"), ("opensAt.time", "09:30"), ("lines[0].name", "主机"), ("lines[0].priceFen", "1000"), ("tags[0]", "教学"), ("ratio", "12.5"), ("code", "A02010104"),
    ];

    private static Task<long> Count(TestHost host) => host.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from specimen"));

    private static (string, string)[] FormWith(string name, string value) => [.. GoodForm.Where(f => f.Item1 != name), (name, value)];

    [Fact]
    public async Task An_act_by_API_answers_created_with_its_fact()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        var (answer, body) = await api.Post("/api/v1/samples/new", Good(), "k1");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("采购需求已登记", (string?)body!["message"]);
        Assert.Equal("specimen.shown", (string?)body["facts"]![0]!["kind"]);
        Assert.Equal(answer.Headers.Location!.ToString(), (string?)body["location"]);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_stored_answer_and_does_nothing()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        var (first, body) = await api.Post("/api/v1/samples/new", Good(), "k1");
        var (again, same) = await api.Post("/api/v1/samples/new", Good(), "k1");
        Assert.Equal((first.StatusCode, body!.ToJsonString()), (again.StatusCode, same!.ToJsonString()));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await Count(host));
    }

    [Fact]
    public async Task Twenty_parallel_copies_of_one_request_are_one_act()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.Post("/api/v1/samples/new", Good(), "k1")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Answer.StatusCode));
        Assert.Single(answers.Select(a => (string?)a.Body!["location"]).Distinct());
        Assert.Equal(1, await Count(host));
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        await api.Post("/api/v1/samples/new", Good(), "k1");
        var (answer, body) = await api.Post("/api/v1/samples/new", Good("另一个项目"), "k1");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "W002"), (answer.StatusCode, (string?)body!["rule"]!["id"]));
        Assert.Equal(1, await Count(host));
    }

    [Fact]
    public async Task One_key_of_two_accounts_is_two_keys()
    {
        await using var host = await TestHost.Start();
        using var one = await host.Api(TestHost.Buyer);
        using var two = await host.Api(TestHost.OtherBuyer);
        await one.Post("/api/v1/samples/new", Good("甲"), "k1");
        var (answer, _) = await two.Post("/api/v1/samples/new", Good("乙") is var g && g.Remove("ratio") ? g : g, "k1");
        Assert.Equal(HttpStatusCode.Conflict, (await two.Post("/api/v1/samples/new", Good("甲"), "k2")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public async Task A_request_without_a_usable_key_is_refused(string key)
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        var (answer, body) = await api.Post("/api/v1/samples/new", Good(), key);
        Assert.Equal((HttpStatusCode.BadRequest, "W001"), (answer.StatusCode, (string?)body!["rule"]!["id"]));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_stores_nothing()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        var (answer, body) = await api.Post("/api/v1/samples/new?dryRun=true", Good());
        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, (bool)body!["dryRun"]!));
        Assert.Equal(0, await Count(host));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Post("/api/v1/samples/new?dryRun=true", new { })).Answer.StatusCode);
    }

    [Fact]
    public async Task A_refusal_by_law_is_a_problem_with_rule_quotation_remedy_and_pointer()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        var request = Good();
        request["budgetFen"] = 1;
        var (answer, body) = await api.Post("/api/v1/samples/new", request, "k1");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("分项合计超过预算金额", (string?)body!["detail"]);
        Assert.Equal("/budgetFen", (string?)body["errors"]![0]!["pointer"]);
        Assert.All(new[] { "title", "remedy", "ask", "traceId" }, member => Assert.NotEmpty((string?)body[member] ?? ""));
        Assert.All(new[] { "id", "title", "instrument", "article", "quote" }, member => Assert.NotEmpty((string?)body["rule"]![member] ?? ""));
        var page = await host.Browser().Open((string)body["type"]!);
        Assert.Contains(WebUtility.HtmlEncode((string)body["rule"]!["quote"]!), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_by_form_leads_to_its_record_and_says_so_once()
    {
        await using var host = await TestHost.Start();
        var browser = await host.Browser(TestHost.Buyer);
        var answer = await browser.Submit("/samples/new", GoodForm);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("/samples/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("采购需求已登记", await browser.Open("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("采购需求已登记", await browser.Open("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_double_click_is_one_act()
    {
        await using var host = await TestHost.Start();
        var browser = await host.Browser(TestHost.Buyer);
        var page = await browser.Open("/samples/new");
        var answers = await Task.WhenAll(browser.Send("/samples/new", page, GoodForm), browser.Send("/samples/new", page, GoodForm));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Equal(answers[0].Headers.Location, answers[1].Headers.Location);
        Assert.Equal(1, await Count(host));
    }

    [Fact]
    public async Task An_empty_form_comes_back_with_a_summary_that_takes_focus_and_links_to_the_fields()
    {
        await using var host = await TestHost.Start();
        var browser = await host.Browser(TestHost.Buyer);
        var answer = await browser.Submit("/samples/new");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Matches("""role="alert" tabindex="-1" data-focus""", page);
        var links = Regex.Matches(page, "<li><a href=\"#(f-[^\"]+)\">").Select(m => m.Groups[1].Value).ToList();
        Assert.Contains("f-name", links);
        Assert.All(links, id => Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal));
        Assert.DoesNotMatch("&#x[0-9A-Fa-f]{4};", page);
    }

    [Fact]
    public async Task Refused_values_stay_as_they_were_typed()
    {
        await using var host = await TestHost.Start();
        var browser = await host.Browser(TestHost.Buyer);
        var answer = await browser.Submit("/samples/new", FormWith("budgetFen", "一千<b>"));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("value=\"一千&lt;b&gt;\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"台式计算机采购\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", page, StringComparison.Ordinal);
        Assert.Matches("value=\"consultation\"[^>]*checked", page);
        Assert.Matches("value=\"A02010104\"[^>]*selected", page);
    }

    [Fact]
    public async Task An_expired_page_keeps_what_was_typed_and_can_be_sent_again()
    {
        await using var host = await TestHost.Start();
        var browser = await host.Browser(TestHost.Buyer);
        var page = await browser.Open("/samples/new");
        var answer = await browser.Send("/samples/new", Regex.Replace(page, "name=\"_token\"[^>]*value=\"[^\"]*\"", "name=\"_token\" value=\"old\""), GoodForm);
        var kept = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("页面已过期", kept, StringComparison.Ordinal);
        Assert.Contains("value=\"台式计算机采购\"", kept, StringComparison.Ordinal);
        Assert.Equal(0, await Count(host));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Send("/samples/new", kept, GoodForm)).StatusCode);
    }

    [Fact]
    public async Task Rows_are_added_and_removed_without_scripts()
    {
        await using var host = await TestHost.Start();
        var browser = await host.Browser(TestHost.Buyer);
        var more = await (await browser.Submit("/samples/new", [.. GoodForm, (Draft.AddRow, "lines")])).Content.ReadAsStringAsync();
        Assert.Contains("name=\"lines[1].name\"", more, StringComparison.Ordinal);
        Assert.Contains("name=\"lines[0].name\" value=\"主机\"", more, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"error-summary\"", more, StringComparison.Ordinal);
        var less = await (await browser.Submit("/samples/new", [.. GoodForm, ("lines[1].name", "显示器"), ("lines[1].priceFen", "1"), (Draft.RemoveRow, "lines[0]")])).Content.ReadAsStringAsync();
        Assert.Contains("name=\"lines[0].name\" value=\"显示器\"", less, StringComparison.Ordinal);
        Assert.DoesNotContain("主机", less, StringComparison.Ordinal);
        Assert.Equal(0, await Count(host));
    }

    /// <summary>One line whose first two fields the page gives.</summary>
    internal sealed record MarkLine([property: Field("投标人", Choices = "bids", Given = true)] string BidId, [property: Field("得分", Hundredths = true, Min = 0, Max = 10_000)] int Points);

    internal sealed record MarkRequest([property: Field("评分", Min = 1)] IReadOnlyList<MarkLine> Lines);

    [Fact]
    public async Task What_a_page_gives_is_read_and_hundredths_are_typed_with_two_decimals()
    {
        MarkRequest? got = null;
        await using var host = await TestHost.Start(map: app => app.MapAct<MarkRequest>(
            new Act("mark", "评分", "/mark", Access.To(Owner.None, Role.Purchaser)),
            (request, _) =>
            {
                got = request;
                return Task.FromResult<Law.Outcome<Done>>(new Done(Commit.Empty.Record(new Storage.SpecimenShown("s", "x")), "已保存", "/"));
            },
            context =>
            {
                context.Offer("bids", [new Choice("b1", "甲公司"), new Choice("b2", "乙公司")]);
                return Task.FromResult<MarkRequest?>(new([new("b1", 8550), new("b2", 0)]));
            }));
        var browser = await host.Browser(TestHost.Buyer);
        var page = await browser.Open("/mark");
        Assert.Contains("<b>甲公司</b>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"85.5\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<select", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Draft.AddRow, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Draft.RemoveRow, page, StringComparison.Ordinal);
        (string, string)[] good = [("lines[0].bidId", "b1"), ("lines[0].points", "90.25"), ("lines[1].bidId", "b2"), ("lines[1].points", "7")];
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Submit("/mark", good)).StatusCode);
        Assert.Equal([9025, 700], got!.Lines.Select(l => l.Points));
        var refused = await (await browser.Submit("/mark", [.. good[..3], ("lines[1].points", "7.125")])).Content.ReadAsStringAsync();
        Assert.Contains("两位小数以内", refused, StringComparison.Ordinal);
        Assert.Contains("0 至 100 之间", await (await browser.Submit("/mark", [.. good[..3], ("lines[1].points", "100.01")])).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_a_conflict_with_advice()
    {
        await using var host = await TestHost.Start(map: app => app.MapAct<ConfirmRequest>(
            new Act("stale", "先读后写", "/stale", Access.To(Owner.None, Role.Purchaser)),
            (_, _) => Task.FromResult<Law.Outcome<Done>>(new Done(Commit.Empty.Update(Storage.Specimen.Named("x") with { Version = 7 }).Record(new Storage.SpecimenShown("s", "x")), "", "/"))));
        using var api = await host.Api(TestHost.Buyer);
        var (answer, body) = await api.Post("/api/v1/stale", new { }, "k1");
        Assert.Equal((HttpStatusCode.Conflict, "W012"), (answer.StatusCode, (string?)body!["rule"]!["id"]));
        Assert.NotEmpty((string)body["remedy"]!);
    }

    [Fact]
    public async Task A_fault_of_the_program_says_so_with_a_number_and_no_stack()
    {
        await using var host = await TestHost.Start(map: app => app.MapAct<ConfirmRequest>(
            new Act("faulty", "出错", "/faulty", Access.To(Owner.None, Role.Purchaser)), (_, _) => throw new InvalidOperationException("secret words")));
        using var api = await host.Api(TestHost.Buyer);
        var (answer, body) = await api.Post("/api/v1/faulty", new { }, "k1");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(32, ((string)body!["traceId"]!).Length);
        Assert.DoesNotContain("secret", body.ToJsonString(), StringComparison.Ordinal);
        var page = await (await (await host.Browser(TestHost.Buyer)).Submit("/faulty")).Content.ReadAsStringAsync();
        Assert.Matches("编号 <span class=\"mono\">[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", page);
        Assert.DoesNotContain("InvalidOperationException", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_has_a_strong_tag_and_answers_not_modified()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        var location = (string)(await api.Post("/api/v1/samples/new", Good(), "k1")).Body!["location"]!;
        var first = await api.GetAsync("/api/v1" + location);
        Assert.False(first.Headers.ETag!.IsWeak);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + location);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, (await api.SendAsync(request)).StatusCode);
    }
}
