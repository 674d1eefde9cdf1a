using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Performance;

/// <summary>履约验收：every requirement with its result, by somebody other than who bought.</summary>
public static class RecordAcceptance
{
    public sealed record Item(
        [property: Field("要求", Choices = "requirements", Given = true)] string RequirementId,
        [property: Field("达到要求")] bool Met,
        [property: Field("情况说明", Hint = "未达到的必填", Max = 500)] string? Note = null);

    public sealed record Request(
        [property: Field("逐项验收结果", Hint = "每一项技术、服务、安全标准都要有结论", Min = 1, Max = 500)] IReadOnlyList<Item> Items,
        [property: Field("验收金额", Unit = "元", Min = 0)] long AcceptedFen,
        [property: Field("验收意见", Lines = true)] string Opinion);

    public static readonly Act Act = new("record-acceptance", "履约验收", "/contracts/{contract}/acceptance", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [PaymentRules.AcceptanceFirst, PaymentRules.EveryItemAccepted, DutyRules.Incompatible],
        Button = "出具验收书",
        Irreversible = true,
    };

    /// <param name="requirements">Requirements of the tender document the contract rests on.</param>
    /// <param name="acceptedBeforeFen">Sum of earlier acceptances of the contract.</param>
    public static Outcome<Acceptance> Decide(
        Procurement procurement, Contract contract, IReadOnlyList<RequirementItem> requirements, long acceptedBeforeFen, Actor actor, Request request, string id, DateTimeOffset now)
    {
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        refusals.Unless(contract.SignedOn is not null, PaymentRules.AcceptanceFirst, "合同还没有签订，没有可以验收的履约。", "双方签名后再验收。");
        refusals.Unless(
            actor.AccountId != procurement.HandlerId, DutyRules.Incompatible, $"您是本项目的采购经办人，不能兼任验收人。", "请本单位另一名工作人员登录办理验收。");
        foreach (var missing in requirements.Where(r => request.Items.All(i => i.RequirementId != r.Id)))
            refusals.Add(PaymentRules.EveryItemAccepted.Refuse($"要求 {missing.Id}“{missing.Text}”没有验收结论。", "为每一项要求填写结论。", "/items"));
        for (var i = 0; i < request.Items.Count; i++)
        {
            var item = request.Items[i];
            refusals.Unless(
                requirements.Any(r => r.Id == item.RequirementId), PaymentRules.EveryItemAccepted, $"招标文件中没有编号为“{item.RequirementId}”的要求。", "从列出的要求中选择。", $"/items/{i}/requirementId");
            refusals.Unless(
                request.Items.Take(i).All(before => before.RequirementId != item.RequirementId), PaymentRules.EveryItemAccepted, $"要求 {item.RequirementId} 填写了两次。", "每项要求只填一行。", $"/items/{i}/requirementId");
            refusals.Unless(item.Met || !string.IsNullOrWhiteSpace(item.Note), PaymentRules.EveryItemAccepted, $"要求 {item.RequirementId} 未达到，没有写明情况。", "写明未达到的情况和处理。", $"/items/{i}/note");
        }

        refusals.Unless(
            request.AcceptedFen + acceptedBeforeFen <= contract.PriceFen, PaymentRules.ByContract,
            $"验收金额累计 {Yuan.Text(request.AcceptedFen + acceptedBeforeFen)} 元，超过合同金额 {Yuan.Text(contract.PriceFen)} 元。",
            $"本次验收金额不超过 {Yuan.Text(contract.PriceFen - acceptedBeforeFen)} 元。", "/acceptedFen");
        return refusals.Count > 0
            ? refusals
            : new Acceptance
            {
                Id = id,
                ProcurementId = procurement.Id,
                ContractId = contract.Id,
                AcceptedOn = now.BeijingDate(),
                Passed = request.Items.All(i => i.Met || requirements.First(r => r.Id == i.RequirementId) is { Mandatory: false }),
                AcceptedFen = request.AcceptedFen,
                Items = new([.. request.Items.Select(i => new ItemResult(i.RequirementId, i.Met, i.Note ?? ""))]),
                Opinion = request.Opinion,
            };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (procurement, contract, requirements, before) = await Load(context);
        var outcome = Decide(procurement, contract, requirements, before, context.Actor, request, RandomId.New(), context.Now);
        if (outcome.Value is not { } acceptance)
            return outcome.Refusals.ToList();
        var commit = Commit.Empty.Insert(acceptance).Record(
            new AcceptanceRecorded(procurement.Id, contract.Id, acceptance.AcceptedOn, acceptance.Passed, acceptance.AcceptedFen, acceptance.Items.Value, acceptance.Opinion),
            context.Actor.OrganisationId);
        if (acceptance.Passed && procurement.Stage == Stage.Contracted && acceptance.AcceptedFen + before == contract.PriceFen)
            commit = commit.Update(procurement with { Stage = Stage.Accepted });
        return new Done(commit, acceptance.Passed ? "验收合格，验收书已出具" : "验收不合格，已记录", $"/contracts/{contract.Id}");
    }

    private static Task<(Procurement Procurement, Contract Contract, IReadOnlyList<RequirementItem> Requirements, long AcceptedFen)> Load(ActContext context) => context.Read(async db =>
    {
        var (contract, procurement) = await db.ContractOf(context["contract"]);
        var tender = await db.Get<Tender>(contract.ProcurementId);
        var accepted = await db.ExecuteScalarAsync<long?>("SELECT SUM(accepted_fen) FROM acceptance WHERE contract_id = @Id", contract);
        return (procurement, contract, tender.Document.Value.Requirements, accepted ?? 0);
    });

    private static async Task<Request?> Prefill(ActContext context)
    {
        var (procurement, contract, requirements, before) = await Load(context);
        context.Offer("requirements", requirements.Select(r => new Choice(r.Id, $"{r.Id} {(r.Mandatory ? "★" : "")}{r.Text}")));
        context.Show("项目", procurement.Title);
        context.Show("合同", $"{contract.Number}　{Yuan.Text(contract.PriceFen)} 元");
        context.Trail("合同", $"/contracts/{contract.Id}");
        return new Request([.. requirements.Select(r => new Item(r.Id, true))], contract.PriceFen - before, "");
    }
}
