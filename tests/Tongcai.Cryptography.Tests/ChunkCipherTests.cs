namespace Tongcai.Cryptography.Tests;

public sealed class ChunkCipherTests
{
    private static readonly byte[] Key = Sm3.Hash("key"u8);

    [Fact]
    public void Sm4_of_the_standard()
    {
        // Counter mode encrypts the counter block: a zero plaintext shows the block cipher itself (GB/T 32907 A.1).
        var vector = Vector.Read("official.json").GetProperty("sm4")[0];
        var output = new byte[16];
        Sm4Ctr.Transform(vector.Hex("key"), vector.Hex("pt"), new byte[16], output);
        Assert.Equal(vector.Hex("ct"), output);
    }

    [Fact]
    public void Sm4_million_rounds_of_the_standard()
    {
        var vector = Vector.Read("official.json").GetProperty("sm4")[1];
        var (key, block, zero) = (vector.Hex("key"), vector.Hex("pt"), new byte[16]);
        for (var round = 0; round < 1_000_000; round++)
            Sm4Ctr.Transform(key, block, zero, block);
        Assert.Equal(vector.Hex("ct"), block);
    }

    [Fact]
    public void Counter_mode_agrees_with_the_oracle_over_block_edges_and_carries()
    {
        var random = new Random(2);
        foreach (var length in new[] { 0, 1, 15, 16, 17, 31, 32, 33, 4096, 70_001 })
        {
            var (key, counter, data) = (new byte[16], new byte[16], new byte[length]);
            random.NextBytes(key);
            random.NextBytes(data);
            Array.Fill(counter, (byte)0xff, 9, 7);
            var output = new byte[length];
            Sm4Ctr.Transform(key, counter, data, output);
            Assert.Equal(BouncyCastleOracle.Sm4Ctr(key, counter, data), output);
        }
    }

    [Fact]
    public void A_chunk_is_laid_out_as_documented()
    {
        using var cipher = new ChunkCipher(Key, "info"u8);
        var plain = new byte[100];
        var stored = cipher.Seal(3, true, plain);
        var keys = Sm3.Hkdf(Key, [], "info"u8, 48);
        byte[] counter = [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(BouncyCastleOracle.Sm4Ctr(keys[..16], counter, plain), stored[..100]);
        byte[] header = [.. "sm4ctr-hmacsm3/v1\0"u8, 0, 0, 0, 0, 0, 0, 0, 3, 1];
        Assert.Equal(Sm3.Hmac(keys.AsSpan(16), [.. header, .. stored[..100]]), stored[100..]);
        Assert.Equal(plain, cipher.Open(3, true, stored));
    }

    [Fact]
    public void An_altered_moved_cut_or_foreign_chunk_does_not_open()
    {
        using var cipher = new ChunkCipher(Key, "info"u8);
        using var otherInfo = new ChunkCipher(Key, "other"u8);
        using var otherKey = new ChunkCipher(Sm3.Hash("x"u8), "info"u8);
        var stored = cipher.Seal(1, false, "content"u8);
        Assert.NotNull(cipher.Open(1, false, stored));
        Assert.Null(cipher.Open(0, false, stored));
        Assert.Null(cipher.Open(1, true, stored));
        Assert.Null(cipher.Open(-1, false, stored));
        Assert.Null(cipher.Open(1, false, stored.AsSpan(0, stored.Length - 1)));
        Assert.Null(cipher.Open(1, false, []));
        Assert.Null(otherInfo.Open(1, false, stored));
        Assert.Null(otherKey.Open(1, false, stored));
        Assert.All(Vector.Altered(stored), altered => Assert.Null(cipher.Open(1, false, altered)));
    }

    [Fact]
    public void Chunks_of_any_length_up_to_a_mebibyte_come_back()
    {
        using var cipher = new ChunkCipher(Key, "info"u8);
        foreach (var length in new[] { 0, 1, 16, 65_535, ChunkCipher.MaximumPlainLength })
        {
            var plain = new byte[length];
            new Random(length).NextBytes(plain);
            Assert.Equal(plain, cipher.Open(7, false, cipher.Seal(7, false, plain)));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => cipher.Seal(0, false, new byte[ChunkCipher.MaximumPlainLength + 1]));
        Assert.Throws<ArgumentException>(() => new ChunkCipher(new byte[16], []));
    }
}
