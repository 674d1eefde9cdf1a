using System.Globalization;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Recovery;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Platform.SafeCopies;

/// <summary>
/// 账本镜像. Keeps a followed ledger as files: every entry proved against the checkpoint that its log key signed, the tiles computed here, the bodies of public facts, and the segments of the
/// safe copy, each checked against its predecessor. A ledger that goes back or signs a second history changes nothing here.
/// </summary>
/// <param name="source">Whom to mirror.</param>
/// <param name="directory">Where the files go.</param>
/// <param name="kept">How long a segment is kept: longer than the oldest backup that one would restore.</param>
public sealed class LedgerMirror(FollowedSource source, LedgerClient client, MirrorClient segments, string directory, TimeSpan kept, TimeProvider system) : IDisposable
{
    private const int MostEntries = 4096;

    /// <summary>Bodies fetched before they are written together.</summary>
    private const int BodiesAtOnce = 256;

    private readonly NoteKey key = NoteKey.Parse(source.VerifierKey);
    private readonly Lazy<TileStore> tiles = new(() => TileStore.Open(LedgerFolder(directory)));
    private long taken = -1;
    private byte[] digest = [];

    /// <summary>Origin of the ledger.</summary>
    public string Origin => source.Origin;

    /// <summary>Why nothing more is taken, in Chinese; empty while all is well.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Folder of the tiles below a mirror's directory.</summary>
    public static string LedgerFolder(string directory) => Path.Combine(directory, "ledger");

    /// <summary>File of a body.</summary>
    public static string BodyFile(string directory, string sha256) => Path.Combine(directory, "bodies", sha256[..2], sha256);

    /// <summary>File of a segment; a thousand share a folder.</summary>
    public static string SegmentFile(string directory, long number) => Path.Combine(directory, "safe", (number / 1000).ToString("D6", CultureInfo.InvariantCulture), number.ToString("D9", CultureInfo.InvariantCulture));

