namespace Tongcai.Law;

/// <summary>数量下限。不足 does not include the number (政府采购货物和服务招标投标管理办法第八十六条).</summary>
/// <param name="Minimum">The smallest lawful number.</param>
public sealed record MinimumCount(string Id, string Title, int Minimum, Source Source) : Rule(Id, Title, Source)
{
    /// <summary>Whether that many suffice.</summary>
    public bool IsMetBy(int count) => count >= Minimum;
}

/// <summary>比例上限。</summary>
/// <param name="PerMille">The largest lawful share in thousandths.</param>
public sealed record ShareLimit(string Id, string Title, int PerMille, Source Source) : Rule(Id, Title, Source)
{
    /// <summary>Whether the part is within the share of the whole; both in fen.</summary>
    public bool Allows(long partFen, long wholeFen) => (Int128)partFen * 1000 <= (Int128)wholeFen * PerMille;

    /// <summary>The largest lawful amount in fen.</summary>
    public long CeilingFen(long wholeFen) => (long)((Int128)wholeFen * PerMille / 1000);
}

/// <summary>比例下限。</summary>
/// <param name="PerMille">The smallest lawful share in thousandths.</param>
public sealed record MinimumShare(string Id, string Title, int PerMille, Source Source) : Rule(Id, Title, Source)
{
    /// <summary>Whether the part reaches the share of the whole; both in the same unit.</summary>
    public bool IsMetBy(long part, long whole) => (Int128)part * 1000 >= (Int128)whole * PerMille;

    /// <summary>The smallest lawful amount in fen, rounded up.</summary>
    public long FloorFen(long wholeFen) => (long)(((Int128)wholeFen * PerMille + 999) / 1000);
}
