using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Tests;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Tests.Bidding;
using Tongcai.Trading.Tests.Methods;

namespace Tongcai.Trading.Tests.Invitations;

/// <summary>邀请招标 from the plan to the payment, with its endings, and what others see of it before the opening.</summary>
public sealed partial class InvitedTenderTests
{
    [GeneratedRegex("[0-9A-Za-z+/_=-]{16,}|[0-9A-F]{4}(-[0-9A-F]{4}){2}|[0-9a-f]{8}…[0-9a-f]{6}|\\.[0-9a-z]{12}(?![0-9a-z])")]
    private static partial Regex Random();

    private static T Body<T>(LedgerFact fact)
        where T : class => (T)(object)FactBody.Read(FactKinds.Published.Find(fact.Kind)!, fact.Body).Fact!;

    [Theory, InlineData("sqlite"), InlineData("postgres"), Cites("INV-02"), Cites("INV-05"), Cites("INV-07"), Cites("INV-10")]
    public async Task 资格预审_抽取_同时邀请_只有受邀请的投标_办到支付(string engine)
    {
        await using var host = await SealedHost.Start(engine);
        var chain = new MethodChain(host, "YQZB");
        await chain.ToPrequalification(6);
        foreach (var firm in chain.Firms[..5])
            await chain.Apply(firm);
        await chain.Apply(chain.Firms[0]);
        await chain.Chain.Refused(People.Agency, $"/procurements/{chain.Id}/prequalification/review", new { Findings = Array.Empty<object>() }, "INV-08");
        await chain.Chain.Refused(People.Agency, $"/procurements/{chain.Id}/invitees", new { Commitment = Roster.Commitment("x") }, "INV-02");
        await chain.Prequalify("org-firm-5");
        await chain.Chain.Refused(chain.Firms[5].Actor, $"/procurements/{chain.Id}/prequalification/application", MethodChain.Application(), "INV-08");
        var (_, failed) = await host.Trading.Page(chain.Firms[4].Actor, $"/procurements/{chain.Id}/prequalification");
        Assert.Contains("没有写明上门时限", failed, StringComparison.Ordinal);

        await chain.Chain.Refused(People.Agency, $"/procurements/{chain.Id}/invitees/draw", new { Secret = "供应商抽取随机数", Witnesses = new[] { "陈立新", "王静" } }, "INV-05");
        await chain.DrawInvitees();
        await chain.Chain.Refused(People.Agency, $"/procurements/{chain.Id}/document/draft", ChainToNotice.Terms(36_000_000, 6).ToJsonString(), "DOC-20");
        var invited = await chain.Invite();
        Assert.Equal(3, invited.Length);

        // Who qualified and was not drawn, who failed and who never applied have neither document nor bid.
        foreach (var other in chain.Firms.Except(invited))
        {
            foreach (var path in new[] { "document", "bid" })
                Assert.Equal(HttpStatusCode.NotFound, (await host.Trading.Page(other.Actor, $"/procurements/{chain.Id}/{path}")).Status);
            await chain.Chain.Refused(other.Actor, $"/procurements/{chain.Id}/questions", new { Text = "送货地点在哪里" }, "INV-10");
        }

        Assert.Equal(HttpStatusCode.OK, (await host.Trading.Page(invited[0].Actor, $"/procurements/{chain.Id}/document")).Status);
        foreach (var (firm, i) in invited.Select((f, i) => (f, i)))
            await firm.Seal(host.Trading, chain.Id, 33_000_000 + (i * 500_000));
        await Nothing_public_names_anybody(host, chain);
        await chain.WithGroup();
        await chain.Open();
        await chain.Chain.Done(People.Agency, $"/procurements/{chain.Id}/opening/record", new { });
        await Supervision_repeats_the_draw(host, chain, invited);
        await chain.Qualify();
        await chain.Comply();
        await chain.Score(b => b.PriceFen == 33_000_000 ? 6000 : 5000);
        await chain.Report();
        Assert.Equal((invited[0].Actor.OrganisationName, 33_000_000), await chain.ToPaid());

        var facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        var disclosed = Body<InviteesDisclosed>(facts.Single(f => f.Kind == "invitees.disclosed"));
        Assert.Equal(("notice", 3, 4), (disclosed.Way, disclosed.Invited, disclosed.Order.Count));
        Assert.Empty(disclosed.Recommended);
        Assert.Equal(disclosed.Order, Roster.Order(disclosed.Seed, disclosed.Order));
        var committed = Body<InviteesCommitted>(facts.Single(f => f.Kind == "invitees.committed"));
        Assert.Equal(committed.RosterDigest, Roster.Digest(disclosed.Order));
        Assert.Equal(committed.Commitments, disclosed.Reveals.Select(Roster.Commitment));
        var kinds = facts.Select(f => f.Kind).ToList();
        Assert.True(kinds.IndexOf("document.disclosed") is var at and >= 0 && at < kinds.IndexOf("result.published"));
        Assert.Equal(HttpStatusCode.OK, (await host.Trading.Page(chain.Firms[5].Actor, $"/procurements/{chain.Id}/document")).Status);
        Assert.Empty(await host.Trading.App.Services.GetRequiredService<Reconciler>().Run());
    }

