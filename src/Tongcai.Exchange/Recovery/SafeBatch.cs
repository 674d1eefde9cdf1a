using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Recovery;

/// <summary>One record of a journal: the statements of one transaction, which only the platform itself reads.</summary>
public sealed record SafeRecord(string Id, byte[] Statements);

/// <summary>What a platform changed between two ticks.</summary>
/// <param name="At">System time when it was packed.</param>
/// <param name="Size">Entries of the ledger behind it.</param>
/// <param name="Root">Root of the ledger behind it.</param>
/// <param name="Complete">Whether nothing else waited: only then the ledger has that root when the records are done.</param>
/// <param name="Records">In the order in which they can be done again.</param>
public sealed record SafeBatch(DateTimeOffset At, long Size, NodeHash Root, bool Complete, IReadOnlyList<SafeRecord> Records)
{
    /// <summary>Larger is no batch: what a platform packs is bounded.</summary>
    private const int Longest = 256 << 20;

    /// <summary>Compressed: the same statements come again and again.</summary>
    public byte[] ToBytes()
    {
        using var packed = new MemoryStream();
        using (var writer = new BinaryWriter(new BrotliStream(packed, CompressionLevel.Fastest), Encoding.UTF8))
        {
            writer.Write(At.ToUnixTimeMilliseconds());
            writer.Write(Size);
            writer.Write(Root.ToArray());
            writer.Write(Complete);
            writer.Write(Records.Count);
            foreach (var (id, statements) in Records)
            {
                writer.Write(id);
                writer.Write(statements.Length);
                writer.Write(statements);
            }
        }

        return packed.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a batch.</exception>
    public static SafeBatch Read(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
            var (at, size) = (DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()), reader.ReadInt64());
            var root = NodeHash.From(reader.ReadBytes(NodeHash.Size));
            var (complete, count) = (reader.ReadBoolean(), reader.ReadInt32());
            var (records, total) = (new List<SafeRecord>(), 0L);
            for (var i = 0; i < count; i++)
            {
                var (id, length) = (reader.ReadString(), reader.ReadInt32());
                if ((total += length) > Longest || length < 0)
                    throw new InvalidDataException("The batch is too long.");
                records.Add(new(id, reader.ReadBytes(length) is var statements && statements.Length == length ? statements : throw new InvalidDataException("The batch is cut off.")));
            }

            return new(at, size, root, complete, records);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"Not a batch: {e.Message}", e);
        }
    }
}

/// <summary>A piece of a file that goes along, e.g. of the ciphertext of a sealed bid.</summary>
/// <param name="Folder">Name of the folder that keeps it.</param>
/// <param name="Path">Path in the folder, with slashes.</param>
/// <param name="Length">Bytes of the whole file.</param>
/// <param name="Offset">Where the piece stands in it.</param>
public sealed record SafePiece(string Folder, string Path, long Length, long Offset, byte[] Bytes)
{
    /// <summary>Bytes of the piece in a segment beside its content.</summary>
    public static int Overhead(string folder, string path) => 2 * (sizeof(int) + 5) + Encoding.UTF8.GetByteCount(folder) + Encoding.UTF8.GetByteCount(path) + 2 * sizeof(long);

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(Folder);
            writer.Write(Path);
            writer.Write(Length);
            writer.Write(Offset);
            writer.Write(Bytes.Length);
            writer.Write(Bytes);
        }

        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a piece.</exception>
    public static SafePiece Read(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            var (folder, path, length, offset, count) = (reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
            return new(folder, path, length, offset, reader.ReadBytes(count));
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new InvalidDataException($"Not a piece: {e.Message}", e);
        }
    }
}

/// <summary>What a segment holds inside: one part of a batch, then pieces of files as far as there is room.</summary>
/// <param name="Part">From 0; a batch that is longer than one segment goes on in the next.</param>
/// <param name="Parts">How many.</param>
public sealed record SafeContent(int Part, int Parts, byte[] Batch, IReadOnlyList<byte[]> Pieces)
{
    /// <summary>Bytes before the part of the batch.</summary>
    public const int HeadLength = 12;

    /// <summary>Bytes before each piece.</summary>
    public const int PieceHead = 4;

    public byte[] ToBytes()
    {
        var bytes = new byte[HeadLength + Batch.Length + Pieces.Sum(p => PieceHead + p.Length)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Part);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Parts);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), Batch.Length);
        Batch.CopyTo(bytes, HeadLength);
        var at = HeadLength + Batch.Length;
        foreach (var piece in Pieces)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), piece.Length);
            piece.CopyTo(bytes, at + PieceHead);
            at += PieceHead + piece.Length;
        }

        return bytes;
    }

    /// <exception cref="InvalidDataException">Not the content of a segment.</exception>
    public static SafeContent Read(ReadOnlySpan<byte> bytes)
    {
        var (part, parts, length) = (BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[4..]), BinaryPrimitives.ReadInt32BigEndian(bytes[8..]));
        if (part < 0 || part >= parts || length < 0 || length > bytes.Length - HeadLength)
            throw new InvalidDataException("Not the content of a segment.");
        var (at, pieces) = (HeadLength + length, new List<byte[]>());
        while (bytes.Length - at > PieceHead && BinaryPrimitives.ReadInt32BigEndian(bytes[at..]) is > 0 and var count)
        {
            if (count > bytes.Length - at - PieceHead)
                throw new InvalidDataException("A piece is cut off.");
            pieces.Add(bytes.Slice(at + PieceHead, count).ToArray());
            at += PieceHead + count;
        }

        return new(part, parts, bytes.Slice(HeadLength, length).ToArray(), pieces);
    }
}
