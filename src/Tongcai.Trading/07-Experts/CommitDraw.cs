using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Experts;

/// <summary>专家抽取的承诺：the roster is fixed and both parties commit, not earlier than two working days before the review.</summary>
public static class CommitDraw
{
    public sealed record Request(
        [property: Field("专家人数", Min = 2, Max = 20, Hint = "与采购人代表合计达到规定人数的单数，专家不少于三分之二")] int Seats,
        [property: Field("随机数承诺（SM3）", Pattern = "[0-9a-f]{64}", Hint = "一段随机文字的 SM3 摘要，64 位十六进制；原文保存好，抽取时公布")] string Commitment);

    public static readonly Act Act = new("commit-draw", "专家抽取准备", "/procurements/{id}/draw", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [ExpertRules.RandomDraw, ExpertRules.CommitteeSize, ExpertRules.LargeCommittee, ExpertRules.OwnUnit, ExpertRules.AgencyStaff, TimeLimits.ExpertDraw],
        Button = "固定名册并承诺",
        Scripts = ["draw"],
        Intro = "名册摘要和双方承诺先上账本，再公布随机数，谁也不能挑选结果。",
    };

    /// <param name="library">Expert library as followed from the hub.</param>
    /// <param name="existing">A draw already begun.</param>
    /// <param name="platformSecret">The platform's own random value.</param>
    public static Outcome<Draw> Decide(Procurement procurement, IReadOnlyList<Expert> library, Draw? existing, Request request, string drawId, string platformSecret, DateTimeOffset now)
    {
        if (Standstill.Check(procurement, "抽取评审专家", Stage.Noticed, Stage.Closed, Stage.Opened) is { } standing)
            return standing;
        return Checks.OnTheCalendar<Draw>("", () =>
        {
            List<Refusal> refusals = [];
            refusals.Unless(existing is null, ExpertRules.RandomDraw, "本项目已经抽取过专家。", "缺席、回避的按名册顺序依次补抽，不重新抽取。");
            var earliest = TimeLimits.ExpertDraw.Earliest(procurement.BidDeadline!.Value.BeijingDate(), WorkCalendar.Official);
            refusals.Unless(
                now.BeijingDate() >= earliest, TimeLimits.ExpertDraw, $"评审在 {procurement.BidDeadline.Value.BeijingTime()} 开标后进行，最早 {earliest:yyyy-MM-dd} 抽取。", $"请于 {earliest:yyyy-MM-dd} 以后办理。");
            var roster = Eligible(procurement, library).ToList();
            refusals.Unless(
                roster.Count >= request.Seats, ExpertRules.RandomDraw, $"专家库中符合品目并且不须回避的专家有 {roster.Count} 人，少于 {request.Seats} 人。",
                "专家库不足的，经主管预算单位同意可以自行选定，或者从省级以上专家库补充。", "/seats");
            var size = procurement.GroupSize();
            refusals.Unless(
                request.Seats >= (size.Minimum * 2 + 2) / 3, size.Rule, $"评标委员会须 {size.Minimum} 人以上单数，其中专家至少 {(size.Minimum * 2 + 2) / 3} 人。", $"专家人数填 {(size.Minimum * 2 + 2) / 3} 以上。", "/seats");
            if (refusals.Count > 0)
                return refusals;
            var pseudonyms = roster.Select(e => Roster.Pseudonym(drawId, e.Id)).Order(StringComparer.Ordinal).ToList();
            return new Draw
            {
                Id = drawId,
                ProcurementId = procurement.Id,
                Roster = new([.. roster.Select(e => e.Id)]),
                RosterDigest = Roster.Digest(pseudonyms),
                Seats = request.Seats,
                PlatformSecret = platformSecret,
                PlatformCommitment = Roster.Commitment(platformSecret),
                PartyCommitment = request.Commitment,
            };
        });
    }

    /// <summary>Experts of the item's field who do not work for purchaser or agency (87号第四十七条). Ties to bidders show only after opening and are declared then.</summary>
    public static IEnumerable<Expert> Eligible(Procurement procurement, IEnumerable<Expert> library) => library.Where(e =>
        e.CataloguePrefixes.Value.Any(p => procurement.CatalogueCode.StartsWith(p, StringComparison.Ordinal))
        && e.Employer != procurement.PurchaserName && e.Employer != procurement.AgencyName);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (procurement, library, existing) = await context.Read(async db => (
            await db.Get<Procurement>(context["id"]),
            await db.All<Expert>(),
            await db.First<Draw>("procurement_id = @id", new { id = context["id"] })));
        var outcome = Decide(procurement, library, existing, request, RandomId.New(), Roster.NewSecret(), context.Now);
        return outcome.Value is { } draw
            ? new Done(
                Commit.Empty.Insert(draw).Record(
                    new DrawCommitted(procurement.Id, draw.Id, draw.RosterDigest, draw.Roster.Value.Count, draw.Seats, [draw.PartyCommitment, draw.PlatformCommitment]), context.Actor.OrganisationId),
                "名册已固定，双方承诺已上账本；现在公布随机数完成抽取", $"/procurements/{procurement.Id}/draw/reveal", new { drawId = draw.Id })
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var procurement = await context.Read(db => db.Get<Procurement>(context["id"]));
        context.Show(procurement);
        var minimum = procurement.GroupSize().Minimum;
        context.Show(procurement.Words().Group, $"{minimum} 人以上单数");
        return new Request((minimum * 2 + 2) / 3, "");
    }
}
