using System.Buffers.Binary;

namespace Tongcai.Ledger;

/// <summary>Up to 256 entries in one file, each behind its length as a big-endian uint16 (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>The longest entry that the length prefix can tell, in bytes: log digests and metadata, never documents.</summary>
    public const int LongestEntry = ushort.MaxValue;

    internal const int PrefixBytes = 2;

    /// <exception cref="LedgerFormatException">An entry is longer than 65,535 bytes.</exception>
    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var bundle = new byte[entries.Sum(entry => PrefixBytes + Checked(entry).Length)];
        var at = 0;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(at), (ushort)entry.Length);
            entry.Span.CopyTo(bundle.AsSpan(at + PrefixBytes));
            at += PrefixBytes + entry.Length;
        }
        return bundle;
    }

    /// <summary>Slices of <paramref name="bundle"/>, not copies; exactly <paramref name="count"/> entries, the first ones when the bundle holds more.</summary>
    /// <exception cref="LedgerFormatException">The bundle is cut off or holds fewer entries.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle, int count)
    {
        var entries = new List<ReadOnlyMemory<byte>>(count);
        var rest = bundle;
        while (entries.Count < count)
        {
            if (rest.Length < PrefixBytes) throw new LedgerFormatException($"The bundle ends after {entries.Count} of {count} entries.");
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            if (rest.Length < PrefixBytes + length) throw new LedgerFormatException($"Entry {entries.Count} of the bundle is cut off: {length} bytes announced, {rest.Length - PrefixBytes} there.");
            entries.Add(rest.Slice(PrefixBytes, length));
            rest = rest[(PrefixBytes + length)..];
        }
        return entries;
    }

    /// <summary>The entries of the bundle file at a path, as many as its width says.</summary>
    /// <exception cref="LedgerFaultException">The bundle is cut off or holds fewer entries.</exception>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle, TilePath path)
    {
        try
        {
            return Read(bundle, path.Width);
        }
        catch (LedgerFormatException e)
        {
            throw new LedgerFaultException(LedgerFault.Malformed, path.ToString(), e.Message);
        }
    }

    /// <summary>Bytes that entries take in a bundle.</summary>
    internal static int LengthOf(IReadOnlyList<ReadOnlyMemory<byte>> entries) => entries.Sum(entry => PrefixBytes + entry.Length);

    internal static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> entry) => entry.Length <= LongestEntry
        ? entry
        : throw new LedgerFormatException($"An entry has {entry.Length} bytes; the longest allowed is {LongestEntry}: log a digest of it instead.");
}
