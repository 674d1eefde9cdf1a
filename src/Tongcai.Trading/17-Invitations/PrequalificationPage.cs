using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Invitations;

/// <summary>名单中的一家，as purchaser and agency see it after the deadline.</summary>
/// <param name="Reasons">What it does not meet; empty: nothing.</param>
public sealed record CandidateLine(string Supplier, string Contact, string Grounds, string Verdict, string Reasons, int Place, bool Drawn, bool Invited);

/// <summary>本单位的申请和结果。</summary>
/// <param name="ApplicationId">Stands for the applicant in the draw, which it can repeat after the result.</param>
/// <param name="Verdict">passed, failed or empty: not reviewed.</param>
public sealed record OwnApplication(string ApplicationId, int Number, IReadOnlyList<CriterionAnswer> Answers, string Verdict, IReadOnlyList<CriterionFinding> Findings, bool Invited);

/// <summary>
/// 资格预审与邀请页. To suppliers what the notice said and their own application; purchaser and agency see who applied after the deadline and not before. What one supplier sees never depends on another.
/// </summary>
/// <param name="Way">notice, library, recommended or empty: not chosen.</param>
public sealed record PrequalificationPage(
    string Id, string Title, string Code, string Purchaser, string Stage, string Way, int Wanted, DateOnly? DocumentsFrom, DateOnly? DocumentsTo, DateTimeOffset? ApplyBy, DateOnly? ReviewOn, bool Open,
    IReadOnlyList<string> Qualifications, IReadOnlyList<RequirementItem> Requirements, IReadOnlyList<PrequalificationCriterion> Criteria, string Application, OwnApplication? Own, bool Inside, string RosterDigest,
    string Seed, IReadOnlyList<string> Witnesses, IReadOnlyList<CandidateLine> Candidates, IReadOnlyList<NavItem> Acts)
{
    public static readonly Access Readers = Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.None, Role.Supplier);

    public string WayText => Way switch { "notice" => "发布资格预审公告征集", "library" => "从供应商库中选取", "recommended" => "采购人书面推荐", _ => "尚未确定" };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery("/procurements/{id}/prequalification", Readers, Read, "/17-Invitations/PrequalificationPage.cshtml", "资格预审与邀请");

    private static async Task<PrequalificationPage?> Read(QueryContext context)
    {
        if (await InvitationCase.Load(context) is not { } c || !c.Procurement.MethodRow().InvitesDrawn)
            return null;
        var (p, list, actor) = (c.Procurement, c.List, context.Actor);
        var inside = (p.PurchaserId == actor.OrganisationId && actor.Is(Role.Purchaser)) || (p.AgencyId == actor.OrganisationId && actor.Is(Role.Agency));
        var own = c.Candidates.FirstOrDefault(k => k.SupplierId == actor.OrganisationId && (k.Number > 0 || k.Invited));
        // Outside, only what was announced to everybody or sent to oneself.
        if (!inside && (p.NoticedOn is null || (list is not { Way: "notice" } && own is null)))
            return null;
        var (home, open) = ($"/procurements/{p.Id}", list is { Way: "notice" } && context.Now < list.ApplyBy && p.Stage == Planning.Stage.Confirmed && Standstill.Check(p) is null);
        List<NavItem> acts = [];
        if (!inside && open)
            acts.Add(new(own is null ? ApplyPrequalification.Act.Title : "重新提交资格预审申请", home + "/prequalification/application"));
        if (!inside && own is { Invited: true })
            acts.Add(new("投标邀请书：获取招标文件、投标", home + "/bid"));
        var shown = inside && list is not null && (list.Way != "notice" || context.Now >= list.ApplyBy);
        return new(
            p.Id, p.Title, p.Code, p.PurchaserName, StageNames.Of(p.Stage, p.Words()), list?.Way ?? "", list?.Wanted ?? 0, list?.DocumentsFrom, list?.DocumentsTo, list?.ApplyBy, list?.ReviewOn, open,
            c.Document.Qualifications, c.Document.Requirements, list?.Criteria.Value ?? [], list?.Application ?? "",
            inside || own is null ? null : new(own.Id, own.Number, own.Answers.Value, own.Verdict, own.Findings.Value, own.Invited), inside, inside ? list?.RosterDigest ?? "" : "", inside ? list?.Seed ?? "" : "",
            inside ? list?.Witnesses.Value ?? [] : [],
            shown ? [.. c.Candidates.OrderBy(k => k.Place == 0 ? int.MaxValue : k.Place).ThenBy(k => k.SupplierName, StringComparer.Ordinal).Select(k => Line(k, list!))] : [], acts);
    }

    private static CandidateLine Line(Candidate k, InvitedList list) => new(
        k.SupplierName, k.Contact, k.Grounds, k.Verdict, string.Join("；", k.Findings.Value.Where(f => !f.Met).Select(f => $"{list.Criteria.Value.Find(s => s.Id == f.CriterionId)?.Title}：{f.Reason}")), k.Place, k.Drawn, k.Invited);
}
