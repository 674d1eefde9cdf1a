namespace Tongcai.Ledger;

/// <summary>Names of the files of a ledger that are not tiles, under its prefix.</summary>
public static class LedgerPaths
{
    /// <summary>The signed tree head of the SHA-256 tree.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Tiles of the SM3 tree stand at this prefix + <c>tile/…</c>; entry bundles are shared.</summary>
    public const string Sm3Prefix = "sm3/";

    /// <summary>The signed tree head of the SM3 tree; its origin is the ledger's with <see cref="Sm3OriginSuffix"/>.</summary>
    public const string Sm3Checkpoint = "sm3/checkpoint.sm";

    public const string Sm3OriginSuffix = "-sm3";
}
