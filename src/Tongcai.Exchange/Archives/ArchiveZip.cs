using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Tongcai.Exchange.Archives;

/// <summary>
/// The container: a ZIP file that any tool opens, of which there is exactly one for given files: names in ordinal order, stored, one fixed time, nothing between or behind. So a package that was
/// changed anywhere, be it in a header that no tool looks at, is not the one that its files make.
/// </summary>
public static class ArchiveZip
{
    /// <summary>Largest package, in bytes.</summary>
    public const int Longest = 256 * 1024 * 1024;

    private const int MostFiles = 20_000;
    private const int LongestName = 200;

    /// <summary>1980-01-01 00:00, the first that a ZIP can name.</summary>
    private const uint Time = 0x00210000;

    private static readonly uint[] Crc = MakeCrc();

    /// <summary>Packs files.</summary>
    /// <exception cref="ArgumentException">A name is not of the allowed form, or the package would be too large.</exception>
    public static byte[] Write(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        var count = 0;
        foreach (var (name, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!IsName(name)) throw new ArgumentException($"'{name}' is no name of a file in an archive.", nameof(files));
            var (at, crc, path) = ((uint)zip.Length, CrcOf(content), Encoding.ASCII.GetBytes(name));
            // Local header: version 2.0, no flags, stored.
            Put(zip, 0x04034b50, 4);
            Common(zip, crc, content.Length, path.Length);
            zip.Write(path);
            zip.Write(content);
            // Central directory: made by version 2.0.
            Put(directory, 0x02014b50, 4);
            Put(directory, 20, 2);
            Common(directory, crc, content.Length, path.Length);
            Put(directory, 0, 10);
            Put(directory, at, 4);
            directory.Write(path);
            count++;
            if (zip.Length > Longest || count > MostFiles) throw new ArgumentException("The archive is too large.", nameof(files));
        }

        var start = (uint)zip.Length;
        directory.WriteTo(zip);
        Put(zip, 0x06054b50, 4);
        Put(zip, 0, 4);
        Put(zip, (uint)count, 2);
        Put(zip, (uint)count, 2);
        Put(zip, (uint)directory.Length, 4);
        Put(zip, start, 4);
        Put(zip, 0, 2);
        return zip.ToArray();
    }

    /// <summary>Reads a package: its files, and what is wrong with it as a whole (empty: nothing). Reads no more than the package itself is long. Never throws on bad input.</summary>
    public static (IReadOnlyDictionary<string, byte[]> Files, string Problem) Read(byte[] package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (package.Length > Longest) return (files, $"有 {package.Length:#,##0} 字节，超过 {Longest:#,##0}");
        try
        {
            using var zip = new ZipArchive(new MemoryStream(package, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostFiles) return (files, $"有 {zip.Entries.Count} 个文件，超过 {MostFiles}");
            foreach (var entry in zip.Entries)
            {
                if (!IsName(entry.FullName)) return (files, $"文件名“{Shown(entry.FullName)}”不合规：只能是包内的相对路径");
                if (entry.CompressedLength != entry.Length || entry.Length > package.Length) return (files, $"{entry.FullName} 经过压缩或者长度不实");
                if (!files.TryAdd(entry.FullName, Content(entry))) return (files, $"{entry.FullName} 出现两次");
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            return (files, $"不是完整的 ZIP 文件：{e.Message}");
        }

        return (files, Write(files).AsSpan().SequenceEqual(package) ? "" : "容器被改动：同样的文件应当组成另一个包");
    }

    /// <summary>Segments of lower-case ASCII letters, digits, dot, hyphen and underscore that begin with a letter or digit: nothing that leaves the folder it is unpacked to.</summary>
    public static bool IsName(string name) =>
        name is { Length: > 0 and <= LongestName } && name.Split('/').All(s => s.Length > 0 && (char.IsAsciiLetterLower(s[0]) || char.IsAsciiDigit(s[0])) && s.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_'));

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var from = entry.Open();
        var bytes = new byte[entry.Length];
        from.ReadExactly(bytes);
        return from.ReadByte() < 0 ? bytes : throw new InvalidDataException($"{entry.FullName} is longer than it says.");
    }

    private static string Shown(string name) => new([.. name.Take(60).Select(c => char.IsControl(c) ? '�' : c)]);

    private static void Common(MemoryStream to, uint crc, int length, int name)
    {
        Put(to, 20, 2);
        Put(to, 0, 4);
        Put(to, Time, 4);
        Put(to, crc, 4);
        Put(to, (uint)length, 4);
        Put(to, (uint)length, 4);
        Put(to, (uint)name, 2);
        Put(to, 0, 2);
    }

    /// <summary>A little-endian number in so many bytes.</summary>
    private static void Put(MemoryStream to, uint value, int bytes)
    {
        Span<byte> written = stackalloc byte[12];
        written.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(written, value);
        to.Write(written[..bytes]);
    }

    private static uint CrcOf(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes) crc = Crc[(crc ^ b) & 0xff] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>CRC-32 of ISO 3309, polynomial 0xEDB88320, as ZIP asks for.</summary>
    private static uint[] MakeCrc()
    {
        var table = new uint[256];
        for (var n = 0u; n < table.Length; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++) c = (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
