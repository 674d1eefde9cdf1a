using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Invitations;

/// <summary>提出备选供应商：from the library of a finance department at or above the province, or by the purchaser's written recommendation; twice as many as are drawn.</summary>
public static class ListCandidates
{
    public enum Way
    {
        [Label("从省级以上财政部门建立的供应商库中选取")] Library,
        [Label("采购人书面推荐")] Recommended,
    }

    /// <summary>一家备选供应商 as typed.</summary>
    public sealed record Entry(
        [property: Field("供应商", Choices = "suppliers")] string SupplierId,
        [property: Field("理由", Lines = true, Max = 500, Hint = "书面推荐的写推荐理由，随中标结果公告；从供应商库选取的写库名和入库编号")] string Grounds);

    public sealed record Request(
        [property: Field("产生方式", Section = "名单")] Way Way,
        [property: Field("拟邀请的供应商数量", Unit = "家", Min = 1, Max = 50, Hint = "三家以上；备选不少于两倍")] int Wanted,
        [property: Field("备选供应商", Min = 1, Max = 200, Hint = "都应当符合资格条件")] IReadOnlyList<Entry> Candidates);

    public static readonly Act Act = new("list-candidates", "提出备选供应商", "/procurements/{id}/candidates", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [InvitationRules.Ways, InvitationRules.TwiceAsMany, InvitationRules.Invited, InvitationRules.RecommendedDisclosed],
        Button = "提出名单",
        Intro = "不发布资格预审公告的，从供应商库选取或者由采购人书面推荐。名单在开标前不对外透露；书面推荐的，名单和理由随中标结果公告。",
        Irreversible = true,
    };

    /// <param name="names">Names of the registered suppliers among those listed, by id.</param>
    /// <param name="newId">Random ids.</param>
    public static Outcome<Commit> Decide(InvitationCase c, Actor actor, Request request, IReadOnlyDictionary<string, string> names, Func<string> newId, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title));
        if (refusals.Count > 0)
            return refusals;
        refusals.Unless(c.List is null, InvitationRules.Ways, "本项目已经确定供应商名单的产生方式。", "按已经确定的方式办理。");
        refusals.Unless(PublishNotice.CheckLead(c.Procurement, now.BeijingDate()));
        refusals.Unless(InvitationRules.CheckInvited(request.Wanted));
        refusals.Unless(InvitationRules.CheckCandidates(request.Candidates.Count, request.Wanted));
        foreach (var (i, entry) in request.Candidates.Index())
        {
            refusals.Unless(names.ContainsKey(entry.SupplierId), InputRules.Range, "没有登记这家供应商。", "供应商先在公共服务平台登记。", $"/candidates/{i}/supplierId");
            refusals.Unless(request.Candidates.Take(i).All(e => e.SupplierId != entry.SupplierId), InvitationRules.TwiceAsMany, "同一供应商填写了两次。", "每家一行。", $"/candidates/{i}/supplierId");
            refusals.Unless(InvitationRules.CheckGrounds(entry.Grounds, $"/candidates/{i}/grounds"));
        }

        if (refusals.Count > 0)
            return refusals;
        var candidates = request.Candidates.Select(e => new Candidate
        {
            Id = newId(), ProcurementId = c.Procurement.Id, SupplierId = e.SupplierId, SupplierName = names[e.SupplierId], Grounds = e.Grounds.Trim(), Verdict = "passed",
        }).ToList();
        var way = Wire.Name(request.Way.ToString());
        return candidates.Aggregate(Commit.Empty, (commit, k) => commit.Insert(k)).Insert(new InvitedList { Id = c.Procurement.Id, Way = way, Wanted = request.Wanted, Settled = true }).Require(c.Procurement)
            .Record(new CandidatesListed(c.Procurement.Id, way, request.Wanted, [.. candidates.Select(k => new ListedCandidate(k.Id, k.SupplierId, k.SupplierName, k.Grounds))]), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await InvitationCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        context.Offer("suppliers", (await context.Read(db => db.Where<Organisation>("roles like '%supplier%' order by name limit 500", new { }))).Select(s => new Choice(s.Id, s.Name)));
        return new(Way.Recommended, 3, [.. Enumerable.Repeat(new Entry("", ""), 6)]);
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await InvitationCase.Load(context) is not { } c)
            return ActContext.Missing;
        var names = (await context.Read(db => db.Among<Organisation>("id", request.Candidates.Select(e => e.SupplierId)))).Where(o => o.Roles.Value.Contains("supplier")).ToDictionary(o => o.Id, o => o.Name);
        return Decide(c, context.Actor, request, names, RandomId.New, context.Now).Done("备选供应商名单已提出。", $"/procurements/{c.Procurement.Id}/prequalification");
    }
}
