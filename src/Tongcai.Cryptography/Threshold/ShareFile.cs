using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>
/// 份额文件. One holder's share of a <see cref="DealtKey"/> under a password: canonical JSON with the public key of which it is a share. PBKDF2-HMAC-SHA-256 (RFC 8018) gives the key of a
/// <see cref="ChunkCipher"/>. A sum over the file tells damage from a wrong password.
/// </summary>
public static class ShareFile
{
    private const string Form = "tongcai/recovery-share/v1";
    private const int Rounds = 600_000;
    private const int SaltLength = 16;

    /// <summary>The file of a share.</summary>
    public static byte[] Write(ProjectKey key, KeyShare share, string password)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(share);
        var (salt, secret) = (RandomNumberGenerator.GetBytes(SaltLength), share.Secret.ToBytes());
        try
        {
            using var cipher = Cipher(key, share.Index, password, salt, Rounds);
            var file = new JsonObject
            {
                ["index"] = share.Index,
                ["key"] = Encoding.UTF8.GetString(key.ToBytes()),
                ["rounds"] = Rounds,
                ["salt"] = Convert.ToHexStringLower(salt),
                ["share"] = Convert.ToHexStringLower(cipher.Seal(0, last: true, secret)),
                ["v"] = Form,
            };
            file["sum"] = Sum(file);
            return CanonicalJson.Encode(file);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Whose share of which key a file holds; null when it is damaged or none.</summary>
    public static (ProjectKey Key, int Index)? Peek(ReadOnlySpan<byte> file) => Read(file) is { } read ? (read.Key, read.Index) : null;

    /// <summary>The share; null when the password is another. Ask <see cref="Peek"/> first whether the file is sound.</summary>
    public static KeyShare? Open(ReadOnlySpan<byte> file, string password)
    {
        if (Read(file) is not { } read)
            return null;
        using var cipher = Cipher(read.Key, read.Index, password, read.Salt, read.Rounds);
        if (cipher.Open(0, last: true, read.Share) is not { } secret)
            return null;
        try
        {
            return KeyShare.FromBytes(read.Index, secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static (ProjectKey Key, int Index, int Rounds, byte[] Salt, byte[] Share)? Read(ReadOnlySpan<byte> file)
    {
        if (CanonicalJson.Decode(file) is not { } json)
            return null;
        var fields = new JsonFields(json);
        if (!fields.Has("index", "key", "rounds", "salt", "share", "sum", "v") || fields.Text("v") != Form || fields.Text("sum") is not { } sum)
            return null;
        json.Remove("sum");
        return Sum(json) == sum && ProjectKey.TryParse(Encoding.UTF8.GetBytes(fields.Text("key") ?? "")) is { } key
            && fields.Integer("index") is var index && index >= 1 && index <= key.Trustees.Count
            && fields.Integer("rounds") is >= 1 and <= 100 * Rounds and var rounds && fields.Hex("salt", SaltLength) is { } salt && fields.Hex("share") is { } share
            ? (key, (int)index, (int)rounds, salt, share)
            : null;
    }

    private static ChunkCipher Cipher(ProjectKey key, int index, string password, byte[] salt, int rounds)
    {
        var derived = Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, ChunkCipher.KeyLength);
        try
        {
            return new(derived, Encoding.UTF8.GetBytes($"{Form}\n{key.Id}\n{index}"));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static string Sum(JsonObject file) => Convert.ToHexStringLower(Sm3.Hash(CanonicalJson.Encode(file)));
}
