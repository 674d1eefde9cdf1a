using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>One difference between the business tables and what the facts say of them.</summary>
/// <param name="Table">Table of the row, or <c>ledger_fact</c>.</param>
/// <param name="RowId">Id of the row, or of the fact.</param>
/// <param name="Problem">What differs, in Chinese.</param>
public sealed record Difference(string Table, string RowId, string Problem);

/// <summary>
/// 对账。Recomputes the digest of every business row and compares it with the one its last fact carries: a row changed, added or removed
/// by hand is named. Needs no second implementation of the state.
/// </summary>
/// <param name="store">The platform's database.</param>
/// <param name="setup">Its row types.</param>
public sealed class Reconciler(IStore store, StoreSetup setup)
{
    /// <summary>All differences, by table; reads one snapshot.</summary>
    public Task<IReadOnlyList<Difference>> Run(CancellationToken cancel = default) => store.Read(
        async connection =>
        {
            var found = new List<Difference>();
            foreach (var map in setup.Rows.Values.Where(m => !m.Technical).OrderBy(m => m.Table, StringComparer.Ordinal)) found.AddRange(await Rows(connection, map));
            found.AddRange(await Leaves(connection));
            return (IReadOnlyList<Difference>)found;
        },
        cancel);

    private static async Task<List<Difference>> Rows(DbConnection connection, RowMap map)
    {
        var newest = new Dictionary<string, StoredDigest>(StringComparer.Ordinal);
        foreach (var digest in await connection.QueryAsync<StoredDigest>("select row_id, row_version, salt, digest, commit_id from row_digest where table_name = @Table order by row_version", new { map.Table })) newest[digest.RowId] = digest;
        var found = new List<Difference>();
        await using var command = connection.CreateCommand();
        command.CommandText = map.Select;
        await using var reader = await command.ExecuteReaderAsync();
        var (id, version) = (reader.GetOrdinal("id"), reader.GetOrdinal("version"));
        while (await reader.ReadAsync())
        {
            var rowId = reader.GetString(id);
            if (!newest.Remove(rowId, out var said))
                found.Add(new(map.Table, rowId, "没有任何事实写入过这一行：它是绕过程序插入的"));
            else if (reader.GetInt64(version) != said.RowVersion)
                found.Add(new(map.Table, rowId, $"版本为 {reader.GetInt64(version)}，最后一个事实写入的是 {said.RowVersion}"));
            else if (!RowDigest.Compute(said.Salt, map.Columns.Select((c, i) => (c.Name, reader.IsDBNull(i) ? null : (object?)reader.GetValue(i)))).AsSpan().SequenceEqual(said.Digest))
                found.Add(new(map.Table, rowId, "内容与最后一个事实携带的摘要不符：它被绕过程序修改过"));
        }

        found.AddRange(newest.Keys.Select(missing => new Difference(map.Table, missing, "事实写入过这一行，现在不存在：它被绕过程序删除")));
        return found;
    }

    /// <summary>Whether the digests themselves are the ones that the leaves carry.</summary>
    private static async Task<List<Difference>> Leaves(DbConnection connection)
    {
        var found = new List<Difference>();
        var digests = (await connection.QueryAsync<StoredDigest>("select table_name, row_id, row_version, salt, digest, commit_id from row_digest")).ToLookup(d => d.CommitId, StringComparer.Ordinal);
        foreach (var fact in await connection.QueryAsync<StoredLeaf>("select fact_id, commit_id, leaf, body, salt, commitment from ledger_fact"))
        {
            var together = RowDigest.Together([.. digests[fact.CommitId].Select(d => new RowDigest(d.TableName, d.RowId, d.RowVersion, d.Salt, d.Digest))]);
            if (FactLeaf.Read(fact.Leaf) is not { } leaf || leaf.Id != fact.FactId)
                found.Add(new("ledger_fact", fact.FactId, "叶的内容被修改过"));
            else if (fact.Salt is not null && !Commitment.Opens(fact.Commitment, fact.Salt, fact.Leaf))
                found.Add(new("ledger_fact", fact.FactId, "承诺与密封的内容不符"));
            else if (fact.Body is not null && !leaf.Body.Fits(fact.Body))
                found.Add(new("ledger_fact", fact.FactId, "正文与叶中的摘要不符"));
            else if (leaf.Rows != together)
                found.Add(new("ledger_fact", fact.FactId, "行摘要表与叶中携带的摘要不符"));
        }

        return found;
    }

    private sealed record StoredDigest
    {
        public string TableName { get; init; } = "";
        public string RowId { get; init; } = "";
        public long RowVersion { get; init; }
        public byte[] Salt { get; init; } = [];
        public byte[] Digest { get; init; } = [];
        public string CommitId { get; init; } = "";
    }

    private sealed record StoredLeaf
    {
        public string FactId { get; init; } = "";
        public string CommitId { get; init; } = "";
        public byte[] Leaf { get; init; } = [];
        public byte[]? Body { get; init; }
        public byte[]? Salt { get; init; }
        public byte[] Commitment { get; init; } = [];
    }
}
