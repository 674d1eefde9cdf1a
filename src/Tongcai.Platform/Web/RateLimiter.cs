using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Web;

/// <summary>流量限制。A fixed window of a minute per account, or per address without one; the limit is announced in every answer (draft-ietf-httpapi-ratelimit-headers).</summary>
public sealed class RateLimiter(SystemTime time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Count> counts = new();
    private long sweptAt;

    internal async Task Invoke(HttpContext http, RequestDelegate next)
    {
        var limits = http.Site().Limits;
        var metadata = http.GetEndpoint()?.Metadata;
        var (policy, limit) = metadata?.GetMetadata<LedgerReading>() is not null ? ("ledger", limits.Ledger)
            : metadata?.GetMetadata<PieceUpload>() is not null ? ("upload", limits.Upload)
            : HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? ("read", limits.Read)
            : ("write", limits.Write);
        var (left, reset) = Take($"{policy}/{Key(http)}", limit);
        http.Response.Headers["RateLimit-Policy"] = $"\"{policy}\";q={limit};w=60";
        http.Response.Headers["RateLimit"] = $"\"{policy}\";r={Math.Max(0, left)};t={reset}";
        if (left >= 0)
        {
            await next(http);
            return;
        }

        http.Response.Headers.RetryAfter = reset.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await new Refused(HttpRules.TooMany).ExecuteAsync(http);
    }

    /// <summary>Takes one from the window; negative: none was left.</summary>
    internal (int Left, int ResetSeconds) Take(string key, int limit)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var window = now / (long)Window.TotalMilliseconds;
        Sweep(window);
        var count = counts.AddOrUpdate(key, _ => new(window, 1), (_, c) => c.Window == window ? c with { Taken = Math.Min(c.Taken + 1, limit + 1) } : new(window, 1));
        var reset = (int)((((window + 1) * (long)Window.TotalMilliseconds) - now + 999) / 1000);
        return (limit - count.Taken, Math.Max(1, reset));
    }

    private void Sweep(long window)
    {
        if (Interlocked.Exchange(ref sweptAt, window) == window) return;
        foreach (var (key, count) in counts)
        {
            if (count.Window < window) counts.TryRemove(new(key, count));
        }
    }

    private static string Key(HttpContext http) => http.Actor() is { IsSignedIn: true } actor ? actor.AccountId : http.Connection.RemoteIpAddress?.ToString() ?? "-";

    private sealed record Count(long Window, int Taken);
}

/// <summary>Marks an endpoint whose readers are programs that read a ledger: counted by <see cref="RateLimits.Ledger"/>.</summary>
public sealed record LedgerReading;

/// <summary>Marks an endpoint that takes files piece by piece: counted by <see cref="RateLimits.Upload"/>.</summary>
public sealed record PieceUpload;
