using System.Buffers.Binary;

namespace Tongcai.Exchange.Follow;

/// <summary>
/// 正文区段. The bodies of the public facts at consecutive indexes in one answer: for each index its length in four bytes, most significant first, and the bytes; length 0 where the ledger
/// has no public fact. An answer ends early when it would grow beyond <see cref="MostBytes"/>: the reader asks on from there.
/// </summary>
public static class BodyRange
{
    /// <summary>Most indexes of a request.</summary>
    public const int MostIndexes = 1024;

    /// <summary>Bytes after which no further body is begun.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const int Prefix = 4;

    /// <summary>Writes the bodies, by index ascending.</summary>
    /// <param name="from">First index of the range.</param>
    /// <param name="to">Index after the last; nothing is said of indexes from there on.</param>
    public static byte[] Write(long from, long to, IEnumerable<(long Index, byte[] Body)> bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        using var answer = new MemoryStream();
        var next = from;
        foreach (var (index, body) in bodies)
        {
            if (answer.Length > MostBytes) return answer.ToArray();
            for (; next < index; next++) Length(answer, 0);
            Length(answer, body.Length);
            answer.Write(body);
            next++;
        }

        for (; next < to; next++) Length(answer, 0);
        return answer.ToArray();
    }

    /// <inheritdoc cref="Read(long, ReadOnlySpan{byte}, out long)"/>
    public static Dictionary<long, byte[]>? Read(long from, ReadOnlySpan<byte> answer) => Read(from, answer, out _);

    /// <summary>The bodies by index; null when the bytes are no range. Never throws on bad input.</summary>
    /// <param name="next">The first index of which the answer says nothing.</param>
    public static Dictionary<long, byte[]>? Read(long from, ReadOnlySpan<byte> answer, out long next)
    {
        next = from;
        var bodies = new Dictionary<long, byte[]>();
        for (; !answer.IsEmpty; next++)
        {
            if (answer.Length < Prefix) return null;
            var length = BinaryPrimitives.ReadUInt32BigEndian(answer);
            if (length > answer.Length - Prefix) return null;
            if (length > 0) bodies.Add(next, answer.Slice(Prefix, (int)length).ToArray());
            answer = answer[(Prefix + (int)length)..];
        }

        return bodies;
    }

    private static void Length(Stream answer, int length)
    {
        Span<byte> bytes = stackalloc byte[Prefix];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)length);
        answer.Write(bytes);
    }
}
