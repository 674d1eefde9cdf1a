using System.Buffers.Binary;

namespace Tongcai.Cryptography;

/// <summary>Padding of a section: u64 content length, big-endian ‖ content ‖ zeros up to the next whole step.</summary>
internal static class Padding
{
    internal const int PrefixLength = 8;

    /// <summary>The step for a section of this length: the opening form always 4 KiB, others 64 KiB up to 1 MiB, then 1 MiB.</summary>
    internal static string StepFor(string section, long length) => section == Envelope.OpeningSection ? "4k" : length <= 1 << 20 ? "64k" : "1m";

    /// <summary>Padded length of a content.</summary>
    internal static long Padded(long length, int step) => (length + PrefixLength + step - 1) / step * step;

    internal static byte[] Prefix(long length)
    {
        var prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteInt64BigEndian(prefix, length);
        return prefix;
    }
}

/// <summary>Takes padded plaintext piece by piece and passes the content on.</summary>
/// <param name="paddedLength">Bytes that will come.</param>
internal sealed class Unpadder(long paddedLength, int step)
{
    private long content = -1;
    private long passed;

    /// <summary>The content within the next piece; null when the padding is unsound. The first piece holds the whole prefix.</summary>
    internal ReadOnlyMemory<byte>? Take(ReadOnlyMemory<byte> piece)
    {
        if (content < 0)
        {
            if (piece.Length < Padding.PrefixLength)
                return null;
            content = BinaryPrimitives.ReadInt64BigEndian(piece.Span);
            if (content < 0 || content > paddedLength || Padding.Padded(content, step) != paddedLength)
                return null;
            piece = piece[Padding.PrefixLength..];
        }
        var take = (int)Math.Min(piece.Length, content - passed);
        passed += take;
        // Not a conditional expression: there null would convert to an empty memory by way of a null array.
        if (piece.Span[take..].ContainsAnyExcept((byte)0))
            return null;
        return piece[..take];
    }
}
