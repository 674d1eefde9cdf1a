using System.Security.Cryptography;

namespace Tongcai.PublicService.Outbox;

/// <summary>重试。When to try again: soon at first, then ever later, one fifth more or less, so that many senders do not come back in one moment.</summary>
public static class Retries
{
    private const int Jitter = 20;

    /// <summary>Waits after the first try, the second, …</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(24)];

    /// <summary>How long to wait after so many tries; null: no more.</summary>
    /// <param name="attempts">From 1 on.</param>
    public static TimeSpan? After(int attempts) => attempts > Waits.Count ? null : Waits[attempts - 1] * (RandomNumberGenerator.GetInt32(100 - Jitter, 100 + Jitter + 1) / 100.0);
}
