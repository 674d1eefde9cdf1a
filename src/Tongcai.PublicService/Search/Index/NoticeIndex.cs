using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Search.Index;

/// <summary>A notice that was found, by its place in its ledger.</summary>
internal readonly record struct Hit(string Ledger, long Leaf, SortKey Key);

/// <summary>What a question finds.</summary>
/// <param name="Hits">One page in the order asked for.</param>
/// <param name="Before">Whether there are notices before the page.</param>
/// <param name="After">Whether there are notices after it.</param>
internal sealed record Finding(long Total, IReadOnlyList<Hit> Hits, bool Before, bool After, FacetCounts Counts);

/// <summary>
/// 公告索引。All notices in memory: words as grams, conditions as columns. Derived from the rows of the store and held by nobody else, so it is made anew at every start and cannot be wrong after a crash.
/// Many may read while nobody writes.
/// </summary>
internal sealed class NoticeIndex : IDisposable
{
    private readonly ReaderWriterLockSlim gate = new();
    private readonly Columns columns = new();
    private readonly Texts texts = new();

    public int Count => columns.Living;

    /// <summary>Documents that were replaced and still take room.</summary>
    public int Replaced => columns.Count - columns.Living;

    /// <summary>Bytes, about.</summary>
    public long Size => columns.Size + texts.Size;

    public string Describe => $"columns {columns.Size >> 20} MB, {texts.Describe}";

    /// <summary>Adds rows to an index that nobody reads yet; <see cref="Sealed"/> ends it.</summary>
    public void Load(IndexedProcurement project) => columns.Put(project, known: true);

    /// <param name="projectText">Words of its procurement.</param>
    public void Load(IndexedNotice notice, string projectText) => Add(notice, columns.ProjectOf(notice.ProcurementId), projectText, inOrder: false);

    public NoticeIndex Sealed()
    {
        columns.Sort();
        return this;
    }

    /// <summary>Takes over a procurement and its notices as they stand now.</summary>
    /// <param name="project">Null while only another ledger has spoken of it.</param>
    public void Apply(string id, IndexedProcurement? project, IReadOnlyList<IndexedNotice> notices)
    {
        gate.EnterWriteLock();
        try
        {
            var number = columns.ProjectOf(id);
            var (hash, first) = (columns.Projects[number].TextHash, columns.Projects[number].First);
            columns.Put(project ?? new IndexedProcurement { Id = id }, project is not null);
            HashSet<(string, long)> kept = [];
            if (columns.Projects[number].TextHash != hash) columns.Remove(number);
            else for (; first >= 0; first = columns.Documents[first].Next) kept.Add((columns.Ledgers[columns.Documents[first].Ledger], columns.Documents[first].Leaf));
            foreach (var notice in notices)
            {
                if (!kept.Contains((notice.Ledger, notice.LeafIndex))) Add(notice, number, project?.SearchText ?? "", inOrder: true);
            }
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>One page with the total and the counts of every choice.</summary>
    /// <param name="most">Notices on the page.</param>
    public Finding Find(NoticeQuery query, DateTimeOffset now, int most) => Reading(() =>
    {
        var conditions = new Conditions(query, columns, now.ToUnixTimeMilliseconds());
        using var found = Suspects(conditions.Words);
        var counts = FacetCounts.Of(found, columns, conditions);
        var total = found.Count();
        var (hits, before, after) = new PageOf(columns, texts, conditions, found, total).Take(query, most);
        return new Finding(total, hits, before, after, counts);
    });

    /// <summary>The first notices of the order asked for, without counting what else there is.</summary>
    public IReadOnlyList<Hit> Latest(NoticeQuery query, DateTimeOffset now, int most) => Reading(() =>
    {
        var conditions = new Conditions(query, columns, now.ToUnixTimeMilliseconds());
        using var found = Suspects(conditions.Words);
        if (query.Sort is not NoticeSort.Date) conditions.Narrow(found);
        return new PageOf(columns, texts, conditions, found, query.Sort is NoticeSort.Date && conditions.Words.Count == 0 ? int.MaxValue : found.Count()).Take(query, most).Hits;
    });

    /// <summary>Those of some notices that answer the question.</summary>
    public IReadOnlyList<Hit> Among(NoticeQuery query, DateTimeOffset now, IEnumerable<PublicNotice> notices) => Reading(() =>
    {
        var conditions = new Conditions(query, columns, now.ToUnixTimeMilliseconds());
        using var found = Suspects(conditions.Words);
        List<Hit> hits = [];
        foreach (var notice in notices)
        {
            for (var number = columns.FirstOf(notice.ProcurementId); number >= 0; number = columns.Documents[number].Next)
            {
                var key = columns.Newest(number);
                if (key.Leaf == notice.LeafIndex && key.Ledger == notice.Ledger && found[number] && conditions.Meets(number)) hits.Add(new Hit(key.Ledger, key.Leaf, key));
            }
        }

        return hits;
    });

    /// <summary>Whether a purchaser, an agency is known.</summary>
    public bool Knows(string purchaser, string agency) => Reading(() => columns.Purchasers.Find(purchaser) >= 0 && columns.Agencies.Find(agency) >= 0);

    public void Dispose() => gate.Dispose();

    private Bits Suspects(IReadOnlyList<string> words)
    {
        Bits found;
        if (words.Count > 0)
        {
            found = texts.Match(words, columns.Documents);
            found.And(columns.Alive);
        }
        else
        {
            found = new Bits(columns.Count);
            found.Or(columns.Alive);
        }

        return found;
    }

    private void Add(IndexedNotice notice, int project, string projectText, bool inOrder)
    {
        var number = columns.Add(notice, project, inOrder);
        texts.Add(number, ref columns.Documents[number], notice.Title, notice.SearchText, projectText);
    }

    private T Reading<T>(Func<T> read)
    {
        gate.EnterReadLock();
        try
        {
            return read();
        }
        finally
        {
            gate.ExitReadLock();
        }
    }
}
