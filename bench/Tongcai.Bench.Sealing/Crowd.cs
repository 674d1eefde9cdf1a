using Tongcai.Cryptography;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Tests.Bidding;
using Tongcai.Trading.Tests.Opening;

namespace Tongcai.Bench.Sealing;

/// <summary>A noticed procurement with firms whose chunks are stored and whose envelopes are made.</summary>
/// <param name="Id">The procurement.</param>
/// <param name="Tokens">A session of each firm.</param>
/// <param name="Chains">Each firm's envelopes in the order in which they may be handed in: the first, then replacements of the same sections.</param>
internal sealed record Crowd(SealedHost Host, string Id, DateTimeOffset Now, IReadOnlyList<string> Tokens, IReadOnlyList<IReadOnlyList<byte[]>> Chains) : IAsyncDisposable
{
    /// <summary>The garbage collector with which the platform's own program runs (that of web programs).</summary>
    public static readonly (string, string)[] AsServed = [("DOTNET_gcServer", "1")];

    public static async Task<Crowd> Gather(string folder, int firms, int seals, int threshold = 1, int trustees = 1)
    {
        var host = await SealedHost.Start("sqlite", threshold, trustees, folder);
        var (chain, all) = await SealedBidTests.Noticed(host, firms);
        var (id, now, tokens) = (chain.Id, host.Trading.Legal.Now, new string[firms]);
        var chunks = (ChunkStore)host.Trading.App.Services.GetService(typeof(ChunkStore))!;
        var chains = new IReadOnlyList<byte[]>[firms];
        await Parallel.ForAsync(0, firms, async (f, _) =>
        {
            tokens[f] = await host.Trading.Token(all[f].Actor);
            using var client = await host.Trading.Api(all[f].Actor);
            var packed = await all[f].Pack(client, id, 30_000_000 + f, new(now));
            var envelope = SealedEnvelope.TryParse(packed.Envelope)!;
            foreach (var (chunk, stored) in packed.Chunks)
            {
                if (await chunks.Keep(id, envelope.Envelope.Bidder, chunk.Sm3, new(chunk.Sm3, chunk.Sha256), stored) is not ChunkOutcome.Kept)
                    throw new InvalidOperationException("A chunk was not kept.");
            }

            List<byte[]> mine = [packed.Envelope];
            while (mine.Count < seals / firms)
                mine.Add((envelope = all[f].Again(envelope)).ToBytes());
            chains[f] = mine;
        });
        return new(host, id, now, tokens, chains);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
