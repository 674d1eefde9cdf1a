using System.Net;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Ledgers;
using Tongcai.Supervision.Credit;

namespace Tongcai.Supervision.Tests.Credit;

public sealed class ListingTests
{
    private const string Code = "91419900MA9D00654G";
    private static readonly DateOnly Today = new(2026, 7, 9);

    private static Listing Told => new()
    {
        Id = "e1", Version = 1, Name = "中州近景商贸有限公司", CreditCode = Code, Ground = "collusion", Conduct = "与他人恶意串通", Penalty = "一年内禁止参加", ToldOn = new(2026, 7, 1), ToldBy = People.Handler.AccountId,
    };

    private static Listing Listed => Told with { State = ListingState.Listed, Number = "财购罚〔2026〕1号", DecidedOn = Today, FromDay = Today, ToDay = new(2027, 7, 8), Penalty = "一年内禁止参加" };

    private static DecideListing.Request Request => new(DecideListing.Finding.List, "罚款 12,000.00 元，一年内禁止参加政府采购活动", Today, 12, "陈述意见不予采纳", "六十日内申请行政复议");

    private static IReadOnlyList<string> Rules(Outcome<Listing> outcome) => [.. outcome.Refusals.Select(r => r.Rule.Id)];

    [Fact]
    public void 告知后第五个工作日不能决定_次日可以_收到意见即可以_调查人员不能决定()
    {
        Assert.Equal(["CRD-08"], Rules(DecideListing.Decide(Told, People.Head, Request with { From = new(2026, 7, 8) }, "号", new(2026, 7, 8))));
        var decided = DecideListing.Decide(Told, People.Head, Request, "财购罚〔2026〕1号", Today).Value!;
        Assert.Equal((ListingState.Listed, new DateOnly(2027, 7, 8)), (decided.State, decided.ToDay));
        Assert.NotNull(DecideListing.Decide(Told with { AnsweredOn = new(2026, 7, 2) }, People.Head, Request with { From = new(2026, 7, 2) }, "号", new(2026, 7, 2)).Value);
        Assert.Equal(["DUT-01"], Rules(DecideListing.Decide(Told, People.Handler, Request, "号", Today)));
        Assert.Equal(["CRD-09"], Rules(DecideListing.Decide(Told with { AnsweredOn = Today, HearingAsked = true }, People.Head, Request, "号", Today)));
        Assert.Equal(["BID-14"], Rules(DecideListing.Decide(Told, People.Head, Request with { Months = 37 }, "号", Today)));
        Assert.Equal(ListingState.Dropped, DecideListing.Decide(Told, People.Head, new(DecideListing.Finding.Drop, null, null, null, "证据不足", null), "号", Today).Value!.State);
        Assert.Equal(["CRD-06"], Rules(DecideListing.Decide(Listed, People.Head, Request, "号", Today)));
    }

    [Fact]
    public void 听证期限末日可以要求_次日不行_由非调查人员主持_提前七个工作日通知()
    {
        AnswerListing.Request ask = new(AnswerListing.Answer.AskHearing, "要求听证");
        Assert.True(AnswerListing.Decide(Told, ask, new(2026, 7, 8)).Value!.HearingAsked);
        Assert.Equal(["T111"], Rules(AnswerListing.Decide(Told, ask, new(2026, 7, 9))));
        var asked = Told with { AnsweredOn = new(2026, 7, 6), HearingAsked = true };
        AnswerListing.Minutes minutes = new(new(2026, 7, 7), new(2026, 7, 16), "当事人的意见与复核情况");
        Assert.Equal(new DateOnly(2026, 7, 16), AnswerListing.DecideHearing(asked, People.Second, minutes, new(2026, 7, 17)).Value!.HeardOn);
        Assert.Equal(["T112"], Rules(AnswerListing.DecideHearing(asked, People.Second, minutes with { NoticedOn = new(2026, 7, 8) }, new(2026, 7, 17))));
        Assert.Equal(["CRD-09"], Rules(AnswerListing.DecideHearing(asked, People.Handler, minutes, new(2026, 7, 17))));
    }

