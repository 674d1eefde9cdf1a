using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Tongcai.Replay.Tests.Topology;

/// <summary>A fact of a platform's own ledger.</summary>
/// <param name="Scope">Empty for public facts; private ones are counted per party.</param>
/// <param name="By">Organisation that acted; empty: the platform itself.</param>
/// <param name="Index">Place in the ledger; null: not yet.</param>
/// <param name="Digest">Leaf hash, or commitment: hex.</param>
/// <param name="About">Id of what the body is about: order, organisation.</param>
internal sealed record BookFact(string Id, string Kind, string Stream, string Scope, long Seq, string By, long? Index, string Digest, string About)
{
    public bool IsPublic => Scope.Length == 0;
}

/// <summary>A fact that a platform has learned from another ledger, in the order in which it learned.</summary>
internal sealed record LearnedFact(string Id, string Ledger, string Stream, string Kind, long Index, bool Restricted);

/// <summary>How far a platform has read a ledger.</summary>
internal sealed record ReadTo(string Ledger, long PublicFacts, string Alarm);

/// <summary>一个平台的簿册, read from its database file, by no code of the product.</summary>
internal sealed record Book(
    string Platform, string Origin, IReadOnlyList<BookFact> Facts, IReadOnlyList<LearnedFact> Learned, IReadOnlyList<string> Objects, IReadOnlyList<string> Organisations, IReadOnlyList<ReadTo> Read, long Parked);

internal static class Books
{
    /// <summary>Tables in which acts of the drive leave an object.</summary>
    private static readonly string[] Objects = ["demand", "procurement", "supervision_order", "registered_organisation"];

    /// <summary>Reads a platform's database.</summary>
    public static Book Of(string data, string platform, string origin)
    {
        using var connection = PlatformDatabase.Open(data, platform);
        var tables = connection.Query("select name from sqlite_master where type = 'table'", r => r.GetString(0)).ToHashSet();
        List<T> From<T>(string table, string sql, Func<SqliteDataReader, T> read) => tables.Contains(table) ? connection.Query(sql, read) : [];
        return new(
            platform, origin,
            connection.Query("select fact_id, kind, stream, scope, seq, by_org, leaf_index, leaf, commitment, body from ledger_fact order by ordinal", Fact),
            [
                .. From("chain_fact", "select id, ledger, stream, kind, leaf_index, 0 from chain_fact order by rowid", Learned),
                .. From("watched_fact", "select id, ledger, procurement_id, kind, leaf_index, restricted from watched_fact order by rowid", Learned),
            ],
            [.. Objects.SelectMany(t => From(t, $"select id from {t}", r => r.GetString(0)))],
            [.. From("known_organisation", "select id from known_organisation", r => r.GetString(0))],
            connection.Query("select id, public_facts, alarm from follow_position", r => new ReadTo(r.GetString(0), r.GetInt64(1), r.GetString(2))),
            connection.Query("select count(*) from parked_fact", r => r.GetInt64(0))[0]);
    }

    private static BookFact Fact(SqliteDataReader r)
    {
        var leaf = (byte[])r.GetValue(7);
        var body = JsonNode.Parse(Encoding.UTF8.GetString((byte[])r.GetValue(9)));
        return new(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt64(4), r.GetString(5), r.IsDBNull(6) ? null : r.GetInt64(6),
            Convert.ToHexStringLower(r.IsDBNull(8) ? SHA256.HashData([0, .. leaf]) : (byte[])r.GetValue(8)), (body?["orderId"] ?? body?["organisationId"])?.GetValue<string>() ?? "");
    }

    private static LearnedFact Learned(SqliteDataReader r) => new(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt64(4), r.GetBoolean(5));
}
