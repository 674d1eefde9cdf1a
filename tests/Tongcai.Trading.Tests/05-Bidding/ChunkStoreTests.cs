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
    public void Many_at_once_and_each_twice_are_kept_once()
    {
        var chunks = new ChunkStore(folder, 1 << 30);
        var all = Enumerable.Range(0, 64).Select(_ => RandomNumberGenerator.GetBytes(4096)).ToList();
        Parallel.ForEach([.. all, .. all], new ParallelOptions { MaxDegreeOfParallelism = 8 }, bytes => Assert.Equal(ChunkOutcome.Kept, chunks.Keep("p", "b", Name(bytes), bytes)));
        Assert.Equal(all.Select(Name).Order(), Directory.GetFiles(Path.Combine(folder, "p", "b")).Select(f => Path.GetFileName(f).Split('-')[0]).Order());
    }

    [Fact]
    public void What_is_over_the_quota_is_refused_and_what_is_there_already_is_not()
    {
        var chunks = new ChunkStore(folder, 8192);
        var (one, two, three) = (RandomNumberGenerator.GetBytes(4096), RandomNumberGenerator.GetBytes(4096), RandomNumberGenerator.GetBytes(33));
        Assert.Equal([ChunkOutcome.Kept, ChunkOutcome.Kept, ChunkOutcome.OverQuota, ChunkOutcome.Kept], new[] { one, two, three, one }.Select(b => chunks.Keep("p", "b", Name(b), b)));
        Assert.Equal(ChunkOutcome.Kept, chunks.Keep("p", "another", Name(three), three));
    }

    private static string Name(byte[] bytes) => Convert.ToHexStringLower(Sm3.Hash(bytes));
}
