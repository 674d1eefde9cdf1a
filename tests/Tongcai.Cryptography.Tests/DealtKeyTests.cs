using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Cryptography.Tests;

public sealed class DealtKeyTests
{
    private const string Password = "正确的口令 123";

    private static (ProjectKey Key, IReadOnlyList<KeyShare> Shares) Deal(int threshold = 3, int holders = 5) => DealtKey.Deal("safe-copy", threshold, [.. Enumerable.Range(1, holders).Select(i => $"保管人{i}")]);

    [Fact]
    public void Every_choice_of_k_holders_restores_the_key_and_no_smaller_one_does()
    {
        for (var n = 1; n <= CeremonyPlan.MaximumTrustees; n++)
        {
            var k = (n + 1) / 2;
            var (key, shares) = Deal(k, n);
            var cipher = new Sm2PublicKey(key.Point).Encrypt("机密"u8);
            for (var choice = 1; choice < 1 << n; choice++)
            {
                List<KeyShare> chosen = [.. shares.Where(s => (choice >> (s.Index - 1) & 1) == 1)];
                if (chosen.Count < k)
                {
                    Assert.Throws<CryptographicException>(() => DealtKey.Restore(key, chosen));
                    continue;
                }

                using var restored = DealtKey.Restore(key, chosen);
                Assert.Equal(key.Point, restored.PublicKey.Point);
                Assert.Equal("机密"u8.ToArray(), restored.Decrypt(cipher));
            }
        }
    }

    [Fact]
    public void The_same_share_counts_once_and_a_share_of_another_key_is_refused()
    {
        var ((key, shares), (_, others)) = (Deal(), Deal());
        Assert.Throws<CryptographicException>(() => DealtKey.Restore(key, [shares[0], shares[0], shares[0]]));
        Assert.Throws<CryptographicException>(() => DealtKey.Restore(key, [shares[0], shares[1], others[2]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Deal(6, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Deal(3, 8));
    }

    [Fact]
    public void A_share_file_opens_with_its_password_alone_and_any_altered_byte_is_damage()
    {
        var (key, shares) = Deal();
        var file = ShareFile.Write(key, shares[1], Password);
        Assert.Equal((key.Id, 2), (ShareFile.Peek(file)!.Value.Key.Id, ShareFile.Peek(file)!.Value.Index));
        using var opened = ShareFile.Open(file, Password);
        Assert.True(opened!.IsOf(key));
        Assert.Null(ShareFile.Open(file, Password + " "));
        Assert.DoesNotContain(Convert.ToHexStringLower(shares[1].Secret.ToBytes()), Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        for (var i = 0; i < file.Length; i += 3)
        {
            var altered = file.ToArray();
            altered[i] ^= 1;
            Assert.Null(ShareFile.Peek(altered));
        }
    }
}
