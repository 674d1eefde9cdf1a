using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Contracts;

/// <summary>公告合同。Being late is recorded, never a reason to refuse what the law still demands.</summary>
public static class PublishContract
{
    /// <param name="Withheld">Words that are a state or trade secret and are replaced by 〔涉密略〕 in the published text.</param>
    public sealed record Request([property: Field("不公开的内容", Hint = "只限国家秘密和商业秘密；逐条填写合同中的原文，公告中以“〔略〕”代替。没有的不填", Max = 50)] IReadOnlyList<string> Withheld);

    public static readonly Act Act = new("publish-contract", "公告合同", "/contracts/{contract}/publish", Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency))
    {
        Rules = [TimeLimits.ContractPublication, PaymentRules.ByContract],
        Button = "立即公告",
        Irreversible = true,
    };

    public static Outcome<Contract> Decide(Procurement procurement, Contract contract, IReadOnlyList<string> withheld, DateTimeOffset now)
    {
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        refusals.Unless(contract.SignedOn is not null, TimeLimits.ContractPublication, "合同还没有签订。", "双方签名后再公告。");
        refusals.Unless(contract.PublishedOn is null, TimeLimits.ContractPublication, $"合同已于 {contract.PublishedOn:yyyy-MM-dd} 公告。", "公告内容有变化的，办理合同变更公告。");
        for (var i = 0; i < withheld.Count; i++)
        {
            refusals.Unless(
                withheld[i].Length > 1 && contract.Text.Contains(withheld[i], StringComparison.Ordinal), TimeLimits.ContractPublication,
                $"合同中没有“{withheld[i]}”。", "照合同原文填写要略去的文字。", $"/withheld/{i}");
        }

        return refusals.Count > 0 ? refusals : contract with { PublishedOn = now.BeijingDate() };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (contract, procurement, tender) = await context.Read(async db =>
        {
            var (c, p) = await db.ContractOf(context["contract"]);
            return (c, p, await db.Get<Tender>(c.ProcurementId));
        });
        var outcome = Decide(procurement, contract, request.Withheld, context.Now);
        if (outcome.Value is not { } published)
            return outcome.Refusals.ToList();
        var text = request.Withheld.Aggregate(contract.Text, (t, words) => t.Replace(words, "〔略〕", StringComparison.Ordinal));
        var reserved = tender.Document.Value.Lots.FirstOrDefault(l => l.LotId == contract.LotId)?.SetAside is not (null or "none");
        return new Done(
            Commit.Empty.Update(published).Record(
                new ContractPublished(
                    contract.ProcurementId, contract.LotId, contract.Id, contract.Number, contract.PurchaserId, contract.SupplierId, contract.SupplierName,
                    contract.PriceFen, contract.SignedOn!.Value, published.PublishedOn!.Value, reserved, text),
                context.Actor.OrganisationId),
            "合同已公告", $"/contracts/{contract.Id}");
    }
}
