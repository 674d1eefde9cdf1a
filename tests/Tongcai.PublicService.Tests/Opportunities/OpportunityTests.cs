using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Opportunities;
using Tongcai.PublicService.Tests.Subscriptions;

namespace Tongcai.PublicService.Tests.Opportunities;

public sealed class OpportunityRuleTests
{
    private static readonly DateTimeOffset Now = SampleChain.At(2026, 4, 28, 12);

    private static readonly ProcurementPage Open = new() { Id = "p", State = ProcurementState.Noticed, CatalogueCode = "A02102100", Region = "410122", SetAside = "none", BidDeadline = Now.AddTicks(1) };

    private static Opportunity? Of(ProcurementPage page, string catalogue = "A02000000", string region = "410000", string size = "small") =>
        Opportunity.Of(page, [catalogue], region.Length > 0 ? [region] : [], size, Now);

    [Fact]
    public void An_open_procurement_fits_until_its_deadline()
    {
        Assert.NotNull(Of(Open));
        Assert.Null(Of(Open with { BidDeadline = Now }));
        Assert.Null(Of(Open with { Suspended = true }));
        Assert.Null(Of(Open with { State = ProcurementState.Awarded }));
        Assert.NotNull(Of(Open with { State = ProcurementState.Intended, BidDeadline = null }));
    }

    [Theory]
    [InlineData("A02102100", true)]
    [InlineData("A02000000", true)]
    [InlineData("A", true)]
    [InlineData("A02102200", false)]
    [InlineData("B", false)]
    public void An_entry_takes_in_what_lies_below_it(string catalogue, bool fits) => Assert.Equal(fits, Of(Open, catalogue) is not null);

    [Theory]
    [InlineData("410122", true)]
    [InlineData("410100", true)]
    [InlineData("410000", true)]
    [InlineData("", true)]
    [InlineData("410200", false)]
    [InlineData("420000", false)]
    public void So_does_a_division(string region, bool fits) => Assert.Equal(fits, Of(Open, region: region) is not null);

    [Theory]
    [InlineData("whole", "small", true, true)]
    [InlineData("whole", "medium", true, true)]
    [InlineData("whole", "large", false, false)]
    [InlineData("whole", "", false, false)]
    [InlineData("consortium", "micro", true, true)]
    [InlineData("consortium", "large", true, false)]
    [InlineData("none", "small", true, false)]
    public void What_is_set_aside_is_for_whom_it_is_set_aside(string setAside, string size, bool fits, bool reserved)
    {
        var found = Of(Open with { SetAside = setAside }, size: size);
        Assert.Equal(fits, found is not null);
        Assert.Equal(reserved, found?.Reserved ?? false);
        Assert.Equal(reserved, found?.Reasons.Any(r => r.Contains("您登记为", StringComparison.Ordinal)) ?? false);
    }

    [Fact]
    public void Every_reason_is_said() => Assert.Equal(
        ["品目 A02102100 教学仪器 属于您填写的 A02000000 设备", "河南省郑州市中牟县 在您的服务地区 河南省之内"], Of(Open)!.Reasons);

    [Fact]
    public void Set_aside_first_then_what_closes_sooner_then_intentions()
    {
        Opportunity One(string id, string setAside, int? days) => Of(Open with { Id = id, SetAside = setAside, BidDeadline = days is { } d ? Now.AddDays(d) : null, State = days is null ? ProcurementState.Intended : ProcurementState.Noticed })!;
        Assert.Equal(["c", "d", "b", "a", "e"], Opportunity.InOrder([One("a", "none", 9), One("b", "none", 2), One("c", "whole", 20), One("d", "whole", null), One("e", "none", null)]).Select(o => o.Page.Id));
    }

    [Fact]
    public void A_profile_names_what_there_is()
    {
        static IEnumerable<string> Wrong(string[] catalogues, string[] regions) => StateProfile.Decide(new(catalogues, regions), null, "org", Now).Refusals.Select(r => r.Pointer);
        Assert.Equal(["/catalogues/1", "/regions/0"], Wrong(["A02", "A99"], ["419999"]));
        Assert.Equal(["A02000000", "A"], StateProfile.Decide(new(["A02", "A", "A02000000"], null), null, "org", Now).Value!.Catalogues.Value);
    }
}

public sealed class OpportunitiesOnSqlite(MailedHub hub) : OpportunityPageTests(hub), IClassFixture<MailedHub>;

public sealed class OpportunitiesOnPostgres(MailedPostgresHub hub) : OpportunityPageTests(hub), IClassFixture<MailedPostgresHub>;

/// <summary>The supplier's page and feed, and the window for small firms.</summary>
public abstract class OpportunityPageTests(MailedHub mailed)
{
    private HubHost Hub => mailed.Hub;

