using System.Text;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Archives;

/// <summary>Packs and signs an archive. The same content, keys and clock make the same bytes but for the signatures, which hold chance.</summary>
public static class ArchiveWriter
{
    /// <summary>The package.</summary>
    /// <param name="signers">The ledger's own, Ed25519 and SM2.</param>
    /// <exception cref="ArgumentException">A document has a name that cannot be, or the package would be too large.</exception>
    public static byte[] Write(ArchiveContent content, params IEnumerable<NoteSigner> signers)
    {
        ArgumentNullException.ThrowIfNull(content);
        var index = Index(content);
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal)
        {
            [ArchivePaths.Index] = CanonicalJson.Write(index),
            [ArchivePaths.Page] = Encoding.UTF8.GetBytes(ArchivePage.Write(index, content)),
            [ArchivePaths.Policy] = Encoding.UTF8.GetBytes(content.Policy),
            [ArchivePaths.Keys] = Encoding.UTF8.GetBytes(string.Concat(content.Keys.Select(k => k + "\n"))),
        };
        foreach (var fact in content.Facts) files.Add(fact.Path, CanonicalJson.Write(fact));
        foreach (var document in content.Documents) files.Add(document.Path, document.Content);
        var manifest = CanonicalJson.Write(files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new ArchiveFile(f.Key, BodyDigest.Of(f.Value))).ToList());
        files.Add(ArchivePaths.Manifest, manifest);
        var statement = new ArchiveStatement(ArchiveStatement.Form, content.Id, content.Ledger, content.ProcurementId, content.Code, content.Title, content.Final, content.MadeAt, content.MadeBy, BodyDigest.Of(manifest));
        files.Add(ArchivePaths.Statement, SignedNote.Sign(Encoding.UTF8.GetString(CanonicalJson.Write(statement)) + "\n", signers).ToBytes());
        return ArchiveZip.Write(files);
    }

    private static ArchiveIndex Index(ArchiveContent c) => new(
        c.Id, c.Ledger, c.ProcurementId, c.Code, c.Title, c.Final, c.MadeAt, c.MadeBy, c.KeepUntil, [.. c.Facts.Select(Entry)], [.. c.Documents.Select(d => new ArchiveListed(d.Path, d.Title))]);

    /// <exception cref="ArgumentException">The leaf is none.</exception>
    private static ArchiveEntry Entry(ArchivedFact fact) => FactLeaf.Read(Encoding.UTF8.GetBytes(fact.Leaf)) is { } leaf
        ? new(fact.Number, fact.Path, leaf.Id, leaf.Kind, fact.Title, fact.Class, leaf.At, leaf.By, leaf.Stream, leaf.Seq)
        : throw new ArgumentException($"Fact {fact.Number} has no leaf.");
}
