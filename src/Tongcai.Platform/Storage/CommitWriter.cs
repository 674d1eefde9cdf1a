using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;

namespace Tongcai.Platform.Storage;

/// <summary>What a commit came to inside its transaction.</summary>
/// <param name="Result">The result to give once the transaction is durable.</param>
/// <param name="Keep">False: undo everything the commit did.</param>
internal readonly record struct Applied(CommitResult Result, bool Keep);

/// <summary>A commit with all that does not depend on what the database holds.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Facts">Its facts in the order in which their streams' counters are claimed.</param>
/// <param name="Rows">Digests of the business rows it writes.</param>
/// <param name="Together">One digest over them, as the leaves carry it; null without rows.</param>
internal sealed record PreparedCommit(Commit Commit, IReadOnlyList<PreparedFact> Facts, IReadOnlyList<RowDigest> Rows, string? Together);

/// <summary>Applies one commit inside an open transaction; the same for both engines.</summary>
internal sealed class CommitWriter(SqlDialect dialect, FactKinds kinds, Entitlements entitlements, TimeProvider legal, TimeProvider system, bool journaled)
{
    private const string RememberSql = """
        insert into request_outcome (account, request_key, request_digest, status, content_type, body, location, at)
        values (@account, @key, @digest, 0, '', @body, '', @at) on conflict do nothing
        """;

    private const string AnswerSql = """
        update request_outcome set status = @status, content_type = @type, body = @body, location = @location where account = @account and request_key = @key
        """;

    private const string FileSql = "insert into safe_file (folder, path, length, sent) values (@folder, @path, @length, 0) on conflict (folder, path) do nothing";

    public const string OutcomeSql = "select request_digest, status, content_type, body, location from request_outcome where account = @account and request_key = @key";

    /// <summary>What of a commit can be made before its turn: its checks, the bodies and digests of its facts, the digests of its rows. The writer's thread has only the rest to do.</summary>
    /// <exception cref="ArgumentException">A business row changes without a fact, or a row's version does not fit the change.</exception>
    public PreparedCommit Prepare(Commit commit)
    {
        foreach (var (kind, row) in commit.Changes)
        {
            if (row.Id.Length == 0) throw new ArgumentException($"A row of {row.GetType().Name} has no id.", nameof(commit));
            if (kind is ChangeKind.Insert != (row.Version == 0)) throw new ArgumentException($"{kind} of {row.GetType().Name} {row.Id} with version {row.Version}: new rows have 0, read rows more.", nameof(commit));
            if (kind is ChangeKind.Insert or ChangeKind.Update && commit.Facts.Count == 0 && !commit.Learned && !RowMap.Of(row.GetType()).Technical)
                throw new ArgumentException($"{row.GetType().Name} changes without a fact.", nameof(commit));
        }

        List<RowDigest> digests = [.. commit.Changes.Where(c => c.Kind is ChangeKind.Insert or ChangeKind.Update && !RowMap.Of(c.Row.GetType()).Technical).Select(c => RowDigest.Of(RowMap.Of(c.Row.GetType()), c.Row, c.Row.Version + 1))];
        return new(commit, FactLog.Prepare(kinds, commit), digests, RowDigest.Together(digests));
    }

    public Applied Apply(SqlSession session, string commitId, PreparedCommit prepared, CommitOrigin? origin)
    {
        var commit = prepared.Commit;
        var keyed = origin is { Key.Length: > 0 };
        if (keyed && session.Execute(RememberSql, ("account", origin!.Account), ("key", origin.Key), ("digest", origin.RequestDigest), ("body", Array.Empty<byte>()), ("at", system.GetUtcNow().ToUnixTimeMilliseconds())) == 0)
        {
            var earlier = Outcome(session, origin.Account, origin.Key)!;
            return new(earlier.RequestDigest == origin.RequestDigest ? new Replayed(earlier.Response) : new Duplicate(CommitOrigin.KeyConstraint), Keep: false);
        }

        foreach (var (kind, row) in commit.Changes)
        {
            var map = RowMap.Of(row.GetType());
            if (!Change(session, kind, map, row)) return new(new Stale(map.Table, row.Id), Keep: false);
        }

        var facts = FactLog.Append(session, entitlements, commitId, prepared, commit.At ?? legal.GetUtcNow());
        if (journaled)
        {
            foreach (var (folder, path, length) in commit.Files) session.Execute(FileSql, ("folder", folder), ("path", path), ("length", length));
        }

        StoredResponse? response = null;
        if (origin?.Respond is { } respond)
        {
            response = respond(facts);
            if (keyed)
                session.Execute(AnswerSql, ("status", (long)response.Status), ("type", response.ContentType), ("body", response.Body), ("location", response.Location), ("account", origin.Account), ("key", origin.Key));
        }

        return new(new Committed(facts) { Response = response }, Keep: true);
    }

    /// <summary>Whether an earlier commit of this id or key is in the database; asked after a commit whose end is unknown.</summary>
    public static bool IsThere(SqlSession session, string commitId, CommitOrigin? origin) =>
        (origin is { Key.Length: > 0 } && Outcome(session, origin.Account, origin.Key)?.RequestDigest == origin.RequestDigest)
        || session.Scalar("select fact_id from ledger_fact where fact_id = @id", ("id", commitId)) is not null;

    public static StoredOutcome? Outcome(SqlSession session, string account, string key) =>
        session.Query(OutcomeSql, r => new StoredOutcome(r.GetString(0), new StoredResponse((int)r.GetInt64(1), r.GetString(2), (byte[])r.GetValue(3), r.GetString(4))), ("account", account), ("key", key))
            .FirstOrDefault();

    private bool Change(SqlSession session, ChangeKind kind, RowMap map, IRow row)
    {
        switch (kind)
        {
            case ChangeKind.Require:
                return session.Scalar($"select version from {map.Table} where id = @id{dialect.ForShare}", ("id", row.Id)) is { } version && Convert.ToInt64(version) == row.Version;
            case ChangeKind.Delete:
                return session.Execute(map.Delete, ("id", row.Id), ("seen_version", row.Version)) == 1;
            default:
                var values = new (string, object?)[map.Columns.Count + 1];
                for (var i = 0; i < map.Columns.Count; i++)
                {
                    var column = map.Columns[i];
                    values[i] = (column.Name, column.Name == "version" ? row.Version + 1 : column.StoredValue(row));
                }

                values[^1] = ("seen_version", row.Version);
                return kind is ChangeKind.Insert ? session.Execute(map.Insert, values.AsSpan(0, values.Length - 1)) == 1 : session.Execute(map.Update, values) == 1;
        }
    }
}
