using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;

namespace Tongcai.Platform.Storage;

/// <summary>What a commit came to inside its transaction.</summary>
/// <param name="Result">The result to give once the transaction is durable.</param>
/// <param name="Keep">False: undo everything the commit did.</param>
internal readonly record struct Applied(CommitResult Result, bool Keep);

/// <summary>Applies one commit inside an open transaction; the same for both engines.</summary>
internal sealed class CommitWriter(SqlDialect dialect, FactKinds kinds, Entitlements entitlements, TimeProvider legal, TimeProvider system)
{
    private const string RememberSql = """
        insert into request_outcome (account, request_key, request_digest, status, content_type, body, location, at)
        values (@account, @key, @digest, 0, '', @body, '', @at) on conflict do nothing
        """;

    private const string AnswerSql = """
        update request_outcome set status = @status, content_type = @type, body = @body, location = @location where account = @account and request_key = @key
        """;

    public const string OutcomeSql = "select request_digest, status, content_type, body, location from request_outcome where account = @account and request_key = @key";

    /// <exception cref="ArgumentException">A business row changes without a fact, or a row's version does not fit the change.</exception>
    public void Check(Commit commit)
    {
        foreach (var (kind, row) in commit.Changes)
        {
            if (row.Id.Length == 0) throw new ArgumentException($"A row of {row.GetType().Name} has no id.", nameof(commit));
            if (kind is ChangeKind.Insert != (row.Version == 0)) throw new ArgumentException($"{kind} of {row.GetType().Name} {row.Id} with version {row.Version}: new rows have 0, read rows more.", nameof(commit));
            if (kind is ChangeKind.Insert or ChangeKind.Update && commit.Facts.Count == 0 && !commit.Learned && !RowMap.Of(row.GetType()).Technical)
                throw new ArgumentException($"{row.GetType().Name} changes without a fact.", nameof(commit));
        }

        foreach (var fact in commit.Facts) kinds.Of(fact.Fact);
    }

    public Applied Apply(SqlSession session, string commitId, Commit commit, CommitOrigin? origin)
    {
        var keyed = origin is { Key.Length: > 0 };
        if (keyed && session.Execute(RememberSql, ("account", origin!.Account), ("key", origin.Key), ("digest", origin.RequestDigest), ("body", Array.Empty<byte>()), ("at", system.GetUtcNow().ToUnixTimeMilliseconds())) == 0)
        {
            var earlier = Outcome(session, origin.Account, origin.Key)!;
            return new(earlier.RequestDigest == origin.RequestDigest ? new Replayed(earlier.Response) : new Duplicate(CommitOrigin.KeyConstraint), Keep: false);
        }

        var digests = new List<RowDigest>();
        foreach (var (kind, row) in commit.Changes)
        {
            var map = RowMap.Of(row.GetType());
            if (!Change(session, kind, map, row)) return new(new Stale(map.Table, row.Id), Keep: false);
            if (kind is ChangeKind.Insert or ChangeKind.Update && !map.Technical) digests.Add(RowDigest.Of(map, row, row.Version + 1));
        }

        var facts = FactLog.Append(session, kinds, entitlements, commitId, commit, commit.At ?? legal.GetUtcNow(), digests);
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
        || session.Scalar("select commit_id from ledger_fact where commit_id = @id limit 1", ("id", commitId)) is not null;

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