    /// <summary>Oldest and newest segment kept; zeros when there is none.</summary>
    public static (long First, long Last) Segments(string directory)
    {
        var folder = Path.Combine(directory, "safe");
        if (!Directory.Exists(folder)) return (0, 0);
        var folders = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToList();
        var numbers = new[] { folders.FirstOrDefault(HasFiles), folders.LastOrDefault(HasFiles) }.OfType<string>().SelectMany(Directory.GetFiles)
            .Select(f => long.TryParse(Path.GetFileName(f), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(n => n > 0).ToList();
        return numbers.Count == 0 ? (0, 0) : (numbers.Min(), numbers.Max());
    }

    /// <summary>Takes what is new: segments until there is none, for which the source's publishing waits, then entries and bodies.</summary>
    /// <exception cref="IOException">The source gave no answer.</exception>
    public async Task Step(CancellationToken cancel = default)
    {
        var problem = "";
        while (problem.Length == 0)
        {
            (var more, problem) = await Segment(cancel);
            if (!more) break;
        }

        var second = await Entries(cancel);
        Problem = problem.Length > 0 ? problem : second;
    }

    public void Dispose()
    {
        if (tiles.IsValueCreated) tiles.Value.Dispose();
    }

    private static bool HasFiles(string folder) => Directory.EnumerateFiles(folder).Any();

    private async Task<string> Entries(CancellationToken cancel)
    {
        var local = LedgerFolder(directory);
        var follower = new Follower(client.Tiles, TlogPolicy.LogOnly(key), source.Origin);
        var published = tiles.Value.Published;
        var frontier = await LedgerReader.Sha256(new DirectoryTileSource(local)).FrontierAsync(published?.Size ?? 0, cancel);
        var position = new FollowerPosition(frontier.Serialize(), published is null ? default(ReadOnlyMemory<byte>) : await File.ReadAllBytesAsync(Path.Combine(local, LedgerPaths.Checkpoint), cancel));
        while (true)
        {
            switch (await follower.StepAsync(position, MostEntries, cancel))
            {
                case FollowResult.Advanced advanced:
                    await Bodies(advanced.Entries, cancel);
                    tiles.Value.Append(advanced.Entries[0].Index, [.. advanced.Entries.Select(e => e.Bytes)]);
                    position = advanced.Position;
                    if (position.Next == Checkpoint.Parse(position.Checkpoint.Span).Size) await Publish(position.Checkpoint, cancel);
                    continue;
                case FollowResult.UpToDate current:
                    await Cosigned(current.Position.Checkpoint, cancel);
                    return "";
                case FollowResult.Alarmed alarmed:
                    return $"来源账本与镜像不符，已停止镜像：{alarmed.Detail}";
                case FollowResult.Unreachable:
                    // A ledger that was never published waits for its first segment to be taken.
                    return "";
            }
        }
    }

    private async Task Publish(ReadOnlyMemory<byte> checkpoint, CancellationToken cancel)
    {
        tiles.Value.Publish(checkpoint.Span);
        if (await client.Tiles.ReadAsync(LedgerPaths.Sm3Checkpoint, cancel) is not { } sm3 || !TlogPolicy.LogOnly(key.Named(source.Origin + LedgerPaths.Sm3OriginSuffix)).Check(sm3).Accepted) return;
        // The source may have gone on in between: then the next step brings the one that fits.
        if (Checkpoint.Parse(sm3).Size == tiles.Value.Published!.Size) tiles.Value.PublishSm3(sm3);
        await Cosigned(checkpoint, cancel);
    }

    /// <summary>Keeps the checkpoint with the cosignatures that came later, and the newest one that its policy accepts.</summary>
    private async Task Cosigned(ReadOnlyMemory<byte> checkpoint, CancellationToken cancel)
    {
        var local = LedgerFolder(directory);
        if (tiles.Value.Published is not { } published) return;
        var standing = await File.ReadAllBytesAsync(Path.Combine(local, LedgerPaths.Checkpoint), cancel);
        if (Checkpoint.Parse(checkpoint.Span) == published && !checkpoint.Span.SequenceEqual(standing)) tiles.Value.Publish(checkpoint.Span);
        if (await client.Tiles.ReadAsync(LedgerPaths.Witnessed, cancel) is not { } witnessed || TlogPolicy.LogOnly(key).Check(witnessed) is not { Accepted: true, Checkpoint: { } head } || head.Size > published.Size) return;
        var file = Path.Combine(local, LedgerPaths.Witnessed);
        var before = File.Exists(file) ? await File.ReadAllBytesAsync(file, cancel) : [];
        if (!witnessed.AsSpan().SequenceEqual(before)) DurableFiles.Write(local, [new(LedgerPaths.Witnessed, witnessed)], []);
    }

    private async Task Bodies(IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        foreach (var some in entries.Select(e => FactLeaf.Read(e.Bytes.Span)?.Body).OfType<BodyDigest>().DistinctBy(b => b.Sha256).Where(b => !File.Exists(BodyFile(directory, b.Sha256))).Chunk(BodiesAtOnce))
        {
            var files = new List<KeyValuePair<string, byte[]>>();
            foreach (var body in some)
            {
                // A body that was erased by law is nowhere any more.
                if (await client.Body(body.Sha256, cancel) is { } bytes && body.Fits(bytes)) files.Add(new(Path.GetRelativePath(directory, BodyFile(directory, body.Sha256)), bytes));
            }

            DurableFiles.Write(directory, files, []);
        }
    }

    /// <summary>Takes the next segment: whether there may be more, and what is wrong.</summary>
    private async Task<(bool More, string Problem)> Segment(CancellationToken cancel)
    {
        if (taken < 0)
        {
            taken = Segments(directory).Last;
            digest = taken == 0 ? SafeSegment.None : SafeSegment.Digest(await File.ReadAllBytesAsync(SegmentFile(directory, taken), cancel));
        }

        var answer = await segments.Segment(new Uri(source.BaseUrl, MirrorClient.Own), taken + 1, digest, cancel);
        if (answer.Gone) return (false, $"来源平台已不再保留第 {taken + 1} 段安全副本，镜像从中断处无法接续；请核对来源平台是否恢复过旧备份，或者清空本镜像的 safe 目录重新开始");
        if (answer.Diverged) return (false, $"来源平台的第 {taken} 段安全副本与本镜像所存的不同：它由旧备份恢复而尚未补齐，或者本镜像的数据已损坏");
        if (answer.Bytes is not { } bytes) return (false, "");
        if (SafeSegment.Check(bytes, key, out var problem) is not { } head || head.Number != taken + 1 || !head.Previous.AsSpan().SequenceEqual(digest))
            return (false, $"第 {taken + 1} 段安全副本{(problem.Length > 0 ? problem : "与前一段接不上")}");

        DurableFiles.Write(directory, [new(Path.GetRelativePath(directory, SegmentFile(directory, head.Number)), bytes)], []);
        (taken, digest) = (head.Number, SafeSegment.Digest(bytes));
        Prune();
        return (true, "");
    }

    /// <summary>Old segments go, folder by folder.</summary>
    private void Prune()
    {
        if (taken % 1000 != 0) return;
        var before = (system.GetUtcNow() - kept).UtcDateTime;
        foreach (var old in Directory.GetDirectories(Path.Combine(directory, "safe")).Where(f => Directory.EnumerateFiles(f).All(s => File.GetLastWriteTimeUtc(s) < before)).ToList()) Directory.Delete(old, recursive: true);
    }
}