    private static async Task Nothing_public_names_anybody(SealedHost host, MethodChain chain)
    {
        var facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        foreach (var told in facts.Where(f => f.FactClass is FactClass.Public).Select(f => Encoding.UTF8.GetString(f.Body)))
        {
            Assert.DoesNotContain("中州供货", told, StringComparison.Ordinal);
            Assert.DoesNotContain("org-firm", told, StringComparison.Ordinal);
            // The document is the invited suppliers' alone.
            Assert.DoesNotContain("逾期交货的", told, StringComparison.Ordinal);
        }

        Assert.All(facts.Where(f => f.Kind is "application.submitted" or "application.reviewed" or "invitees.drawn" or "supplier.invited"), f => Assert.Equal(FactClass.Sealed, f.FactClass));
        Assert.Equal(3, facts.Count(f => f.Kind == "supplier.invited"));
        Assert.Single(facts.Where(f => f.Kind == "supplier.invited").Select(f => f.At).Distinct());
        await host.Tick();
        var page = await host.Trading.Store.Read(c => c.Restricted(Audience.Supervision, 0));
        Assert.DoesNotContain(page.Items, f => Encoding.UTF8.GetString(f.Body).Contains("org-firm", StringComparison.Ordinal));
    }

    private static async Task Supervision_repeats_the_draw(SealedHost host, MethodChain chain, Firm[] invited)
    {
        await host.Tick();
        var page = await host.Trading.Store.Read(c => c.Restricted(Audience.Supervision, 0));
        var bodies = page.Items.Select(f => (Leaf: FactLeaf.Read(f.Leaf)!, f.Body)).ToList();
        Assert.Equal(6, bodies.Count(b => b.Leaf.Kind == "application.submitted"));
        Assert.Equal(3, bodies.Count(b => b.Leaf.Kind == "supplier.invited"));
        var drawn = (InviteesDrawn)FactBody.Read(FactKinds.Published.Find("invitees.drawn")!, bodies.Single(b => b.Leaf.Kind == "invitees.drawn").Body).Fact!;
        Assert.Equal(drawn.Seed, Roster.Seed(drawn.Reveals[0], drawn.Reveals[1]));
        Assert.Equal(drawn.Roster.Select(r => r.ApplicationId), Roster.Order(drawn.Seed, drawn.Roster.Select(r => r.ApplicationId)));
        Assert.Equal(invited.Select(f => f.Id).Order(), drawn.Roster.Take(3).Select(r => r.SupplierId).Order());
        Assert.Equal(["陈立新", "王静"], drawn.Witnesses);
    }

