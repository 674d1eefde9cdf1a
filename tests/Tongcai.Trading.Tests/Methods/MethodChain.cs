using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Trading.Tests.Methods;

/// <summary>Plays a procurement by any method from the budget to the payment, over HTTP, with a real trustee; tests stop where they want to look.</summary>
internal sealed class MethodChain(SealedHost host, string method)
{
    public static readonly Actor Head = Buyer("acc-head", "赵校长", Post.Head);
    private static readonly Actor Accepter = Buyer("acc-accepter", "验收人", Post.Handler);
    private static readonly Actor Cashier = Buyer("acc-cashier", "出纳", Post.Finance);

    /// <summary>采购人代表.</summary>
    public static readonly Actor Representative = Buyer("acc-representative", "代表", Post.Handler);

    private readonly Firm college = new(People.College.Id, People.College.Name);

    public ChainToNotice Chain { get; } = new(host.Trading);

    public string Id => Chain.Id;

    public string Lot => Id + "-1";

    public Firm[] Firms { get; private set; } = [];

    /// <summary>Experts of the group, in the order of the draw.</summary>
    public List<Actor> Experts { get; } = [];

    /// <summary>Everybody in the group.</summary>
    public IEnumerable<Actor> Group => Experts.Append(Representative);

    /// <summary>Day of the notice.</summary>
    public DateOnly From { get; init; } = new(2026, 4, 7);

    /// <summary>Reason of an urgency; null: the intention is public for thirty days.</summary>
    public string? Urgent { get; init; }

    public ProcurementMethod Row => ProcurementMethods.ByCode(method)!;

    public DateTimeOffset Deadline { get; private set; }

    private static Actor Buyer(string account, string name, string post) => new(account, name, People.College.Id, People.College.Name, new HashSet<Role> { Role.Purchaser }, new HashSet<string> { post });

    private bool ByPrice => !Row.Evaluation.Contains("综合评分法");

    /// <summary>The plan as filed, with what makes the method lawful.</summary>
    public object Plan(long budgetFen = 36_000_000, bool? uniform = null, string? evaluation = null) => new
    {
        Method = method,
        Uniform = uniform ?? method == "XJ", CannotSpecify = method is "JZXTP" or "JZXCS", PriceUnknown = false, Urgent = false, FewSuppliers = method == "YQZB", OnlySupplier = false, PublicService = false, InCatalogue = true,
        BudgetFen = budgetFen, SetAside = "whole", Evaluation = evaluation ?? (ByPrice ? "lowest" : "comprehensive"), Region = "410100", PurchaserContact = "陈立新 0000-0000001 中州市学院路1号",
    };

    public async Task ToPlan()
    {
        await Chain.ToReview();
        await Chain.Done(People.Reviewer, $"/demands/{Chain.DemandId}/review", new { Kind = "general", NonDiscrimination = true, Competition = true, Policy = true, Risk = true, Passed = true, Opinion = "同意" });
        if (Row.Emergency)
            await Chain.Done(People.Handler, $"/demands/{Chain.DemandId}/emergency", Declared(Row.OneSupplier));
        await Chain.FilePlan(Plan());
    }

    public static object Declared(bool direct) => new
    {
        Kind = "disaster", Reason = "暴雨内涝造成设备损毁，库存和公物仓调剂不能满足教学需要", Decision = "校长办公会纪要〔2026〕8号", DecidedOn = "2026-10-12", Deciders = new[] { "赵校长", "王静", "陈立新" }, Direct = direct,
        DirectReason = direct ? "考试设备三日内必须到位，来不及组织竞争" : null,
    };

    /// <summary>Leads to the confirmed document and the key otherwise than by a plan; null: by a plan.</summary>
    public Func<MethodChain, Task>? Confirming { get; init; }

    public async Task ToConfirmed()
    {
        if (Confirming is { } own)
        {
            await own(this);
            return;
        }

        await ToPlan();
        await Chain.Done(People.Handler, $"/procurements/{Id}/intention", new { Summary = "办公用打印机 6 台", ExpectedOn = $"{From:yyyy-MM-dd}", UrgentReason = Urgent });
        await Chain.Done(People.Handler, $"/procurements/{Id}/entrustment", new { AgencyId = People.Minghe.Id, Scope = new[] { "编制采购文件" }, FeePayer = "winner", FeeStandard = "定额", FeeFen = 500_000 });
        await Chain.Done(People.Agency, $"/procurements/{Id}/entrustment/answer", new { Accept = true, Contact = "刘颖 0000-0000002 中州市商务路2号" });
        var terms = ChainToNotice.Terms(36_000_000, 6);
        if (ByPrice)
            terms["factors"] = new JsonArray();
        await Chain.Done(People.Agency, $"/procurements/{Id}/document/draft", terms.ToJsonString());
        await Chain.Done(People.Reviewer, $"/procurements/{Id}/document/confirmation", new { Edition = 1 });
        if (!Row.OneSupplier)
            await Chain.Done(People.Agency, $"/procurements/{Id}/key", new { });
    }

