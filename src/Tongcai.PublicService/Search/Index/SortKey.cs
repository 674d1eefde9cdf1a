namespace Tongcai.PublicService.Search.Index;

/// <summary>Orders of a list.</summary>
public enum NoticeSort
{
    [Tongcai.Platform.Acts.Label("发布时间由新到旧")] Date,
    [Tongcai.Platform.Acts.Label("相关度")] Relevance,
    [Tongcai.Platform.Acts.Label("截止时间由近到远")] Deadline,
}

/// <summary>A place in a list: no two notices share one, and notices of one rank and value stand newest first.</summary>
/// <param name="Rank">First: words missing in the title, or 0 open, 1 over, 2 without deadline.</param>
/// <param name="Value">Second: milliseconds to compare by, or 0.</param>
/// <param name="Day">Day of publication, yyyyMMdd.</param>
/// <param name="At">Instant of the fact, milliseconds.</param>
internal readonly record struct SortKey(int Rank, long Value, int Day, long At, string Ledger, long Leaf) : IComparable<SortKey>
{
    public int CompareTo(SortKey other)
    {
        var order = Rank.CompareTo(other.Rank);
        if (order == 0) order = Value.CompareTo(other.Value);
        if (order == 0) order = other.Day.CompareTo(Day);
        if (order == 0) order = other.At.CompareTo(At);
        if (order == 0) order = string.CompareOrdinal(Ledger, other.Ledger);
        return order == 0 ? other.Leaf.CompareTo(Leaf) : order;
    }
}
