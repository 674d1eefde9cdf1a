using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Invitations;

/// <summary>邀请招标项目：what the acts that find the invited decide on, read in one snapshot.</summary>
/// <param name="List">Null before the way is chosen.</param>
/// <param name="Candidates">Applicants or listed suppliers, in the order of their random ids.</param>
public sealed record InvitationCase(Procurement Procurement, Tender? Tender, ProjectKeyRow? Key, InvitedList? List, IReadOnlyList<Candidate> Candidates)
{
    public TenderDocument Document => Tender?.Document.Value ?? TenderReads.Undrafted;

    /// <summary>Those who qualify.</summary>
    public IEnumerable<Candidate> Qualified => Candidates.Where(c => c.Verdict == "passed");

    public static Task<InvitationCase?> Load(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Read(async db => await db.Find<Procurement>(context["id"]) is not { } p ? null : new InvitationCase(
            p, await db.Find<Tender>(p.Id), await db.Find<ProjectKeyRow>(p.Id), await db.Find<InvitedList>(p.Id), await db.Where<Candidate>("procurement_id = @Id order by id", new { p.Id })));
    }

    /// <summary>Refuses what is no invited tender, and a step out of turn.</summary>
    public Refusal? Turn(string act) =>
        Procurement.MethodRow().InvitesDrawn
            ? Standstill.Check(Procurement, act, Stage.Confirmed)
            : InvitationRules.Ways.Refuse($"本项目备案的采购方式是{Procurement.MethodRow().Name}，不从名单中抽取邀请供应商。", "按备案的采购方式办理。");

    /// <summary>The turn of an act of the entrusted agency.</summary>
    public Refusal? Turn(string act, Actor actor) =>
        Turn(act) ?? (Procurement.EntrustedOn is not null && Procurement.AgencyId == actor.OrganisationId ? null
            : PlanningRules.Entrustment.Refuse("没有生效的委托代理协议，不能办理本项目。", "请采购人先委托并由您单位接受。"));
}
