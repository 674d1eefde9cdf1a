using System.Globalization;
using System.Text;

namespace Tongcai.Replay.Tests.Trustees;

/// <summary>Words that are like no others, all with one beginning drawn for the run: where the beginning is not found, none of them is.</summary>
internal sealed class Canaries
{
    private const int Tail = 40;

    private readonly string start = "tq" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(11));
    private readonly List<(byte[] Needle, Func<ReadOnlySpan<byte>, string> Read)> needles;

    public Canaries()
    {
        var plain = Encoding.ASCII.GetBytes(start);
        needles =
        [
            (plain, Ascii), (Encoding.Unicode.GetBytes(start), at => Ascii([.. at.ToArray().Where((_, i) => i % 2 == 0)])),
            (Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain)), _ => "hex"), (Encoding.ASCII.GetBytes(Convert.ToHexString(plain)), _ => "hex"),
            .. Enumerable.Range(0, 3).Select(shift => (Base64(plain, shift), (Func<ReadOnlySpan<byte>, string>)(_ => "base64"))),
        ];
    }

    /// <summary>A word of the run.</summary>
    /// <param name="kind">What it marks, e.g. content or person.</param>
    public string Word(string kind, int number) => $"{start}-{kind}-{number.ToString("000", CultureInfo.InvariantCulture)}";

    /// <summary>What stands in bytes, as kind and number where it can be read; text in UTF-8 and UTF-16, hexadecimal, base64 at any place.</summary>
    public IEnumerable<string> In(ReadOnlySpan<byte> bytes)
    {
        List<string> found = [];
        foreach (var (needle, read) in needles)
        {
            for (var from = 0; bytes[from..].IndexOf(needle) is var at and >= 0; from += at + needle.Length)
                found.Add(read(bytes[(from + at)..Math.Min(bytes.Length, from + at + needle.Length + 2 * Tail)]));
        }

        return found;
    }

    /// <summary>What stands in a file, however long.</summary>
    public IEnumerable<string> InFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return [.. Blocks(file, long.MaxValue).SelectMany(b => In(b.Span))];
    }

    /// <summary>What stands in the files of a folder, by their names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> InFolder(string folder) =>
        // What has no length is empty, or a pipe of the runtime, which never ends.
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f) is { Exists: true, Length: > 0 }).Select(f => (Name: Path.GetRelativePath(folder, f), Found: (IReadOnlyList<string>)[.. Try(f).Distinct()]))
            .Where(f => f.Found.Count > 0).ToDictionary(f => f.Name, f => f.Found, StringComparer.Ordinal);

    /// <summary>What stands in the memory of a process, and how many bytes of it were read.</summary>
    public (IReadOnlyList<string> Found, long Read) InMemory(int process)
    {
        HashSet<string> found = [];
        var read = 0L;
        using var memory = new FileStream($"/proc/{process}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        foreach (var line in File.ReadAllLines($"/proc/{process}/maps"))
        {
            var fields = line.Split(' ');
            if (fields[1][0] != 'r' || line.EndsWith("[vvar]", StringComparison.Ordinal) || line.EndsWith("[vsyscall]", StringComparison.Ordinal) || line.EndsWith("[vvar_vclock]", StringComparison.Ordinal))
                continue;
            var range = fields[0].Split('-').Select(a => long.Parse(a, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            try
            {
                memory.Position = range[0];
                foreach (var block in Blocks(memory, range[1] - range[0]))
                {
                    read += block.Length;
                    found.UnionWith(In(block.Span));
                }
            }
            catch (IOException)
            {
                // A page that is mapped and not there, or was given back meanwhile.
            }
        }

        return ([.. found.Order(StringComparer.Ordinal)], read);
    }

    private IEnumerable<string> Try(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return InFile(path);
            }
            catch (FileNotFoundException)
            {
                return [];
            }
            catch (IOException) when (tries < 200)
            {
                // A temporary file is its writer's alone; a moment later it has its own name, or can be read.
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>Blocks that overlap, so that nothing falls between two.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Blocks(FileStream stream, long length)
    {
        const int size = 4 << 20;
        const int overlap = 1024;
        var buffer = new byte[size + overlap];
        var kept = 0;
        for (var left = length; left > 0;)
        {
            var got = stream.Read(buffer, kept, (int)Math.Min(size, left));
            if (got == 0)
                yield break;
            left -= got;
            yield return buffer.AsMemory(0, kept + got);
            var keep = Math.Min(overlap, kept + got);
            buffer.AsSpan(kept + got - keep, keep).CopyTo(buffer);
            kept = keep;
        }
    }

    private static string Ascii(ReadOnlySpan<byte> bytes)
    {
        var end = 0;
        while (end < bytes.Length && (char.IsAsciiLetterOrDigit((char)bytes[end]) || bytes[end] == '-'))
            end++;
        var word = Encoding.ASCII.GetString(bytes[..end]);
        var dash = word.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? word : word[(dash + 1)..];
    }

    /// <summary>The letters of base64 that are the same whatever stands around, when the word begins after <paramref name="shift"/> bytes.</summary>
    private static byte[] Base64(byte[] word, int shift)
    {
        var letters = Convert.ToBase64String([.. new byte[shift], .. word]);
        var first = shift == 0 ? 0 : shift + 1;
        var whole = (shift + word.Length) * 8 / 6;
        return Encoding.ASCII.GetBytes(letters[first..whole]);
    }
}