    [Fact, Cites("INV-01"), Cites("SEC-01")]
    public async Task 多一家申请_截止前谁也看不出_合格不足三家废标()
    {
        await using var host = await SealedHost.Start("sqlite");
        var chain = new MethodChain(host, "YQZB");
        await chain.ToPrequalification(4);
        await chain.Apply(chain.Firms[0]);
        var before = await Seen(host, chain, People.Supplier, chain.Firms[3].Actor, chain.Firms[0].Actor, People.Agency, People.Handler, People.OtherPurchaser, null);
        await chain.Apply(chain.Firms[1]);
        await chain.Apply(chain.Firms[2]);
        Assert.Equal(before, await Seen(host, chain, People.Supplier, chain.Firms[3].Actor, chain.Firms[0].Actor, People.Agency, People.Handler, People.OtherPurchaser, null));

        // Planted: after the deadline the agency does see them, so the comparison can tell.
        host.Trading.Legal.Now = chain.ApplyBy;
        Assert.Contains("中州供货2公司", (await host.Trading.Page(People.Agency, $"/procurements/{chain.Id}/prequalification")).Html, StringComparison.Ordinal);
        await chain.Prequalify("org-firm-2");
        var ended = await chain.Chain.Procurement();
        Assert.Equal((Stage.Ended, "failed"), (ended.Stage, ended.Ending));
        var fact = (await host.Trading.Store.Read(c => c.FactsOf(chain.Id))).Single(f => f.Kind == "procurement.ended");
        Assert.Equal("INV-01", Body<ProcurementEnded>(fact).RuleId);
        await host.Tick();
        var told = (await host.Trading.Store.Read(c => c.Restricted(Audience.Supervision, 0))).Items;
        Assert.Equal(3, told.Count(f => FactLeaf.Read(f.Leaf)!.Kind == "application.submitted"));
        Assert.Contains(told, f => FactLeaf.Read(f.Leaf)!.Kind == "prequalification.failed" && Encoding.UTF8.GetString(f.Body).Contains("没有写明上门时限", StringComparison.Ordinal));
        await chain.Chain.Done(People.Handler, $"/demands/{chain.Chain.DemandId}/reopening", new { Finding = "资格条件和预审标准没有不合理之处。" });
    }

    /// <summary>What they see on every page and interface of the procurement, without what is random in it.</summary>
    private static async Task<string> Seen(SealedHost host, MethodChain chain, params Actor?[] readers)
    {
        var seen = new StringBuilder();
        foreach (var reader in readers)
        {
            using var client = await host.Trading.Api(reader);
            foreach (var path in new[] { "", "/prequalification", "/prequalification/review", "/document", "/bid", "/opening", "/evaluation", "/invitees" }.Select(p => $"/procurements/{chain.Id}{p}").Concat(["/work", "/procurements"]))
            {
                foreach (var address in new[] { path, "/api/v1" + path })
                {
                    using var asked = new HttpRequestMessage(HttpMethod.Get, address);
                    asked.Headers.Accept.ParseAdd(address == path ? "text/html" : "application/json");
                    using var answer = await client.SendAsync(asked);
                    // An invited supplier's own bid page is made of random values: its pseudonym, the key and its ceremony.
                    var body = path.EndsWith("/bid", StringComparison.Ordinal) && answer.IsSuccessStatusCode ? "" : Random().Replace(await answer.Content.ReadAsStringAsync(), "·");
                    seen.AppendLine($"{reader?.AccountId} {address.Replace(chain.Id, "", StringComparison.Ordinal)} {(int)answer.StatusCode} {body}");
                }
            }
        }

        foreach (var fact in (await host.Trading.Store.Read(c => c.FactsOf(chain.Id))).Where(f => f.FactClass is FactClass.Public))
            seen.AppendLine(Random().Replace($"{fact.Kind} {Encoding.UTF8.GetString(fact.Body)}", "·"));
        return seen.ToString();
    }

