using Tongcai.Platform.Acts;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Pages;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Pages;

public sealed class PlacesTests
{
    private static readonly Actor Seller = Cases.Person("seller", "s1", Role.Supplier);
    private static readonly Actor Agency = Cases.Person("agent01", "agency", Role.Agency);
    private static readonly DateTimeOffset Now = new(2026, 4, 20, 2, 0, 0, TimeSpan.Zero);

    private static readonly Procurement Noticed = Cases.Procurement with { Stage = Stage.Noticed, AgencyId = "agency", BidDeadline = Now.AddDays(1), OpenedAt = null };

    private static IEnumerable<string> Shown(Procurement procurement, Actor actor, IReadOnlySet<string> owns) => Places.Of(
        procurement, actor, owns, document: true,
        [new Award { Id = "l1", SupplierId = "s1", LetterOn = new(2026, 5, 8) }, new Award { Id = "l2", SupplierId = "s2", LetterOn = new(2026, 5, 8) }, new Award { Id = "l3", SupplierId = "s1" }],
        [new Contract { Id = "c1", Number = "H1", SupplierId = "s1" }, new Contract { Id = "c2", Number = "H2", SupplierId = "s2" }],
        [new Challenge { Id = "q1", SupplierId = "s2", AnswerBy = new(2026, 5, 20) }]).Select(p => p.Href);

    [Fact]
    public void A_supplier_is_led_to_its_bid_its_contract_and_the_hall_and_to_nothing_of_others()
    {
        var home = $"/procurements/{Noticed.Id}";
        Assert.Equal([$"{home}/document", $"{home}/bid", $"{home}/opening", $"{home}/letters/l1", "/contracts/c1"], Shown(Noticed, Seller, new HashSet<string>()));
    }

    [Fact]
    public void The_agency_is_led_to_the_review_once_bids_are_open_and_to_every_contract_and_challenge()
    {
        var home = $"/procurements/{Noticed.Id}";
        HashSet<string> owns = [Owner.Agency.Kind];
        Assert.DoesNotContain($"{home}/evaluation", Shown(Noticed, Agency, owns));
        Assert.Equal(
            [$"{home}/document", $"{home}/opening", $"{home}/evaluation", "/challenges/q1", $"{home}/letters/l1", $"{home}/letters/l2", "/contracts/c1", "/contracts/c2"],
            Shown(Noticed with { Stage = Stage.Opened, OpenedAt = Now }, Agency, owns));
    }

    [Fact]
    public void Bidding_is_expected_until_the_deadline_and_opening_after_it()
    {
        Assert.Equal("bid", Assert.Single(Places.Expected(Noticed, Seller, Now)).Name);
        Assert.Empty(Places.Expected(Noticed, Seller, Now.AddDays(1)));
        Assert.Empty(Places.Expected(Noticed, Agency, Now));
        Assert.Equal("start-opening", Assert.Single(Places.Expected(Noticed with { Stage = Stage.Closed }, Agency, Now)).Name);
        Assert.NotEmpty(Assert.Single(Places.Expected(Noticed with { SuspendedBy = "o1" }, Seller, Now)).Refused);
    }
}
