using System.Data.Common;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>A fact of this platform's own ledger, with its place once it has one.</summary>
public sealed record LedgerFact
{
    public string FactId { get; init; } = "";
    public string Kind { get; init; } = "";
    public FactClass FactClass { get; init; }
    public string Stream { get; init; } = "";
    public long Seq { get; init; }
    public DateTimeOffset At { get; init; }
    public string ByOrg { get; init; } = "";

    /// <summary>Organisation that a private fact belongs to.</summary>
    public string Party { get; init; } = "";

    /// <summary>Public leaf, or inner leaf of a private fact.</summary>
    public byte[] Leaf { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>Null for a public fact.</summary>
    public byte[]? Salt { get; init; }

    public byte[]? Commitment { get; init; }

    /// <summary>Index of the leaf or of the sealed batch; null until the sequencer has run.</summary>
    public long? LeafIndex { get; init; }

    public long? Slot { get; init; }

    public byte[]? InnerPath { get; init; }
}

/// <summary>账本查询。Plain reads of the own ledger, for receipts, reveals and pages.</summary>
public static class LedgerReads
{
    private const string FactSql = """
        select f.fact_id, f.kind, f.fact_class, f.stream, f.seq, f.at, f.by_org, f.party, f.leaf, f.body, f.salt, f.commitment, f.leaf_index, f.slot, f.inner_path
        from ledger_fact f
        """;

    /// <summary>One fact; null when there is none of that id.</summary>
    public static Task<LedgerFact?> Fact(this DbConnection connection, string factId) =>
        connection.QuerySingleOrDefaultAsync<LedgerFact?>(FactSql + " where f.fact_id = @factId", new { factId });

    /// <summary>The facts of a stream in the order they were committed, private ones too: the caller decides who may see them.</summary>
    public static async Task<IReadOnlyList<LedgerFact>> FactsOf(this DbConnection connection, string stream) =>
        [.. await connection.QueryAsync<LedgerFact>(FactSql + " where f.stream = @stream order by f.ordinal", new { stream })];

    /// <summary>The body of a public fact by its SHA-256 in lower-case hex; null when there is none.</summary>
    public static Task<byte[]?> PublicBody(this DbConnection connection, string sha256) =>
        connection.QuerySingleOrDefaultAsync<byte[]?>("select body from ledger_fact where body_sha256 = @sha256 and salt is null limit 1", new { sha256 });

    /// <summary>The bodies of the public facts at the indexes <paramref name="from"/> to before <paramref name="to"/>, in order.</summary>
    public static async Task<IReadOnlyList<(long Index, byte[] Body)>> PublicBodies(this DbConnection connection, long from, long to) =>
        [.. await connection.QueryAsync<(long, byte[])>("select leaf_index, body from ledger_fact where leaf_index >= @from and leaf_index < @to and salt is null order by leaf_index", new { from, to })];

    /// <summary>Releases those of the facts that somebody may see from a moment on; what was released before stays so.</summary>
    public static Commit Released(this IEnumerable<LedgerFact> facts, ReleaseMoment moment) =>
        facts.Where(f => Entitlements.Published.At(f.Kind, moment).Any()).Aggregate(Commit.Empty, (commit, fact) => commit.Release(fact.FactId, moment));

    /// <summary>What an audience's restricted feed has after a cursor.</summary>
    public static async Task<RestrictedPage> Restricted(this DbConnection connection, Audience audience, long after) => new(
        [.. (await connection.QueryAsync<ReleasedRow>(
            $"""
            select r.cursor, f.leaf_index, f.slot, f.inner_path, f.leaf, f.salt, f.body from ledger_release r join ledger_fact f on f.fact_id = r.fact_id
            where r.audience = @audience and r.cursor > @after order by r.cursor limit {RestrictedPage.Most}
            """, new { audience = audience.ToString(), after })).Select(r => new RestrictedFact(r.Cursor, r.LeafIndex, (int)r.Slot, r.InnerPath, r.Leaf, r.Salt, r.Body))]);

    private sealed record ReleasedRow
    {
        public long Cursor { get; init; }
        public long LeafIndex { get; init; }
        public long Slot { get; init; }
        public byte[] InnerPath { get; init; } = [];
        public byte[] Leaf { get; init; } = [];
        public byte[] Salt { get; init; } = [];
        public byte[] Body { get; init; } = [];
    }
}
