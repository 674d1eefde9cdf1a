using System.Security.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>A fact before its turn.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Record">The fact, who acted, whose it is.</param>
/// <param name="Place">Its place in the commit.</param>
/// <param name="Scope">Counter that it advances.</param>
/// <param name="Body">Canonical bytes.</param>
/// <param name="Digest">Their digests.</param>
internal sealed record PreparedFact(FactKind Kind, FactRecord Record, int Place, string Scope, byte[] Body, BodyDigest Digest);

/// <summary>Appends the facts of a commit to the pending part of the ledger, inside the commit's transaction.</summary>
internal static class FactLog
{
    private const string LastSql = "select seq, last_leaf from ledger_stream where stream = @stream and scope = @scope";

    /// <summary>Claims numbers, and the stream until the end of the transaction, among transactions that are written side by side.</summary>
    private const string ClaimSql = """
        insert into ledger_stream (stream, scope, seq, last_leaf) values (@stream, @scope, @count, '')
        on conflict (stream, scope) do update set seq = ledger_stream.seq + excluded.seq
        returning seq - @count, last_leaf
        """;

    private const string KeepSql = """
        insert into ledger_stream (stream, scope, seq, last_leaf) values (@stream, @scope, @seq, @leaf)
        on conflict (stream, scope) do update set seq = excluded.seq, last_leaf = excluded.last_leaf
        """;

    private const string InsertSql = """
        insert into ledger_fact (fact_id, commit_id, kind, fact_class, stream, scope, seq, at, by_org, party, leaf, body, body_sha256, salt, commitment, leaf_index)
        values (@fact_id, @commit_id, @kind, @fact_class, @stream, @scope, @seq, @at, @by_org, @party, @leaf, @body, @body_sha256, @salt, @commitment, @leaf_index)
        """;

    private const string ReleaseSql = "insert into ledger_release (audience, fact_id) values (@audience, @fact_id) on conflict (audience, fact_id) do nothing";

    /// <summary>Bodies, their digests and the order in which the counters of streams are claimed: one order for everybody, so that two commits never wait for each other; facts of one stream keep theirs.</summary>
    public static IReadOnlyList<PreparedFact> Prepare(FactKinds kinds, Commit commit) =>
        [.. commit.Facts.Select((record, place) => Prepare(kinds.Of(record.Fact), record, place)).OrderBy(f => f.Record.Fact.Stream, StringComparer.Ordinal).ThenBy(f => f.Scope, StringComparer.Ordinal).ThenBy(f => f.Place)];

    /// <exception cref="ArgumentException">A release names no private fact of this ledger.</exception>
    public static IReadOnlyList<RecordedFact> Append(SqlSession session, Entitlements entitlements, string commitId, PreparedCommit commit, DateTimeOffset at)
    {
        foreach (var row in commit.Rows)
        {
            session.Execute(
                "insert into row_digest (table_name, row_id, row_version, commit_id, salt, digest) values (@table, @id, @version, @commit, @salt, @digest)",
                ("table", row.Table), ("id", row.RowId), ("version", row.RowVersion), ("commit", commitId), ("salt", row.Salt), ("digest", row.Digest));
        }

        // Milliseconds are what the wire carries.
        at = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        var recorded = new RecordedFact[commit.Facts.Count];
        for (var first = 0; first < commit.Facts.Count;)
        {
            var stream = commit.Facts.Skip(first).TakeWhile(f => f.Record.Fact.Stream == commit.Facts[first].Record.Fact.Stream && f.Scope == commit.Facts[first].Scope).ToList();
            AppendTo(session, entitlements, commitId, stream, at, commit.Together, recorded);
            first += stream.Count;
        }

        foreach (var release in commit.Commit.Releases) Release(session, entitlements, release);
        return recorded;
    }

    /// <summary>Public facts of a stream are counted together; private ones per party, because the counter stands in the party's receipt.</summary>
    private static PreparedFact Prepare(FactKind kind, FactRecord record, int place)
    {
        var body = FactBody.Write(record.Fact);
        return new(kind, record, place, kind.FactClass is FactClass.Public ? "" : "party:" + record.Party, body, BodyDigest.Of(body));
    }

    /// <summary>Appends facts of one stream and scope: its counter and its last leaf are written once for all of them.</summary>
    private static void AppendTo(
        SqlSession session, Entitlements entitlements, string commitId, List<PreparedFact> facts, DateTimeOffset at, string? rows, RecordedFact[] recorded)
    {
        var (stream, scope) = (facts[0].Record.Fact.Stream, facts[0].Scope);
        var (seq, previous) = session.Placing is null
            ? session.Query(ClaimSql, r => (r.GetInt64(0), r.GetString(1)), ("stream", stream), ("scope", scope), ("count", (long)facts.Count))[0]
            : session.Query(LastSql, r => (r.GetInt64(0), r.GetString(1)), ("stream", stream), ("scope", scope)) is [var last] ? last : (0, "");
        foreach (var fact in facts)
        {
            // The first fact bears the id of the commit: whether a commit is there is asked by it.
            var appended = Append(session, entitlements, commitId, fact.Place == 0 ? commitId : RandomId.New(), fact, ++seq, previous, at, rows);
            recorded[fact.Place] = appended;
            previous = FactLeaf.HashOf(appended.Leaf);
        }

        session.Execute(KeepSql, ("stream", stream), ("scope", scope), ("seq", seq), ("leaf", previous));
    }

    private static RecordedFact Append(
        SqlSession session, Entitlements entitlements, string commitId, string id, PreparedFact fact, long seq, string previous, DateTimeOffset at, string? rows)
    {
        var (kind, record) = (fact.Kind, fact.Record);
        var stream = record.Fact.Stream;
        var leaf = new FactLeaf(kind.Kind, kind.Version, id, stream, seq, at, record.By, fact.Digest, previous.Length > 0 ? previous : null, rows);
        var bytes = leaf.Write();
        var isPublic = kind.FactClass is FactClass.Public;
        var salt = isPublic ? [] : RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var commitment = isPublic ? [] : Commitment.Of(salt, bytes);

        session.Execute(
            InsertSql, ("fact_id", id), ("commit_id", commitId), ("kind", kind.Kind), ("fact_class", isPublic ? nameof(FactClass.Public) : kind.FactClass.ToString()), ("stream", stream), ("scope", fact.Scope), ("seq", seq),
            ("at", at.ToUnixTimeMilliseconds()), ("by_org", record.By), ("party", record.Party), ("leaf", bytes), ("body", fact.Body), ("body_sha256", leaf.Body.Sha256),
            ("salt", isPublic ? null : salt), ("commitment", isPublic ? null : commitment),
            ("leaf_index", isPublic ? session.Placing?.Place(bytes) : null));
        if (!isPublic)
        {
            foreach (var audience in entitlements.At(kind.Kind, ReleaseMoment.AtOnce)) session.Execute(ReleaseSql, ("audience", audience.ToString()), ("fact_id", id));
        }

        return new RecordedFact(id, kind.Kind, kind.FactClass, stream, seq, at, record.By, bytes, fact.Body, salt, commitment);
    }

    private static void Release(SqlSession session, Entitlements entitlements, FactRelease release)
    {
        var kind = session.Scalar("select kind from ledger_fact where fact_id = @id and salt is not null", ("id", release.FactId)) as string
            ?? throw new ArgumentException($"There is no private fact {release.FactId} to release.");
        foreach (var audience in entitlements.At(kind, release.Moment)) session.Execute(ReleaseSql, ("audience", audience.ToString()), ("fact_id", release.FactId));
    }
}
