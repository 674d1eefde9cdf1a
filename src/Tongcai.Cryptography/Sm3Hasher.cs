using System.Security.Cryptography;
using Tongcai.Cryptography.Native;

namespace Tongcai.Cryptography;

/// <summary>SM3 over data that arrives in pieces. Not safe for use by several threads at once.</summary>
public sealed class Sm3Hasher : IDisposable
{
    private readonly DigestContextHandle context = OpenSsl.Check(LibCrypto.EVP_MD_CTX_new());
    private bool finished;

    public Sm3Hasher() => OpenSsl.Check(LibCrypto.EVP_DigestInit_ex(context, OpenSsl.Sm3, 0));

    /// <summary>Adds the next piece.</summary>
    /// <exception cref="InvalidOperationException">The digest was already taken.</exception>
    public void Append(ReadOnlySpan<byte> data)
    {
        ThrowIfFinished();
        OpenSsl.Check(LibCrypto.EVP_DigestUpdate(context, data, (nuint)data.Length));
    }

    /// <summary>The 32-byte digest of everything appended; the hasher is spent afterwards.</summary>
    /// <exception cref="InvalidOperationException">The digest was already taken.</exception>
    public byte[] Finish()
    {
        ThrowIfFinished();
        var digest = new byte[Sm3.DigestLength];
        OpenSsl.Check(LibCrypto.EVP_DigestFinal_ex(context, digest, out _));
        finished = true;
        return digest;
    }

    public void Dispose() => context.Dispose();

    private void ThrowIfFinished()
    {
        if (finished)
            throw new InvalidOperationException("The digest was already taken.");
    }
}

/// <summary>HMAC-SM3 (RFC 2104) over data that arrives in pieces.</summary>
public sealed class Sm3Hmac : IDisposable
{
    private readonly Sm3Hasher inner = new();
    private readonly Sm3Hasher outer = new();

    /// <param name="key">Key of any length; longer than 64 bytes it is hashed first.</param>
    public Sm3Hmac(ReadOnlySpan<byte> key)
    {
        Span<byte> block = stackalloc byte[Sm3.BlockLength];
        Span<byte> pad = stackalloc byte[Sm3.BlockLength];
        block.Clear();
        if (key.Length > Sm3.BlockLength)
            Sm3.Hash(key, block);
        else
            key.CopyTo(block);
        Start(inner, block, pad, 0x36);
        Start(outer, block, pad, 0x5c);
        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(pad);
    }

    public void Append(ReadOnlySpan<byte> data) => inner.Append(data);

    /// <summary>The 32-byte tag; the object is spent afterwards.</summary>
    public byte[] Finish()
    {
        outer.Append(inner.Finish());
        return outer.Finish();
    }

    public void Dispose()
    {
        inner.Dispose();
        outer.Dispose();
    }

    private static void Start(Sm3Hasher hasher, ReadOnlySpan<byte> block, Span<byte> pad, byte mask)
    {
        for (var i = 0; i < block.Length; i++)
            pad[i] = (byte)(block[i] ^ mask);
        hasher.Append(pad);
    }
}
