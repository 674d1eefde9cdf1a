using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Trustee;

/// <summary>What the ledger says of deadlines, and how far it has been read.</summary>
/// <param name="Deadlines">By procurement and round: the deadline that <c>deadline.passed</c> or, from the second round, <c>offers.closed</c> named.</param>
/// <param name="Ended">Procurements that ended as a whole.</param>
internal sealed record LedgerKnowledge(byte[] Frontier, byte[] Checkpoint, Dictionary<string, DateTimeOffset> Deadlines, List<string> Ended)
{
    /// <summary>How a round is named among the deadlines: the first by its procurement alone.</summary>
    public static string Name(string procurement, int round) => round == 1 ? procurement : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{procurement}#{round}");

    /// <summary>When the round's deadline was; null: the ledger does not say that it has passed.</summary>
    public DateTimeOffset? Deadline(string procurement, int round) => Deadlines.TryGetValue(Name(procurement, round), out var at) ? at : null;
}

/// <summary>
/// 交易平台的账本，由受托人自己核验: followed from its pinned origin and key; every entry is proved against the signed root, the position survives a restart, and a history that was
/// rewritten stops this trustee.
/// </summary>
internal sealed class TradingLedger
{
    private readonly LedgerClient client;
    private readonly Follower follower;
    private readonly string file;
    private LedgerKnowledge known;

    public TradingLedger(HttpClient http, TrusteeSettings settings)
    {
        client = new(http, settings.TradingAddress, settings.TradingOrigin);
        follower = new(client.Tiles, TlogPolicy.LogOnly(NoteKey.Parse(settings.TradingVerifierKey)), settings.TradingOrigin);
        file = Path.Combine(settings.DataDirectory, "ledger.json");
        known = OwnFiles.ReadJson<LedgerKnowledge>(file) ?? new(FollowerPosition.Start.Frontier.ToArray(), [], [], []);
    }

    /// <summary>Reads to the newest signed state.</summary>
    /// <exception cref="IOException">The platform gives no answer now.</exception>
    /// <exception cref="LedgerContradictedException">The ledger contradicts what was seen before, or is not signed as it must be.</exception>
    public async Task<LedgerKnowledge> CatchUp(CancellationToken cancel)
    {
        while (true)
        {
            switch (await follower.StepAsync(new(known.Frontier, known.Checkpoint), cancellation: cancel))
            {
                case FollowResult.Advanced advanced:
                    var (deadlines, ended) = (new Dictionary<string, DateTimeOffset>(known.Deadlines), new List<string>(known.Ended));
                    foreach (var entry in advanced.Entries)
                        await Learn(entry, deadlines, ended, cancel);
                    Keep(new(advanced.Position.Frontier.ToArray(), advanced.Position.Checkpoint.ToArray(), deadlines, ended));
                    continue;
                case FollowResult.UpToDate current:
                    if (!current.Position.Checkpoint.Span.SequenceEqual(known.Checkpoint))
                        Keep(known with { Checkpoint = current.Position.Checkpoint.ToArray() });
                    return known;
                case FollowResult.Unreachable unreachable:
                    throw new IOException(unreachable.Detail);
                case FollowResult.Alarmed alarmed:
                    throw new LedgerContradictedException($"{alarmed.Alarm}: {alarmed.Detail}");
                default:
                    throw new InvalidOperationException("An unknown step.");
            }
        }
    }

    /// <summary>Reads entries, each proved against the newest accepted checkpoint; null where that does not hold one yet. What several of them need is fetched once: a thousand bids stand in a few files.</summary>
    /// <exception cref="IOException">From the reader: the platform does not give the entry, or not with its proof.</exception>
    public Func<long, Task<byte[]?>> Entries(CancellationToken cancel)
    {
        var (size, entries) = (Checkpoint.Parse(known.Checkpoint).Size, new ProvedEntries(client.Tiles, known.Checkpoint));
        return async index => index >= 0 && index < size ? await entries.At(index, cancel) : null;
    }

    private async Task Learn(LedgerEntry entry, Dictionary<string, DateTimeOffset> deadlines, List<string> ended, CancellationToken cancel)
    {
        if (FactLeaf.Read(entry.Bytes.Span) is not { Kind: "deadline.passed" or "offers.closed" or "procurement.ended" } leaf || FactKinds.Published.Find(leaf.Kind) is not { } kind)
            return;
        var body = await client.Body(leaf.Body.Sha256, cancel) ?? throw new IOException($"The platform does not serve the body of {leaf.Kind}.");
        if (!leaf.Body.Fits(body))
            throw new IOException($"The body of {leaf.Kind} is not the one in the ledger.");
        switch (FactBody.Read(kind, body).Fact)
        {
            case DeadlinePassed passed when passed.ProcurementId == leaf.Stream:
                deadlines[passed.ProcurementId] = passed.Deadline;
                break;
            case OffersClosed { Round: > 1 } closed when closed.ProcurementId == leaf.Stream:
                deadlines[LedgerKnowledge.Name(closed.ProcurementId, closed.Round)] = closed.Deadline;
                break;
            case ProcurementEnded { LotIds.Count: 0 } end when end.ProcurementId == leaf.Stream:
                ended.Add(end.ProcurementId);
                break;
        }
    }

    private void Keep(LedgerKnowledge next)
    {
        OwnFiles.WriteJson(file, next);
        known = next;
    }
}

/// <summary>The followed ledger contradicts itself.</summary>
internal sealed class LedgerContradictedException(string message) : Exception(message);
