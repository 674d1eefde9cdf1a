using System.Buffers.Binary;
using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Ledger;

/// <summary>Puts signature lines under notes.</summary>
public sealed class NoteSigner
{
    private readonly Func<string, byte[]> sign;

    private NoteSigner(NoteKey key, Func<string, byte[]> sign) => (Key, this.sign) = (key, sign);

    /// <summary>The key that verifies what this signs.</summary>
    public NoteKey Key { get; }

    /// <summary>A log's own signature; a log open to witnesses carries at least this one.</summary>
    public static NoteSigner Ed25519(string name, Ed25519PrivateKey key) => new(NoteKey.Ed25519(name, key.PublicKey), text => key.Sign(Encoding.UTF8.GetBytes(text)));

    /// <summary>A log's second signature, by the national algorithm.</summary>
    public static NoteSigner Sm2(string name, Sm2PrivateKey key) => new(NoteKey.Sm2(name, key.PublicKey), text => key.Sign(Encoding.UTF8.GetBytes(text)));

    /// <summary>A witness's signature with the time of <paramref name="clock"/> (system time, never legal time).</summary>
    public static NoteSigner Cosignature(string name, Ed25519PrivateKey key, TimeProvider clock) => new(NoteKey.Cosignature(name, key.PublicKey), text =>
    {
        var signed = new byte[72];
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        BinaryPrimitives.WriteInt64BigEndian(signed, seconds);
        key.Sign(NoteKey.CosignedMessage(text, seconds)).CopyTo(signed, 8);
        return signed;
    });

    public NoteSignature Sign(string text) => new(Key.Name, Key.Id, sign(text));
}