    [Fact]
    public void 更正改期限_撤销即日移出_空的更正不行_修复满一年即日移出()
    {
        ChangeListing.Request change = new(ChangeListing.Change.Correct, "复议决定变更", null, null, null, null);
        Assert.Equal(["CRD-10"], Rules(ChangeListing.Decide(Listed, change, Today)));
        Assert.Equal(new DateOnly(2028, 7, 8), ChangeListing.Decide(Listed, change with { Months = 24 }, Today).Value!.ToDay);
        Assert.Equal(["BID-14"], Rules(ChangeListing.Decide(Listed, change with { Months = 11 }, Today)));
        var revoked = ChangeListing.Decide(Listed, change with { Change = ChangeListing.Change.Revoke }, new(2026, 8, 1)).Value!;
        Assert.Equal((true, false), (revoked.Entry("x")!.Holds(new(2026, 7, 31)), revoked.Entry("x")!.Holds(new(2026, 8, 1))));

        var longer = Listed with { ToDay = new(2029, 7, 8) };
        RepairListing.Request repair = new(true, "罚款已经缴清，违法行为已经纠正");
        Assert.Equal(["CRD-12"], Rules(RepairListing.DecideAsk(longer, repair, new(2027, 7, 8))));
        Assert.Equal(["CRD-12"], Rules(RepairListing.DecideAsk(longer, repair with { Redressed = false }, new(2027, 7, 9))));
        var asked = RepairListing.DecideAsk(longer, repair, new(2027, 7, 9)).Value!;
        var repaired = RepairListing.Decide(asked, new(RepairListing.Finding.Grant, "已经纠正"), new(2027, 7, 12)).Value!;
        Assert.Equal((ListingState.Repaired, new DateOnly(2027, 7, 12)), (repaired.State, repaired.RemovedOn));
        Assert.Equal("", RepairListing.Decide(asked, new(RepairListing.Finding.Refuse, "没有纠正"), new(2027, 7, 12)).Value!.RepairText);
        Assert.Equal(["CRD-12"], Rules(RepairListing.Decide(longer, new(RepairListing.Finding.Grant, "没有申请"), new(2027, 7, 12))));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 告知_当事人放弃_负责人签发_公开的事实可以核验_更正留有此前的内容(string engine)
    {
        await using var host = await WatchHost.Start(engine);
        await host.Teach(new OrganisationRegistered("s2", "河南启航教育装备有限公司", Code, ["supplier"], "410100", "small", "中州市文渊路18号", ""), Given.At(1, 1));
        var told = new { creditCode = Code, name = "别的名字", subject = "supplier", ground = "collusion", conduct = "投标文件由同一单位编制，报价呈规律性差异。", penalty = "罚款 12,000.00 元，一年内禁止参加政府采购活动" };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Handler, "/listings/new", told with { creditCode = "91419900MA9D006540" })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Handler, "/listings/new", told with { ground = "agency" })).Status);
        var (status, body) = await host.Do(People.Handler, "/listings/new", told);
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        var id = body["result"]!["listingId"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Handler, "/listings/new", told)).Status);

        var decision = new { finding = "list", penalty = "罚款 12,000.00 元，一年内禁止参加政府采购活动", from = "2026-07-09", months = 12, opinion = "事实清楚，证据确实", remedies = "六十日内申请行政复议" };
        Assert.Equal(HttpStatusCode.NotFound, (await host.Do(People.Handler, $"/listings/{id}/decide", decision)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Head, $"/listings/{id}/decide", decision)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Do(People.OtherSupplier, $"/listings/{id}/answer", new { answer = "waive", text = "放弃" })).Status);
        Assert.Contains("河南启航教育装备有限公司", (await host.Page(People.Loser, "/my/listings")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Loser, $"/listings/{id}/answer")).Status);
        Assert.Equal(HttpStatusCode.Created, (await host.Do(People.Loser, $"/listings/{id}/answer", new { answer = "waive", text = "放弃陈述、申辩和听证" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Head, $"/listings/{id}/decide")).Status);
        (status, body) = await host.Do(People.Head, $"/listings/{id}/decide", decision);
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        Assert.Equal("财购罚〔2026〕1号", body["result"]!["number"]!.GetValue<string>());

        (status, body) = await host.Do(People.Head, $"/listings/{id}/change", new { change = "correct", reason = "复议决定〔2026〕3号变更期限", months = 24 });
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        Assert.Equal("财购罚〔2026〕2号", body["result"]!["number"]!.GetValue<string>());
        var facts = await host.Store.Read(db => db.FactsOf(id));
        using var client = host.Client();
        var key = Sm2PublicKey.FromPoint(Convert.FromBase64String((await client.GetStringAsync("/authority.pub")).Trim()));
        T Read<T>(string kind) where T : class => (T)FactBody.Read(FactKinds.Published.Find(kind)!, facts.Single(f => f.Kind == kind).Body).Fact!;
        var (listed, changed) = (Read<DishonestyListed>("dishonesty.listed"), Read<DishonestyChanged>("dishonesty.changed"));
        Assert.True(AuthoritySignature.Verifies(listed.SignedText(), listed.Signature, key));
        Assert.True(AuthoritySignature.Verifies(changed.SignedText(), changed.Signature, key));
        Assert.False(AuthoritySignature.Verifies((listed with { To = new(2029, 7, 8) }).SignedText(), listed.Signature, key));
        Assert.Equal((new DateOnly(2027, 7, 8), new DateOnly(2028, 7, 8)), (listed.To, changed.To));
        var page = WebUtility.HtmlDecode((await host.Page(People.Handler, $"/listings/{id}")).Html);
        Assert.Contains("此前：2026-07-09 至 2027-07-08", page, StringComparison.Ordinal);
        Assert.Contains("2027-07-09 起可以申请", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Loser, $"/listings/{id}/repair", new { redressed = true, text = "罚款已经缴清，违法行为已经纠正。" })).Status);
        Assert.DoesNotContain(facts, f => f.Kind == "dishonesty.advanced" && f.Party != "s2");
    }
}
