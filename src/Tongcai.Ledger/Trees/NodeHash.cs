using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Tongcai.Ledger;

/// <summary>A 32-byte digest of a tree node, compared by value; its text form is standard base64 (44 characters).</summary>
public readonly struct NodeHash : IEquatable<NodeHash>
{
    public const int Size = 32;

    private readonly ulong first, second, third, fourth;

    private NodeHash(ReadOnlySpan<ulong> words) => (first, second, third, fourth) = (words[0], words[1], words[2], words[3]);

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public static NodeHash From(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new NodeHash(MemoryMarshal.Cast<byte, ulong>(bytes))
        : throw new ArgumentException($"A node hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads canonical standard base64 of exactly 32 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<char> base64, out NodeHash hash)
    {
        Span<byte> bytes = stackalloc byte[Size + 2];
        hash = default;
        if (base64.Length != 44 || !Convert.TryFromBase64Chars(base64, bytes, out var written) || written != Size) return false;
        hash = From(bytes[..Size]);
        return base64.SequenceEqual(hash.ToString());
    }

    /// <summary>The 32 bytes in place.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<NodeHash>(in this));

    public byte[] ToArray() => Bytes.ToArray();

    public bool Equals(NodeHash other) => first == other.first && second == other.second && third == other.third && fourth == other.fourth;

    public override bool Equals(object? obj) => obj is NodeHash other && Equals(other);

    public override int GetHashCode() => first.GetHashCode();

    public override string ToString() => Convert.ToBase64String(Bytes);

    public static bool operator ==(NodeHash left, NodeHash right) => left.Equals(right);

    public static bool operator !=(NodeHash left, NodeHash right) => !left.Equals(right);
}
