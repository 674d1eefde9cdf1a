using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Recovery;

/// <summary>What a platform that must be healed asks for; it writes this beside its data.</summary>
/// <param name="Origin">Its ledger.</param>
/// <param name="VerifierKey">Ed25519 key of its ledger.</param>
/// <param name="RecoveryKey">Point of its recovery key, lower-case hexadecimal; empty: it had no safe copy.</param>
/// <param name="Number">The last segment that the restored data know.</param>
/// <param name="Digest">SHA-256 of that segment.</param>
/// <param name="Size">Entries that the restored ledger has.</param>
public sealed record HealingRequest(string Origin, string VerifierKey, string RecoveryKey, long Number, byte[] Digest, long Size)
{
    /// <summary>Path of the request in the data directory.</summary>
    public static readonly string File = Path.Combine("recovery", "request.json");
}

/// <summary>The first line of a healing file.</summary>
/// <param name="From">Number of the last segment before it.</param>
/// <param name="FromDigest">SHA-256 of that segment.</param>
/// <param name="FromSize">Entries of the ledger before it.</param>
/// <param name="To">Number of the last segment that the mirror has, whole or not: the chain goes on after it.</param>
/// <param name="ToDigest">SHA-256 of that segment.</param>
/// <param name="Mirror">Origin of the platform whose mirror gave the segments.</param>
/// <param name="Holders">Holders of the shares that opened them.</param>
/// <param name="Checkpoint">The newest checkpoint of the ledger that the mirror has accepted.</param>
public sealed record HealingHead(string Origin, long From, byte[] FromDigest, long FromSize, long To, byte[] ToDigest, string Mirror, IReadOnlyList<string> Holders, byte[] Checkpoint);

/// <summary>One step of a healing file.</summary>
public abstract record HealingStep
{
    /// <summary>A batch, with the segment that ends it.</summary>
    public sealed record Batch(long Number, byte[] Digest, byte[] Bytes) : HealingStep;

    /// <summary>A piece of a file.</summary>
    public sealed record Piece(byte[] Bytes) : HealingStep;
}

/// <summary>
/// 补齐文件. Decrypted segments on their way into a platform: readable by its owner alone, deleted when they have been applied. A JSON line, then steps (kind, number, digest, length, bytes), at the
/// end the SHA-256 of everything before, so that a file cut off is none.
/// </summary>
public static class HealingFile
{
    /// <summary>Path in the data directory of the platform.</summary>
    public static readonly string File = Path.Combine("recovery", "healing");

    private const byte EndKind = 0, BatchKind = 1, PieceKind = 2;
    private const int Longest = 256 << 20;

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(string dataDirectory, HealingHead head, IEnumerable<HealingStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var path = Path.Combine(dataDirectory, File);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = path + ".new";
        System.IO.File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(beside, options))
        {
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            void Put(byte[] bytes)
            {
                file.Write(bytes);
                sum.AppendData(bytes);
            }

            Put([.. JsonSerializer.SerializeToUtf8Bytes(head, WireJson.Options), (byte)'\n']);
            foreach (var step in steps) Put(Bytes(step));
            Put([EndKind]);
            file.Write(sum.GetHashAndReset());
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(beside, path, overwrite: true);
        DurableFiles.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>The head; null when there is no file.</summary>
    /// <exception cref="InvalidDataException">It is damaged or cut off.</exception>
    public static HealingHead? Head(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, File);
        if (!System.IO.File.Exists(path)) return null;
        using var file = System.IO.File.OpenRead(path);
        if (!IsWhole(file)) throw new InvalidDataException("补齐文件不完整或已损坏，请重新执行 tongcai recovery open。");
        return ReadHead(file);
    }

    /// <summary>The steps in order; ask <see cref="Head"/> first.</summary>
    public static IEnumerable<HealingStep> Steps(string dataDirectory)
    {
        using var file = System.IO.File.OpenRead(Path.Combine(dataDirectory, File));
        ReadHead(file);
        using var reader = new BinaryReader(file, Encoding.UTF8);
        while (reader.ReadByte() is var kind and not EndKind)
        {
            var number = reader.ReadInt64();
            var digest = reader.ReadBytes(SHA256.HashSizeInBytes);
            var bytes = reader.ReadBytes(reader.ReadInt32());
            yield return kind is BatchKind ? new HealingStep.Batch(number, digest, bytes) : new HealingStep.Piece(bytes);
        }
    }

    private static byte[] Bytes(HealingStep step)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var (kind, number, digest, content) = step switch
        {
            HealingStep.Batch b => (BatchKind, b.Number, b.Digest, b.Bytes),
            HealingStep.Piece p => (PieceKind, 0L, SafeSegment.None, p.Bytes),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
        writer.Write(kind);
        writer.Write(number);
        writer.Write(digest);
        writer.Write(content.Length);
        writer.Write(content);
        writer.Flush();
        return bytes.ToArray();
    }

    private static bool IsWhole(FileStream file)
    {
        if (file.Length <= SHA256.HashSizeInBytes) return false;
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, left) = (new byte[64 * 1024], file.Length - SHA256.HashSizeInBytes);
        while (left > 0)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            sum.AppendData(buffer, 0, read);
            left -= read;
        }

        var stated = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(stated);
        return sum.GetHashAndReset().AsSpan().SequenceEqual(stated);
    }

    private static HealingHead ReadHead(FileStream file)
    {
        file.Position = 0;
        var line = new MemoryStream();
        for (var b = file.ReadByte(); b != '\n'; b = file.ReadByte())
        {
            if (b < 0 || line.Length > Longest) throw new InvalidDataException("补齐文件没有文件头。");
            line.WriteByte((byte)b);
        }

        return JsonSerializer.Deserialize<HealingHead>(line.ToArray(), WireJson.Options) ?? throw new InvalidDataException("补齐文件没有文件头。");
    }
}
