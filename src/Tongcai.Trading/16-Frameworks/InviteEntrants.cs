using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>
/// 二次竞价的密钥和邀请. No person's hand: the trustees' programs make the key of the call-off as soon as it is entered, and the invitation goes out in the commit that keeps it. While a trustee is
/// missing the procurement's page says who, and it is tried again; before the invitation the purchaser may end it.
/// </summary>
public sealed class InviteEntrants(IStore store, LegalTime legal, TrusteeClient trustees, OpeningBoard board, SystemTime system) : IDueWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, DateTimeOffset> nextTry = new(StringComparer.Ordinal);

    /// <summary>What is under way; others' due work does not wait for a trustee that hangs.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    public string Name => "call-off-invitation";

    /// <summary>What stands in the way of key and invitation; asked before any trustee is, because a ceremony for nothing would leave shares behind.</summary>
    internal static List<Refusal> Examine(CallOffCase c, TrusteePanel panel, DateTimeOffset now)
    {
        var (p, framework, today) = (c.Procurement, c.Framework, now.BeijingDate());
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(p, "邀请报价", Stage.Filed));
        refusals.Unless(Standstill.Check(framework.Procurement));
        refusals.AddRange(FrameworkRules.CheckCallOff(true, framework.InForce, framework.Terms.To ?? today, framework.Active(c.CallOff.LotNumber).Count, today));
        refusals.Unless(FrameworkRules.CheckQuoteTime(now, UntilOf(p, now), framework.Terms.To ?? today));
        refusals.Unless(panel.Trustees.Count > 0, SecrecyRules.NoEarlyOpening, "平台没有登记受托人，无从生成开启密钥。", "请平台运营人员按部署手册登记受托人。");
        return refusals;
    }

    /// <summary>Key, places and invitations in one commit; everybody who has an agreement in the lot now is invited.</summary>
    /// <param name="transcript">What the ceremony produced.</param>
    /// <param name="newId">Random ids of the places.</param>
    internal static Outcome<Commit> Decide(CallOffCase c, CeremonyTranscript transcript, TrusteePanel panel, Func<string> newId, DateTimeOffset now)
    {
        if (Examine(c, panel, now) is { Count: > 0 } refusals)
            return refusals;
        var (p, framework, lot) = (c.Procurement, c.Framework.Procurement, c.Lot);
        var key = OpenKey.Keep(p, transcript, panel, p.PurchaserId);
        if (key.Value is not { } kept)
            return key.Refusals.ToList();
        var until = UntilOf(p, now);
        var begun = new CallOffBegun(
            p.Id, framework.Id, framework.Code, framework.Title, p.Code, p.Title, p.PurchaserId, p.PurchaserName, p.Region, p.CatalogueCode, lot.Number, c.CallOff.Quantity, lot.Unit, p.BudgetFen, until,
            kept.Changes.Select(x => x.Row).OfType<ProjectKeyRow>().Single().KeyId);
        var commit = Commit.Empty.Update(p with { Stage = Stage.Noticed, NoticedOn = now.BeijingDate(), BidDeadline = until }).Require(framework).Record(begun, p.PurchaserId).And(kept);
        return c.Framework.Active(lot.Number).Aggregate(commit, (all, e) => all
            .Insert(new OfferPlace { Id = newId(), ProcurementId = p.Id, LotId = CallOffs.LotId(p), SupplierId = e.SupplierId, Quote = new(new QuoteTerms(c.CallOff.Quantity, e.Unit, e.UnitPriceFen, e.Product, e.DeliveryDays)) })
            .Record(new CallOffInvited(p.Id, c.Framework.FrameworkId, e.Id, e.SupplierId, p.Title, c.CallOff.Quantity, e.UnitPriceFen, until), p.PurchaserId, e.SupplierId));
    }

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) => Running.IsCompleted && (await Waiting(cancel)).Count > 0 ? DateTimeOffset.MinValue : null;

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        // What went wrong the last time is this work's trouble, and is told, once, where such troubles are.
        (var last, Running) = (Running, Task.CompletedTask);
        await last;
        var waiting = await Waiting(cancel);
        Running = Task.Run(() => Invite(waiting, cancel), cancel);
    }

    private async Task Invite(IReadOnlyList<string> waiting, CancellationToken cancel)
    {
        foreach (var id in waiting)
        {
            nextTry[id] = system.GetUtcNow() + Pause;
            board.Show(id, [], await Invite(id, cancel));
        }
    }

    /// <summary>One try; empty when the invitation is out, else why not.</summary>
    private async Task<string> Invite(string id, CancellationToken cancel)
    {
        if (await store.Read(db => CallOffCase.Of(db, id), cancel) is not { } c)
            return "";
        if (Examine(c, trustees.Panel, legal.GetUtcNow()) is [var refusal, ..])
            return $"{refusal.Reason}{refusal.Remedy}";
        var held = await OpenKeyCeremony.Hold(trustees, $"{id}.{RandomId.New()[..12]}", cancel);
        if (held.Value is not { } transcript)
            return string.Concat(held.Refusals.Select(r => r.Reason)) + "平台每分钟再试，受托人恢复后自动邀请；不再等的，可以终止本次采购，重新组织。";
        var outcome = Decide(c, transcript, trustees.Panel, RandomId.New, legal.GetUtcNow());
        if (outcome.Value is not { } commit)
            return string.Concat(outcome.Refusals.Select(r => r.Reason + r.Remedy));
        return await store.Execute(commit, null, CancellationToken.None) is Committed ? "" : "暂时不能写入，稍后自动重试。";
    }

    private static DateTimeOffset UntilOf(Procurement procurement, DateTimeOffset now) => FrameworkRules.QuotesUntil(procurement.BidDeadline ?? now, now);

    private async Task<List<string>> Waiting(CancellationToken cancel)
    {
        var entered = await store.Read(db => db.Where<Procurement>("stage = 'Filed' and framework_id <> '' and suspended_by is null and ending is null", new { }), cancel);
        var now = system.GetUtcNow();
        return [.. entered.Select(p => p.Id).Where(id => !nextTry.TryGetValue(id, out var until) || until <= now)];
    }
}
