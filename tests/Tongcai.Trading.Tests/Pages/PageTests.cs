using System.Net;
using System.Text.RegularExpressions;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Notices;

namespace Tongcai.Trading.Tests.Pages;

public sealed partial class PageTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Every_page_answers_with_one_heading_and_nothing_inline(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        var chain = new ChainToNotice(host);
        foreach (var path in new[] { "/", "/work", "/budget", "/demands", "/procurements", "/demands/new", "/budget/take-in" })
            await Sound(host, People.Handler, path);
        await chain.ToNotice();
        foreach (var path in new[] { "/", "/work", "/budget", "/demands", "/procurements", "/procurements?q=打印机", $"/demands/{chain.DemandId}", $"/procurements/{chain.Id}", $"/procurements/{chain.Id}/document" })
            await Sound(host, People.Handler, path);
        foreach (var act in new[] { "draft", "" })
            await Sound(host, People.Agency, $"/procurements/{chain.Id}/document{(act.Length > 0 ? "/" + act : "")}");
        foreach (var path in new[] { $"/procurements/{chain.Id}/notice", $"/procurements/{chain.Id}/corrections", $"/procurements/{chain.Id}/entrustment/answer" })
            await Sound(host, People.Agency, path);
        foreach (var path in new[] { "intention", "entrustment", "document/confirmation", "ending" })
            await Sound(host, People.Handler, $"/procurements/{chain.Id}/{path}");
        foreach (var path in new[] { "revision", "reuse", "warehouse", "plan" })
            await Sound(host, People.Handler, $"/demands/{chain.DemandId}/{path}");
        await Sound(host, People.Supplier, $"/procurements/{chain.Id}/questions");
        await Sound(host, null, "/");
    }

    [Fact]
    public async Task Strangers_and_suppliers_before_the_notice_find_nothing()
    {
        await using var host = await TradingHost.Start("sqlite");
        var chain = new ChainToNotice(host);
        await chain.ToConfirmed();
        foreach (var actor in new[] { People.OtherPurchaser, People.OtherAgency, People.Supplier })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await host.Page(actor, $"/procurements/{chain.Id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await host.Page(actor, $"/procurements/{chain.Id}/document")).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await host.Do(People.Supplier, $"/procurements/{chain.Id}/questions", new { Text = "何时公告？" })).Status);
        Assert.DoesNotContain(chain.Id, (await host.Page(People.Supplier, "/procurements")).Html, StringComparison.Ordinal);
        await chain.WithKey();
        host.Legal.Now = new DateTimeOffset(2026, 4, 7, 1, 0, 0, TimeSpan.Zero);
        await chain.Done(People.Agency, $"/procurements/{chain.Id}/notice", ChainToNotice.Notice());
        var (status, html) = await host.Page(People.Supplier, $"/procurements/{chain.Id}/document");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("条款审查", html, StringComparison.Ordinal);
        var page = (await host.Page(People.Supplier, $"/procurements/{chain.Id}")).Html;
        Assert.Contains("招标公告", page, StringComparison.Ordinal);
        Assert.DoesNotContain("采购需求审查", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_expert_finds_the_invitation_among_the_seats_and_the_work(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        var chain = new ChainToNotice(host);
        await chain.ToNotice();
        var seat = new Seat { Id = RandomId.New(), ProcurementId = chain.Id, Kind = "expert", AccountId = People.Expert.AccountId, Name = People.Expert.Name };
        Assert.IsType<Committed>(await host.Store.Execute(Commit.Empty.Insert(seat).Insert(seat with { Id = RandomId.New(), AccountId = "acc-other" })
            .Record(new RepresentativeAppointed(chain.Id, seat.Id))));
        foreach (var path in new[] { "/seats", "/work" })
            Assert.Contains($"/seats/{seat.Id}", await Sound(host, People.Expert, path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Nobody_on_the_buyers_side_sees_who_asked(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        var chain = new ChainToNotice(host);
        await chain.ToNotice();
        var id = (await chain.Done(People.Supplier, $"/procurements/{chain.Id}/questions", new { Text = "付款期限从何日起算？" }))["result"]!["id"]!.GetValue<string>();
        foreach (var actor in new[] { People.Handler, People.Agency })
        {
            foreach (var path in new[] { $"/procurements/{chain.Id}", $"/procurements/{chain.Id}/questions/{id}/answer", "/work", $"/api/v1/procurements/{chain.Id}", "/api/v1/work" })
            {
                var (status, html) = await host.Page(actor, path);
                Assert.Equal(HttpStatusCode.OK, status);
                Assert.DoesNotContain(People.Hengze.Name, html, StringComparison.Ordinal);
                Assert.DoesNotContain(People.Hengze.Id, html, StringComparison.Ordinal);
                Assert.DoesNotContain("question.asked", html, StringComparison.Ordinal);
            }

            Assert.Contains("付款期限从何日起算？", (await host.Page(actor, $"/procurements/{chain.Id}")).Html, StringComparison.Ordinal);
        }

        Assert.Contains("答复询问", (await host.Page(People.Agency, "/work")).Html, StringComparison.Ordinal);
        await chain.Done(People.Agency, $"/procurements/{chain.Id}/questions/{id}/answer", new { Question = "付款期限？", Answer = "验收合格之日起。", AffectsBids = true });
        Assert.Equal(new DateTimeOffset(2026, 4, 28, 1, 30, 0, TimeSpan.Zero), (await chain.Procurement()).BidDeadline);
        Assert.Single(await host.Store.Read(c => Platform.Storage.RowReads.Where<Notice>(c, "procurement_id = @Id and kind = 'MOD'", new { chain.Id })));
        Assert.Contains("验收合格之日起。", (await host.Page(People.Supplier, $"/procurements/{chain.Id}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workbench_says_what_is_mine_and_why_the_rest_is_not()
    {
        await using var host = await TradingHost.Start("sqlite");
        var chain = new ChainToNotice(host);
        await chain.ToReview();
        Assert.Contains("您是编制人", (await host.Page(People.Handler with { Posts = new HashSet<string> { Post.Reviewer } }, "/work")).Html, StringComparison.Ordinal);
        Assert.Contains("由审核岗办理", (await host.Page(People.Handler, "/work")).Html, StringComparison.Ordinal);
        Assert.Contains($"/demands/{chain.DemandId}/review", (await host.Page(People.Reviewer, "/work")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_procurement_keeps_its_buttons_with_the_reason()
    {
        await using var host = await TradingHost.Start("sqlite");
        var chain = new ChainToNotice(host);
        await chain.ToNotice();
        var procurement = await chain.Procurement();
        await host.Store.Execute(Commit.Empty.Update(procurement with { SuspendedBy = "中财购监〔2026〕7号" }).Record(new Exchange.Facts.DocumentConfirmed(chain.Id, 1, "x")));
        var html = (await host.Page(People.Agency, $"/procurements/{chain.Id}")).Html;
        Assert.Contains("项目暂停办理", html, StringComparison.Ordinal);
        Assert.Contains("aria-disabled", html, StringComparison.Ordinal);
        await chain.Refused(People.Agency, $"/procurements/{chain.Id}/corrections", CorrectionOf(procurement.BudgetFen), "CMP-07");
    }

    internal static System.Text.Json.Nodes.JsonObject Correction(long budgetFen) => new()
    {
        ["reason"] = "付款条款更正", ["affectsBids"] = true, ["requirements"] = new System.Text.Json.Nodes.JsonArray(), ["document"] = ChainToNotice.Terms(budgetFen, 6),
    };

    private static string CorrectionOf(long budgetFen) => Correction(budgetFen).ToJsonString();

    private static async Task<string> Sound(TradingHost host, Actor? actor, string path)
    {
        var (status, html) = await host.Page(actor, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status}");
        Assert.True(Heading().Count(html) == 1, $"{path}: {Heading().Count(html)} h1");
        Assert.False(Inline().IsMatch(html), $"{path}: {Inline().Match(html).Value}");
        return html;
    }

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();

    [GeneratedRegex("""<script(?![^>]*\bsrc=)[^>]*>|\sstyle="[^"]*"|\son[a-z]+="[^"]*" """)]
    private static partial Regex Inline();
}
