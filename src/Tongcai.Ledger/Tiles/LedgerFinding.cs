namespace Tongcai.Ledger;

/// <summary>What can be wrong with a file of a ledger.</summary>
public enum LedgerFault
{
    /// <summary>A file that the tree size asks for is not there.</summary>
    Missing,

    /// <summary>A file is shorter or longer than its name says, or a bundle does not split into its entries.</summary>
    Malformed,

    /// <summary>The hash of an entry differs from the one in its tile of level 0.</summary>
    EntryDiffers,

    /// <summary>A hash in a tile differs from the root of the tile below it.</summary>
    TileDiffers,

    /// <summary>The root computed from the files differs from the checkpoint's.</summary>
    RootDiffers,

    /// <summary>The checkpoint is not there or does not parse.</summary>
    CheckpointUnreadable,
}

/// <summary>One thing wrong with one file.</summary>
public sealed record LedgerFinding(LedgerFault Fault, string Path, string Detail)
{
    public override string ToString() => $"{Fault} {Path}: {Detail}";
}

/// <summary>A ledger could not be read as its tree size demands; <see cref="Finding"/> names the file.</summary>
public sealed class LedgerFaultException(LedgerFinding finding) : Exception(finding.ToString())
{
    public LedgerFaultException(LedgerFault fault, string path, string detail) : this(new LedgerFinding(fault, path, detail)) { }

    public LedgerFinding Finding => finding;
}
