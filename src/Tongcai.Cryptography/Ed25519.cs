using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Tongcai.Cryptography.Native;

namespace Tongcai.Cryptography;

/// <summary>An Ed25519 private key (RFC 8032), used beside SM2 where outside ledger tools ask for it. Wiped on <see cref="Dispose"/>.</summary>
public sealed class Ed25519PrivateKey : IDisposable
{
    public const int SeedLength = 32;

    private const int Kind = 1087;

    private readonly KeyHandle handle;

    private Ed25519PrivateKey(ReadOnlySpan<byte> seed)
    {
        handle = OpenSsl.Check(LibCrypto.EVP_PKEY_new_raw_private_key(Kind, 0, seed, SeedLength));
        Span<byte> point = stackalloc byte[Ed25519PublicKey.Length];
        var length = (nuint)point.Length;
        OpenSsl.Check(LibCrypto.EVP_PKEY_get_raw_public_key(handle, point, ref length));
        PublicKey = Ed25519PublicKey.FromBytes(point);
    }

    public Ed25519PublicKey PublicKey { get; }

    public static Ed25519PrivateKey Generate()
    {
        Span<byte> seed = stackalloc byte[SeedLength];
        RandomNumberGenerator.Fill(seed);
        try
        {
            return new Ed25519PrivateKey(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Takes the 32-byte seed that RFC 8032 calls the private key.</summary>
    /// <exception cref="CryptographicException">Another length.</exception>
    public static Ed25519PrivateKey FromSeed(ReadOnlySpan<byte> seed) =>
        seed.Length == SeedLength ? new Ed25519PrivateKey(seed) : throw new CryptographicException("An Ed25519 seed has 32 bytes.");

    /// <summary>The 32-byte seed; the caller wipes it.</summary>
    public byte[] ExportSeed()
    {
        var seed = new byte[SeedLength];
        var length = (nuint)SeedLength;
        OpenSsl.Check(LibCrypto.EVP_PKEY_get_raw_private_key(handle, seed, ref length));
        return seed;
    }

    /// <summary>The 64-byte signature of <paramref name="message"/>.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519PublicKey.SignatureLength];
        var length = (nuint)signature.Length;
        using var context = OpenSsl.Check(LibCrypto.EVP_MD_CTX_new());
        OpenSsl.Check(LibCrypto.EVP_DigestSignInitWithoutDigest(context, out _, 0, 0, handle));
        OpenSsl.Check(LibCrypto.EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length));
        return signature;
    }

    public void Dispose() => handle.Dispose();

    internal static KeyHandle Public(ReadOnlySpan<byte> bytes) =>
        OpenSsl.Check(LibCrypto.EVP_PKEY_new_raw_public_key(Kind, 0, bytes, Ed25519PublicKey.Length));
}

/// <summary>An Ed25519 public key (RFC 8032). Safe for use by several threads.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A public key holds no secret; the handle frees itself.")]
public sealed class Ed25519PublicKey : IEquatable<Ed25519PublicKey>
{
    public const int Length = 32;
    public const int SignatureLength = 64;

    private readonly byte[] bytes;
    private readonly KeyHandle handle;

    private Ed25519PublicKey(byte[] bytes)
    {
        this.bytes = bytes;
        handle = Ed25519PrivateKey.Public(bytes);
    }

    /// <summary>Reads 32 bytes. Whether they encode a point shows only when a signature is verified: none will be good.</summary>
    /// <exception cref="CryptographicException">Another length.</exception>
    public static Ed25519PublicKey FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length ? new Ed25519PublicKey(bytes.ToArray()) : throw new CryptographicException("An Ed25519 public key has 32 bytes.");

    public byte[] ToBytes() => [.. bytes];

    /// <summary>Whether <paramref name="signature"/>, exactly 64 bytes, is the signature of <paramref name="message"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        using var context = OpenSsl.Check(LibCrypto.EVP_MD_CTX_new());
        OpenSsl.Check(LibCrypto.EVP_DigestVerifyInitWithoutDigest(context, out _, 0, 0, handle));
        return LibCrypto.EVP_DigestVerify(context, signature, SignatureLength, message, (nuint)message.Length) == 1 || OpenSsl.No();
    }

    public bool Equals(Ed25519PublicKey? other) => other is not null && bytes.AsSpan().SequenceEqual(other.bytes);

    public override bool Equals(object? obj) => Equals(obj as Ed25519PublicKey);

    public override int GetHashCode() => BitConverter.ToInt32(bytes, 0);
}
