using Dapper;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

/// <summary>A sequencer with its keys and tiles, on a store under test; several can share one store as several nodes do.</summary>
public sealed class OwnLedger : IDisposable
{
    public const string Origin = "test.example/ledger";

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-ledger-").FullName;

    public OwnLedger(IStore store, TimeProvider system, string? keys = null, int depth = 4, SafeCopySettings? safe = null, params IEnumerable<SafeFolder> folders)
    {
        Keys = LedgerKeys.Load(keys ?? Path.Combine(folder, "keys"), Origin);
        Safe = safe is null ? null : new SafeCopy(store, safe, Keys, folders, system);
        Publisher = new LedgerPublisher(store, Keys, Origin, TileDirectory, Safe);
        Sequencer = new Sequencer(store, Publisher, depth, system, Safe);
    }

    public string KeyDirectory => Path.Combine(folder, "keys");

    public string TileDirectory => Path.Combine(folder, "ledger");

    public LedgerKeys Keys { get; }

    /// <summary>Null: none is kept.</summary>
    public SafeCopy? Safe { get; }

    public LedgerPublisher Publisher { get; }

    public Sequencer Sequencer { get; }

    public TlogPolicy Policy => TlogPolicy.LogOnly(NoteKey.Parse(Keys.VerifierKey));

    public LedgerProofs Proofs => new(Publisher);

    /// <summary>The accepted checkpoint of the files, after a full check of them.</summary>
    public async Task<Checkpoint> Checked()
    {
        var source = new DirectoryTileSource(TileDirectory);
        Assert.Empty(await LedgerFsck.RunAsync(source, FsckScope.Everything));
        var verdict = Policy.Check(await LedgerReader.Sha256(source).CheckpointAsync());
        Assert.True(verdict.Accepted, verdict.Detail);
        return verdict.Checkpoint!;
    }

    /// <summary>Every file with its size: what an observer of the static files can see.</summary>
    public IReadOnlyList<string> Sizes() =>
        [.. new DirectoryInfo(TileDirectory).EnumerateFiles("*", SearchOption.AllDirectories).Select(f => $"{Path.GetRelativePath(TileDirectory, f.FullName)} {f.Length}").Order(StringComparer.Ordinal)];

    /// <summary>The index of every entry that has one.</summary>
    public static Task<List<long>> Indexes(IStore store) => store.Read(async c =>
        (await c.QueryAsync<long>("select leaf_index from ledger_fact where salt is null and leaf_index is not null union all select leaf_index from sealed_batch order by 1")).ToList());

    public void Dispose()
    {
        Publisher.Dispose();
        Keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
