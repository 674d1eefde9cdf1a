using System.Buffers.Binary;
using System.Security.Cryptography;
using Tongcai.Cryptography.Native;

namespace Tongcai.Cryptography;

/// <summary>A number modulo the order n of the SM2 curve, kept in libcrypto's wiped memory. Private keys, shares and proof secrets are scalars.</summary>
internal sealed class Scalar : IDisposable
{
    internal const int Length = 32;

    private const int ConstantTime = 4;

    /// <summary>n of GB/T 32918.5-2017.</summary>
    private static readonly byte[] OrderBytes = Convert.FromHexString("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");

    private static readonly NumberHandle Order = Number(OrderBytes);

    private Scalar(NumberHandle number)
    {
        LibCrypto.BN_set_flags(number, ConstantTime);
        Handle = number;
    }

    internal NumberHandle Handle { get; }

    internal bool IsZero => LibCrypto.BN_is_zero(Handle) == 1;

    /// <summary>Reads 32 big-endian bytes; null unless the value is below n.</summary>
    internal static Scalar? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            return null;
        var number = Number(bytes);
        if (LibCrypto.BN_cmp(number, Order) < 0)
            return new Scalar(number);
        number.Dispose();
        return null;
    }

    /// <summary>Reads any big-endian bytes modulo n.</summary>
    internal static Scalar Reduce(ReadOnlySpan<byte> bytes)
    {
        using var number = Number(bytes);
        return Calculate((result, scratch) => LibCrypto.BN_nnmod(result, number, Order, scratch));
    }

    internal static Scalar From(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return new Scalar(Number(bytes));
    }

    /// <summary>A uniform random number from 1 to n − 2, the range of a private key (GB/T 32918.1 6.1).</summary>
    internal static Scalar Random()
    {
        Span<byte> bytes = stackalloc byte[Length];
        try
        {
            while (true)
            {
                RandomNumberGenerator.Fill(bytes);
                if (Parse(bytes) is not { } scalar)
                    continue;
                if (scalar.IsPrivateKey)
                    return scalar;
                scalar.Dispose();
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Whether it lies in [1, n − 2].</summary>
    internal bool IsPrivateKey
    {
        get
        {
            using var one = From(1);
            using var next = Add(one);
            return !IsZero && !next.IsZero;
        }
    }

    internal Scalar Add(Scalar other) => Calculate((result, scratch) => LibCrypto.BN_mod_add(result, Handle, other.Handle, Order, scratch));

    internal Scalar Subtract(Scalar other) => Calculate((result, scratch) => LibCrypto.BN_mod_sub(result, Handle, other.Handle, Order, scratch));

    internal Scalar Multiply(Scalar other) => Calculate((result, scratch) => LibCrypto.BN_mod_mul(result, Handle, other.Handle, Order, scratch));

    internal Scalar Negate()
    {
        using var zero = From(0);
        return zero.Subtract(this);
    }

    /// <exception cref="CryptographicException">The scalar is zero.</exception>
    internal Scalar Invert() => Calculate((result, scratch) => LibCrypto.BN_mod_inverse(result, Handle, Order, scratch) == 0 ? 0 : 1);

    /// <summary>32 big-endian bytes; the caller wipes them when they are secret.</summary>
    internal byte[] ToBytes()
    {
        var bytes = new byte[Length];
        if (LibCrypto.BN_bn2binpad(Handle, bytes, Length) != Length)
            throw OpenSsl.Failure(nameof(LibCrypto.BN_bn2binpad));
        return bytes;
    }

    internal static Scalar Adopt(NumberHandle number) => new(number);

    public void Dispose() => Handle.Dispose();

    private static NumberHandle Number(ReadOnlySpan<byte> bytes)
    {
        var number = OpenSsl.Check(LibCrypto.BN_secure_new());
        OpenSsl.CheckAddress(LibCrypto.BN_bin2bn(bytes, bytes.Length, number));
        return number;
    }

    private static Scalar Calculate(Func<NumberHandle, ScratchHandle, int> operation)
    {
        using var scratch = OpenSsl.Check(LibCrypto.BN_CTX_secure_new());
        var result = OpenSsl.Check(LibCrypto.BN_secure_new());
        try
        {
            OpenSsl.Check(operation(result, scratch));
            return new Scalar(result);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
