using System.Diagnostics;
using System.Globalization;
using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Bench.Ledger;

/// <summary>Inclusion proofs, and consistency proofs between random sizes, from the files of a large ledger; each is also verified, outside the measured time. The ledger is made once and kept.</summary>
internal static class Proofs
{
    private const int Chunk = 65_536;
    private const int Asked = 20_000;

    public static async Task Print(string folder, int entries)
    {
        Build(folder, entries);
        var reader = LedgerReader.Sha256(new DirectoryTileSource(folder));
        var head = Checkpoint.Parse((await reader.CheckpointAsync())!);
        Report.Head($"Proofs from a ledger of {entries:N0} entries, {Asked:N0} at random, files warm", "proof", "p50 ms", "p99 ms", "max ms");
        var random = new Random(7);
        var indexes = Enumerable.Range(0, Asked).Select(_ => random.NextInt64(head.Size)).ToArray();
        foreach (var index in indexes.AsSpan(0, 2_000).ToArray()) await reader.InclusionAsync(index, head.Size);
        await Row("inclusion", indexes, async index =>
        {
            var began = Stopwatch.GetTimestamp();
            var proof = await reader.InclusionAsync(index, head.Size);
            var ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            return proof.Verify(TreeHash.Sha256, TreeHash.Sha256.Leaf(Entry(index)), head.Root) ? ms : throw new InvalidOperationException($"The proof of {index} is wrong.");
        });
        await Row("consistency", indexes, async index =>
        {
            var began = Stopwatch.GetTimestamp();
            var proof = await reader.ConsistencyAsync(index + 1, head.Size);
            var ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            return proof.Verify(TreeHash.Sha256, await reader.RootAsync(index + 1), head.Root) ? ms : throw new InvalidOperationException($"The proof from {index + 1} is wrong.");
        });
    }

    private static async Task Row(string name, long[] indexes, Func<long, Task<double>> one)
    {
        var times = new double[indexes.Length];
        for (var i = 0; i < times.Length; i++) times[i] = await one(indexes[i]);
        Report.Row(name, Report.Percentile(times, 0.5), Report.Percentile(times, 0.99), times[^1]);
    }

    /// <summary>Entries of 200 bytes, so that ten million take about 3 GB with both trees.</summary>
    private static byte[] Entry(long index)
    {
        var entry = new byte[200];
        System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"entry {index:D12} ")).CopyTo(entry, 0);
        new Random((int)index).NextBytes(entry.AsSpan(20));
        return entry;
    }

    private static void Build(string folder, int entries)
    {
        using var store = TileStore.Open(folder);
        var size = store.Published?.Size ?? 0;
        if (size == entries) return;
        using var key = Ed25519PrivateKey.Generate();
        var signer = NoteSigner.Ed25519("bench.example/large", key);
        var clock = Stopwatch.StartNew();
        var from = size;
        for (LedgerTree tree; size < entries; size = tree.Size)
        {
            tree = store.Append(size, [.. Enumerable.Range(0, (int)Math.Min(Chunk, entries - size)).Select(i => (ReadOnlyMemory<byte>)Entry(size + i))]);
            store.Publish(new Checkpoint("bench.example/large", tree.Size, tree.Root).Sign([signer]));
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ledger of {entries:N0} entries made: {(entries - from) / clock.Elapsed.TotalSeconds:#,0} entries/s with both trees, durable every {Chunk:N0}."));
    }
}
