using Microsoft.AspNetCore.Identity;
using Tongcai.Law;

namespace Tongcai.Platform.Identity;

/// <summary>口令。The framework's PBKDF2 (HMAC-SHA-512); a wrong user name costs as much time as a wrong password.</summary>
public static class Passwords
{
    public const int Shortest = 10;

    private static readonly PasswordHasher<Credential> Hasher = new();
    private static readonly Credential Nobody = new() { Id = "", PasswordHash = "", ChangedAt = default };
    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword(Nobody, Storage.RandomId.New()));

    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Whether the password is the one of the credential; with none, does the same work and says no.</summary>
    public static bool Matches(Credential? credential, string password) =>
        Hasher.VerifyHashedPassword(Nobody, credential?.PasswordHash ?? NobodysHash.Value, password) is not PasswordVerificationResult.Failed && credential is not null;

    /// <summary>What is wrong with a new password; empty when nothing.</summary>
    public static IReadOnlyList<Refusal> Check(string password, string userName, string pointer = "/password")
    {
        Refusal Weak(string reason) => DutyRules.Unauthorised.Refuse(reason, $"用不少于 {Shortest} 个字符、他人猜不到的口令；几个不相干的词连起来最好记。", pointer);
        if (password.Length < Shortest) return [Weak($"口令只有 {password.Length} 个字符")];
        if (password.Length > 128) return [Weak("口令超过 128 个字符")];
        if (userName.Length > 0 && password.Contains(userName, StringComparison.OrdinalIgnoreCase)) return [Weak("口令包含用户名")];
        return password.Distinct().Count() < 5 ? [Weak("口令由少数几个字符重复而成")] : [];
    }
}
