using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Tongcai.Cryptography.Native;

namespace Tongcai.Cryptography;

/// <summary>An SM2 public key (GB/T 32918): verifies signatures, encrypts short secrets. Safe for use by several threads.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A public key holds no secret; the handle frees itself.")]
public sealed class Sm2PublicKey : IEquatable<Sm2PublicKey>
{
    /// <summary>Length of a raw signature r ‖ s.</summary>
    public const int SignatureLength = 64;

    /// <summary>What a ciphertext is longer than its plaintext: C1 (65) and C3 (32).</summary>
    public const int CipherTextOverhead = CurvePoint.Length + Sm3.DigestLength;

    /// <summary>The signer's identity used when nothing else is agreed (GM/T 0009-2012 clause 10).</summary>
    public const string DefaultId = "1234567812345678";

    /// <summary>Any key of the curve. Copying its parameters is far quicker than decoding DER anew, which libcrypto 3.0 does by trial.</summary>
    private static readonly KeyHandle Template = Load(Sm2Der.PublicKey(CurvePoint.MultiplyBase(Scalar.From(1))));

    private readonly KeyHandle handle;

    public Sm2PublicKey(CurvePoint point)
    {
        Point = point;
        handle = OpenSsl.Check(LibCrypto.EVP_PKEY_new());
        OpenSsl.Check(LibCrypto.EVP_PKEY_copy_parameters(handle, Template));
        OpenSsl.Check(LibCrypto.EVP_PKEY_set1_encoded_public_key(handle, point.Encoded, CurvePoint.Length));
    }

    /// <summary>The key as a point of the curve.</summary>
    public CurvePoint Point { get; }

    /// <summary>Reads 65 bytes 04 ‖ x ‖ y.</summary>
    /// <exception cref="CryptographicException">The length is wrong or the point is not on the curve.</exception>
    public static Sm2PublicKey FromPoint(ReadOnlySpan<byte> bytes) => new(CurvePoint.FromBytes(bytes));

    /// <summary>65 bytes 04 ‖ x ‖ y.</summary>
    public byte[] ToPoint() => Point.ToBytes();

    /// <summary>
    /// Whether <paramref name="signature"/> is the signature of <paramref name="message"/>. Anything but exactly 64 bytes r ‖ s is not:
    /// DER, which tolerates trailing bytes in some libraries, would let one signature have several forms.
    /// </summary>
    /// <param name="id">The signer's identity that enters Z (GB/T 32918.2 5.5).</param>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, string id = DefaultId)
    {
        if (signature.Length != SignatureLength)
            return false;
        var der = Sm2Der.Signature(signature);
        using var context = OpenSsl.Check(LibCrypto.EVP_MD_CTX_new());
        OpenSsl.Check(LibCrypto.EVP_DigestVerifyInit(context, out var keyContext, OpenSsl.Sm3, 0, handle));
        SetId(keyContext, id);
        return LibCrypto.EVP_DigestVerify(context, der, (nuint)der.Length, message, (nuint)message.Length) == 1 || OpenSsl.No();
    }

    /// <summary>Encrypts a short secret (GB/T 32918.4).</summary>
    /// <param name="plain">1 to 4096 bytes.</param>
    /// <returns>C1 ‖ C3 ‖ C2, C1 with its leading 04; 97 bytes longer than <paramref name="plain"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Empty or too long.</exception>
    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        ArgumentOutOfRangeException.ThrowIfZero(plain.Length, nameof(plain));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plain.Length, Sm2PrivateKey.MaximumPlainLength, nameof(plain));
        using var context = OpenSsl.Check(LibCrypto.EVP_PKEY_CTX_new(handle, 0));
        OpenSsl.Check(LibCrypto.EVP_PKEY_encrypt_init(context));
        var length = (nuint)(plain.Length + CipherTextOverhead + 32);
        var der = new byte[(int)length];
        OpenSsl.Check(LibCrypto.EVP_PKEY_encrypt(context, der, ref length, plain, (nuint)plain.Length));
        return Sm2Der.RawCipherText(der.AsSpan(0, (int)length));
    }

    public bool Equals(Sm2PublicKey? other) => other is not null && Point.Equals(other.Point);

    public override bool Equals(object? obj) => Equals(obj as Sm2PublicKey);

    public override int GetHashCode() => Point.GetHashCode();

    internal static void SetId(nint keyContext, string id)
    {
        var bytes = Encoding.UTF8.GetBytes(id);
        // ENTL counts the bits of the identity in two bytes.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, ushort.MaxValue / 8, nameof(id));
        OpenSsl.Check(LibCrypto.EVP_PKEY_CTX_set1_id(keyContext, bytes, bytes.Length));
    }

    private static unsafe KeyHandle Load(byte[] der)
    {
        fixed (byte* start = der)
        {
            var position = start;
            return OpenSsl.Check(LibCrypto.d2i_PUBKEY(0, &position, der.Length));
        }
    }
}
