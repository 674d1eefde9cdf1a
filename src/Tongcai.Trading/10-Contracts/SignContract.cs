using System.Text;
using Dapper;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Contracts;

/// <summary>签订合同：each side signs the same text with its SM2 certificate; the second signature concludes it.</summary>
public static class SignContract
{
    /// <param name="Signature">SM2 signature over the UTF-8 text, raw r‖s, base64.</param>
    public sealed record Request([property: Field("电子签名值", Hint = "用本单位签名证书对合同文本签名；也可以用 tongcai sign 在本机签名后粘贴到这里", Lines = true, Max = 200)] string Signature);

    public static readonly Act Act = new("sign-contract", "签订合同", "/contracts/{contract}/sign", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Head).Or(Owner.Bidder, Role.Supplier))
    {
        Rules = [ContractRules.WrittenForm, IdentityRules.ReliableSignature, ContractRules.HeldByChallenge, TimeLimits.ContractSigning],
        Button = "签名",
        Intro = "签名后不能撤回。双方签名齐全之日为合同签订之日，2 个工作日内公告。",
        Irreversible = true,
        Scripts = ["sign"],
    };

    /// <summary>What signing makes of the contract.</summary>
    public sealed record Signed(Contract Contract, bool Concluded, bool Late);

    /// <param name="valid">Whether the signature verifies under a certificate of the signer's organisation that is valid now.</param>
    public static Outcome<Signed> Decide(Procurement procurement, Contract contract, Actor actor, string signature, bool valid, DateTimeOffset now)
    {
        if (Standstill.Check(procurement, "签订合同", Stage.Published, Stage.Contracted) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        var purchaser = actor.OrganisationId == contract.PurchaserId;
        var already = purchaser ? contract.PurchaserSignature : contract.SupplierSignature;
        refusals.Unless(already is null, ContractRules.NoUnilateralChange, "本单位已经签过名。", "等对方签名；对方签名后合同即告成立。");
        refusals.Unless(procurement.ContractHold is null, ContractRules.HeldByChallenge, "有质疑可能影响中标结果，尚未答复。", "答复质疑后再签订合同。");
        refusals.Unless(valid, IdentityRules.ReliableSignature, "签名与合同文本或本单位的证书不符。", "确认用的是本单位在有效期内的签名证书，并对本页所示文本重新签名。", "/signature");
        if (refusals.Count > 0)
            return refusals;
        var signed = purchaser ? contract with { PurchaserSignature = signature } : contract with { SupplierSignature = signature };
        var concluded = signed.PurchaserSignature is not null && signed.SupplierSignature is not null;
        var today = now.BeijingDate();
        return new Signed(concluded ? signed with { SignedOn = today } : signed, concluded, today > contract.SignBy);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (contract, procurement, certificates, open) = await context.Read(async db =>
        {
            var (c, p) = await db.ContractOf(context["contract"]);
            var pems = (await db.QueryAsync<string>("SELECT signing_pem FROM certificate WHERE organisation_id = @OrganisationId", context.Actor)).ToList();
            var awarded = await db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM award a WHERE a.procurement_id = @ProcurementId AND NOT EXISTS (SELECT 1 FROM contract x WHERE x.lot_id = a.id AND x.signed_on IS NOT NULL)", c);
            return (c, p, pems, awarded);
        });
        var valid = ContractSignature.Verifies(certificates, contract.Text, request.Signature, context.Http.RequestServices.GetRequiredService<SystemTime>().GetUtcNow());
        var outcome = Decide(procurement, contract, context.Actor, request.Signature, valid, context.Now);
        if (outcome.Value is not { } signed)
            return outcome.Refusals.ToList();

        var commit = Commit.Empty.Update(signed.Contract).Record(
            new ContractSignatureGiven(contract.ProcurementId, contract.Id, context.Actor.OrganisationId, request.Signature), context.Actor.OrganisationId, contract.SupplierId);
        if (!signed.Concluded)
            return new Done(commit, "已签名，等待对方签名", $"/contracts/{contract.Id}");
        commit = commit.Record(
            new ContractSigned(
                contract.ProcurementId, contract.LotId, contract.Id, signed.Contract.PurchaserSignature!, signed.Contract.SupplierSignature!,
                Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(contract.Text))), signed.Contract.SignedOn!.Value),
            context.Actor.OrganisationId,
            contract.SupplierId);
        // The last lot to be signed carries the procurement on; until then it waits for the others.
        if (open == 1)
            commit = commit.Update(procurement with { Stage = Stage.Contracted });
        return new Done(commit, signed.Late ? $"合同已签订；晚于法定期限 {contract.SignBy:yyyy-MM-dd}，已记录" : "合同已签订", $"/contracts/{contract.Id}");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var contract = await context.Read(db => db.Get<Contract>(context["contract"]));
        context.Show("合同编号", contract.Number);
        context.Show("合同金额", $"{Yuan.Text(contract.PriceFen)} 元（{Fen.Capitals(contract.PriceFen)}）");
        context.Show("签订期限", $"{contract.SignBy:yyyy-MM-dd} 前");
        context.Show("文本摘要（SM3）", Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(contract.Text))));
        context.Trail("合同", $"/contracts/{contract.Id}");
        return null;
    }
}
