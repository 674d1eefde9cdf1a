using System.Globalization;
using System.Security.Cryptography;
using Tongcai.Cryptography;

namespace Tongcai.Platform.Storage;

/// <summary>
/// 行摘要。SHA-256(salt ‖ canonical JSON of the row's columns). Columns that hold null, 0, false or nothing are left out, so that a column added
/// later disturbs no earlier digest.
/// </summary>
internal sealed record RowDigest(string Table, string RowId, long RowVersion, byte[] Salt, byte[] Digest)
{
    public const int SaltLength = 16;

    public static RowDigest Of(RowMap map, IRow row, long version)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return new(map.Table, row.Id, version, salt, Compute(salt, map.Columns.Select(c => (c.Name, c.Name == "version" ? version : c.StoredValue(row)))));
    }

    /// <summary>One digest over the rows of a commit, as its leaves carry it: hex SHA-256 over the rows' digests by table, id and version; null without rows.</summary>
    public static string? Together(IReadOnlyCollection<RowDigest> rows)
    {
        if (rows.Count == 0) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows.OrderBy(r => r.Table, StringComparer.Ordinal).ThenBy(r => r.RowId, StringComparer.Ordinal).ThenBy(r => r.RowVersion)) hash.AppendData(row.Digest);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The digest of stored values, whichever engine they come from.</summary>
    public static byte[] Compute(ReadOnlySpan<byte> salt, IEnumerable<(string Column, object? Value)> values)
    {
        var columns = values.Select(v => (v.Column, Text: AsText(v.Value))).Where(c => c.Text.Length > 0).ToArray();
        Array.Sort(columns, static (one, other) => string.CompareOrdinal(one.Column, other.Column));
        var text = CanonicalText.Begin().Append('{');
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0) text.Append(',');
            CanonicalText.Append(text, columns[i].Column);
            text.Append(':');
            CanonicalText.Append(text, columns[i].Text);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(CanonicalText.Bytes(text.Append('}')));
        return hash.GetHashAndReset();
    }

    private static string AsText(object? value) => value switch
    {
        null or DBNull or false or 0 or 0L => "",
        true => "1",
        string text => text,
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
    };
}