    [Fact, Cites("SEC-01")]
    public async Task 多一家受邀请_开标前旁人看不出_投标不足三家不开标()
    {
        List<string> worlds = [];
        foreach (var qualified in new[] { 3, 4 })
        {
            await using var host = await SealedHost.Start("sqlite");
            var chain = new MethodChain(host, "YQZB");
            await chain.ToPrequalification(5, wanted: 4);
            foreach (var firm in chain.Firms[..4])
                await chain.Apply(firm);
            await chain.Prequalify(qualified == 3 ? ["org-firm-4"] : []);
            await chain.DrawInvitees();
            var invited = await chain.Invite();
            Assert.Equal(qualified, invited.Length);
            worlds.Add(await Seen(host, chain, People.Supplier, chain.Firms[4].Actor, chain.Firms[0].Actor, People.OtherPurchaser, null));
            if (qualified == 4)
                continue;
            await invited[0].Seal(host.Trading, chain.Id, 33_000_000);
            await invited[1].Seal(host.Trading, chain.Id, 32_000_000);
            host.Trading.Legal.Now = chain.Deadline;
            await host.Due();
            await host.Tick();
            await host.Due();
            var ended = await chain.Chain.Procurement();
            Assert.Equal((Stage.Ended, "投标截止时投标人不足三家，不得开标。"), (ended.Stage, ended.EndingReason));
            await host.Tick();
            Assert.Contains((await host.Trading.Store.Read(c => c.Restricted(Audience.Supervision, 0))).Items, f => FactLeaf.Read(f.Leaf)!.Kind == "invitees.drawn");
        }

        Assert.Equal(worlds[0], worlds[1]);
    }

    [Fact, Cites("INV-04"), Cites("INV-06"), Cites("INV-09")]
    public async Task 书面推荐_备选两倍_名单和理由随结果公告()
    {
        await using var host = await SealedHost.Start("sqlite");
        var chain = new MethodChain(host, "YQZB");
        await chain.ToConfirmed();
        host.Trading.Legal.Now = new DateTimeOffset(2026, 4, 7, 1, 0, 0, TimeSpan.Zero);
        await chain.Register(6);
        object Listed(int n) => new { Way = "recommended", Wanted = 3, Candidates = chain.Firms[..n].Select(f => new { SupplierId = f.Id, Grounds = "近三年履约评价良好" }) };
        await chain.Chain.Refused(People.Handler, $"/procurements/{chain.Id}/candidates", Listed(5), "INV-04");
        await chain.Chain.Done(People.Handler, $"/procurements/{chain.Id}/candidates", Listed(6));
        await chain.Chain.Refused(People.Agency, $"/procurements/{chain.Id}/prequalification/notice", new
        {
            DocumentsFrom = "2026-04-07", DocumentsTo = "2026-04-14", ApplyBy = "2026-04-14T17:00:00+08:00", ReviewOn = "2026-04-14", Wanted = 3, Criteria = new[] { new { Title = "能力", Standard = "看证明" } }, Application = "申请函",
        }, "INV-02");
        // A supplier that is listed learns nothing of it before it is invited.
        Assert.Equal(HttpStatusCode.NotFound, (await host.Trading.Page(chain.Firms[0].Actor, $"/procurements/{chain.Id}/prequalification")).Status);
        await chain.Chain.Done(People.Agency, $"/procurements/{chain.Id}/invitees", new { Commitment = Roster.Commitment("供应商抽取随机数") });
        await chain.Chain.Refused(People.Agency, $"/procurements/{chain.Id}/invitees/draw", new { Secret = "供应商抽取随机数", Witnesses = new[] { "陈立新" } }, "INV-06");
        await chain.Chain.Done(People.Agency, $"/procurements/{chain.Id}/invitees/draw", new { Secret = "供应商抽取随机数", Witnesses = new[] { "陈立新", "王静" } });
        var invited = await chain.Invite();
        foreach (var (firm, i) in invited.Select((f, i) => (f, i)))
            await firm.Seal(host.Trading, chain.Id, 33_000_000 + (i * 500_000));
        await chain.WithGroup();
        await chain.Open();
        await chain.Chain.Done(People.Agency, $"/procurements/{chain.Id}/opening/record", new { });
        await chain.Qualify();
        await chain.Comply();
        await chain.Score(_ => 5000);
        await chain.Report();
        await chain.ToPaid();
        var disclosed = Body<InviteesDisclosed>((await host.Trading.Store.Read(c => c.FactsOf(chain.Id))).Single(f => f.Kind == "invitees.disclosed"));
        Assert.Equal(("recommended", 6, "近三年履约评价良好"), (disclosed.Way, disclosed.Recommended.Count, disclosed.Recommended[0].Grounds));
        Assert.Equal(chain.Firms.Select(f => f.Actor.OrganisationName).Order(), disclosed.Recommended.Select(r => r.SupplierName).Order());
    }
}
