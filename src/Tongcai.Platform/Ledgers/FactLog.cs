using System.Security.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>Appends the facts of a commit to the pending part of the ledger, inside the commit's transaction. No index yet: the sequencer gives it.</summary>
internal static class FactLog
{
    private const string CountSql = """
        insert into ledger_stream (stream, scope, seq, last_leaf) values (@stream, @scope, 1, '')
        on conflict (stream, scope) do update set seq = ledger_stream.seq + 1
        """;

    private const string InsertSql = """
        insert into ledger_fact (fact_id, commit_id, kind, fact_class, stream, scope, seq, at, by_org, party, leaf, body, body_sha256, salt, commitment)
        values (@fact_id, @commit_id, @kind, @fact_class, @stream, @scope, @seq, @at, @by_org, @party, @leaf, @body, @body_sha256, @salt, @commitment)
        """;

    private const string ReleaseSql = "insert into ledger_release (audience, fact_id) values (@audience, @fact_id) on conflict (audience, fact_id) do nothing";

    /// <exception cref="ArgumentException">A release names no private fact of this ledger.</exception>
    public static IReadOnlyList<RecordedFact> Append(
        SqlSession session, FactKinds kinds, Entitlements entitlements, string commitId, Commit commit, DateTimeOffset at, IReadOnlyCollection<RowDigest> rows)
    {
        foreach (var row in rows)
        {
            session.Execute(
                "insert into row_digest (table_name, row_id, row_version, commit_id, salt, digest) values (@table, @id, @version, @commit, @salt, @digest)",
                ("table", row.Table), ("id", row.RowId), ("version", row.RowVersion), ("commit", commitId), ("salt", row.Salt), ("digest", row.Digest));
        }

        // Milliseconds are what the wire carries.
        at = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        var together = RowDigest.Together(rows);
        var recorded = new RecordedFact[commit.Facts.Count];

        // Counters are claimed in one order by everybody, so that two commits never wait for each other; facts of one stream keep theirs.
        foreach (var (place, record) in commit.Facts.Index().OrderBy(f => f.Item.Fact.Stream, StringComparer.Ordinal).ThenBy(f => ScopeOf(kinds, f.Item), StringComparer.Ordinal).ThenBy(f => f.Index))
            recorded[place] = Append(session, kinds.Of(record.Fact), entitlements, commitId, record, ScopeOf(kinds, record), at, together);

        foreach (var release in commit.Releases) Release(session, entitlements, release);
        return recorded;
    }

    /// <summary>Public facts of a stream are counted together; private ones per party, because the counter stands in the party's receipt.</summary>
    private static string ScopeOf(FactKinds kinds, FactRecord record) => kinds.Of(record.Fact).FactClass is FactClass.Public ? "" : "party:" + record.Party;

    private static RecordedFact Append(
        SqlSession session, FactKind kind, Entitlements entitlements, string commitId, FactRecord record, string scope, DateTimeOffset at, string? rows)
    {
        var stream = record.Fact.Stream;
        session.Execute(CountSql, ("stream", stream), ("scope", scope));
        var (seq, previous) = session.Query("select seq, last_leaf from ledger_stream where stream = @stream and scope = @scope", r => (r.GetInt64(0), r.GetString(1)), ("stream", stream), ("scope", scope))[0];

        var body = FactBody.Write(record.Fact);
        var id = RandomId.New();
        var leaf = new FactLeaf(kind.Kind, kind.Version, id, stream, seq, at, record.By, BodyDigest.Of(body), previous.Length > 0 ? previous : null, rows);
        var bytes = leaf.Write();
        var isPublic = kind.FactClass is FactClass.Public;
        var salt = isPublic ? [] : RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var commitment = isPublic ? [] : Commitment.Of(salt, bytes);

        session.Execute("update ledger_stream set last_leaf = @leaf where stream = @stream and scope = @scope", ("leaf", FactLeaf.HashOf(bytes)), ("stream", stream), ("scope", scope));
        if (isPublic)
            session.Execute("insert into fact_body (sha256, body) values (@sha256, @body) on conflict (sha256) do nothing", ("sha256", leaf.Body.Sha256), ("body", body));
        session.Execute(
            InsertSql, ("fact_id", id), ("commit_id", commitId), ("kind", kind.Kind), ("fact_class", kind.FactClass.ToString()), ("stream", stream), ("scope", scope), ("seq", seq),
            ("at", at.ToUnixTimeMilliseconds()), ("by_org", record.By), ("party", record.Party), ("leaf", bytes), ("body", isPublic ? null : body), ("body_sha256", leaf.Body.Sha256),
            ("salt", isPublic ? null : salt), ("commitment", isPublic ? null : commitment));
        if (!isPublic)
        {
            foreach (var audience in entitlements.At(kind.Kind, ReleaseMoment.AtOnce)) session.Execute(ReleaseSql, ("audience", audience.ToString()), ("fact_id", id));
        }

        return new RecordedFact(id, kind.Kind, kind.FactClass, stream, seq, at, record.By, bytes, body, salt, commitment);
    }

    private static void Release(SqlSession session, Entitlements entitlements, FactRelease release)
    {
        var kind = session.Scalar("select kind from ledger_fact where fact_id = @id and salt is not null", ("id", release.FactId)) as string
            ?? throw new ArgumentException($"There is no private fact {release.FactId} to release.");
        foreach (var audience in entitlements.At(kind, release.Moment)) session.Execute(ReleaseSql, ("audience", audience.ToString()), ("fact_id", release.FactId));
    }
}
