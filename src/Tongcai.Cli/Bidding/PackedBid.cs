using System.Formats.Tar;

namespace Tongcai.Cli.Bidding;

/// <summary>
/// 密封好的投标文件：<c>envelope.json</c> and <c>chunks/{sm3}</c>, in a folder or in one file <c>NAME.tar</c> (POSIX ustar), which the offline page makes and the bid page takes too.
/// </summary>
internal sealed class PackedBid : IDisposable
{
    public const string EnvelopeFile = "envelope.json";

    private const string ChunkFolder = "chunks/";
    private const string Extension = ".tar";

    private readonly string at;
    private readonly FileStream? file;
    private readonly Dictionary<string, (long Offset, int Length)> entries = new(StringComparer.Ordinal);

    private PackedBid(string at, FileStream? file) => (this.at, this.file) = (at, file);

    /// <summary>Where things beside it are kept.</summary>
    public string Folder => file is null ? at : Path.GetDirectoryName(Path.GetFullPath(at))!;

    /// <exception cref="BidFault">There is none, or the file is damaged or cut off.</exception>
    public static PackedBid Open(string at)
    {
        if (Directory.Exists(at))
            return new(at, null);
        if (!File.Exists(at))
            throw new BidFault($"{at} 不存在，请给出 tongcai bid pack 生成的目录或密封文件。");
        var packed = new PackedBid(at, File.OpenRead(at));
        try
        {
            using var reader = new TarReader(packed.file!, leaveOpen: true);
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.Length <= int.MaxValue)
                    packed.entries[entry.Name] = (entry.DataOffset, (int)entry.Length);
            }

            return packed;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            packed.Dispose();
            throw new BidFault($"{Path.GetFileName(at)} 不是离线密封生成的文件，或者文件不完整，请重新生成或重新拷贝。");
        }
    }

    public Task<byte[]> Envelope(CancellationToken cancel) => Read(EnvelopeFile, cancel);

    public Task<byte[]> Chunk(string sm3, CancellationToken cancel) => Read(ChunkFolder + sm3, cancel);

    public void Dispose() => file?.Dispose();

    private async Task<byte[]> Read(string name, CancellationToken cancel)
    {
        if (file is null)
            return await File.ReadAllBytesAsync(Path.Combine(at, name), cancel);
        if (!entries.TryGetValue(name, out var entry) || entry.Offset + entry.Length > file.Length)
            throw new BidFault($"{Path.GetFileName(at)} 里没有 {name}，文件不完整，请重新生成或重新拷贝。");
        var bytes = new byte[entry.Length];
        file.Position = entry.Offset;
        await file.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    /// <summary>Writes one, entry by entry.</summary>
    internal sealed class Writer : IDisposable
    {
        private readonly string at;
        private readonly TarWriter? tar;

        /// <param name="at">A file that ends in .tar, or a folder.</param>
        /// <exception cref="BidFault">Something lies there already.</exception>
        public Writer(string at)
        {
            this.at = at;
            if (File.Exists(at) || (Directory.Exists(at) && Directory.EnumerateFileSystemEntries(at).Any()))
                throw new BidFault($"{at} 里已有文件，请用 --out 指定空目录或新的 .tar 文件。");
            if (at.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
                tar = new(new FileStream(at, FileMode.CreateNew), TarEntryFormat.Ustar);
            else
                Directory.CreateDirectory(Path.Combine(at, ChunkFolder));
        }

        public Task Chunk(string sm3, ReadOnlyMemory<byte> stored, CancellationToken cancel) => Write(ChunkFolder + sm3, stored, cancel);

        public Task Envelope(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => Write(EnvelopeFile, bytes, cancel);

        public void Dispose() => tar?.Dispose();

        private async Task Write(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
        {
            if (tar is null)
            {
                await File.WriteAllBytesAsync(Path.Combine(at, name), bytes, cancel);
                return;
            }

            using var data = new MemoryStream(bytes.ToArray());
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data, ModificationTime = DateTimeOffset.UnixEpoch }, cancel);
        }
    }
}
