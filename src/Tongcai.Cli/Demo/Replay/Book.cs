using Tongcai.Cli.Running;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Cli.Demo.Replay;

/// <summary>What the trading ledger says of one stream to the public and to the authority: ids of facts.</summary>
internal sealed record Told(HashSet<string> Public, HashSet<string> Restricted);

/// <summary>交易账本的事实：read over HTTP, the public ones from the tiles, those released to supervision from its restricted feed, with its key.</summary>
internal static class Book
{
    /// <summary>Everything committed before the call, by stream.</summary>
    public static async Task<IReadOnlyDictionary<string, Told>> Of(Stack stack, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var tiles = new HttpTileSource(http, new Uri(stack.Ports.Trading, "ledger/"));
        var reader = LedgerReader.Sha256(tiles);
        // Every tick adds a leaf: after two more, what had been committed has its place.
        var size = await Size(reader, cancel) + 2;
        while (await Size(reader, cancel) < size)
            await Task.Delay(50, cancel);
        size = await Size(reader, cancel);

        var told = new Dictionary<string, Told>(StringComparer.Ordinal);
        Told In(string stream) => told.TryGetValue(stream, out var there) ? there : told[stream] = new([], []);
        for (var bundle = 0L; bundle * TilePath.FullWidth < size; bundle++)
        {
            foreach (var entry in await reader.BundleAsync(bundle, size, cancel))
            {
                if (FactLeaf.Read(entry.Span) is { } leaf)
                    In(leaf.Stream).Public.Add(leaf.Id);
            }
        }

        using var key = Sm2PrivateKey.ImportPkcs8(await File.ReadAllBytesAsync(Path.Combine(stack.DataDirectory, "supervision", "keys", "peer.sm2"), cancel));
        var self = new PeerIdentity(key, stack.Keys["supervision"].GetProperty("origin").GetString()!, TimeProvider.System);
        var client = new LedgerClient(http, stack.Ports.Trading, stack.Keys["trading"].GetProperty("origin").GetString()!);
        var cursor = 0L;
        while (await client.Restricted(cursor, self, cancel) is { Items.Count: > 0 } page)
        {
            foreach (var leaf in page.Items.Select(f => FactLeaf.Read(f.Leaf)!))
                In(leaf.Stream).Restricted.Add(leaf.Id);
            cursor = page.Items[^1].Cursor;
        }

        return told;
    }

    private static async Task<long> Size(LedgerReader reader, CancellationToken cancel) =>
        await reader.CheckpointAsync(cancel) is { } bytes && Checkpoint.TryParse(bytes, out var checkpoint, out _) ? checkpoint.Size : 0;
}
