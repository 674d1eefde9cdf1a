using System.Security.Cryptography;
using Tongcai.Cryptography.Native;

namespace Tongcai.Cryptography;

/// <summary>An SM2 private key (GB/T 32918) in libcrypto's memory, wiped on <see cref="Dispose"/>. Safe for use by several threads.</summary>
public sealed class Sm2PrivateKey : IDisposable
{
    /// <summary>Longest plaintext that is encrypted directly; longer data goes into chunks.</summary>
    internal const int MaximumPlainLength = 4096;

    private readonly KeyHandle handle;

    private Sm2PrivateKey(Scalar scalar)
    {
        PublicKey = new Sm2PublicKey(CurvePoint.MultiplyBase(scalar));
        var bytes = scalar.ToBytes();
        var der = Sm2Der.PrivateKey(bytes, PublicKey.Point);
        try
        {
            handle = Load(der);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(der);
        }
    }

    public Sm2PublicKey PublicKey { get; }

    public static Sm2PrivateKey Generate()
    {
        using var scalar = Scalar.Random();
        return new Sm2PrivateKey(scalar);
    }

    /// <summary>Takes a private number of 32 big-endian bytes.</summary>
    /// <exception cref="CryptographicException">Not in [1, n − 2] (GB/T 32918.1 6.1).</exception>
    public static Sm2PrivateKey FromScalar(ReadOnlySpan<byte> bytes)
    {
        using var scalar = Scalar.Parse(bytes);
        return scalar is { IsPrivateKey: true }
            ? new Sm2PrivateKey(scalar)
            : throw new CryptographicException("Not an SM2 private key: 32 bytes between 1 and n − 2.");
    }

    /// <summary>Reads an unencrypted PKCS#8 PrivateKeyInfo (DER) with id-ecPublicKey and the SM2 curve.</summary>
    /// <exception cref="CryptographicException">Damaged, or a key of another kind.</exception>
    public static Sm2PrivateKey ImportPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var copy = pkcs8.ToArray();
        byte[] scalar = [];
        try
        {
            scalar = Sm2Der.ScalarOf(copy);
            return FromScalar(scalar);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    /// <summary>Unencrypted PKCS#8 PrivateKeyInfo (DER), 138 bytes. The caller wipes it and keeps the file to its owner.</summary>
    public byte[] ExportPkcs8()
    {
        using var scalar = ToScalar();
        var bytes = scalar.ToBytes();
        try
        {
            return Sm2Der.PrivateKey(bytes, PublicKey.Point);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Signs with SM3 and the signer's identity (GB/T 32918.2).</summary>
    /// <returns>r ‖ s, 64 bytes.</returns>
    public byte[] Sign(ReadOnlySpan<byte> message, string id = Sm2PublicKey.DefaultId)
    {
        Span<byte> der = stackalloc byte[80];
        var length = (nuint)der.Length;
        using var context = OpenSsl.Check(LibCrypto.EVP_MD_CTX_new());
        OpenSsl.Check(LibCrypto.EVP_DigestSignInit(context, out var keyContext, OpenSsl.Sm3, 0, handle));
        Sm2PublicKey.SetId(keyContext, id);
        OpenSsl.Check(LibCrypto.EVP_DigestSign(context, der, ref length, message, (nuint)message.Length));
        return Sm2Der.RawSignature(der[..(int)length]);
    }

    /// <summary>Decrypts C1 ‖ C3 ‖ C2, C1 with its leading 04.</summary>
    /// <exception cref="CryptographicException">Not a ciphertext for this key, altered, or C1 off the curve.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> cipherText) =>
        TryDecrypt(cipherText) ?? throw new CryptographicException("Not an SM2 ciphertext for this key, or it was altered.");

    /// <summary>As <see cref="Decrypt"/>, but null for what is not a sound ciphertext for this key.</summary>
    public byte[]? TryDecrypt(ReadOnlySpan<byte> cipherText)
    {
        if (cipherText.Length <= Sm2PublicKey.CipherTextOverhead
            || cipherText.Length > Sm2PublicKey.CipherTextOverhead + MaximumPlainLength
            || CurvePoint.TryParse(cipherText[..CurvePoint.Length]) is null)
            return null;
        var der = Sm2Der.CipherText(cipherText);
        using var context = OpenSsl.Check(LibCrypto.EVP_PKEY_CTX_new(handle, 0));
        OpenSsl.Check(LibCrypto.EVP_PKEY_decrypt_init(context));
        var plain = new byte[cipherText.Length];
        try
        {
            var length = (nuint)plain.Length;
            if (LibCrypto.EVP_PKEY_decrypt(context, plain, ref length, der, (nuint)der.Length) == 1)
                return plain.AsSpan(0, (int)length).ToArray();
            OpenSsl.No();
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    public void Dispose() => handle.Dispose();

    /// <summary>The private number, for proofs that libcrypto has no function for.</summary>
    internal Scalar ToScalar()
    {
        OpenSsl.Check(LibCrypto.EVP_PKEY_get_bn_param(handle, "priv", out var number));
        return Scalar.Adopt(number);
    }

    private static unsafe KeyHandle Load(byte[] der)
    {
        fixed (byte* start = der)
        {
            var position = start;
            return OpenSsl.Check(LibCrypto.d2i_AutoPrivateKey(0, &position, der.Length));
        }
    }
}
