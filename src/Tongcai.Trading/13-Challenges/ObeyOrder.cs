using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Platform;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Challenges;

/// <summary>
/// 执行监督指令：an order that the authority's pinned key has signed stops, resumes, redirects or ends the procurement at once, in the same commit as it is learned.
/// An order that does not verify is parked with its reason and shown to the operator; it changes nothing.
/// </summary>
public static class ObeyOrder
{
    /// <summary>What obeying changes.</summary>
    /// <param name="award">The award of a procurement with one lot; null when there is none.</param>
    /// <param name="report">Its report.</param>
    public static Commit Decide(Procurement procurement, OrderIssued order, Award? award, Report? report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(order);
        var received = Commit.Empty
            .Insert(new SupervisionOrder
            {
                Id = order.OrderId, ProcurementId = procurement.Id, Kind = order.Kind, Until = order.Until, Reason = order.Reason, RuleId = order.RuleId, ReceivedAt = now,
            })
            .Record(new OrderObeyed(procurement.Id, order.OrderId, order.Kind, now));
        if (procurement.Ending is not null)
            return received;
        var today = Law.BeijingTimes.BeijingDate(now);
        return order.Kind switch
        {
            "suspend" => received.Update(procurement with { SuspendedBy = order.OrderId, SuspendedUntil = order.Until }),
            "annul" => received
                .Update(procurement with { Stage = Stage.Ended, Ending = "annulled", EndingReason = order.Reason, SuspendedBy = null, SuspendedUntil = null, ContractHold = null })
                .Record(new ProcurementEnded(procurement.Id, "annulled", [], order.RuleId, order.Reason, today)),
            "next" when DecideAward.Next(award, report) is { } next => received
                .Update(next with { DecidedOn = today })
                .Update(procurement with { Stage = Stage.Decided, DecidedOn = today, SuspendedBy = null, SuspendedUntil = null, ContractHold = null })
                .Record(new AwardDecided(procurement.Id, next.Id, next.BidId, next.SupplierId, next.PriceFen, false), procurement.PurchaserId),
            _ => received.Update(procurement with { SuspendedBy = null, SuspendedUntil = null, ContractHold = null }),
        };
    }

    /// <summary>Whether the order carries the signature of the pinned authority.</summary>
    public static bool Verifies(OrderIssued order, Sm2PublicKey authority)
    {
        ArgumentNullException.ThrowIfNull(order);
        return AuthoritySignature.Verifies(order.SignedText(), order.Signature, authority);
    }

    /// <summary>Registers the reader of orders.</summary>
    /// <param name="authority">Public key of the authority, base64 of 04‖x‖y; empty: orders are parked until it is set.</param>
    public static void AddOrders(this IServiceCollection services, string authority) => services.AddFactReader<OrderIssued>(async (p, order, origin, cancel) =>
    {
        if (authority.Length == 0)
            throw new InvalidOperationException("没有设置监督部门的公钥（Authority:PublicKey），指令无法核验。");
        if (!Verifies(order, Sm2PublicKey.FromPoint(Convert.FromBase64String(authority))))
            throw new InvalidOperationException($"指令 {order.OrderId} 的签名与监督部门的公钥不符。");
        return await p.GetRequiredService<IStore>().Read(async db =>
        {
            // Orders for procurements of another trading platform pass by.
            if (await db.Find<Procurement>(order.ProcurementId) is not { } procurement)
                return Commit.Empty;
            var awards = await db.Where<Award>("procurement_id = @ProcurementId", order);
            var report = awards is [var only] ? await db.Find<Report>(only.Id) : null;
            var obeyed = Decide(procurement, order, awards.Count == 1 ? awards[0] : null, report, origin.Leaf.At);
            return order.Kind == "annul" ? obeyed.And(await ResultRelease.Of(db, procurement.Id)) : obeyed;
        }, cancel);
    });
}
