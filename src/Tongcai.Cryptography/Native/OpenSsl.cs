using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Cryptography.Native;

/// <summary>Judges what libcrypto returns and holds the algorithms fetched once for the process.</summary>
internal static class OpenSsl
{
    /// <summary>SM3 of the default provider; fetched digests are reference-counted and safe to share between threads.</summary>
    internal static readonly DigestHandle Sm3 = Check(LibCrypto.EVP_MD_fetch(0, "SM3", null));

    /// <summary>SM4 in counter mode; OpenSSL 3.0 has neither GCM nor CCM for SM4.</summary>
    internal static readonly CipherHandle Sm4Ctr = Check(LibCrypto.EVP_CIPHER_fetch(0, "SM4-CTR", null));

    /// <summary>Passes when a function reported success (1).</summary>
    /// <exception cref="CryptographicException">Anything else, with libcrypto's own words.</exception>
    internal static void Check(int result, [CallerArgumentExpression(nameof(result))] string call = "")
    {
        if (result != 1)
            throw Failure(call);
    }

    /// <summary>Passes a valid handle through.</summary>
    /// <exception cref="CryptographicException">libcrypto returned null.</exception>
    internal static T Check<T>(T handle, [CallerArgumentExpression(nameof(handle))] string call = "")
        where T : SafeHandle
    {
        if (!handle.IsInvalid)
            return handle;
        handle.Dispose();
        throw Failure(call);
    }

    /// <summary>Passes when a function returned an address.</summary>
    /// <exception cref="CryptographicException">It returned null.</exception>
    internal static void CheckAddress(nint address, [CallerArgumentExpression(nameof(address))] string call = "")
    {
        if (address == 0)
            throw Failure(call);
    }

    /// <summary>Reads and empties the thread's error queue, so that one failure never explains the next.</summary>
    internal static CryptographicException Failure(string call)
    {
        Span<byte> text = stackalloc byte[256];
        var name = call.Split('(')[0];
        var code = LibCrypto.ERR_get_error();
        LibCrypto.ERR_clear_error();
        if (code == 0)
            return new CryptographicException($"{name} failed.");
        LibCrypto.ERR_error_string_n(code, text, (nuint)text.Length);
        var end = text.IndexOf((byte)0);
        return new CryptographicException($"{name}: {Encoding.ASCII.GetString(text[..(end < 0 ? text.Length : end)])}");
    }

    /// <summary>A lawful "no" (bad signature, bad ciphertext) also leaves errors in the thread's queue.</summary>
    internal static bool No()
    {
        LibCrypto.ERR_clear_error();
        return false;
    }
}
