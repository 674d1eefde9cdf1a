using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Archives;

/// <summary>档案中的一件事实 with all that proves it, one file each.</summary>
/// <param name="Number">1-based, in the order of the facts.</param>
/// <param name="Class">公开、限定、密封.</param>
/// <param name="Leaf">Leaf as it stands in the ledger or, for a private fact, inside its commitment.</param>
/// <param name="Body">Canonical body.</param>
/// <param name="Salt">Hex salt that opens the commitment; null for a public fact.</param>
/// <param name="Party">Organisation that a private fact belongs to; empty for a public one.</param>
/// <param name="Proof">tlog-proof with cosignatures, for a private fact the sealed proof.</param>
public sealed record ArchivedFact(int Number, string Title, FactClass Class, string Leaf, string Body, string? Salt, string Party, string Proof)
{
    /// <summary>Where it lies in the package.</summary>
    public string Path => $"facts/{Number:D4}.json";
}

/// <summary>档案中的一份文件。</summary>
/// <param name="Path">Where it lies in the package: lower-case ASCII.</param>
public sealed record ArchivedDocument(string Path, string Title, byte[] Content);

/// <summary>电子档案 of one procurement before it is packed (政府采购法第四十二条).</summary>
/// <param name="Id">Random id.</param>
/// <param name="Ledger">Origin of the ledger whose facts these are.</param>
/// <param name="Final">Whether the procurement is over; else a copy of how it stood.</param>
/// <param name="KeepUntil">Last day on which it has to be kept; null while the procurement goes on.</param>
/// <param name="Policy">Policy of the ledger (C2SP tlog-policy): keys, witnesses, quorum.</param>
/// <param name="Keys">Verifier keys of the ledger, Ed25519 and SM2.</param>
public sealed record ArchiveContent(
    string Id, string Ledger, string ProcurementId, string Code, string Title, bool Final, DateTimeOffset MadeAt, string MadeBy, DateOnly? KeepUntil,
    IReadOnlyList<ArchivedFact> Facts, IReadOnlyList<ArchivedDocument> Documents, string Policy, IReadOnlyList<string> Keys);

/// <summary>One file of the list.</summary>
public sealed record ArchiveFile(string Path, BodyDigest Digest);

/// <summary>What the platform signs: whose archive it is and the digests of the list of its files.</summary>
/// <param name="V">Form.</param>
/// <param name="Files">Digests of <see cref="ArchivePaths.Manifest"/>.</param>
public sealed record ArchiveStatement(string V, string Id, string Ledger, string ProcurementId, string Code, string Title, bool Final, DateTimeOffset MadeAt, string MadeBy, BodyDigest Files)
{
    public const string Form = "tongcai/archive/v1";
}

/// <summary>目录中的一行。</summary>
public sealed record ArchiveEntry(int Number, string Path, string Id, string Kind, string Title, FactClass Class, DateTimeOffset At, string By, string Stream, long Seq);

/// <summary>Titles of documents by path.</summary>
public sealed record ArchiveListed(string Path, string Title);

/// <summary>目录，for programs; index.html is the same for people.</summary>
public sealed record ArchiveIndex(
    string Id, string Ledger, string ProcurementId, string Code, string Title, bool Final, DateTimeOffset MadeAt, string MadeBy, DateOnly? KeepUntil, IReadOnlyList<ArchiveEntry> Facts, IReadOnlyList<ArchiveListed> Documents);

/// <summary>Files that every package has.</summary>
public static class ArchivePaths
{
    /// <summary>The signed statement (C2SP signed-note).</summary>
    public const string Statement = "archive.note";

    /// <summary>Every other file with its digests, canonical JSON.</summary>
    public const string Manifest = "manifest.json";

    public const string Index = "index.json";

    public const string Page = "index.html";

    public const string Policy = "ledger/policy";

    public const string Keys = "ledger/vkey";
}
