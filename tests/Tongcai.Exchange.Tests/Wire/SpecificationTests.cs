using System.Text.Json.Nodes;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Tests.Wire;

public sealed class SpecificationTests
{
    [Fact]
    public void Every_kind_has_class_entitlements_and_a_schema_of_exactly_the_members_that_are_written()
    {
        var kinds = Specification.All(FactKinds.Published, Entitlements.Published, new LedgerTerms(TimeSpan.FromSeconds(5), 10))["kinds"]!.AsArray();
        Assert.Equal(FactKinds.Published.All.Select(k => k.Kind), kinds.Select(k => k!["kind"]!.GetValue<string>()));
        foreach (var said in kinds.Select(k => k!.AsObject()))
        {
            var kind = FactKinds.Published.Find(said["kind"]!.GetValue<string>())!;
            Assert.Equal(kind.FactClass.ToString(), said["class"]!.GetValue<string>());
            Assert.All(Enum.GetValues<Audience>(), a => Assert.Equal(Entitlements.Published.From(kind.Kind, a).ToString(), said["seen"]![a.ToString()]!.GetValue<string>()));
            var members = kind.Type.GetProperties().Where(p => p.GetMethod!.IsPublic && !p.GetMethod.IsStatic && p.GetIndexParameters().Length == 0).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]);
            Assert.Equal(members.Order(StringComparer.Ordinal), said["schema"]!["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Fields_say_what_they_mean_and_instants_how_they_are_written()
    {
        var schema = Specification.Schema(FactKinds.Published.Of(new BidSealed("", "", "", "", "", "", "", default)));
        var at = schema["properties"]!["receivedAt"]!;
        Assert.Equal("string", at["type"]!.GetValue<string>());
        Assert.Matches(at["pattern"]!.GetValue<string>(), WireJson.Instant(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)));
        Assert.Contains("last byte", at["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("/spec/bid.sealed", schema["$id"]!.GetValue<string>());
    }

    [Fact]
    public void A_written_fact_has_no_member_that_its_schema_does_not_name()
    {
        var fact = new LedgerForked("trade.example/ledger", "watch.example/ledger", "a", "b", "c", ["d"]);
        var named = Specification.Schema(FactKinds.Published.Of(fact))["properties"]!.AsObject();
        Assert.All(JsonNode.Parse(FactBody.Write(fact))!.AsObject(), member => Assert.True(named.ContainsKey(member.Key), member.Key));
    }
}
