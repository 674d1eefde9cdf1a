using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Ledger;

/// <summary>The signature types a note key can have (C2SP signed-note, tlog-cosignature).</summary>
public enum NoteAlgorithm
{
    /// <summary>0x01: Ed25519 over the text.</summary>
    Ed25519 = 0x01,

    /// <summary>0x04: a witness's Ed25519 over <c>cosignature/v1</c>, the time and the text.</summary>
    CosignatureV1 = 0x04,

    /// <summary>0xff, the type for algorithms without a number, then <see cref="NoteKey.Sm2Identifier"/>: SM2 with SM3 over the text, raw r ‖ s.</summary>
    Sm2 = 0xff,
}

/// <summary>A verifier key; its text form (vkey) is <c>name+hex8(id)+base64(type ‖ key)</c>.</summary>
public sealed class NoteKey : IEquatable<NoteKey>
{
    /// <summary>Follows the type byte 0xff, before the 65-byte point.</summary>
    public const string Sm2Identifier = "tongcai/sm2-sm3/v1";

    private readonly byte[] typed;
    private readonly Func<byte[], byte[], bool> verify;

    private NoteKey(string name, NoteAlgorithm algorithm, byte[] typed, Func<byte[], byte[], bool> verify)
    {
        if (!IsName(name)) throw new LedgerFormatException($"'{name}' is no key name: it must not be empty nor contain spaces or '+'.");
        (Name, Algorithm, this.typed, this.verify) = (name, algorithm, typed, verify);
        // C2SP signed-note: the first 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key).
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', .. typed]));
    }

    public string Name { get; }

    public NoteAlgorithm Algorithm { get; }

    public uint Id { get; }

    public static NoteKey Ed25519(string name, Ed25519PublicKey key) => new(name, NoteAlgorithm.Ed25519, [0x01, .. key.ToBytes()], (text, signature) => key.Verify(text, signature));

    public static NoteKey Cosignature(string name, Ed25519PublicKey key) => new(name, NoteAlgorithm.CosignatureV1, [0x04, .. key.ToBytes()], (text, signature) => key.Verify(text, signature));

    public static NoteKey Sm2(string name, Sm2PublicKey key) => new(name, NoteAlgorithm.Sm2, [0xff, .. Encoding.ASCII.GetBytes(Sm2Identifier), .. key.ToPoint()], (text, signature) => key.Verify(text, signature));

    /// <exception cref="LedgerFormatException">Not a vkey of a known algorithm, or its id does not belong to it.</exception>
    public static NoteKey Parse(string vkey)
    {
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3) throw new LedgerFormatException("A verifier key has the form name+id+key.");
        var key = FromTyped(parts[0], Base64(parts[2]));
        if (parts[1] != key.Id.ToString("x8", CultureInfo.InvariantCulture)) throw new LedgerFormatException($"The id of the verifier key {parts[0]} is {key.Id:x8}, not {parts[1]}.");
        return key;
    }

    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String(typed)}";

    /// <summary>The same public key under another name, e.g. of the SM3 tree's checkpoint.</summary>
    public NoteKey Named(string name) => FromTyped(name, typed);

    /// <summary>Whether a signature line is by this key, going by name and id.</summary>
    public bool Claims(NoteSignature signature) => signature.KeyId == Id && signature.Name == Name;

    /// <summary>Whether the signature is this key's over the text. Never throws on bad input.</summary>
    /// <param name="time">When a witness says it saw the text; null for other algorithms.</param>
    public bool Verify(string text, NoteSignature signature, out DateTimeOffset? time)
    {
        time = null;
        if (!Claims(signature)) return false;
        var bytes = signature.Bytes.ToArray();
        if (Algorithm != NoteAlgorithm.CosignatureV1) return bytes.Length == 64 && verify(Encoding.UTF8.GetBytes(text), bytes);
        if (bytes.Length != 72) return false;
        var seconds = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        // The last second that DateTimeOffset can name.
        if (seconds is 0 or > 253_402_300_799 || !verify(CosignedMessage(text, (long)seconds), bytes[8..])) return false;
        time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }

    /// <summary>What a witness signs (C2SP tlog-cosignature).</summary>
    internal static byte[] CosignedMessage(string text, long unixSeconds) => Encoding.UTF8.GetBytes($"cosignature/v1\ntime {unixSeconds}\n{text}");

    /// <summary>Not empty, no white space, no plus sign.</summary>
    internal static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    public bool Equals(NoteKey? other) => other is not null && Name == other.Name && typed.AsSpan().SequenceEqual(other.typed);

    public override bool Equals(object? obj) => Equals(obj as NoteKey);

    public override int GetHashCode() => Id.GetHashCode();

    private static NoteKey FromTyped(string name, byte[] typed)
    {
        try
        {
            var sm2 = 1 + Sm2Identifier.Length;
            return typed switch
            {
                [0x01, .. { Length: 32 } key] => Ed25519(name, Ed25519PublicKey.FromBytes(key)),
                [0x04, .. { Length: 32 } key] => Cosignature(name, Ed25519PublicKey.FromBytes(key)),
                [0xff, ..] when typed.Length == sm2 + 65 && typed.AsSpan(1, Sm2Identifier.Length).SequenceEqual(Encoding.ASCII.GetBytes(Sm2Identifier)) => Sm2(name, Sm2PublicKey.FromPoint(typed.AsSpan(sm2))),
                _ => throw new LedgerFormatException($"The verifier key {name} is of an algorithm not known here."),
            };
        }
        catch (CryptographicException e)
        {
            throw new LedgerFormatException($"The verifier key {name} holds no valid public key: {e.Message}", e);
        }
    }

    private static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new LedgerFormatException("The last part of a verifier key is base64.", e);
        }
    }
}
