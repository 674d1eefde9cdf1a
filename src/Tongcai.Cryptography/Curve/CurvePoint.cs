using System.Security.Cryptography;
using Tongcai.Cryptography.Native;

namespace Tongcai.Cryptography;

/// <summary>
/// A point of the SM2 curve sm2p256v1 (GB/T 32918.5-2017) other than infinity, as 65 bytes 04 ‖ x ‖ y.
/// Immutable; every instance lies on the curve, whose cofactor is 1, so it lies in the right group too.
/// </summary>
public sealed class CurvePoint : IEquatable<CurvePoint>
{
    public const int Length = 65;

    private const int CurveNid = 1172;
    private const int Uncompressed = 4;

    private static readonly CurveHandle Curve = OpenSsl.Check(LibCrypto.EC_GROUP_new_by_curve_name(CurveNid));

    private readonly byte[] encoded;

    private CurvePoint(byte[] encoded) => this.encoded = encoded;

    /// <summary>Reads 65 bytes 04 ‖ x ‖ y; null when the length or the first byte is wrong or the point is not on the curve.</summary>
    public static CurvePoint? TryParse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || bytes[0] != Uncompressed)
            return null;
        using var scratch = OpenSsl.Check(LibCrypto.BN_CTX_secure_new());
        using var point = OpenSsl.Check(LibCrypto.EC_POINT_new(Curve));
        var valid = (LibCrypto.EC_POINT_oct2point(Curve, point, bytes, (nuint)bytes.Length, scratch) == 1
            && LibCrypto.EC_POINT_is_on_curve(Curve, point, scratch) == 1) || OpenSsl.No();
        return valid ? new CurvePoint(bytes.ToArray()) : null;
    }

    /// <summary>Reads 65 bytes 04 ‖ x ‖ y.</summary>
    /// <exception cref="CryptographicException">Not a point of the curve.</exception>
    public static CurvePoint FromBytes(ReadOnlySpan<byte> bytes) =>
        TryParse(bytes) ?? throw new CryptographicException("Not a point of the SM2 curve in the form 04‖x‖y.");

    /// <summary>A copy of the 65 bytes.</summary>
    public byte[] ToBytes() => [.. encoded];

    public bool Equals(CurvePoint? other) => other is not null && encoded.AsSpan().SequenceEqual(other.encoded);

    public override bool Equals(object? obj) => Equals(obj as CurvePoint);

    public override int GetHashCode() => BitConverter.ToInt32(encoded, 1);

    /// <summary>Lower-case hexadecimal of the 65 bytes.</summary>
    public override string ToString() => Convert.ToHexStringLower(encoded);

    internal ReadOnlySpan<byte> Encoded => encoded;

    /// <summary>scalar · G.</summary>
    internal static CurvePoint MultiplyBase(Scalar scalar) =>
        Calculate((result, scratch) => OpenSsl.Check(LibCrypto.EC_POINT_mul_base(Curve, result, scalar.Handle, 0, 0, scratch)));

    /// <summary>scalar · this.</summary>
    internal CurvePoint Multiply(Scalar scalar) => Calculate((result, scratch) =>
    {
        using var point = Decode(scratch);
        OpenSsl.Check(LibCrypto.EC_POINT_mul_point(Curve, result, 0, point, scalar.Handle, scratch));
    });

    /// <summary>this + other; null when the sum is infinity.</summary>
    internal CurvePoint? TryAdd(CurvePoint other) => TryCalculate((result, scratch) =>
    {
        using var left = Decode(scratch);
        using var right = other.Decode(scratch);
        OpenSsl.Check(LibCrypto.EC_POINT_add(Curve, result, left, right, scratch));
    });

    /// <summary>The sum of the points; null when it, or a partial sum, is infinity.</summary>
    internal static CurvePoint? TrySum(IEnumerable<CurvePoint> points)
    {
        CurvePoint? sum = null;
        foreach (var point in points)
        {
            sum = sum is null ? point : sum.TryAdd(point);
            if (sum is null)
                return null;
        }
        return sum;
    }

    private PointHandle Decode(ScratchHandle scratch)
    {
        var point = OpenSsl.Check(LibCrypto.EC_POINT_new(Curve));
        OpenSsl.Check(LibCrypto.EC_POINT_oct2point(Curve, point, encoded, Length, scratch));
        return point;
    }

    private static CurvePoint Calculate(Action<PointHandle, ScratchHandle> operation) =>
        TryCalculate(operation) ?? throw new CryptographicException("A product with zero is no point.");

    private static CurvePoint? TryCalculate(Action<PointHandle, ScratchHandle> operation)
    {
        using var scratch = OpenSsl.Check(LibCrypto.BN_CTX_secure_new());
        using var result = OpenSsl.Check(LibCrypto.EC_POINT_new(Curve));
        operation(result, scratch);
        var bytes = new byte[Length];
        var written = LibCrypto.EC_POINT_point2oct(Curve, result, Uncompressed, bytes, Length, scratch);
        return written switch
        {
            Length => new CurvePoint(bytes),
            1 => null,
            _ => throw OpenSsl.Failure(nameof(LibCrypto.EC_POINT_point2oct)),
        };
    }
}
