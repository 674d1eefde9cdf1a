namespace Tongcai.Replay.Tests.Topology;

/// <summary>Who reads whose ledger at the end, by names of platforms.</summary>
internal sealed record Reading(string Reader, string Source);

/// <summary>
/// 历史核对：what the client was told is compared with what the platforms have. Every acknowledged act is in state, in the ledger and at every reader exactly once, in order per stream; nothing else is there.
/// </summary>
internal static class HistoryChecks
{
    /// <summary>Facts of no procurement: hubs show them nowhere.</summary>
    private static readonly HashSet<string> Elsewhere = ["organisation.registered", "certificate.registered", "clock.jumped", "ledger.forked", "following.resumed", "platform.attached", "platform.detached"];

    /// <summary>What supervision keeps of the facts that the drive causes in a trading platform's ledger.</summary>
    private static readonly HashSet<string> Watched = ["plan.filed", "intention.published", "order.obeyed"];

    /// <summary>What a platform records without being asked.</summary>
    private static readonly HashSet<string> OwnAccord = ["platform.attached", "clock.jumped", "order.obeyed"];

    /// <summary>What is wrong, one line each; empty: nothing.</summary>
    /// <param name="before">Ids of facts that stood before the client began.</param>
    public static IReadOnlyList<string> Findings(IReadOnlyCollection<Acknowledged> history, IReadOnlyList<Book> books, IReadOnlyList<Reading> readings, IReadOnlySet<string> before) =>
    [
        .. books.SelectMany(b => Own(b, [.. history.Where(h => h.Platform == b.Platform)], before)),
        .. readings.SelectMany(r => Read(books.Single(b => b.Platform == r.Reader), books.Single(b => b.Platform == r.Source))),
        .. Orders(books),
    ];

    private static IEnumerable<string> Own(Book book, IReadOnlyList<Acknowledged> acks, IReadOnlySet<string> before)
    {
        var facts = book.Facts.ToLookup(f => f.Id);
        foreach (var (act, fact) in acks.SelectMany(a => a.Facts.Select(f => (a, f))))
        {
            if (facts[fact.Id].ToList() is not [var only]) yield return $"{book.Platform}: acknowledged {fact.Kind} {fact.Id} of {act.Path} stands {facts[fact.Id].Count()} times in the ledger";
            else if ((only.Kind, only.Digest) != (fact.Kind, fact.Digest)) yield return $"{book.Platform}: {fact.Kind} {fact.Id} is not what was acknowledged";
            else if (only.Index is null) yield return $"{book.Platform}: {fact.Kind} {fact.Id} has no place in the ledger";
        }

        foreach (var made in acks.Where(a => a.Object.Length > 0 && book.Objects.Count(o => o == a.Object) != 1)) yield return $"{book.Platform}: what {made.Path} made ({made.Object}) is not in state";

        var acked = acks.SelectMany(a => a.Facts).Select(f => f.Id).ToHashSet();
        foreach (var fact in book.Facts.Where(f => !acked.Contains(f.Id) && !before.Contains(f.Id) && !(OwnAccord.Contains(f.Kind) && f.By.Length == 0)))
            yield return $"{book.Platform}: nobody asked for {fact.Kind} {fact.Id} of {fact.Stream}";

        foreach (var stream in book.Facts.GroupBy(f => (f.Stream, f.Scope)))
        {
            var ordered = stream.OrderBy(f => f.Seq).ToList();
            if (!ordered.Select(f => f.Seq).SequenceEqual(Enumerable.Range(1, ordered.Count).Select(n => (long)n))) yield return $"{book.Platform}: stream {stream.Key.Stream} is not counted from 1 without a gap";
            if (stream.Key.Scope.Length == 0 && ordered.Zip(ordered.Skip(1)).Any(p => p.First.Index >= p.Second.Index)) yield return $"{book.Platform}: stream {stream.Key.Stream} stands in another order in the ledger";
        }

        var places = book.Facts.Where(f => f is { IsPublic: true, Index: not null }).CountBy(f => f.Index!.Value).Where(p => p.Value > 1);
        foreach (var place in places) yield return $"{book.Platform}: {place.Value} facts stand at index {place.Key}";
    }

    private static IEnumerable<string> Read(Book reader, Book source)
    {
        var who = $"{reader.Platform} ← {source.Platform}";
        if (reader.Parked > 0) yield return $"{who}: {reader.Parked} facts are parked";
        if (reader.Read.FirstOrDefault(p => p.Ledger == source.Origin) is not { } position)
        {
            yield return $"{who}: never read";
            yield break;
        }

        if (position.Alarm.Length > 0) yield return $"{who}: {position.Alarm}";
        var open = source.Facts.Count(f => f is { IsPublic: true, Index: not null });
        if (position.PublicFacts != open) yield return $"{who}: {position.PublicFacts} of {open} public facts read";

        var watches = reader.Platform == "supervision";
        var keeps = reader.Platform is "supervision" or "city" or "province";
        if (keeps)
        {
            var expected = source.Facts.Where(f => f.Index is not null && (watches ? Watched.Contains(f.Kind) : f.IsPublic && !Elsewhere.Contains(f.Kind))).DistinctBy(f => f.Id).ToDictionary(f => f.Id);
            var learned = reader.Learned.Where(l => l.Ledger == source.Origin).ToList();
            foreach (var twice in learned.CountBy(l => l.Id).Where(l => l.Value > 1)) yield return $"{who}: {twice.Key} was learned {twice.Value} times";
            foreach (var lost in expected.Values.Where(e => learned.TrueForAll(l => l.Id != e.Id))) yield return $"{who}: {lost.Kind} {lost.Id} was not learned";
            foreach (var strange in learned.Where(l => !expected.ContainsKey(l.Id))) yield return $"{who}: {strange.Kind} {strange.Id} is not in the ledger";
            foreach (var stream in learned.Where(l => !l.Restricted).GroupBy(l => l.Stream).Where(s => s.Zip(s.Skip(1)).Any(p => p.First.Index >= p.Second.Index)))
                yield return $"{who}: stream {stream.Key} was learned in another order";
        }
        else
        {
            foreach (var lost in source.Facts.Where(f => f.Kind == "organisation.registered" && !reader.Organisations.Contains(f.About))) yield return $"{who}: organisation {lost.About} is not known";
        }
    }

    /// <summary>Each order is obeyed once, by one trading platform.</summary>
    private static IEnumerable<string> Orders(IReadOnlyList<Book> books)
    {
        var issued = books.SelectMany(b => b.Facts).Where(f => f.Kind == "order.issued").Select(f => f.About).ToList();
        var obeyed = books.SelectMany(b => b.Facts).Where(f => f.Kind == "order.obeyed").Select(f => f.About).ToList();
        foreach (var order in issued.Union(obeyed).Where(o => issued.Count(i => i == o) != 1 || obeyed.Count(i => i == o) != 1))
            yield return $"order {order}: issued {issued.Count(i => i == order)} times, obeyed {obeyed.Count(i => i == order)} times";
    }
}
