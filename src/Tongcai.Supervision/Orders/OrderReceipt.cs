using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Orders;

/// <summary>指令回执：the trading platform's fact marks the order as obeyed.</summary>
public sealed class OrderReceipt(IStore store) : IWatchRule
{
    public async Task<Commit> On(Watched row, WatchedFact kept, IFact fact, FactOrigin origin, CancellationToken cancel)
    {
        if (fact is not OrderObeyed obeyed)
            return Commit.Empty;
        // Orders of another authority are obeyed too; they are not ours to mark.
        return await store.Read(db => db.Find<Order>(obeyed.OrderId), cancel) is { ObeyedAt: null } order
            ? Commit.Empty.Update(order with { ObeyedAt = origin.Leaf.At })
            : Commit.Empty;
    }
}
