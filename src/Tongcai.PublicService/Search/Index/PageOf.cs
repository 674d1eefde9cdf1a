namespace Tongcai.PublicService.Search.Index;

/// <summary>Picks one page out of what was found.</summary>
/// <param name="total">How many were found, or more.</param>
internal sealed class PageOf(Columns columns, Texts texts, Conditions conditions, Bits found, int total)
{
    /// <summary>When at least one notice in so many was found, going through all in order meets a page's worth sooner than sorting the found.</summary>
    private const int Dense = 32;

    /// <returns>The page, and whether there is more on either side.</returns>
    public (IReadOnlyList<Hit> Hits, bool Before, bool After) Take(NoticeQuery query, int most)
    {
        var back = query.Before is not null;
        var cursor = query.Before ?? query.After;
        var now = cursor?.AsOf ?? conditions.Now;
        var hits = query.Sort is NoticeSort.Date && total >= columns.Living / Dense ? Walk(cursor?.Place, back, most + 1) : Pick(query.Sort, now, cursor?.Place, back, most + 1);
        var more = hits.Count > most;
        if (more) hits.RemoveAt(most);
        if (back) hits.Reverse();
        return (hits, back ? more : cursor is not null, back || more);
    }

    /// <summary>Goes through the notices in the order of time.</summary>
    private List<Hit> Walk(SortKey? cursor, bool back, int most)
    {
        var order = columns.Order;
        var step = back ? 1 : -1;
        var start = columns.Living - 1;
        if (cursor is { } place)
        {
            var behind = columns.Behind(place);
            start = !back ? behind - 1 : behind < order.Length && columns.Newest(order[behind]) == place ? behind + 1 : behind;
        }

        List<Hit> hits = [];
        for (var at = start; at >= 0 && at < order.Length && hits.Count < most; at += step)
        {
            if (found[order[at]] && conditions.Meets(order[at])) hits.Add(HitOf(columns.Newest(order[at])));
        }

        return hits;
    }

    /// <summary>Keeps the nearest of the found.</summary>
    private List<Hit> Pick(NoticeSort sort, long now, SortKey? cursor, bool back, int most)
    {
        List<Bits> titles = sort is NoticeSort.Relevance ? [.. conditions.Words.Select(w => texts.MatchTitle(w, columns.Documents, found))] : [];
        List<SortKey> kept = [];
        for (var number = found.Next(0); number >= 0; number = found.Next(number + 1))
        {
            if (sort is NoticeSort.Date && !conditions.Meets(number)) continue;
            var key = KeyOf(number, sort, now, titles);
            if (cursor is { } place && Later(key, place, back) <= 0) continue;
            if (kept.Count == most && Later(key, kept[^1], back) >= 0) continue;
            var at = kept.Count;
            while (at > 0 && Later(key, kept[at - 1], back) < 0) at--;
            kept.Insert(at, key);
            if (kept.Count > most) kept.RemoveAt(most);
        }

        titles.ForEach(t => t.Dispose());
        return [.. kept.Select(HitOf)];
    }

    private SortKey KeyOf(int number, NoticeSort sort, long now, List<Bits> titles)
    {
        if (sort is NoticeSort.Relevance)
        {
            var missing = 0;
            foreach (var title in titles) missing += title[number] ? 0 : 1;
            return columns.Newest(number, missing);
        }

        if (sort is NoticeSort.Deadline)
        {
            var deadline = columns.Projects[columns.Documents[number].Project].Deadline;
            return deadline > now ? columns.Newest(number, 0, deadline) : deadline > 0 ? columns.Newest(number, 1, -deadline) : columns.Newest(number, 2);
        }

        return columns.Newest(number);
    }

    private static int Later(SortKey a, SortKey b, bool back) => back ? b.CompareTo(a) : a.CompareTo(b);

    private static Hit HitOf(SortKey key) => new(key.Ledger, key.Leaf, key);
}
