using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>发布开放式框架协议征集公告。From here to the end of the term whoever accepts the terms may join.</summary>
public static class CallFramework
{
    public sealed record Request(
        [property: Field("供应商资格条件", Min = 1, Max = 50, Section = "征集公告")] IReadOnlyList<string> Qualifications,
        [property: Field("申请文件的要求和履行", Lines = true, Max = 2000, Hint = "申请材料；履行合同的期限、地域范围和方式")] string Delivery,
        [property: Field("费用结算及支付", Lines = true, Max = 2000)] string Payment,
        [property: Field("验收", Lines = true, Max = 2000)] string Acceptance,
        [property: Field("质量保证和售后", Lines = true, Max = 2000)] string Warranty,
        [property: Field("违约责任和争议解决", Lines = true, Max = 2000)] string BreachTerms);

    public static readonly Act Act = new("call-framework", "发布框架协议征集公告", "/procurements/{id}/framework/call", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Head))
    {
        Rules = [FrameworkRules.JoinAnytime, FrameworkRules.NoticeIsAgreement, FrameworkRules.AgreementContents, TimeLimits.ServicesFrameworkTerm, TimeLimits.GoodsFrameworkTerm],
        Button = "发布公告",
        Intro = "协议自公告之日起生效，供应商在期满前随时可以申请加入；不另行签订书面框架协议，发布入围结果公告视为签订。",
        Irreversible = true,
    };

    /// <param name="requirements">Of the reviewed demand.</param>
    /// <param name="noticeId">Random id of the notice.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, IReadOnlyList<RequirementItem> requirements, Actor actor, Request request, string noticeId, DateOnly today)
    {
        if (c.Turn(Act.Title, open: true, Stage.Filed) is { } early)
            return early;
        List<Refusal> refusals = [];
        foreach (var (name, text, pointer) in new[] { ("履行", request.Delivery, "/delivery"), ("支付", request.Payment, "/payment"), ("验收", request.Acceptance, "/acceptance"), ("违约责任", request.BreachTerms, "/breachTerms") })
            refusals.Unless(text.Trim().Length >= 4, FrameworkRules.AgreementContents, $"没有写明{name}。", "框架协议应当包括的内容逐项写明。", pointer);
        if (refusals.Count > 0)
            return refusals;
        var p = c.Procurement;
        var terms = c.Terms with { From = today, To = FrameworkRules.TermEnd(today, c.Terms.TermMonths) };
        var document = new TenderDocument(
            1, [.. terms.Lots.Select(l => new LotTerms($"{p.Id}-{l.Number}", l.Number, l.Title, p.CatalogueCode, 1, l.Unit, l.Quantity * l.CeilingFen, l.CeilingFen, p.SetAside, ""))],
            [.. request.Qualifications.Select(q => q.Trim())], requirements, "none", [], 0, 0, false, 0, 0, 0, request.Delivery.Trim(), request.Payment.Trim(), request.Acceptance.Trim(), request.Warranty.Trim(),
            request.BreachTerms.Trim(), p.PurchaserContact, terms);
        var notice = new Notice { Id = noticeId, ProcurementId = p.Id, Kind = "FA-OPEN", Number = 1, Title = $"{p.Title}框架协议征集公告", PublishedOn = today, DocumentsFrom = today, DocumentsTo = terms.To };
        return Commit.Empty.Insert(notice).Insert(new Tender { Id = p.Id, Document = document, AuthorId = actor.AccountId, ConfirmedBy = actor.AccountId, ConfirmedOn = today })
            .Update(p with { Stage = Stage.Published, NoticedOn = today, Framework = terms })
            .Record(new FrameworkCalled(p.Id, noticeId, p.Code, p.PurchaserId, p.PurchaserName, p.PurchaserContact, p.Title, p.Region, p.CatalogueCode, document, today), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await FrameworkCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        foreach (var lot in c.Terms.Lots)
            context.Show($"采购包 {lot.Number}", $"{lot.Title}，付费标准 {Yuan.Text(lot.CeilingFen)} 元/{lot.Unit}");
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (c, demand) = await context.Read(async db =>
        {
            var found = await FrameworkCase.Of(db, context["id"]);
            return (found, found is null ? null : await db.Find<Demand>(found.Procurement.DemandId));
        });
        return c is null || demand is null
            ? ActContext.Missing
            : Decide(c, demand.Requirements.Value, context.Actor, request, RandomId.New(), context.Now.BeijingDate()).Done("征集公告已发布。", $"/procurements/{c.Procurement.Id}/framework");
    }
}
