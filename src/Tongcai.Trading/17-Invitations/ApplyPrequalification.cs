using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Invitations;

/// <summary>提交资格预审申请。Until the deadline as often as the supplier likes, the last counts; nobody sees it before, and no other supplier ever.</summary>
public static class ApplyPrequalification
{
    /// <summary>对一项审查标准的说明 as typed.</summary>
    public sealed record Answer(
        [property: Field("审查因素", Choices = "criteria", Given = true)] string CriterionId,
        [property: Field("说明", Lines = true, Min = 1, Max = 2000, Hint = "按标准逐项说明，写明证明材料的名称、编号和查询地址")] string Text);

    public sealed record Request(
        [property: Field("逐项说明", Section = "申请", Min = 1, Max = 50)] IReadOnlyList<Answer> Answers,
        [property: Field("承诺符合政府采购法第二十二条规定的条件")] bool Committed,
        [property: Field("联系人和电话", Max = 100)] string Contact);

    public static readonly Act Act = new("apply-prequalification", "提交资格预审申请", "/procurements/{id}/prequalification/application", Access.To(Owner.None, Role.Supplier))
    {
        Rules = [TimeLimits.PrequalificationPreparation, InvitationRules.Prequalification, SecrecyRules.BidderNames],
        Button = "提交申请",
        Intro = "截止前可以再次提交，以最后一次为准；截止前采购人、代理机构也看不到谁提交了申请。",
    };

    /// <param name="own">The supplier's earlier application; null for the first.</param>
    /// <param name="id">Random id, used for the first.</param>
    public static Outcome<Commit> Decide(InvitationCase c, Candidate? own, Actor actor, Request request, string id, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title));
        refusals.Unless(c.List is { Way: "notice" }, InvitationRules.Ways, "本项目没有发布资格预审公告。", "留意公共服务平台的公告。");
        if (refusals.Count > 0)
            return refusals;
        var list = c.List!;
        refusals.Unless(InvitationRules.CheckInTime(now, list.ApplyBy!.Value));
        refusals.Unless(actor.OrganisationId != c.Procurement.PurchaserId && actor.OrganisationId != c.Procurement.AgencyId, InvitationRules.Prequalification, "采购人、代理机构自己不能作为供应商申请。", "以供应商身份登录。");
        refusals.Unless(request.Committed, InvitationRules.StatedStandards, "没有承诺符合政府采购法第二十二条规定的条件。", "符合条件的，勾选承诺。", "/committed");
        refusals.Unless(InvitationRules.CheckStandards(list.Criteria.Value.Select(k => k.Title), list.Criteria.Value.Where(k => request.Answers.Any(a => a.CriterionId == k.Id)).Select(k => k.Title), "/answers"));
        foreach (var (i, answer) in request.Answers.Index())
        {
            refusals.Unless(list.Criteria.Value.Any(k => k.Id == answer.CriterionId), InputRules.Range, "资格预审文件中没有这项审查因素。", "从列出的因素中选择。", $"/answers/{i}/criterionId");
            refusals.Unless(request.Answers.Take(i).All(a => a.CriterionId != answer.CriterionId), InputRules.Range, "同一因素说明了两次。", "每项一行。", $"/answers/{i}/criterionId");
        }

        if (refusals.Count > 0)
            return refusals;
        var answers = request.Answers.Select(a => new CriterionAnswer(a.CriterionId, a.Text.Trim())).ToList();
        var application = (own ?? new Candidate { Id = id, ProcurementId = c.Procurement.Id, SupplierId = actor.OrganisationId }) with
        {
            SupplierName = actor.OrganisationName, Number = (own?.Number ?? 0) + 1, Answers = new(answers), Contact = request.Contact.Trim(),
        };
        // The list is only required: its version would tell how many have applied.
        return Commit.Empty.Put(application).Require(list).Require(c.Procurement)
            .Record(new ApplicationSubmitted(c.Procurement.Id, application.Id, application.SupplierId, application.Number, answers, application.Contact), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await InvitationCase.Load(context) is not { List.Way: "notice" } c)
            return ActContext.Missing;
        return Decide(c, c.Candidates.FirstOrDefault(k => k.SupplierId == context.Actor.OrganisationId), context.Actor, request, RandomId.New(), context.Now)
            .Done("申请已提交。", $"/procurements/{c.Procurement.Id}/prequalification");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await InvitationCase.Load(context) is not { List: { Way: "notice" } list } c)
            return null;
        context.Show("项目", $"{c.Procurement.Title}（{c.Procurement.Code}）");
        context.Show("申请截止", list.ApplyBy!.Value.BeijingTime());
        context.Offer("criteria", list.Criteria.Value.Select(k => new Choice(k.Id, $"{k.Title}：{k.Standard}")));
        var own = c.Candidates.FirstOrDefault(k => k.SupplierId == context.Actor.OrganisationId);
        return new([.. list.Criteria.Value.Select(k => new Answer(k.Id, own?.Answers.Value.FirstOrDefault(a => a.CriterionId == k.Id)?.Text ?? ""))], own is not null, own?.Contact ?? "");
    }
}
