using Tongcai.Exchange.Facts;
using Tongcai.Law.Lint;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Documents;

/// <summary>确认招标文件。The purchaser's consent to one edition, by another person than the handler; forbidden clauses cannot be confirmed.</summary>
public static class ConfirmDocument
{
    public sealed record Request(
        [property: Field("确认的稿次", Hint = "与页面所示一致；文件又有新稿的，须重新查看", Min = 1, Max = 10_000)] int Edition,
        [property: Field("对需说明条款的理由", Lines = true, Max = 2000, Hint = "审查提示中“需说明”的条款，由采购人签字说明理由；没有的不填")] string? Justification = null);

    public static readonly Act Act = new("confirm-document", "确认招标文件", "/procurements/{id}/document/confirmation", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [DutyRules.InternalControl, DocumentRules.DocumentsFollowReview, DocumentRules.EqualInformation],
        Button = "确认这一稿",
        Intro = "确认后代理机构可以发布公告。确认人不得是本项目经办人。",
        Irreversible = true,
    };

    /// <param name="findings">What the clause check says of the edition (<see cref="DocumentText.Check"/>).</param>
    public static Outcome<Commit> Decide(Procurement procurement, Tender? tender, IReadOnlyList<ClauseFinding> findings, Actor actor, Request request, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Drafted));
        refusals.Unless(actor.AccountId != procurement.HandlerId, DutyRules.InternalControl, "您是本项目的经办人，依内控要求不得兼任确认人。", "请本单位其他人员（审核岗或者负责人）确认。");
        refusals.Unless(tender?.Document.Value.Edition == request.Edition, DocumentRules.DocumentsFollowReview,
            tender is null ? "代理机构还没有提交招标文件。" : $"现在的是第 {tender.Document.Value.Edition} 稿，不是您确认的第 {request.Edition} 稿。", "打开最新一稿，看过之后再确认。", "/edition");
        foreach (var finding in findings.Where(f => f.Severity == ClauseSeverity.Forbidden))
            refusals.Add(finding.Rule.Refuse($"{finding.Why} 原文：“{finding.Place.Quote}”", finding.Suggestion));

        var open = findings.Where(f => f.Severity == ClauseSeverity.NeedsReason).ToList();
        var justification = request.Justification?.Trim() ?? "";
        if (open.Count > 0 && justification.Length < 10)
        {
            foreach (var finding in open)
                refusals.Add(finding.Rule.Refuse($"{finding.Why} 原文：“{finding.Place.Quote}”", $"{finding.Suggestion}{(finding.JustificationAllowed ? " 或者由采购人写明理由。" : "")}", "/justification"));
        }

        foreach (var finding in open.Where(f => !f.JustificationAllowed && justification.Length >= 10))
            refusals.Add(finding.Rule.Refuse($"{finding.Why} 原文：“{finding.Place.Quote}”", finding.Suggestion));
        if (refusals.Count > 0)
            return refusals;

        var confirmed = tender! with { ConfirmedBy = actor.AccountId, ConfirmedOn = today, Justification = justification };
        return Commit.Empty.Update(confirmed).Update(procurement with { Stage = Stage.Confirmed })
            .Record(new DocumentConfirmed(procurement.Id, request.Edition, DraftDocument.DigestOf(confirmed.Document.Value)), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return ActContext.Missing;
        var tender = await context.Read(connection => connection.Find<Tender>(c.Procurement.Id));
        var findings = tender is null ? [] : DocumentText.Check(c.Procurement, tender.Document.Value);
        return Decide(c.Procurement, tender, findings, context.Actor, request, context.Now.BeijingDate())
            .Done($"招标文件第 {request.Edition} 稿已确认。", $"/procurements/{c.Procurement.Id}");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        if (await context.Read(connection => connection.Find<Tender>(c.Procurement.Id)) is not { } tender)
            return null;
        var findings = DocumentText.Check(c.Procurement, tender.Document.Value);
        context.Show("审查提示", findings.Count == 0
            ? "没有发现禁止或者需说明的条款。"
            : $"禁止 {findings.Count(f => f.Severity == ClauseSeverity.Forbidden)} 处，需说明 {findings.Count(f => f.Severity == ClauseSeverity.NeedsReason)} 处，提示 {findings.Count(f => f.Severity == ClauseSeverity.Hint)} 处，逐条见招标文件页。");
        return new(tender.Document.Value.Edition);
    }
}
