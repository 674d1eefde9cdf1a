using System.Text;
using System.Text.Json;

namespace Tongcai.Cryptography.Tests;

public sealed class Sm3Tests
{
    [Fact]
    public void Digests_of_the_standard()
    {
        foreach (var vector in Vector.Read("official.json").GetProperty("sm3").EnumerateArray())
            Assert.Equal(vector.Text("digest"), Convert.ToHexStringLower(Sm3.Hash(vector.Hex("msgHex"))));
    }

    [Fact]
    public void Pieces_give_the_digest_of_the_whole()
    {
        var random = new Random(1);
        for (var length = 0; length < 300; length++)
        {
            var data = new byte[length];
            random.NextBytes(data);
            using var hasher = new Sm3Hasher();
            for (var at = 0; at < length;)
            {
                var piece = random.Next(1, Math.Min(70, length - at) + 1);
                hasher.Append(data.AsSpan(at, piece));
                at += piece;
            }
            var digest = hasher.Finish();
            Assert.Equal(Sm3.Hash(data), digest);
            Assert.Equal(BouncyCastleOracle.Sm3(data), digest);
        }
    }

    [Fact]
    public void Messages_side_by_side_have_the_digests_that_each_has_alone()
    {
        var random = new Random(2);
        // Every length around the ends of blocks, in every number of lanes, next to others of other lengths.
        for (var count = 1; count <= 19; count++)
        {
            for (var from = 0; from < 140; from += count)
            {
                var messages = Enumerable.Range(0, count).Select(i => new byte[(from + i) * (i % 3 == 2 ? 7 : 1)]).ToList();
                messages.ForEach(random.NextBytes);
                Assert.Equal(messages.Select(m => Sm3.Hash(m)), Sm3.Hash(messages.Select(m => new ReadOnlyMemory<byte>(m)).ToArray()));
            }
        }
    }

    [Fact]
    public async Task Messages_that_come_at_the_same_time_get_each_its_own_digest()
    {
        var (random, batch) = (new Random(3), new Sm3Batch());
        var messages = Enumerable.Range(0, 200).Select(i => new byte[i * 997 % 20_000]).ToList();
        messages.ForEach(random.NextBytes);
        var digests = await Task.WhenAll(messages.Select(m => Task.Run(() => batch.Hash(m))));
        Assert.Equal(messages.Select(m => Sm3.Hash(m)), digests);
    }

    [Fact]
    public void A_spent_hasher_refuses_to_go_on()
    {
        using var hasher = new Sm3Hasher();
        hasher.Finish();
        Assert.Throws<InvalidOperationException>(() => hasher.Append([1]));
        Assert.Throws<InvalidOperationException>(() => hasher.Finish());
    }

    [Fact]
    public void Hmac_agrees_with_all_Wycheproof_cases()
    {
        var cases = 0;
        foreach (var group in Vector.Read("wycheproof_hmac_sm3_test.json").GetProperty("testGroups").EnumerateArray())
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var tag = Sm3.Hmac(test.Hex("key"), test.Hex("msg"));
                var truncated = tag.AsSpan(0, group.GetProperty("tagSize").GetInt32() / 8).ToArray();
                var same = test.Hex("tag").AsSpan().SequenceEqual(truncated);
                Assert.True(same == (test.Text("result") == "valid"), $"tcId {test.GetProperty("tcId")}");
                cases++;
            }
        }
        Assert.Equal(174, cases);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(8160)]
    public void Hkdf_follows_the_definition_of_RFC_5869(int length)
    {
        byte[] ikm = [1, 2, 3], salt = [9], info = Encoding.ASCII.GetBytes("context");
        var prk = Sm3.Hmac(salt, ikm);
        List<byte> expected = [];
        byte[] block = [];
        for (var counter = 1; expected.Count < length; counter++)
        {
            block = Sm3.Hmac(prk, [.. block, .. info, (byte)counter]);
            expected.AddRange(block);
        }
        Assert.Equal(expected.Take(length), Sm3.Hkdf(ikm, salt, info, length));
    }

    [Fact]
    public void Hkdf_without_salt_uses_a_block_of_zeros_and_refuses_impossible_lengths()
    {
        Assert.Equal(Sm3.Hkdf([1], new byte[32], [2], 40), Sm3.Hkdf([1], [], [2], 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sm3.Hkdf([1], [], [2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sm3.Hkdf([1], [], [2], 8161));
    }

    [Fact]
    public void Many_threads_may_hash_at_once()
    {
        var expected = Sm3.Hash("abc"u8);
        Parallel.For(0, 10_000, _ => Assert.Equal(expected, Sm3.Hash("abc"u8)));
    }
}
