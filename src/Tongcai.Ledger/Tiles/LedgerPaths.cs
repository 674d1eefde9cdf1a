namespace Tongcai.Ledger;

/// <summary>Names of the files of a ledger that are not tiles, under its prefix.</summary>
public static class LedgerPaths
{
    /// <summary>The signed tree head of the SHA-256 tree.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>
    /// The newest signed tree head that has the cosignatures the ledger's policy asks for. <see cref="Checkpoint"/> may be newer and gains
    /// its cosignature lines when the witnesses have answered; nobody waits for them.
    /// </summary>
    public const string Witnessed = "checkpoint.witnessed";

    /// <summary>Tiles of the SM3 tree stand at this prefix + <c>tile/…</c>; entry bundles are shared.</summary>
    public const string Sm3Prefix = "sm3/";

    /// <summary>The signed tree head of the SM3 tree; its origin is the ledger's with <see cref="Sm3OriginSuffix"/>.</summary>
    public const string Sm3Checkpoint = "sm3/checkpoint.sm";

    public const string Sm3OriginSuffix = "-sm3";

    private static readonly string[] Heads = [Checkpoint, Witnessed, Sm3Checkpoint];

    /// <summary>
    /// What to serve at a path under the prefix: its content type and whether it may be cached for ever; null when the path is no file
    /// of a ledger. Nothing but these paths leaves the directory.
    /// </summary>
    public static (string ContentType, bool Immutable)? Served(string path) =>
        Heads.Contains(path) ? ("text/plain; charset=utf-8", false)
        : TilePath.TryParse(path, out _) ? ("application/octet-stream", true)
        : path.StartsWith(Sm3Prefix, StringComparison.Ordinal) && TilePath.TryParse(path[Sm3Prefix.Length..], out var tile) && !tile.IsEntries ? ("application/octet-stream", true)
        : null;
}
