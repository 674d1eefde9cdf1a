using System.Security.Cryptography;
using Tongcai.Cryptography;
using Tongcai.Trading.Bidding;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>Chunks as they come: at once, again, in any order, too many.</summary>
public sealed class ChunkStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-chunks-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    [Fault(17)]
    public async Task Many_at_once_and_each_twice_are_kept_once()
    {
        var chunks = new ChunkStore(folder, 1 << 30);
        var all = Enumerable.Range(0, 64).Select(_ => RandomNumberGenerator.GetBytes(4096)).ToList();
        await Parallel.ForEachAsync([.. all, .. all], new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (bytes, _) => Assert.Equal(ChunkOutcome.Kept, await Keep(chunks, "b", bytes)));
        Assert.Equal(all.Select(Name).Order(), Directory.GetFiles(Path.Combine(folder, "p", "b")).Select(f => Path.GetFileName(f).Split('-')[0]).Order());
    }

    [Fact]
    public async Task What_is_over_the_quota_is_refused_and_what_is_there_already_is_not()
    {
        var chunks = new ChunkStore(folder, 8192);
        var (one, two, three) = (RandomNumberGenerator.GetBytes(4096), RandomNumberGenerator.GetBytes(4096), RandomNumberGenerator.GetBytes(33));
        List<ChunkOutcome> outcomes = [];
        foreach (var bytes in new[] { one, two, three, one })
            outcomes.Add(await Keep(chunks, "b", bytes));
        Assert.Equal([ChunkOutcome.Kept, ChunkOutcome.Kept, ChunkOutcome.OverQuota, ChunkOutcome.Kept], outcomes);
        Assert.Equal(ChunkOutcome.Kept, await Keep(chunks, "another", three));
        // Started anew, or after something was cleared away, what lies there counts.
        Assert.Equal(ChunkOutcome.OverQuota, await Keep(new(folder, 8192), "b", three));
        File.Delete(Directory.GetFiles(Path.Combine(folder, "p", "b"))[0]);
        Assert.Equal(ChunkOutcome.Kept, await Keep(chunks, "b", three));
    }

    [Fact]
    public async Task Digests_of_a_body_in_pieces_are_those_of_the_whole_and_one_byte_too_many_is_seen()
    {
        var bytes = RandomNumberGenerator.GetBytes(200_001);
        var buffer = new byte[200_001];
        Assert.Equal((200_001, ChunkDigests.Of(bytes)), await ChunkDigests.Read(new Dripping(bytes), buffer, new(), TestContext.Current.CancellationToken));
        Assert.Equal(bytes, buffer);
        Assert.Equal((200_000, ChunkDigests.Of(bytes.AsSpan(0, 200_000))), await ChunkDigests.Read(new Dripping(bytes), buffer.AsMemory(0, 200_000), new(), TestContext.Current.CancellationToken));
    }

    private static Task<ChunkOutcome> Keep(ChunkStore chunks, string pseudonym, byte[] bytes) => chunks.Keep("p", pseudonym, Name(bytes), ChunkDigests.Of(bytes), bytes);

    /// <summary>A body that comes as a network brings it.</summary>
    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, 1 + (int)(Position % 4099))], cancellationToken);
    }

    private static string Name(byte[] bytes) => Convert.ToHexStringLower(Sm3.Hash(bytes));
}
