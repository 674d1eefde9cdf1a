using System.Security.Cryptography;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Archives;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Tests.Archives;

/// <summary>A small procurement on a real ledger in a directory: public facts, restricted ones in a sealed batch, documents, and the archive of it.</summary>
public sealed class SampleArchive : IDisposable
{
    public const string Origin = "trade.example/ledger";
    private const string Purchaser = "org-buyer";

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-archive-").FullName;
    private readonly Sm2PrivateKey sm2 = Sm2PrivateKey.Generate();
    private readonly Ed25519PrivateKey ed25519 = Ed25519PrivateKey.Generate();

    public SampleArchive()
    {
        Signers = [NoteSigner.Ed25519(Origin, ed25519), NoteSigner.Sm2(Origin, sm2)];
        Content = Make();
        Package = ArchiveWriter.Write(Content, Signers);
    }

    public IReadOnlyList<NoteSigner> Signers { get; }

    public ArchiveContent Content { get; }

    public byte[] Package { get; }

    public TlogPolicy Policy => TlogPolicy.LogOnly(Signers.Select(s => s.Key));

    public void Dispose()
    {
        sm2.Dispose();
        ed25519.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private ArchiveContent Make()
    {
        List<(IFact Fact, byte[] Leaf, byte[] Body, byte[]? Salt)> facts = [];
        var last = new Dictionary<bool, (long Seq, string? Hash)>();
        foreach (var (fact, isPublic) in new (IFact, bool)[] { (new DocumentConfirmed("p", 1, "d"), false), (new OpeningRecorded("p", Start, 0), true), (new PaymentRequested("p", "c", "y", 100, new(2026, 5, 6)), false), (new ContractFiled("p", "c", new(2026, 5, 1)), true), (new PaymentMade("p", "c", "y", 100, new(2026, 6, 1), new(2026, 6, 2), 100, "T1"), true) })
        {
            var kind = FactKinds.Published.Of(fact);
            Assert.Equal(isPublic, kind.FactClass is FactClass.Public);
            var (seq, prev) = last.GetValueOrDefault(isPublic);
            var body = FactBody.Write(fact);
            var leaf = new FactLeaf(kind.Kind, kind.Version, $"id{facts.Count}", fact.Stream, seq + 1, Start.AddMinutes(facts.Count), Purchaser, BodyDigest.Of(body), prev, null).Write();
            last[isPublic] = (seq + 1, FactLeaf.HashOf(leaf));
            facts.Add((fact, leaf, body, isPublic ? null : RandomNumberGenerator.GetBytes(32)));
        }

        var secret = facts.Where(f => f.Salt is not null).ToList();
        var batch = SealedBatch.Seal([.. secret.Select(f => SealedEvent.Of(f.Salt, f.Leaf))], 4);
        List<byte[]> entries = [.. facts.Where(f => f.Salt is null).Select(f => f.Leaf), batch.Leaf];
        using var store = TileStore.Open(Path.Combine(folder, "ledger"));
        var tree = store.Append(0, [.. entries.Select(e => (ReadOnlyMemory<byte>)e)]);
        var note = new Checkpoint(Origin, tree.Size, tree.Root).Sign(Signers);
        store.Publish(note);
        var reader = LedgerReader.Sha256(new ServedFiles(Path.Combine(folder, "ledger")));

        List<ArchivedFact> archived = [];
        foreach (var (fact, leaf, body, salt) in facts)
        {
            var index = entries.FindIndex(e => e.AsSpan().SequenceEqual(salt is null ? leaf : batch.Leaf));
            var outer = TlogProof.Make(reader.InclusionAsync(index, tree.Size).AsTask().GetAwaiter().GetResult(), note);
            var proof = salt is null ? outer.ToBytes() : new SealedProof(batch.PathOf(secret.FindIndex(f => f.Leaf == leaf)), outer).ToBytes();
            var kind = FactKinds.Published.Of(fact);
            archived.Add(new(archived.Count + 1, kind.Title, kind.FactClass, Encoding.UTF8.GetString(leaf), Encoding.UTF8.GetString(body), salt is null ? null : Convert.ToHexStringLower(salt), salt is null ? "" : Purchaser, Encoding.UTF8.GetString(proof)));
        }

        return new(
            "abcdefghijklmnopqrstuvwxyz", Origin, "p", "410100-GKZB-2026-0001", "打印机 <采购>", true, Start.AddDays(90), "中州市职业技术学院", new(2041, 6, 1), archived,
            [new("documents/tender.txt", "招标文件", "第一章\n"u8.ToArray()), new("reports/lot.txt", "评标报告", "评标报告\n"u8.ToArray())], $"log {Signers[0].Key}\nquorum none\n", [.. Signers.Select(s => s.Key.ToString())]);
    }
}
