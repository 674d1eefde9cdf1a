using System.Buffers.Text;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.OpenData;

/// <summary>
/// 变更流的游标：how far each ledger has been read, and the places below that which could not be read at the time. Each ledger is followed in its own order, so nothing is skipped,
/// whichever ledger is quicker; a fact that had to wait (parked) is remembered by its place and given later.
/// </summary>
/// <param name="Next">By ledger, the first place not yet read.</param>
/// <param name="Waiting">By ledger, places left out because their facts were parked.</param>
internal sealed record FeedCursor(SortedDictionary<string, long> Next, SortedDictionary<string, SortedSet<long>> Waiting)
{
    private const int Longest = 8_000;

    public static FeedCursor Start => new(new(StringComparer.Ordinal), new(StringComparer.Ordinal));

    [JsonIgnore]
    public string Text => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));

    /// <summary>The cursor of a text; null when it is none.</summary>
    public static FeedCursor? Parse(string text)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text)) return null;
        try
        {
            var read = JsonSerializer.Deserialize<FeedCursor>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)), JsonSerializerOptions.Web);
            return read is { Next: not null, Waiting: not null } && read.Next.Values.All(n => n >= 0) && read.Waiting.Values.All(w => w is not null)
                ? new(new(read.Next, StringComparer.Ordinal), new(read.Waiting, StringComparer.Ordinal))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A page of the feed.</summary>
internal sealed record FeedPage(IReadOnlyList<Release> Releases, FeedCursor Next);

/// <summary>变更流。All releases in the order in which the ledgers brought them.</summary>
internal static class Feed
{
    /// <summary>The releases after a cursor, at most so many.</summary>
    public static async Task<FeedPage> After(DbConnection db, FeedCursor cursor, int most, Publication publication)
    {
        var next = new FeedCursor(new(cursor.Next, StringComparer.Ordinal), new(StringComparer.Ordinal));
        var found = new List<Place>();
        foreach (var ledger in await db.QueryAsync<string>("select distinct ledger from chain_fact"))
        {
            var from = cursor.Next.GetValueOrDefault(ledger);
            next.Next.TryAdd(ledger, 0);
            found.AddRange(await Places(db, "ledger = @ledger and leaf_index >= @from", new { ledger, from, most }));
            if (cursor.Waiting.TryGetValue(ledger, out var waiting) && waiting.Count > 0)
                found.AddRange(await Places(db, $"ledger = @ledger and leaf_index in ({string.Join(", ", waiting)})", new { ledger, most }));
        }

        // What lies below a place that is taken, and is not taken with it, waits: an instant may be older than the one above it.
        var taken = found.OrderBy(p => p.At).ThenBy(p => p.Ledger, StringComparer.Ordinal).ThenBy(p => p.LeafIndex).Take(most).ToList();
        foreach (var ledger in taken.GroupBy(p => p.Ledger)) next.Next[ledger.Key] = Math.Max(next.Next[ledger.Key], ledger.Max(p => p.LeafIndex) + 1);
        foreach (var place in found.Except(taken).Where(p => p.LeafIndex < next.Next[p.Ledger])) Wait(next, place.Ledger, place.LeafIndex);
        foreach (var (source, place) in await db.QueryAsync<(string Source, long Place)>("select source, leaf_index as place from parked_fact where not restricted"))
        {
            if (next.Next.TryGetValue(source, out var position) && place < position) Wait(next, source, place);
        }

        var ids = taken.Select(p => p.ProcurementId).Distinct().ToList();
        var made = ids.Count == 0 ? [] : (await DataSet.Load(db, ids, publication)).SelectMany(p => p.Releases).ToDictionary(r => (r.Ledger, r.Index));
        return new([.. taken.Where(p => made.ContainsKey((p.Ledger, p.LeafIndex))).Select(p => made[(p.Ledger, p.LeafIndex)])], next);
    }

    private static void Wait(FeedCursor cursor, string ledger, long place)
    {
        if (!cursor.Waiting.TryGetValue(ledger, out var places)) cursor.Waiting[ledger] = places = [];
        places.Add(place);
    }

    private static async Task<IEnumerable<Place>> Places(DbConnection db, string condition, object parameters) =>
        await db.QueryAsync<Place>($"select ledger, leaf_index, at, procurement_id from chain_fact where {condition} and {DataSet.OfReleases} order by leaf_index limit @most", parameters);

    private sealed record Place
    {
        public string Ledger { get; init; } = "";

        public long LeafIndex { get; init; }

        public long At { get; init; }

        public string ProcurementId { get; init; } = "";
    }
}
