using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Tongcai.Platform.Acts;

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
}
