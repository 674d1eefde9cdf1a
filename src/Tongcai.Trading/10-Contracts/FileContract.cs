using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Contracts;

/// <summary>合同备案。</summary>
public static class FileContract
{
    public sealed record Request();

    public static readonly Act Act = new("file-contract", "合同备案", "/contracts/{contract}/file", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [TimeLimits.ContractFiling],
        Button = "备案",
        Intro = "合同副本报同级财政部门备案。",
    };

    public static Outcome<Contract> Decide(Contract contract, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        refusals.Unless(contract.SignedOn is not null, TimeLimits.ContractFiling, "合同还没有签订。", "双方签名后再备案。");
        refusals.Unless(contract.FiledOn is null, TimeLimits.ContractFiling, $"合同已于 {contract.FiledOn:yyyy-MM-dd} 备案。", "不需要重复备案。");
        return refusals.Count > 0 ? refusals : contract with { FiledOn = now.BeijingDate() };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var contract = await context.Read(db => db.Get<Contract>(context["contract"]));
        var outcome = Decide(contract, context.Now);
        return outcome.Value is { } filed
            ? new Done(Commit.Empty.Update(filed).Record(new ContractFiled(filed.ProcurementId, filed.Id, filed.FiledOn!.Value), context.Actor.OrganisationId), "合同已备案", $"/contracts/{contract.Id}")
            : outcome.Refusals.ToList();
    }
}
