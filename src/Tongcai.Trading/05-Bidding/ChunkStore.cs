using System.Collections.Concurrent;
using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Trading.Bidding;

/// <summary>What became of an uploaded chunk.</summary>
public enum ChunkOutcome
{
    Kept,
    WrongDigest,
    WrongLength,
    OverQuota,
}

/// <summary>
/// 密文块. Content-addressed files, each bidder's under its pseudonym: <c>{procurement}/{pseudonym}/{sm3}-{sha256}</c>, written beside, synced, renamed. Nobody can read them before the
/// opening, the platform least of all; whether a bidder has some is shown to that bidder alone.
/// </summary>
/// <param name="directory">Where they are.</param>
/// <param name="quota">Most bytes of one bidder in one procurement.</param>
public sealed class ChunkStore(string directory, long quota)
{
    /// <summary>Longest chunk: 1 MiB and its tag.</summary>
    public const int Longest = ChunkCipher.MaximumPlainLength + ChunkCipher.TagLength;

    /// <summary>Name of these files in the safe copy.</summary>
    public const string SafeFolder = "chunks";

    /// <summary>Where a chunk lies below the directory.</summary>
    public static string PathOf(string procurementId, string pseudonym, EnvelopeChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        return $"{procurementId}/{pseudonym}/{chunk.Sm3}-{chunk.Sha256}";
    }

    /// <summary>Where they are.</summary>
    public string Root => directory;

    // Bytes of each folder: listed once, then counted, and listed again before anybody is refused for them.
    private readonly ConcurrentDictionary<string, long> kept = new(StringComparer.Ordinal);

    /// <summary>Keeps a chunk; durable when this returns. The same chunk again is kept once.</summary>
    /// <param name="bytes">Not changed or used for anything else until this returns.</param>
    public async Task<ChunkOutcome> Keep(string procurementId, string pseudonym, string sm3, ChunkDigests digests, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(digests);
        if (bytes.Length is <= ChunkCipher.TagLength or > Longest)
            return ChunkOutcome.WrongLength;
        if (digests.Sm3 != sm3)
            return ChunkOutcome.WrongDigest;
        var folder = Folder(procurementId, pseudonym);
        var path = Path.Combine(folder, $"{sm3}-{digests.Sha256}");
        if (File.Exists(path))
            return ChunkOutcome.Kept;
        if (kept.GetOrAdd(folder, Listed) + bytes.Length > quota && (kept[folder] = Listed(folder)) + bytes.Length > quota)
            return ChunkOutcome.OverQuota;
        // Syncs block: the threads that serve requests are few.
        await Task.Factory.StartNew(() => Write(procurementId, folder, path, bytes.Span), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        kept.AddOrUpdate(folder, bytes.Length, (_, before) => before + bytes.Length);
        return ChunkOutcome.Kept;
    }

    private void Write(string procurementId, string folder, string path, ReadOnlySpan<byte> bytes)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DurableFiles.FlushDirectory(Path.Combine(directory, procurementId));
            DurableFiles.FlushDirectory(directory);
        }

        var beside = Path.Combine(folder, "." + Path.GetRandomFileName());
        using (var file = File.OpenHandle(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, bytes.Length))
        {
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(beside, path, overwrite: true);
        DurableFiles.FlushDirectory(folder);
    }

    /// <summary>Length of what lies in a folder; those beside are not kept yet, and may be gone before their length is asked for.</summary>
    private static long Listed(string folder) => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles().Where(f => f.Name[0] != '.').Sum(f => f.Length) : 0;

    /// <summary>Length and digests of a stored chunk; null when it is not there.</summary>
    public EnvelopeChunk? Find(string procurementId, string pseudonym, string sm3)
    {
        var folder = Folder(procurementId, pseudonym);
        return IsDigest(sm3) && Directory.Exists(folder) && new DirectoryInfo(folder).EnumerateFiles(sm3 + "-*").FirstOrDefault() is { } file
            ? new(file.Length, sm3, file.Name[(sm3.Length + 1)..])
            : null;
    }

    /// <summary>As <see cref="Find(string, string, string)"/>, without a search when it lies there with both of its digests.</summary>
    public EnvelopeChunk? Find(string procurementId, string pseudonym, EnvelopeChunk named)
    {
        ArgumentNullException.ThrowIfNull(named);
        return new FileInfo(Path.Combine(directory, PathOf(procurementId, pseudonym, named))) is { Exists: true } file ? named with { Length = file.Length } : Find(procurementId, pseudonym, named.Sm3);
    }

    /// <summary>The bytes of a chunk; null when it is lost.</summary>
    public async Task<byte[]?> Read(string procurementId, string pseudonym, string sm3, CancellationToken cancel) =>
        Find(procurementId, pseudonym, sm3) is { } chunk ? await File.ReadAllBytesAsync(Path.Combine(Folder(procurementId, pseudonym), $"{sm3}-{chunk.Sha256}"), cancel) : null;

    /// <summary>Whether a text is an SM3 in lower-case hexadecimal.</summary>
    public static bool IsDigest(string text) => text.Length == 2 * Sm3.DigestLength && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    private string Folder(string procurementId, string pseudonym) => Path.Combine(directory, procurementId, pseudonym);
}
