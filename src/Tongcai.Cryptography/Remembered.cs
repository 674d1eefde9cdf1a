using System.Collections.Concurrent;

namespace Tongcai.Cryptography;

/// <summary>Results that depend on nothing but what they are named by, and that are dear to compute again. Safe for use by several threads.</summary>
/// <param name="most">How many are kept; when there are more, all are forgotten.</param>
public sealed class Remembered<T>(int most)
    where T : class
{
    private readonly ConcurrentDictionary<string, T> kept = new(StringComparer.Ordinal);

    /// <summary>The result of that name. None (null) is not remembered.</summary>
    /// <param name="name">Must say everything that the result depends on, such as a digest of the input.</param>
    public T? Of(string name, Func<T?> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        if (kept.TryGetValue(name, out var known))
            return known;
        if (compute() is not { } made)
            return null;
        if (kept.Count >= most)
            kept.Clear();
        return kept.GetOrAdd(name, made);
    }
}
