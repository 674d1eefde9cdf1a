using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Credit;

/// <summary>严重违法失信行为记录, as it stands after all its changes. Id = entry at the authority.</summary>
[Table("dishonesty_entry", Technical = true)]
public sealed record DishonestyEntry : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";
    public string CreditCode { get; init; } = "";
    public string Address { get; init; } = "";

    /// <summary>supplier or agency.</summary>
    public string Subject { get; init; } = "";
    public string Authority { get; init; } = "";
    public string Number { get; init; } = "";
    public string Conduct { get; init; } = "";
    public string Ground { get; init; } = "";
    public string Article { get; init; } = "";
    public string Penalty { get; init; } = "";
    public string Remedies { get; init; } = "";
    public DateOnly DecidedOn { get; init; }
    public DateOnly FromDay { get; init; }
    public DateOnly ToDay { get; init; }
    public DateOnly? RemovedOn { get; init; }

    /// <summary>corrected, revoked or repaired, of the last change; empty: there was none.</summary>
    public string Changed { get; init; } = "";
    public string Ledger { get; init; } = "";
    public long LeafIndex { get; init; }
    public string FactId { get; init; } = "";

    /// <summary>SM3 of the fact's body, hex.</summary>
    public string BodySm3 { get; init; } = "";

    public ListedEntry Entry => new(Number, Authority, Article, FromDay, ToDay, RemovedOn);

    /// <summary>在名单期内, 尚未起算, 期限届满 and what a change made of it, on a day.</summary>
    public string StateOn(DateOnly day) => this switch
    {
        { RemovedOn: { } removed, Changed: "revoked" } when removed <= day => "已撤销",
        { RemovedOn: { } removed } when removed <= day => "信用修复，已移出",
        _ when day < FromDay => "尚未起算",
        _ when ToDay < day => "期限届满，已移出",
        _ => "在名单期内",
    };
}

/// <summary>记录的一次变更, with what stood before it. Id = id of the fact.</summary>
[Table("dishonesty_change", Technical = true)]
public sealed record DishonestyChange : IRow
{
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string> { ["corrected"] = "更正", ["revoked"] = "撤销", ["repaired"] = "信用修复" };

    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string EntryId { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Number { get; init; } = "";
    public string Reason { get; init; } = "";
    public DateOnly ChangedOn { get; init; }

    /// <summary>Period, penalty and facts as they stood before.</summary>
    public string Before { get; init; } = "";
    public string Ledger { get; init; } = "";
    public long LeafIndex { get; init; }
}

/// <summary>读取名单的事实。</summary>
public static class DishonestyReaders
{
    public static IServiceCollection AddDishonestyReaders(this IServiceCollection services) => services
        .AddSingleton(p => FactReader.Of<DishonestyListed>((fact, origin, cancel) => p.GetRequiredService<IStore>().Read(async db =>
            await db.Find<DishonestyEntry>(fact.ListingId) is null ? Commit.Empty.Insert(Of(fact, origin)) : Commit.Empty, cancel)))
        .AddSingleton(p => FactReader.Of<DishonestyChanged>((fact, origin, cancel) => p.GetRequiredService<IStore>().Read(async db =>
        {
            if (await db.Find<DishonestyChange>(origin.Leaf.Id) is not null) return Commit.Empty;
            var entry = await db.Find<DishonestyEntry>(fact.ListingId) ?? throw new InvalidOperationException($"没有读到 {fact.Number} 所变更的记录。");
            return Change(entry, fact, origin);
        }, cancel)));

    private static DishonestyEntry Of(DishonestyListed f, FactOrigin origin) => new()
    {
        Id = f.ListingId, Name = f.Name, CreditCode = f.CreditCode, Address = f.Address, Subject = f.Subject, Authority = f.Authority, Number = f.Number, Conduct = f.Conduct, Ground = f.Ground, Article = f.Article, Penalty = f.Penalty,
        Remedies = f.Remedies, DecidedOn = f.DecidedOn, FromDay = f.From, ToDay = f.To, Ledger = origin.Ledger, LeafIndex = origin.Index, FactId = origin.Leaf.Id, BodySm3 = origin.Leaf.Body.Sm3,
    };

    private static Commit Change(DishonestyEntry entry, DishonestyChanged f, FactOrigin origin) => entry.Ledger != origin.Ledger
        ? throw new InvalidOperationException($"记录属于账本 {entry.Ledger}，{origin.Ledger} 不能变更。")
        : Commit.Empty
            .Insert(new DishonestyChange
            {
                Id = origin.Leaf.Id, EntryId = entry.Id, Kind = f.Kind, Number = f.Number, Reason = f.Reason, ChangedOn = f.ChangedOn, Ledger = origin.Ledger, LeafIndex = origin.Index,
                Before = $"{entry.FromDay:yyyy-MM-dd} 至 {entry.ToDay:yyyy-MM-dd}；{entry.Penalty}；{entry.Conduct}",
            })
            .Update(entry with { Conduct = f.Conduct, Penalty = f.Penalty, FromDay = f.From, ToDay = f.To, RemovedOn = f.RemovedOn, Changed = f.Kind });
}
