using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongcai.Cryptography;

namespace Tongcai.Ledger.Tests;

/// <summary>Entries and keys of the vectors, shared by tests; every value derives from a fixed text.</summary>
internal static class Fixtures
{
    public const string Origin = "trade.tongcai.example/ledger";

    public static string VectorPath(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Vectors", .. parts]);

    public static JsonElement Vectors { get; } = JsonDocument.Parse(File.ReadAllBytes(VectorPath("c2sp", "vectors.json"))).RootElement;

    public static ReadOnlyMemory<byte> Entry(long index) => Encoding.ASCII.GetBytes($"tongcai-test-entry-{index}\n");

    public static List<ReadOnlyMemory<byte>> Entries(long from, long to)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        for (var i = from; i < to; i++) entries.Add(Entry(i));
        return entries;
    }

    public static NodeHash Hash(string base64) => NodeHash.TryParse(base64, out var hash) ? hash : throw new InvalidDataException(base64);

    public static byte[] Seed(string of) => SHA256.HashData(Encoding.UTF8.GetBytes(of));

    public static Ed25519PrivateKey VectorKey(string name) => Ed25519PrivateKey.FromSeed(Convert.FromHexString(Vectors.GetProperty(name).GetString()!));

    public static NoteSigner LogSigner { get; } = NoteSigner.Ed25519(Origin, VectorKey("logSeedHex"));

    public static NoteSigner Sm2Signer { get; } = NoteSigner.Sm2(Origin, Sm2PrivateKey.FromScalar(Seed("sm2 signer of the tests")));

    public static TlogPolicy LogPolicy { get; } = TlogPolicy.LogOnly(LogSigner.Key);

    /// <summary>The root of any range of leaves, by the definition of RFC 6962 §2.1 and nothing else.</summary>
    public static NodeHash RangeRoot(TreeHash hash, ReadOnlySpan<NodeHash> leaves)
    {
        if (leaves.Length == 0) return hash.Empty;
        if (leaves.Length == 1) return leaves[0];
        var split = 1;
        while (split * 2 < leaves.Length) split *= 2;
        return hash.Node(RangeRoot(hash, leaves[..split]), RangeRoot(hash, leaves[split..]));
    }

    public static NodeHash[] Leaves(TreeHash hash, long count) => [.. Entries(0, count).Select(entry => hash.Leaf(entry.Span))];

    /// <summary>Appends entries [from, to) and publishes both checkpoints.</summary>
    public static LedgerTree Extend(this TileStore store, long from, long to)
    {
        var tree = store.Append(from, Entries(from, to));
        store.PublishBoth(tree);
        return tree;
    }

    public static void PublishBoth(this TileStore store, LedgerTree tree)
    {
        store.Publish(new Checkpoint(Origin, tree.Size, tree.Root).Sign(LogSigner, Sm2Signer));
        store.PublishSm3(new Checkpoint(Origin + LedgerPaths.Sm3OriginSuffix, tree.Size, tree.Sm3Root).Sign(Sm2Signer));
    }

    /// <summary>Path → SHA-256 of every file but the lock.</summary>
    public static SortedDictionary<string, string> Digests(string directory, Func<string, bool>? only = null)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(directory, file);
            if (path != ".lock" && (only is null || only(path))) digests[path] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return digests;
    }
}

/// <summary>A directory that is gone after the test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tongcai-ledger-").FullName;

    public DirectoryTileSource Source => new(Path);

    public string File(string path) => System.IO.Path.Combine(Path, path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
