using Tongcai.Ledger;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>
/// 账本发布。Brings this node's tile files to the state of the database and publishes the signed checkpoints. Whatever a crash left undone is done
/// by the next call; tiles that are lost or damaged are made anew from the entries.
/// </summary>
public sealed class LedgerPublisher : IDisposable
{
    private const int Chunk = 4096;

    private const string LeavesSql = """
        select leaf_index, leaf from ledger_fact where salt is null and leaf_index >= @from and leaf_index < @to
        union all select leaf_index, leaf from sealed_batch where leaf_index >= @from and leaf_index < @to
        order by 1
        """;

    private readonly IStore store;
    private readonly LedgerKeys keys;
    private readonly string origin;
    private readonly SafeCopy? safe;
    private readonly TileStore tiles;
    private readonly SemaphoreSlim one = new(1);
    private long written;

    /// <summary>Opens the tile directory for writing.</summary>
    /// <param name="safe">With a safe copy no root is signed that the mirrors cannot restore.</param>
    /// <exception cref="LedgerConflictException">Another process has the directory open.</exception>
    public LedgerPublisher(IStore store, LedgerKeys keys, string origin, string directory, SafeCopy? safe = null)
    {
        (this.store, this.keys, this.origin, this.safe, TileDirectory) = (store, keys, origin, safe, directory);
        tiles = TileStore.Open(directory);
    }

    /// <summary>Origin line of the ledger.</summary>
    public string Origin => origin;

    /// <summary>Where the static files are.</summary>
    public string TileDirectory { get; }

    /// <summary>The static files as they are served.</summary>
    public ServedFiles Files => new(TileDirectory);

    /// <summary>The newest checkpoint that this node serves; null before the first.</summary>
    public Checkpoint? Published => tiles.Published;

    /// <summary>Its bytes, with the cosignatures it has so far; null before the first.</summary>
    public byte[]? Served => Path.Combine(TileDirectory, LedgerPaths.Checkpoint) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null;

    /// <param name="sign">Whether this process is the sequencer and signs the state as it is; else it publishes what the sequencer has signed.</param>
    /// <param name="cancel">Honoured between steps.</param>
    /// <exception cref="LedgerConflictException">The database leads to another root than the one published for a size.</exception>
    public async Task CatchUp(bool sign, CancellationToken cancel = default)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (sign) await store.Transact(Sign, cancel);
            if (await store.Read(LedgerState.Peek, cancel) is not { CheckpointSize: > 0 } state || state.Version == written) return;
            await Write(state, cancel);
            written = state.Version;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The root at a size, computed from the entries in the database alone.</summary>
    /// <exception cref="LedgerConflictException">The database has not that many entries.</exception>
    public async Task<NodeHash> RootOfEntries(long size, CancellationToken cancel = default)
    {
        var frontier = new MerkleFrontier(TreeHash.Sha256);
        for (var from = 0L; from < size; from += Chunk)
        {
            foreach (var leaf in await Leaves(from, Math.Min(from + Chunk, size), cancel)) frontier.Append(TreeHash.Sha256.Leaf(leaf.Span));
        }

        return frontier.Root();
    }

    /// <summary>Adds the cosignatures of a note to the served checkpoint, if that is still the one they are for.</summary>
    public async Task Cosign(SignedNote cosigned, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(cosigned);
        await one.WaitAsync(cancel);
        try
        {
            if (Served is { } bytes && SignedNote.Parse(bytes).Text == cosigned.Text) tiles.Publish(cosigned.ToBytes());
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Serves a checkpoint that the ledger's policy accepts, unless it is served already.</summary>
    public async Task ShowWitnessed(ReadOnlyMemory<byte> note, CancellationToken cancel = default)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (await Files.ReadAsync(LedgerPaths.Witnessed, cancel) is not { } served || !note.Span.SequenceEqual(served)) DurableFiles.Write(TileDirectory, [new(LedgerPaths.Witnessed, note.ToArray())], []);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose()
    {
        tiles.Dispose();
        one.Dispose();
    }

    private bool Sign(SqlSession session)
    {
        var state = LedgerState.Load(session, store.Dialect.ForUpdate);
        if (safe is null) return Sign(session, state, state.Sha256, state.Sm3);
        return safe.Covered(session) is var (sha256, sm3) && Sign(session, state, sha256, sm3);
    }

    private bool Sign(SqlSession session, LedgerState state, MerkleFrontier sha256, MerkleFrontier sm3)
    {
        if (sha256.Size <= state.CheckpointSize) return false;
        return state.Keep(session, sha256.Size, new Checkpoint(origin, sha256.Size, sha256.Root()).Sign(keys.Signers), new Checkpoint(keys.Sm3Origin, sm3.Size, sm3.Root()).Sign(keys.Sm3Signers));
    }

    private async Task Write(LedgerState state, CancellationToken cancel)
    {
        try
        {
            await Bring(state, cancel);
        }
        catch (LedgerFaultException)
        {
            await Rebuild(state.CheckpointSize, cancel);
            await Bring(state, cancel);
        }
    }

    private async Task Bring(LedgerState state, CancellationToken cancel)
    {
        for (var from = tiles.Published?.Size ?? 0; from < state.CheckpointSize; from += Chunk)
        {
            var to = Math.Min(from + Chunk, state.CheckpointSize);
            tiles.Append(from, await Leaves(from, to, cancel));
        }

        // The one that stands may have cosignatures already.
        if (tiles.Published is not { } standing || standing.Size != state.CheckpointSize || standing != Checkpoint.Parse(state.Checkpoint)) tiles.Publish(state.Checkpoint);
        tiles.PublishSm3(state.Sm3Checkpoint);
    }

    private async Task Rebuild(long size, CancellationToken cancel)
    {
        // The tile store takes a plain sequence; it is read chunk by chunk on a thread that may wait.
        await Task.Run(
            () => tiles.Rebuild(Enumerable.Range(0, (int)((size + Chunk - 1) / Chunk)).SelectMany(n => Leaves((long)n * Chunk, Math.Min((n + 1L) * Chunk, size), cancel).GetAwaiter().GetResult())),
            cancel);
    }

    private Task<List<ReadOnlyMemory<byte>>> Leaves(long from, long to, CancellationToken cancel) => store.Read(
        connection =>
        {
            var rows = new DbSession(connection).Query(LeavesSql, r => (Index: r.GetInt64(0), Leaf: (byte[])r.GetValue(1)), ("from", from), ("to", to));
            if (rows.Count != to - from || rows.Index().Any(r => r.Item.Index != from + r.Index))
                throw new LedgerConflictException($"The database has {rows.Count} of the entries from {from} to {to}: it was changed by hand or restored in part.");
            return Task.FromResult(rows.ConvertAll(r => (ReadOnlyMemory<byte>)r.Leaf));
        },
        cancel);
}
