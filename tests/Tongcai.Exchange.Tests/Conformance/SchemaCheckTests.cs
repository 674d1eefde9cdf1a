using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Conformance;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Tests.Conformance;

public sealed class SchemaCheckTests
{
    private static readonly BidsOpened Opened = new(
        "p", "k", new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), [new("b", "l", "s", "甲公司", 100, 30, ["c"], "e", "aW5uZXI=", "c2FsdA==")], [new("b2", "l", "e2", "bidder", "撤销")]);

    [Fact]
    public void A_written_fact_is_valid_against_its_own_schema() => Assert.Equal("", SchemaCheck.Problem(Specification.Schema(FactKinds.Published.Of(Opened)), FactBody.Write(Opened)));

    [Fact]
    public void No_published_schema_uses_a_keyword_that_the_check_passes_over() =>
        Assert.All(FactKinds.Published.All, kind => Assert.DoesNotContain("不认识", SchemaCheck.Problem(Specification.Schema(kind), "null"u8), StringComparison.Ordinal));

    [Theory]
    [InlineData("/bids/0/priceFen", "\"100\"")]
    [InlineData("/bids/0/supplierName", "7")]
    [InlineData("/bids", "{}")]
    [InlineData("/openedAt", "\"2026-03-02\"")]
    [InlineData("/unopened/0", "null")]
    public void What_is_wrong_is_named_by_its_pointer(string pointer, string value)
    {
        var body = JsonNode.Parse(FactBody.Write(Opened))!;
        var steps = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = steps[..^1].Aggregate(body, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
        if (at is JsonArray items) items[int.Parse(steps[^1])] = JsonNode.Parse(value);
        else at[steps[^1]] = JsonNode.Parse(value);
        Assert.StartsWith(pointer, SchemaCheck.Problem(Specification.Schema(FactKinds.Published.Of(Opened)), Encoding.UTF8.GetBytes(body.ToJsonString())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","required":["a"]}""", "{}")]
    [InlineData("""{"enum":["A","B"]}""", "\"C\"")]
    [InlineData("""{"const":1}""", "2")]
    [InlineData("""{"properties":{"a":{"$ref":"#/x"}}}""", """{"a":1}""")]
    [InlineData("""{"type":"integer"}""", "1.5")]
    [InlineData("""{"type":["string","null"]}""", "1")]
    [InlineData("""{"additionalProperties":false,"properties":{"a":true}}""", """{"b":1}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1")]
    [InlineData("""{"minLength":3}""", "\"a\"")]
    [InlineData("""{"properties":{"a":{"items":{"format":"email"}}}}""", "{}")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2026-13-01\"")]
    [InlineData("""{"type":"object"}""", "not json")]
    public void Each_keyword_refuses_and_one_that_is_not_known_is_said(string schema, string document) =>
        Assert.NotEqual("", SchemaCheck.Problem(JsonNode.Parse(schema)!.AsObject(), Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"type":["integer","null"]}},"title":"x"}""", """{"a":null,"later":1}""")]
    [InlineData("""{"properties":{"self":{"$ref":"#"}},"type":"object"}""", """{"self":{"self":{}}}""")]
    [InlineData("""{"anyOf":[{"type":"string","pattern":"^a"},{"type":"null"}]}""", "\"ab\"")]
    public void What_is_valid_is_left_alone(string schema, string document) => Assert.Equal("", SchemaCheck.Problem(JsonNode.Parse(schema)!.AsObject(), Encoding.UTF8.GetBytes(document)));
}
