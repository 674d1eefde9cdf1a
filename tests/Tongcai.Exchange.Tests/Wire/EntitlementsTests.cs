using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Tests.Wire;

public sealed class EntitlementsTests
{
    private static readonly Audience[] Others = [Audience.Public, Audience.Hub, Audience.Supervision, Audience.Trading];

    public static TheoryData<string, FactClass, Audience, ReleaseMoment> Pairs() =>
        new(Entitlements.Published.All.Select(e => (e.Kind, FactKinds.Published.Find(e.Kind)!.FactClass, e.Audience, e.From)));

    [Fact]
    public void Every_pair_of_kind_and_audience_is_in_the_table_once()
    {
        var expected = FactKinds.Published.All.SelectMany(k => Enum.GetValues<Audience>().Select(a => (k.Kind, a))).ToList();
        Assert.Equal(expected, Entitlements.Published.All.Select(e => (e.Kind, e.Audience)));
        Assert.True(expected.Count > 200, $"{expected.Count} pairs");
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_pair_keeps_the_secrecy_contract(string kind, FactClass factClass, Audience audience, ReleaseMoment from)
    {
        var expected = (factClass, audience) switch
        {
            (FactClass.Public, _) or (_, Audience.Party) => from is ReleaseMoment.AtOnce,
            (_, Audience.Public) => from is ReleaseMoment.Never,
            (FactClass.Sealed, _) => from is not ReleaseMoment.AtOnce,
            _ => true,
        };
        Assert.True(expected, $"{kind} × {audience} from {from}");
        Assert.Equal(from, Entitlements.Published.From(kind, audience));
        Assert.Equal(
            Entitlements.FeedAudiences.Contains(audience) && from is not ReleaseMoment.Never,
            Enum.GetValues<ReleaseMoment>().Any(m => Entitlements.Published.At(kind, m).Contains(audience)));
    }

    [Theory]
    [InlineData("bid.sealed")]
    [InlineData("bid.withdrawn")]
    [InlineData("question.asked")]
    public void 开标前除当事人外无人可见_监督部门也不例外(string kind) =>
        Assert.All(Others, audience => Assert.NotEqual(ReleaseMoment.AtOnce, Entitlements.Published.From(kind, audience)));

    [Theory]
    [InlineData("bid.sealed", Audience.Supervision, ReleaseMoment.AtOnce)]
    [InlineData("bid.sealed", Audience.Public, ReleaseMoment.AfterOpening)]
    [InlineData("bid.sealed", Audience.Party, ReleaseMoment.AfterOpening)]
    [InlineData("notice.published", Audience.Hub, ReleaseMoment.AfterOpening)]
    [InlineData("no.such.kind", Audience.Hub, ReleaseMoment.AtOnce)]
    public void A_cell_that_breaks_the_contract_stops_the_program(string kind, Audience audience, ReleaseMoment from) =>
        Assert.Throws<InvalidOperationException>(() => new Entitlements(FactKinds.Published, [new(kind, audience, from)]));

    [Fact]
    public void A_cell_said_twice_stops_the_program_and_what_is_unknown_is_nobodys()
    {
        Entitlement cell = new("bid.sealed", Audience.Supervision, ReleaseMoment.AfterOpening);
        Assert.Throws<InvalidOperationException>(() => new Entitlements(FactKinds.Published, [cell, cell]));
        Assert.Equal(ReleaseMoment.Never, Entitlements.Published.From("no.such.kind", Audience.Supervision));
    }
}
