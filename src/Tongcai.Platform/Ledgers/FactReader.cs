using Tongcai.Exchange;
using Tongcai.Exchange.Follow;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>读者。What a platform does with a kind of fact it learns from another ledger: rows and facts of its own, committed together with the position.</summary>
/// <param name="FactType">The record it reads.</param>
/// <param name="Read">
/// Makes the commit. May query the store; is asked again when a row changed meanwhile. An exception parks the fact's stream with its message.
/// </param>
public sealed record FactReader(Type FactType, Func<IFact, FactOrigin, CancellationToken, Task<Commit>> Read)
{
    /// <summary>
    /// What a fact is about, when all that the reader looks at and writes belongs to that: neighbours about different things are then learned in one commit.
    /// Null: each fact is learned by itself, after all before it.
    /// </summary>
    public Func<IFact, string>? Concern { get; init; }

    /// <summary>A reader of one record type.</summary>
    public static FactReader Of<TFact>(Func<TFact, FactOrigin, CancellationToken, Task<Commit>> read)
        where TFact : IFact => new(typeof(TFact), (fact, origin, cancel) => read((TFact)fact, origin, cancel));
}

/// <summary>Where another ledger has been read to.</summary>
[Table("follow_position", Technical = true)]
internal sealed record FollowPosition : IRow
{
    /// <summary>Origin of the ledger.</summary>
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public byte[] Frontier { get; init; } = [];
    public byte[] Checkpoint { get; init; } = [];
    public long RestrictedCursor { get; init; }

    /// <summary>Why following has stopped; empty while it goes on.</summary>
    public string Alarm { get; init; } = "";

    /// <summary>The checkpoint that caused the alarm.</summary>
    public byte[] Evidence { get; init; } = [];

    /// <summary>Whether a person has asked that parked facts be read again.</summary>
    public bool Retry { get; init; }

    /// <summary>Public facts among the entries that were read; sealed batches are not counted.</summary>
    public long PublicFacts { get; init; }
}

/// <summary>停放的事实。A fact that could not be read, or one behind it in its stream.</summary>
[Table("parked_fact", Technical = true)]
public sealed record ParkedFact : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>Origin of the ledger.</summary>
    public string Source { get; init; } = "";
    public string Stream { get; init; } = "";

    /// <summary>Order within source and stream: ledger index, or cursor of the restricted feed.</summary>
    public long Place { get; init; }
    public bool Restricted { get; init; }
    public long LeafIndex { get; init; }
    public byte[] Leaf { get; init; } = [];
    public byte[] Body { get; init; } = [];

    /// <summary>Why, in Chinese; for one behind another: empty.</summary>
    public string Reason { get; init; } = "";
}
