using System.Runtime.InteropServices;

// The system's library, never one lying beside the program.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Tongcai.Cryptography.Native;

/// <summary>The functions of OpenSSL 3.0's libcrypto that are used, under their C names. Return values are judged by <see cref="OpenSsl"/>.</summary>
internal static partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    [LibraryImport(Library)]
    internal static partial nuint ERR_get_error();

    [LibraryImport(Library)]
    internal static partial void ERR_clear_error();

    [LibraryImport(Library)]
    internal static partial void ERR_error_string_n(nuint error, Span<byte> buffer, nuint length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DigestHandle EVP_MD_fetch(nint libraryContext, string algorithm, string? properties);

    [LibraryImport(Library)]
    internal static partial void EVP_MD_free(nint digest);

    [LibraryImport(Library)]
    internal static partial DigestContextHandle EVP_MD_CTX_new();

    [LibraryImport(Library)]
    internal static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_Digest(ReadOnlySpan<byte> data, nuint count, Span<byte> digest, out uint size, DigestHandle type, nint engine);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestInit_ex(DigestContextHandle context, DigestHandle type, nint engine);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestUpdate(DigestContextHandle context, ReadOnlySpan<byte> data, nuint count);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestFinal_ex(DigestContextHandle context, Span<byte> digest, out uint size);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial CipherHandle EVP_CIPHER_fetch(nint libraryContext, string algorithm, string? properties);

    [LibraryImport(Library)]
    internal static partial void EVP_CIPHER_free(nint cipher);

    [LibraryImport(Library)]
    internal static partial CipherContextHandle EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    internal static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_EncryptInit_ex(CipherContextHandle context, CipherHandle cipher, nint engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv);

    [LibraryImport(Library)]
    internal static partial int EVP_EncryptUpdate(CipherContextHandle context, Span<byte> output, out int written, ReadOnlySpan<byte> input, int length);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    internal static partial KeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    internal static partial KeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_get_raw_public_key(KeyHandle key, Span<byte> output, ref nuint length);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_get_raw_private_key(KeyHandle key, Span<byte> output, ref nuint length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int EVP_PKEY_get_bn_param(KeyHandle key, string name, out NumberHandle number);

    [LibraryImport(Library)]
    internal static unsafe partial KeyHandle d2i_AutoPrivateKey(nint reuse, byte** der, int length);

    [LibraryImport(Library)]
    internal static partial KeyHandle EVP_PKEY_new();

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_copy_parameters(KeyHandle to, KeyHandle from);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_set1_encoded_public_key(KeyHandle key, ReadOnlySpan<byte> point, nuint length);

    [LibraryImport(Library)]
    internal static unsafe partial KeyHandle d2i_PUBKEY(nint reuse, byte** der, int length);

    [LibraryImport(Library)]
    internal static partial KeyContextHandle EVP_PKEY_CTX_new(KeyHandle key, nint engine);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_CTX_set1_id(nint context, ReadOnlySpan<byte> id, int length);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_encrypt_init(KeyContextHandle context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_encrypt(KeyContextHandle context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> input, nuint length);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_decrypt_init(KeyContextHandle context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_decrypt(KeyContextHandle context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> input, nuint length);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestSignInit(DigestContextHandle context, out nint keyContext, DigestHandle type, nint engine, KeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    internal static partial int EVP_DigestSignInitWithoutDigest(DigestContextHandle context, out nint keyContext, nint type, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestSign(DigestContextHandle context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestVerifyInit(DigestContextHandle context, out nint keyContext, DigestHandle type, nint engine, KeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    internal static partial int EVP_DigestVerifyInitWithoutDigest(DigestContextHandle context, out nint keyContext, nint type, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestVerify(DigestContextHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Library)]
    internal static partial CurveHandle EC_GROUP_new_by_curve_name(int nid);

    [LibraryImport(Library)]
    internal static partial void EC_GROUP_free(nint group);

    [LibraryImport(Library)]
    internal static partial PointHandle EC_POINT_new(CurveHandle group);

    [LibraryImport(Library)]
    internal static partial void EC_POINT_clear_free(nint point);

    [LibraryImport(Library)]
    internal static partial int EC_POINT_oct2point(CurveHandle group, PointHandle point, ReadOnlySpan<byte> encoded, nuint length, ScratchHandle scratch);

    [LibraryImport(Library)]
    internal static partial nuint EC_POINT_point2oct(CurveHandle group, PointHandle point, int form, Span<byte> encoded, nuint length, ScratchHandle scratch);

    [LibraryImport(Library)]
    internal static partial int EC_POINT_is_on_curve(CurveHandle group, PointHandle point, ScratchHandle scratch);

    [LibraryImport(Library)]
    internal static partial int EC_POINT_add(CurveHandle group, PointHandle sum, PointHandle left, PointHandle right, ScratchHandle scratch);

    [LibraryImport(Library, EntryPoint = "EC_POINT_mul")]
    internal static partial int EC_POINT_mul_base(CurveHandle group, PointHandle product, NumberHandle number, nint noPoint, nint noNumber, ScratchHandle scratch);

    [LibraryImport(Library, EntryPoint = "EC_POINT_mul")]
    internal static partial int EC_POINT_mul_point(CurveHandle group, PointHandle product, nint noNumber, PointHandle point, NumberHandle number, ScratchHandle scratch);

    [LibraryImport(Library)]
    internal static partial NumberHandle BN_secure_new();

    [LibraryImport(Library)]
    internal static partial void BN_clear_free(nint number);

    [LibraryImport(Library)]
    internal static partial void BN_set_flags(NumberHandle number, int flags);

    /// <summary>Fills <paramref name="number"/> and returns its address, or zero on failure.</summary>
    [LibraryImport(Library)]
    internal static partial nint BN_bin2bn(ReadOnlySpan<byte> bytes, int length, NumberHandle number);

    [LibraryImport(Library)]
    internal static partial int BN_bn2binpad(NumberHandle number, Span<byte> bytes, int length);

    [LibraryImport(Library)]
    internal static partial int BN_cmp(NumberHandle left, NumberHandle right);

    [LibraryImport(Library)]
    internal static partial int BN_is_zero(NumberHandle number);

    [LibraryImport(Library)]
    internal static partial int BN_nnmod(NumberHandle result, NumberHandle number, NumberHandle modulus, ScratchHandle scratch);

    [LibraryImport(Library)]
    internal static partial int BN_mod_add(NumberHandle result, NumberHandle left, NumberHandle right, NumberHandle modulus, ScratchHandle scratch);

    [LibraryImport(Library)]
    internal static partial int BN_mod_sub(NumberHandle result, NumberHandle left, NumberHandle right, NumberHandle modulus, ScratchHandle scratch);

    [LibraryImport(Library)]
    internal static partial int BN_mod_mul(NumberHandle result, NumberHandle left, NumberHandle right, NumberHandle modulus, ScratchHandle scratch);

    /// <summary>Fills <paramref name="result"/> and returns its address, or zero on failure.</summary>
    [LibraryImport(Library)]
    internal static partial nint BN_mod_inverse(NumberHandle result, NumberHandle number, NumberHandle modulus, ScratchHandle scratch);

    [LibraryImport(Library)]
    internal static partial ScratchHandle BN_CTX_secure_new();

    [LibraryImport(Library)]
    internal static partial void BN_CTX_free(nint scratch);
}
