using System.Numerics;

namespace Tongcai.Risk.Documents;

/// <summary>
/// 图像指纹。256-bit difference hash: the picture is reduced to 17 × 16 grey means and each bit says whether a mean is above its right neighbour.
/// 64 bits are too few for scanned pages, which all look alike.
/// </summary>
public readonly record struct ImageHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>At most this many differing bits count as the same picture.</summary>
    public const int SameUpTo = 40;

    /// <param name="grey">Luminance, row by row.</param>
    /// <exception cref="ArgumentException">The picture is smaller than 17 × 16 or the data do not fit.</exception>
    public static ImageHash Of(ReadOnlySpan<byte> grey, int width, int height)
    {
        if (width < 17 || height < 16 || grey.Length != (long)width * height) throw new ArgumentException("The picture is too small or its size does not fit its data.", nameof(grey));
        Span<double> means = stackalloc double[17 * 16];
        for (var y = 0; y < 16; y++)
        {
            for (var x = 0; x < 17; x++)
            {
                int left = x * width / 17, right = (x + 1) * width / 17, top = y * height / 16, bottom = (y + 1) * height / 16;
                var sum = 0L;
                for (var row = top; row < bottom; row++)
                    for (var column = left; column < right; column++) sum += grey[row * width + column];
                means[y * 17 + x] = sum / (double)((right - left) * (bottom - top));
            }
        }
        Span<ulong> bits = stackalloc ulong[4];
        for (var bit = 0; bit < 256; bit++)
            if (means[bit / 16 * 17 + bit % 16] > means[bit / 16 * 17 + bit % 16 + 1]) bits[bit / 64] |= 1UL << (bit % 64);
        return new(bits[0], bits[1], bits[2], bits[3]);
    }

    /// <summary>Number of differing bits.</summary>
    public int Distance(ImageHash other) =>
        BitOperations.PopCount(A ^ other.A) + BitOperations.PopCount(B ^ other.B) + BitOperations.PopCount(C ^ other.C) + BitOperations.PopCount(D ^ other.D);
}
