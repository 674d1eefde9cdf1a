using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>签署评标报告：by every member; who dissents says why, who is silent for good is deemed to agree.</summary>
public static class SignReport
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("不同意见", Hint = "同意的不填；有异议的写明不同意见和理由，否则视为同意", Lines = true)] string? Dissent = null);

    public static readonly Act Act = new("sign-report", "签署评标报告", "/procurements/{id}/report/signature", Access.To(Owner.Expert, Role.Expert).Or(Owner.Expert, Role.Purchaser).Or(Owner.Expert, Role.Agency))
    {
        Rules = [EvaluationRules.SignedByAll, EvaluationRules.DissentWithReasons],
        Button = "签名",
        Irreversible = true,
    };

    /// <summary>The signature, and the finished report when it is the last.</summary>
    public sealed record Signed(ReportSignature Signature, Report? Finished, bool LastLot);

    public static Outcome<Signed> Decide(EvaluationCase @case, Actor actor, Request request, string id, DateTimeOffset now)
    {
        if (Standstill.Check(@case.Procurement, "签署评标报告", Stage.Evaluating) is { } standing)
            return standing;
        if (@case.Reports.FirstOrDefault(r => r.Id == request.LotId && !r.Failed) is not { } report)
            return EvaluationRules.SignedByAll.Refuse("这个采购包还没有评标报告。", "组长生成报告后再签名。", "/lotId");
        if (@case.Signatures.Any(s => s.LotId == request.LotId && s.AccountId == actor.AccountId))
            return EvaluationRules.SignedByAll.Refuse("您已经签过名。", "等其他成员签名。", "/lotId");
        var signature = new ReportSignature
        {
            Id = id, ProcurementId = @case.Procurement.Id, LotId = request.LotId, AccountId = actor.AccountId,
            Name = @case.Members.First(m => m.AccountId == actor.AccountId).Name, SignedAt = now, Dissent = request.Dissent ?? "",
        };
        var complete = Complete(@case, request.LotId, signature);
        var others = @case.Document.Lots.Where(l => l.LotId != request.LotId);
        return new Signed(signature, complete ? report : null, complete && others.All(l => @case.Reports.Any(r => r.Id == l.LotId && (r.Failed || Complete(@case, l.LotId, null)))));
    }

    private static bool Complete(EvaluationCase @case, string lotId, ReportSignature? one) =>
        @case.Members.All(m => one?.AccountId == m.AccountId || @case.Signatures.Any(s => s.LotId == lotId && s.AccountId == m.AccountId));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var outcome = Decide(@case, context.Actor, request, RandomId.New(), context.Now);
        if (outcome.Value is not { } signed)
            return outcome.Refusals.ToList();
        var procurement = signed.LastLot ? @case.Procurement with { Stage = Stage.Reported, ReportedOn = context.Now.BeijingDate() } : @case.Procurement;
        var commit = Commit.Empty.Insert(signed.Signature).Update(procurement).Record(new ReportSigned(procurement.Id, request.LotId, signed.Signature.Name, signed.Signature.Dissent));
        if (signed.Finished is { } report)
        {
            var scores = @case.Scores.Where(s => s.LotId == report.Id).Select(s => new FactorScore(s.BidId, s.FactorId, s.Points, s.Note)).ToList();
            commit = commit.Record(new EvaluationReported(
                procurement.Id, report.Id, report.Method, report.Ranking.Value, scores, [.. @case.Members.Select(m => m.Name)], report.Opinion), procurement.AgencyId ?? "");
        }

        return new Done(commit, signed.LastLot ? "全体签署完毕，报告已送采购人" : "已签名", $"/procurements/{procurement.Id}/evaluation");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        var waiting = @case.Reports.Where(r => !r.Failed && @case.Signatures.All(s => s.LotId != r.Id || s.AccountId != context.Actor.AccountId)).ToList();
        context.Offer("lots", waiting.Select(r => new Choice(r.Id, $"第{@case.Lot(r.Id)?.Number}包 {@case.Lot(r.Id)?.Title}")));
        foreach (var row in waiting.SelectMany(r => r.Ranking.Value))
            context.Show($"第 {row.Rank} 名", $"{row.SupplierName}　报价 {Yuan.Text(row.PriceFen)} 元　评标价 {Yuan.Text(row.EvaluatedFen)} 元{(row.TotalPoints > 0 ? $"　得分 {row.TotalPoints / 100m:0.00}" : "")}");
        return waiting.Count > 0 ? new Request(waiting[0].Id) : null;
    }
}