    /// <summary>The notice on 7 April with the shortest lawful periods.</summary>
    public object Notice()
    {
        var (from, calendar) = (From, WorkCalendar.Official);
        var day = Row.ResponsePeriod is { } period ? calendar.Roll(period.Earliest(from, calendar)) : calendar.AddWorkdays(from, 1);
        Deadline = day.Beijing(new TimeOnly(9, 30));
        return ChainToNotice.Notice($"{from:yyyy-MM-dd}", $"{(Row.DocumentSupply ?? Row.ResponsePeriod)?.Earliest(from, calendar) ?? from:yyyy-MM-dd}", $"{day:yyyy-MM-dd}T09:30:00+08:00");
    }

    public async Task ToNotice(int firms)
    {
        await ToConfirmed();
        host.Trading.Legal.Now = From.Beijing(new TimeOnly(9, 0));
        await Chain.Done(People.Agency, $"/procurements/{Id}/notice", Notice());
        await Register(firms);
    }

    /// <summary>资格预审公告 on 7 April with the shortest lawful periods; firms are registered and have not applied.</summary>
    public async Task ToPrequalification(int firms, int wanted = 3)
    {
        await ToConfirmed();
        host.Trading.Legal.Now = new DateTimeOffset(2026, 4, 7, 1, 0, 0, TimeSpan.Zero);
        var last = TimeLimits.PrequalificationPreparation.Earliest(new(2026, 4, 7), WorkCalendar.Official);
        ApplyBy = last.Beijing(new TimeOnly(17, 0));
        await Chain.Done(People.Agency, $"/procurements/{Id}/prequalification/notice", new
        {
            DocumentsFrom = "2026-04-07", DocumentsTo = $"{last:yyyy-MM-dd}", ApplyBy = $"{last:yyyy-MM-dd}T17:00:00+08:00", ReviewOn = $"{last:yyyy-MM-dd}", Wanted = wanted,
            Criteria = new[] { new { Title = "具有独立承担民事责任的能力", Standard = "看营业执照等证明文件，在有效期内的为符合" }, new { Title = "售后服务能力", Standard = "看服务方案，写明上门时限的为符合" } }, Application = "一、申请函；二、逐项说明",
        });
        await Register(firms);
    }

    public async Task Register(int firms)
    {
        Firms = [.. Enumerable.Range(1, firms).Select(i => new Firm($"org-firm-{i}", $"中州供货{i}公司") { Brand = $"品牌{i}" })];
        foreach (var firm in Firms)
            await firm.Register(host.Trading.Store);
    }

    public DateTimeOffset ApplyBy { get; private set; }

    public static object Application(string service = "接到通知两小时内上门") => new
    {
        Answers = new[] { new { CriterionId = "S1", Text = "营业执照，登记机关中州市市场监督管理局" }, new { CriterionId = "S2", Text = service } }, Committed = true, Contact = "联系人 0000-0000009",
    };

    public Task Apply(Firm firm) => Chain.Done(firm.Actor, $"/procurements/{Id}/prequalification/application", Application());

    /// <summary>The review after the deadline; the firms named fail in the second criterion.</summary>
    public async Task Prequalify(params string[] failing)
    {
        host.Trading.Legal.Now = ApplyBy;
        var candidates = await Candidates();
        await Chain.Done(People.Agency, $"/procurements/{Id}/prequalification/review", new
        {
            Findings = candidates.SelectMany(k => new[]
            {
                new { ApplicationId = k.Id, CriterionId = "S1", Met = true, Reason = (string?)null },
                new { ApplicationId = k.Id, CriterionId = "S2", Met = !failing.Contains(k.SupplierId), Reason = failing.Contains(k.SupplierId) ? "没有写明上门时限" : null },
            }),
        });
    }

    public Task<List<Tongcai.Trading.Notices.Candidate>> Candidates() => host.Trading.Store.Read(c => c.Where<Tongcai.Trading.Notices.Candidate>("procurement_id = @Id order by id", new { Id }));

    public async Task DrawInvitees()
    {
        await Chain.Done(People.Agency, $"/procurements/{Id}/invitees", new { Commitment = Roster.Commitment("供应商抽取随机数") });
        await Chain.Done(People.Agency, $"/procurements/{Id}/invitees/draw", new { Secret = "供应商抽取随机数", Witnesses = new[] { "陈立新", "王静" } });
    }