    private async Task<Actor> Supplier(string size)
    {
        var id = RandomId.New();
        var organisation = new Organisation { Id = id, CreditCode = id, Name = "河南知行教育装备有限公司", Roles = new[] { Role.Supplier }, Region = "410100", Size = size, Address = "", ParentId = "", RegisteredAt = Hub.Legal.Now };
        Assert.IsType<Committed>(await Hub.Store.Execute(Commit.Empty.Insert(organisation).Record(new Exchange.Facts.OrganisationRegistered(id, organisation.Name, organisation.CreditCode, ["supplier"], "410100", size, "", ""), id)));
        return new Actor($"account-{id}", "赵敏", id, organisation.Name, new HashSet<Role> { Role.Supplier }, new HashSet<string>());
    }

    [Fact]
    public async Task A_supplier_finds_what_fits_with_the_reasons_on_the_page_and_in_its_feed()
    {
        var (small, large) = (await Supplier("small"), await Supplier("large"));
        Assert.Contains("还没有填写经营范围", (await Hub.Page(small, "/account/opportunities")).Html, StringComparison.Ordinal);
        var chain = new SampleChain($"o{RandomId.New()[1..]}", "光具座采购项目", "410100-GKZB-2026-8001");
        await mailed.Trade.Say(new Said(chain.Budget, SampleChain.At(2026, 1, 28, 10), "org-finance"), new Said(chain.Intention, SampleChain.At(2026, 3, 4, 9), SampleChain.School), new Said(chain.Notice, SampleChain.At(2026, 4, 8, 9), SampleChain.Agency));
        await MailedHub.Until(async () => await Hub.Store.Read(db => db.Find<ProcurementPage>(chain.Id)) is { State: ProcurementState.Noticed });
        foreach (var who in new[] { small, large })
            Assert.Equal(HttpStatusCode.Created, (await Hub.Do(who, "/account/opportunities/profile", new { catalogues = new[] { "A021021" }, regions = new[] { "410000" } })).Status);

        var (_, html) = await Hub.Page(small, "/account/opportunities");
        Assert.Contains("光具座采购项目", html, StringComparison.Ordinal);
        Assert.Contains("您登记为小型企业", html, StringComparison.Ordinal);
        Assert.DoesNotContain("光具座采购项目", (await Hub.Page(large, "/account/opportunities")).Html, StringComparison.Ordinal);

        var feed = System.Text.RegularExpressions.Regex.Match(html, "/feed/opportunities/[a-z2-7]{26}").Value;
        using var client = Hub.Client();
        var item = Assert.Single(XDocument.Parse(await client.GetStringAsync(feed + ".rss")).Descendants("item"));
        Assert.Contains("您登记为小型企业", (string?)item.Element("description"), StringComparison.Ordinal);
        Assert.Single(JsonNode.Parse(await client.GetStringAsync(feed + ".json"))!["items"]!.AsArray());
        foreach (var none in new[] { feed + ".exe", "/feed/opportunities/aaaaaaaaaaaaaaaaaaaaaaaaaa.rss", "/feed/opportunities/x.rss" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(none)).StatusCode);

        // The window shows it, and the department's share.
        var (_, sme) = await Hub.Page("/sme");
        Assert.Contains("光具座采购项目", sme, StringComparison.Ordinal);
        var (_, body) = await Hub.Api("/sme?year=2026");
        var share = Assert.Single(body["departments"]!.AsArray(), d => (string?)d!["name"] == "dep-edu");
        Assert.Equal((1, 486_000_000, 1000), ((int)share!["projects"]!, (long)share["reservedFen"]!, (int)share["perMille"]!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Hub.Api("/sme?year=banana")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Hub.Page("/sme?year=2020")).Status);
    }

    [Fact]
    public async Task Who_is_no_supplier_has_no_profile()
    {
        var actor = new Actor("b1", "王", "org-b1", "采购单位", new HashSet<Role> { Role.Purchaser }, new HashSet<string>());
        Assert.Equal(HttpStatusCode.Forbidden, (await Hub.Page(actor, "/account/opportunities")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Hub.Do(actor, "/account/opportunities/profile", new { catalogues = new[] { "A" } })).Status);
    }

    [Theory]
    [InlineData("""{"catalogues":["ZZZ"]}""")]
    [InlineData("""{"catalogues":[]}""")]
    [InlineData("""{"catalogues":["A02"],"regions":["000000"]}""")]
    public async Task Rubbish_is_a_problem_document(string request)
    {
        var (status, body) = await Hub.Do(await Supplier("small"), "/account/opportunities/profile", request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith("/problems/", (string?)body["type"], StringComparison.Ordinal);
    }
}
