using System.Security.Cryptography;
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

    /// <summary>Keeps a chunk; durable when this returns. The same chunk again is kept once.</summary>
    public ChunkOutcome Keep(string procurementId, string pseudonym, string sm3, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is <= ChunkCipher.TagLength or > Longest)
            return ChunkOutcome.WrongLength;
        if (Convert.ToHexStringLower(Sm3.Hash(bytes)) != sm3)
            return ChunkOutcome.WrongDigest;
        var folder = Folder(procurementId, pseudonym);
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DurableFiles.FlushDirectory(Path.Combine(directory, procurementId));
            DurableFiles.FlushDirectory(directory);
        }

        if (Find(procurementId, pseudonym, sm3) is not null)
            return ChunkOutcome.Kept;
        // Those beside are not kept yet, and may be gone before their length is asked for.
        if (new DirectoryInfo(folder).EnumerateFiles().Where(f => f.Name[0] != '.').Sum(f => f.Length) + bytes.Length > quota)
            return ChunkOutcome.OverQuota;
        var path = Path.Combine(folder, $"{sm3}-{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
        var beside = Path.Combine(folder, "." + Path.GetRandomFileName());
        using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        DurableFiles.FlushDirectory(folder);
        return ChunkOutcome.Kept;
    }

    /// <summary>Length and digests of a stored chunk; null when it is not there.</summary>
    public EnvelopeChunk? Find(string procurementId, string pseudonym, string sm3)
    {
        var folder = Folder(procurementId, pseudonym);
        return IsDigest(sm3) && Directory.Exists(folder) && new DirectoryInfo(folder).EnumerateFiles(sm3 + "-*").FirstOrDefault() is { } file
            ? new(file.Length, sm3, file.Name[(sm3.Length + 1)..])
            : null;
    }

    /// <summary>The bytes of a chunk; null when it is lost.</summary>
    public async Task<byte[]?> Read(string procurementId, string pseudonym, string sm3, CancellationToken cancel) =>
        Find(procurementId, pseudonym, sm3) is { } chunk ? await File.ReadAllBytesAsync(Path.Combine(Folder(procurementId, pseudonym), $"{sm3}-{chunk.Sha256}"), cancel) : null;

    /// <summary>Whether a text is an SM3 in lower-case hexadecimal.</summary>
    public static bool IsDigest(string text) => text.Length == 2 * Sm3.DigestLength && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    private string Folder(string procurementId, string pseudonym) => Path.Combine(directory, procurementId, pseudonym);
}
