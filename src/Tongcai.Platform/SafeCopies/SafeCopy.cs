using System.Data.Common;
using Tongcai.Exchange.Recovery;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.SafeCopies;

/// <summary>
/// 安全副本. On every tick one segment of one size leaves the journal, also when nothing happened; mirrors fetch it. What a segment brings is prepared whole and released tick by tick, so the
/// rhythm does not tell how much there is. The ledger publishes no root that the mirrors cannot restore.
/// </summary>
/// <param name="folders">Folders of files that go along.</param>
public sealed class SafeCopy(IStore store, SafeCopySettings settings, LedgerKeys keys, IEnumerable<SafeFolder> folders, TimeProvider system)
{
    /// <summary>A segment that no mirror has taken for so long is shown to the operator.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A mirror that took nothing for so long is no longer waited for.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(7);

    private readonly Dictionary<string, string> folders = folders.ToDictionary(f => f.Name, f => f.Directory, StringComparer.Ordinal);

    private int Room => settings.SegmentBytes - SafeSegment.Overhead - SafeContent.HeadLength;

    /// <summary>Releases the next segment: one that was prepared, or a new one of what has come since. The caller holds the sequencer's lease.</summary>
    public Task Tick(CancellationToken cancel = default) => store.Transact(session => Release(session) || Prepare(session), cancel);

    /// <summary>A released segment for a mirror. That it names the one before says that it has all up to there; one that was never made here is none.</summary>
    /// <param name="after">Hexadecimal SHA-256 of the segment before.</param>
    public async Task<SegmentAnswer> Segment(long number, string mirror, string after, CancellationToken cancel = default)
    {
        var (known, own, bytes, first, last) = await store.Read(
            c => Task.FromResult(With(c, s => (
                Taken: s.Scalar("select taken from safe_mirror where id = @id", ("id", mirror)) as long? ?? -1,
                Before: number == 1 ? SafeSegment.None : s.Scalar("select digest from safe_segment where number = @before and released = true", ("before", number - 1)) as byte[],
                Bytes: s.Scalar("select bytes from safe_segment where number = @number and released = true and length(bytes) > 0", ("number", number)) as byte[],
                First: s.Scalar("select min(number) from safe_segment where length(bytes) > 0") as long? ?? long.MaxValue,
                Last: SafeChain.Load(s).Number))),
            cancel);
        if (number > last + 1 || (own is not null && Convert.ToHexStringLower(own) != after)) return new(null, Gone: false, Diverged: true);
        if (own is not null && number - 1 > known) await store.Transact(session => Taken(session, mirror, number - 1), cancel);
        return new(bytes, Gone: bytes is null && number < first && number <= last);
    }

    /// <summary>Why the ledger waits, in Chinese; empty when it does not.</summary>
    public async Task<string> Problem(CancellationToken cancel = default)
    {
        var oldest = await store.Read(c => Task.FromResult(With(c, s => s.Scalar("select min(at) from safe_segment where released = true and at > 0 and number > @taken", ("taken", Kept(s))) as long?)), cancel);
        return oldest is { } at && system.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(at) is var waited && waited > Patience
            ? $"安全副本已有 {(long)waited.TotalSeconds} 秒没有被镜像取走，账本暂停发布；办理不受影响，请检查镜像平台及其与本平台的连接"
            : "";
    }

    /// <summary>Everything that was acknowledged up to this system time can be restored from the mirrors; null before the first segment was taken.</summary>
    public async Task<DateTimeOffset?> CoveredUntil(CancellationToken cancel = default) =>
        await store.Read(c => Task.FromResult(With(c, s => s.Scalar("select max(at) from safe_segment where frontier is not null and number <= @taken", ("taken", Kept(s))) as long?)), cancel) is { } at
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    /// <summary>The newest state of the ledger that enough mirrors can restore; null: none yet.</summary>
    internal (MerkleFrontier Sha256, MerkleFrontier Sm3)? Covered(SqlSession session) => session.Query(
        "select frontier, frontier_sm3 from safe_segment where frontier is not null and number <= @taken order by number desc limit 1",
        r => ((MerkleFrontier, MerkleFrontier)?)(MerkleFrontier.Parse(TreeHash.Sha256, (byte[])r.GetValue(0)), MerkleFrontier.Parse(TreeHash.Sm3, (byte[])r.GetValue(1))),
        ("taken", Kept(session))).FirstOrDefault();

    /// <summary>Its size.</summary>
    internal long CoveredSize(DbConnection connection) => With(connection, Covered)?.Sha256.Size ?? 0;

    private static T With<T>(DbConnection connection, Func<SqlSession, T> query) => query(new DbSession(connection));

    /// <summary>The last segment that enough mirrors have.</summary>
    private long Kept(SqlSession session) => session.Query("select taken from safe_mirror order by taken desc", r => r.GetInt64(0)).Skip(settings.Copies - 1).FirstOrDefault();

    private bool Release(SqlSession session) => session.ExecuteAside(
        "update safe_segment set released = true, at = @at where number = (select min(number) from safe_segment where released = false)", ("at", system.GetUtcNow().ToUnixTimeMilliseconds())) == 1;