    /// <summary>The letters, on the next working day, with the shortest lawful periods; returns the invited firms.</summary>
    public async Task<Firm[]> Invite()
    {
        var (calendar, today) = (WorkCalendar.Official, WorkCalendar.Official.AddWorkdays(host.Trading.Legal.Now.BeijingDate(), 1));
        host.Trading.Legal.Now = today.Beijing(new TimeOnly(9, 0));
        var day = calendar.Roll(Row.ResponsePeriod!.Earliest(today, calendar));
        Deadline = day.Beijing(new TimeOnly(9, 30));
        await Chain.Done(People.Agency, $"/procurements/{Id}/invitees/letters", ChainToNotice.Notice($"{today:yyyy-MM-dd}", $"{Row.DocumentSupply!.Earliest(today, calendar):yyyy-MM-dd}", $"{day:yyyy-MM-dd}T09:30:00+08:00"));
        var invited = (await Candidates()).Where(k => k.Invited).Select(k => k.SupplierId).ToHashSet();
        return [.. Firms.Where(f => invited.Contains(f.Id))];
    }

    /// <summary>The agency finds every opened bid qualified.</summary>
    public async Task Qualify()
    {
        var bids = await Opened();
        await Chain.Done(People.Agency, $"/procurements/{Id}/qualification", new { LotId = Lot, Findings = bids.Select(b => new { BidId = b.Id, Passed = true }) });
    }

    /// <summary>Draws the smallest lawful group.</summary>
    public async Task WithGroup()
    {
        var experts = ((Row.CommitteeMinimum!.Value * 2) + 2) / 3;
        var library = Enumerable.Range(1, experts + 2).Select(i => new Expert { Id = $"exp-{i}", AccountId = $"acc-exp-{i}", Name = $"专家{i}", Employer = "中州大学", CataloguePrefixes = new(["A02"]), Region = "410100" }).ToList();
        Assert.IsType<Committed>(await host.Trading.Store.Execute(library.Aggregate(Commit.Empty, (c, e) => c.Insert(e))));
        host.Trading.Legal.Now = Deadline.AddHours(-3);
        await Chain.Done(People.Agency, $"/procurements/{Id}/draw", new { Seats = experts, Commitment = Roster.Commitment("随机数原文") });
        await Chain.Done(People.Agency, $"/procurements/{Id}/draw/reveal", new { Secret = "随机数原文" });
        foreach (var seat in await host.Trading.Store.Read(c => c.Where<Seat>("procurement_id = @Id order by draw_order", new { Id })))
        {
            var expert = new Actor(seat.AccountId, seat.Name, "", "", new HashSet<Role> { Role.Expert }, new HashSet<string>());
            await Chain.Done(expert, $"/seats/{seat.Id}/answer", new { Reply = "accept" });
            Experts.Add(expert);
        }

        await Chain.Refused(Head, $"/procurements/{Id}/representative", new { Representative.AccountId }, "EXP-01");
        await host.Trading.Store.Execute(Commit.Empty.Insert(Representative.Known()));
        await Chain.Done(Head, $"/procurements/{Id}/representative", new { Representative.AccountId });
    }

    /// <summary>To the first responses opened and recorded.</summary>
    public async Task ToOpened(params long[] pricesFen)
    {
        await ToNotice(pricesFen.Length);
        foreach (var (firm, price) in Firms.Zip(pricesFen))
            await firm.Seal(host.Trading, Id, price);
        await WithGroup();
        await Open();
        await Chain.Done(People.Agency, $"/procurements/{Id}/opening/record", new { });
    }

    public async Task<JsonNode> Open()
    {
        host.Trading.Legal.Now = Deadline;
        await host.Due();
        await host.Tick();
        var (status, body) = await host.Trading.Do(People.Agency, $"/procurements/{Id}/opening/start", new { });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body;
    }

    /// <summary>Opened rows of a round, cheapest first.</summary>
    public Task<List<OpenedBidRow>> Opened(string? lot = null) => host.Trading.Store.Read(c => c.Where<OpenedBidRow>("procurement_id = @Id and lot_id = @lot order by price_fen", new { Id, lot = lot ?? Lot }));

    /// <summary>Every member finds all bids compliant, but those of the ids named.</summary>
    public async Task Comply(params string[] not)
    {
        foreach (var member in Group)
        {
            var findings = (await Standing()).Select(b => new { BidId = b.Id, Passed = !not.Contains(b.SupplierId), Reason = not.Contains(b.SupplierId) ? "打印速度不满足 ★ 要求" : null });
            await Chain.Done(member, $"/procurements/{Id}/compliance", new { LotId = Lot, Findings = findings });
        }
    }

