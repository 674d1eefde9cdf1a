using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Identity;

/// <summary>Attempts under one key.</summary>
[Table("sign_in_attempt", Technical = true)]
public sealed record SignInAttempt : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public required long Attempts { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset BlockedUntil { get; init; }
}

/// <summary>
/// 登录限速。Counted per account and address together, and per address. Not per account alone: whoever knows a competitor's user name
/// could otherwise lock him out on the morning of the deadline.
/// </summary>
public sealed class Throttle(IStore store, SystemTime time)
{
    private const int FreePerAccount = 5;
    private const int FreePerAddress = 30;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    public static Throttle From(HttpContext http) => http.RequestServices.GetRequiredService<Throttle>();

    /// <summary>Counts an attempt before it is made, so that parallel attempts are counted too; the time to wait when it may not be made.</summary>
    public async Task<TimeSpan?> Take(string userName, string address) =>
        await Take(Key(userName, address), FreePerAccount) ?? await Take(Key("", address), FreePerAddress);

    /// <summary>
    /// A right password clears what was counted for this account at this address, and the address gets its attempt back: on the morning of an opening
    /// many suppliers sign in from one hall, and none of them is guessing.
    /// </summary>
    public async Task Clear(string userName, string address)
    {
        if (await Find(Key(userName, address)) is { } row) await store.Execute(Commit.Empty.Delete(row));
        for (var tries = 0; tries < 20; tries++)
        {
            if (await Find(Key("", address)) is not { Attempts: > 0 } counted) return;
            var left = counted.Attempts - 1;
            var next = counted with { Attempts = left, BlockedUntil = left <= FreePerAddress ? counted.Since : counted.BlockedUntil };
            if (await store.Execute(Commit.Empty.Put(next)) is Committed) return;
        }
    }

    private async Task<TimeSpan?> Take(string key, int free)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var now = time.GetUtcNow();
            var row = await Find(key);
            if (row is not null && now < row.BlockedUntil) return row.BlockedUntil - now;

            var begins = row is null || now - row.Since > Window;
            var attempts = begins ? 1 : row!.Attempts + 1;
            var wait = attempts <= free ? TimeSpan.Zero : First * (1L << (int)Math.Min(5, attempts - free - 1));
            var next = new SignInAttempt { Id = key, Version = row?.Version ?? 0, Attempts = attempts, Since = begins ? now : row!.Since, BlockedUntil = now + wait };
            if (await store.Execute(Commit.Empty.Put(next)) is Committed) return null;
        }

        // Somebody writes this counter faster than we can: that is an attack or an outage, and either way not the moment to try.
        return First;
    }

    private Task<SignInAttempt?> Find(string id) => store.Read(c => c.Find<SignInAttempt>(id));

    private static string Key(string userName, string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{userName.Trim().ToLowerInvariant()}\n{address}")).AsSpan(0, 16));
}