    private bool Prepare(SqlSession session)
    {
        // The state is held until the end, so that the journal read after it holds the indexes up to it and none beyond.
        var ledger = LedgerState.Load(session, store.Dialect.ForUpdate);
        var chain = SafeChain.Load(session, store.Dialect.ForUpdate);
        var (records, all) = CommitJournal.Take(session);
        var now = system.GetUtcNow();
        var batch = new SafeBatch(now, ledger.Size, ledger.Sha256.Root(), all, records).ToBytes();
        var parts = batch.Chunk(Room).ToList();
        var before = session.Query("select size, frontier from safe_segment where frontier is not null order by number desc limit 1", r => MerkleFrontier.Parse(TreeHash.Sha256, (byte[])r.GetValue(1))).FirstOrDefault() ?? new MerkleFrontier(TreeHash.Sha256);
        foreach (var (part, bytes) in parts.Index())
        {
            var last = part == parts.Count - 1;
            var covers = last && all;
            var (size, root) = covers ? (ledger.Size, ledger.Sha256.Root()) : (before.Size, before.Root());
            var content = new SafeContent(part, parts.Count, bytes, last ? TakePieces(session, Room - bytes.Length) : []);
            var segment = SafeSegment.Seal(new(chain.Number + 1, size, root, chain.Digest), keys.Signers[0], settings.RecoveryKey, content.ToBytes(), settings.SegmentBytes);
            chain = new(chain.Number + 1, SafeSegment.Digest(segment));
            session.ExecuteAside(
                "insert into safe_segment (number, bytes, digest, released, at, size, frontier, frontier_sm3) values (@number, @bytes, @digest, @released, @at, @size, @sha256, @sm3)",
                ("number", chain.Number), ("bytes", segment), ("digest", chain.Digest), ("released", part == 0), ("at", now.ToUnixTimeMilliseconds()), ("size", size),
                ("sha256", covers ? ledger.Sha256.Serialize() : null), ("sm3", covers ? ledger.Sm3.Serialize() : null));
        }

        chain.Keep(session, now);
        return true;
    }

    /// <summary>Pieces of waiting files as far as there is room.</summary>
    private List<byte[]> TakePieces(SqlSession session, int room)
    {
        var pieces = new List<byte[]>();
        while (session.Query("select folder, path, length, sent from safe_file order by ordinal limit 1", r => (Folder: r.GetString(0), Path: r.GetString(1), Length: r.GetInt64(2), Sent: r.GetInt64(3))) is [var file])
        {
            room -= SafeContent.PieceHead + SafePiece.Overhead(file.Folder, file.Path);
            if (room <= 0) break;
            var bytes = Read(file.Folder, file.Path, file.Sent, Math.Min(room, file.Length - file.Sent));
            room -= bytes.Length;
            if (bytes.Length > 0) pieces.Add(new SafePiece(file.Folder, file.Path, file.Length, file.Sent, bytes).ToBytes());
            // A file that is lost here is lost in the copy, too: it must not hold up the others.
            if (bytes.Length == 0 || file.Sent + bytes.Length >= file.Length) session.ExecuteAside("delete from safe_file where folder = @folder and path = @path", ("folder", file.Folder), ("path", file.Path));
            else session.ExecuteAside("update safe_file set sent = @sent where folder = @folder and path = @path", ("sent", file.Sent + bytes.Length), ("folder", file.Folder), ("path", file.Path));
        }

        return pieces;
    }

    private byte[] Read(string folder, string path, long from, long count)
    {
        if (!folders.TryGetValue(folder, out var directory) || Path.Combine(directory, path) is var full && !File.Exists(full)) return [];
        using var handle = File.OpenHandle(full);
        var bytes = new byte[count];
        return RandomAccess.Read(handle, bytes, from) is var read && read == count ? bytes : bytes[..read];
    }

    private bool Taken(SqlSession session, string mirror, long number)
    {
        var now = system.GetUtcNow();
        session.ExecuteAside(
            "insert into safe_mirror (id, taken, at) values (@id, @taken, @at) on conflict (id) do update set taken = @taken, at = @at where safe_mirror.taken < @taken",
            ("id", mirror), ("taken", number), ("at", now.ToUnixTimeMilliseconds()));
        var awaited = session.Query("select taken from safe_mirror where at > @since", r => r.GetInt64(0), ("since", (now - Forgotten).ToUnixTimeMilliseconds()));
        if (awaited.Count < settings.Copies) return true;
        // The newest one that covers the ledger stays: it says up to where the ledger may be published.
        session.ExecuteAside(
            "delete from safe_segment where number <= @all and number < (select max(number) from safe_segment where frontier is not null and number <= @all)", ("all", awaited.Min()));
        return true;
    }
}

/// <summary>The end of the chain of segments.</summary>
internal sealed record SafeChain(long Number, byte[] Digest)
{
    private const string Id = "chain";

    public static SafeChain Load(SqlSession session, string locking = "") =>
        session.Query("select number, digest from safe_chain where id = @id" + locking, r => new SafeChain(r.GetInt64(0), (byte[])r.GetValue(1)), ("id", Id)).FirstOrDefault() ?? new(0, SafeSegment.None);

    public void Keep(SqlSession session, DateTimeOffset at) => session.ExecuteAside(
        "insert into safe_chain (id, number, digest, at) values (@id, @number, @digest, @at) on conflict (id) do update set number = @number, digest = @digest, at = @at",
        ("id", Id), ("number", Number), ("digest", Digest), ("at", at.ToUnixTimeMilliseconds()));
}
