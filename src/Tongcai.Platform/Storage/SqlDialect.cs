namespace Tongcai.Platform.Storage;

/// <summary>The SQL in which the two engines differ; everything else is common.</summary>
/// <param name="Blob">Type of byte columns ({blob}).</param>
/// <param name="AutoId">Column definition of a growing key ({autoid}).</param>
/// <param name="ForShare">Suffix that keeps a row that was read from changing before the commit.</param>
/// <param name="ForUpdate">Suffix that claims rows that were read.</param>
internal sealed record SqlDialect(string Blob, string AutoId, string ForShare, string ForUpdate)
{
    public string Apply(string sql) => sql.Replace("{blob}", Blob, StringComparison.Ordinal).Replace("{autoid}", AutoId, StringComparison.Ordinal);
}