    /// <summary>Bids that the committee reviews now.</summary>
    public async Task<IReadOnlyList<OpenedBidRow>> Standing() => (await host.Trading.Store.Read(c => Tongcai.Trading.Evaluation.EvaluationCase.Load(c, Id))).ToReview(Lot);

    public async Task Score(Func<OpenedBidRow, int> points)
    {
        var bids = (await host.Trading.Store.Read(c => Tongcai.Trading.Evaluation.EvaluationCase.Load(c, Id))).Standing(Lot);
        foreach (var member in Group)
            await Chain.Done(member, $"/procurements/{Id}/scores", new { LotId = Lot, Cells = bids.Select(b => new { BidId = b.Id, FactorId = "F2", Points = points(b) }), Final = true });
    }

    public async Task Report()
    {
        await Chain.Done(Experts[0], $"/procurements/{Id}/report", new { LotId = Lot, LowPrices = Array.Empty<object>(), Opinion = "各供应商均实质性响应。" });
        foreach (var member in Group)
            await Chain.Done(member, $"/procurements/{Id}/report/signature", new { LotId = Lot });
    }

    /// <summary>From the signed report to the payment by the treasury; returns the winner's name and the price.</summary>
    public async Task<(string Name, long PriceFen)> ToPaid()
    {
        var first = (await host.Trading.Store.Read(c => c.Find<Tongcai.Trading.Evaluation.Report>(Lot)))!.Ranking.Value.Single(r => r.Rank == 1);
        await Chain.Done(Head, $"/procurements/{Id}/award", new { LotId = Lot, first.BidId });
        await Chain.Done(People.Agency, $"/procurements/{Id}/result", new { AgencyFeeFen = 500_000 });
        await WithCertificate();
        await PayContract(Id, Firms.Single(f => f.Id == first.SupplierId), first.PriceFen);
        Assert.Equal(Stage.Paid, (await Chain.Procurement()).Stage);
        return (first.SupplierName, first.PriceFen);
    }

    /// <summary>Registers the certificate with which the purchaser signs.</summary>
    public async Task WithCertificate() => Assert.IsType<Committed>(await host.Trading.Store.Execute(Commit.Empty.Insert(new Tongcai.Trading.Registry.Certificate
    {
        Id = "cert-college", OrganisationId = People.College.Id, SerialNumber = college.Certificates.Signing.SerialNumber, SigningPem = college.Certificates.Signing.ToPem(), EncryptionPem = college.Certificates.Encryption.ToPem(),
        NotAfter = college.Certificates.Signing.NotAfter,
    })));

    /// <summary>The purchaser's signature over a text.</summary>
    public string Sign(string text) => Convert.ToBase64String(college.Signing.Sign(Encoding.UTF8.GetBytes(text)));

    /// <summary>From the award of a procurement's first lot to the payment by the treasury.</summary>
    public async Task PayContract(string id, Firm winner, long priceFen)
    {
        var contract = (await Chain.Done(People.Handler, $"/procurements/{id}/contract", new { LotId = $"{id}-1" }))["result"]!["contractId"]!.GetValue<string>();
        var text = Encoding.UTF8.GetBytes((await host.Trading.Store.Read(c => c.Find<Tongcai.Trading.Contracts.Contract>(contract)))!.Text);
        await Chain.Done(Head, $"/contracts/{contract}/sign", new { Signature = Convert.ToBase64String(college.Signing.Sign(text)) });
        await Chain.Done(winner.Actor, $"/contracts/{contract}/sign", new { Signature = Convert.ToBase64String(winner.Signing.Sign(text)) });
        await Chain.Done(People.Handler, $"/contracts/{contract}/publish", new { Withheld = Array.Empty<string>() });
        await Chain.Done(People.Handler, $"/contracts/{contract}/file", new { });
        await Chain.Done(Accepter, $"/contracts/{contract}/acceptance", new { Items = new[] { new { RequirementId = "R1", Met = true }, new { RequirementId = "R2", Met = true } }, AcceptedFen = priceFen, Opinion = "全部合格" });
        await Chain.Done(winner.Actor, $"/contracts/{contract}/invoices", new { Number = "24412000000012345678", AmountFen = priceFen });
        var invoice = (await host.Trading.Store.Read(c => c.Where<Tongcai.Trading.Payments.Invoice>("contract_id = @contract", new { contract }))).Single();
        await Chain.Done(Cashier, $"/contracts/{contract}/payments", new { InvoiceId = invoice.Id });
        await host.Due();
    }
}
