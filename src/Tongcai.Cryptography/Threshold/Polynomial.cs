namespace Tongcai.Cryptography;

/// <summary>A polynomial modulo the order of the curve, whose value at 0 is a secret: its values, and the way back from them.</summary>
internal static class Polynomial
{
    /// <summary>f(at) by Horner's rule; the coefficient of x^0 comes first.</summary>
    public static Scalar At(Scalar[] coefficients, int at)
    {
        using var x = Scalar.From(at);
        var value = Scalar.From(0);
        for (var l = coefficients.Length - 1; l >= 0; l--)
        {
            using var previous = value;
            using var product = previous.Multiply(x);
            value = product.Add(coefficients[l]);
        }
        return value;
    }

    /// <summary>Lagrange's λ_i = Π j/(j − i) over the other indices j: f(0) = Σ λ_i·f(i).</summary>
    public static Scalar Weight(int index, IEnumerable<int> indices)
    {
        var (numerator, denominator) = (1, 1);
        foreach (var j in indices)
        {
            if (j == index)
                continue;
            numerator *= j;
            denominator *= j - index;
        }
        using var above = Scalar.From(numerator);
        using var magnitude = Scalar.From(Math.Abs(denominator));
        using var below = magnitude.Invert();
        var positive = above.Multiply(below);
        if (denominator > 0)
            return positive;
        using (positive)
            return positive.Negate();
    }
}
