using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>签订框架协议：each side signs the same text; the second signature concludes it. In the same commit the copy goes to the authority and the entry to every purchaser in the scope: both read the public fact.</summary>
public static class SignAgreement
{
    /// <param name="Signature">SM2 signature over the UTF-8 text, raw r‖s, base64.</param>
    public sealed record Request([property: Field("电子签名值", Hint = "用本单位签名证书对框架协议文本签名；也可以用 tongcai sign 在本机签名后粘贴到这里", Lines = true, Max = 200)] string Signature);

    public static readonly Act Act = new("sign-agreement", "签订框架协议", "/procurements/{id}/agreements/{entrant}/sign", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Head).Or(Owner.None, Role.Supplier))
    {
        Rules = [TimeLimits.FrameworkSigning, TimeLimits.FrameworkFiling, TimeLimits.FrameworkInformation, FrameworkRules.AgreementUnchanged, IdentityRules.ReliableSignature, ContractRules.HeldByChallenge, CreditRules.ListedRefused],
        Button = "签名",
        Intro = "签名后不能撤回。双方签名齐全即告签订，副本随即报财政部门备案，入围信息告知适用的采购人并公开。",
        Irreversible = true,
        Scripts = ["sign"],
    };

    /// <param name="valid">Whether the signature verifies under a certificate of the signer's organisation that is valid now.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, Entrant entrant, Actor actor, string signature, bool valid, DateOnly today)
    {
        if (c.Turn(Act.Title, open: false, Stage.Published) is { } early)
            return early;
        List<Refusal> refusals = [];
        var collector = actor.OrganisationId == c.Procurement.PurchaserId;
        var already = collector ? entrant.CollectorSignature : entrant.SupplierSignature;
        refusals.Unless(entrant.State == EntrantState.Selected, FrameworkRules.AgreementUnchanged, $"这份协议现处于“{entrant.State.Label()}”。", "只有待签的协议可以签名。");
        refusals.Unless(already is null, FrameworkRules.AgreementUnchanged, "本单位已经签过名。", "等对方签名；对方签名后协议即告成立。");
        refusals.Unless(c.Procurement.ContractHold is null, ContractRules.HeldByChallenge, "有质疑可能影响入围结果，尚未答复。", "答复质疑后再签订。");
        refusals.Unless(c.Listed(entrant, today));
        refusals.Unless(today <= c.Terms.To, FrameworkRules.OnlyEntrants, $"框架协议 {c.Terms.To:yyyy-MM-dd} 期满。", "期满后不再签订。");
        refusals.Unless(valid, IdentityRules.ReliableSignature, "签名与协议文本或本单位的证书不符。", "确认用的是本单位在有效期内的签名证书，并对本页所示文本重新签名。", "/signature");
        if (refusals.Count > 0)
            return refusals;
        var signed = collector ? entrant with { CollectorSignature = signature.Trim() } : entrant with { SupplierSignature = signature.Trim() };
        if (signed.CollectorSignature is null || signed.SupplierSignature is null)
            return Commit.Empty.Update(signed).Require(c.Procurement).Record(new AgreementSignatureGiven(c.FrameworkId, entrant.Id, actor.OrganisationId, signature.Trim()), actor.OrganisationId, entrant.SupplierId);
        return Commit.Empty.Update(signed with { State = EntrantState.Active, SignedOn = today }).Require(c.Procurement).Record(
            new FrameworkAgreed(c.FrameworkId, entrant.ToFact(), entrant.Text, signed.CollectorSignature, signed.SupplierSignature, today, c.Terms.From!.Value, c.Terms.To!.Value), actor.OrganisationId, entrant.SupplierId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    /// <summary>The agreement of a route, for its two sides; null for everybody else.</summary>
    internal static async Task<(FrameworkCase Case, Entrant Entrant)?> Load(RequestContext context) =>
        await FrameworkCase.Load(context) is { } c && c.Entrants.FirstOrDefault(e => e.Id == context["entrant"] && e.ProcurementId == c.Procurement.Id && e.Text.Length > 0) is { } entrant
        && (entrant.SupplierId == context.Actor.OrganisationId || c.Procurement.PurchaserId == context.Actor.OrganisationId || c.Procurement.AgencyId == context.Actor.OrganisationId) ? (c, entrant) : null;

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Load(context) is not (var c, var entrant))
            return ActContext.Missing;
        var pems = await context.Read(async db => (await db.QueryAsync<string>("select signing_pem from certificate where organisation_id = @OrganisationId", new { context.Actor.OrganisationId })).ToList());
        var valid = ContractSignature.Verifies(pems, entrant.Text, request.Signature, context.Http.RequestServices.GetRequiredService<SystemTime>().GetUtcNow());
        var today = context.Now.BeijingDate();
        var late = entrant.SignBy is { } by && today > by ? $"；晚于法定期限 {by:yyyy-MM-dd}，已记录" : "";
        return Decide(c, entrant, context.Actor, request.Signature, valid, today).Done("已签名" + late, $"/procurements/{c.Procurement.Id}/agreements/{entrant.Id}");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Load(context) is not (var c, var entrant))
            return null;
        context.Show(c.Procurement);
        context.Show("入围供应商", entrant.SupplierName);
        context.Show("协议价格", $"{Yuan.Text(entrant.UnitPriceFen)} 元/{entrant.Unit}");
        context.Show("签订期限", $"{entrant.SignBy:yyyy-MM-dd} 前");
        context.Trail("框架协议文本", $"/procurements/{c.Procurement.Id}/agreements/{entrant.Id}");
        return null;
    }
}
