using System.Security.Cryptography;
using System.Text.Json;

namespace Tongcai.Cryptography.Tests;

public sealed class Sm2Tests
{
    private static readonly JsonElement Official = Vector.Read("official.json");

    [Fact]
    public void Signature_of_the_standard_verifies_and_belongs_to_the_standard_key()
    {
        var vector = Official.GetProperty("sm2_sign");
        using var key = Sm2PrivateKey.FromScalar(vector.Hex("d"));
        Assert.Equal<byte>([4, .. vector.Hex("xA"), .. vector.Hex("yA")], key.PublicKey.ToPoint());
        byte[] raw = [.. vector.Hex("r"), .. vector.Hex("s")];
        var message = System.Text.Encoding.ASCII.GetBytes(vector.Text("msg"));
        Assert.True(key.PublicKey.Verify(message, raw, vector.Text("id")));
        Assert.False(key.PublicKey.Verify(message, raw, "somebody else"));
        Assert.All(Vector.Altered(raw), altered => Assert.False(key.PublicKey.Verify(message, altered)));
        Assert.All(Vector.Altered(message), altered => Assert.False(key.PublicKey.Verify(altered, raw)));
    }

    [Fact]
    public void Ciphertext_of_the_standard_decrypts()
    {
        var vector = Official.GetProperty("sm2_encrypt");
        using var key = Sm2PrivateKey.FromScalar(vector.Hex("d"));
        byte[] cipherText = [.. vector.Hex("C1"), .. vector.Hex("C3"), .. vector.Hex("C2")];
        Assert.Equal(System.Text.Encoding.ASCII.GetBytes(vector.Text("msg")), key.Decrypt(cipherText));
        Assert.All(Vector.Altered(cipherText), altered => Assert.Null(key.TryDecrypt(altered)));
    }

    [Theory]
    [InlineData("interop-bouncycastle.json")]
    [InlineData("interop-sm-crypto-v2.json")]
    public void All_300_fixtures_of_another_implementation_agree(string file)
    {
        var (count, decrypted) = (0, 0);
        foreach (var fixture in Vector.Read(file).EnumerateArray())
        {
            using var key = Sm2PrivateKey.FromScalar(fixture.Hex("priv"));
            Assert.Equal(fixture.Hex("pub"), key.PublicKey.ToPoint());
            var message = fixture.Hex("msg");
            Assert.Equal(fixture.Hex("sm3"), Sm3.Hash(message));
            Assert.False(key.PublicKey.Verify(message, fixture.Hex("sigDer")), "DER is not the form we take");
            var id = fixture.TryGetProperty("id", out var named) ? named.GetString()! : Sm2PublicKey.DefaultId;
            if (fixture.TryGetProperty("sigRaw", out _))
                Assert.True(key.PublicKey.Verify(message, fixture.Hex("sigRaw"), id), $"signature {count}");
            Assert.True(key.PublicKey.Verify(message, Raw(fixture.Hex("sigDer")), id), $"DER signature {count}");
            if (fixture.TryGetProperty("ct132", out _) && message.Length > 0)
            {
                Assert.Equal(message, key.Decrypt(WithLead(fixture.Hex("ct132"), message.Length)));
                decrypted++;
            }
            count++;
        }
        Assert.Equal(300, count);
        Assert.InRange(decrypted, 299, 300);
    }

    [Fact]
    public void The_oracle_and_we_read_each_other()
    {
        for (var round = 0; round < 40; round++)
        {
            using var key = Sm2PrivateKey.Generate();
            var (scalar, point) = (key.ExportPkcs8()[36..68], key.PublicKey.ToPoint());
            var message = RandomNumberGenerator.GetBytes(round + 1);
            var id = round % 2 == 0 ? Sm2PublicKey.DefaultId : $"采购人-{round}";
            Assert.True(BouncyCastleOracle.Verify(point, message, key.Sign(message, id), id));
            Assert.True(key.PublicKey.Verify(message, BouncyCastleOracle.Sign(scalar, message, id), id));
            Assert.Equal(message, BouncyCastleOracle.Decrypt(scalar, key.PublicKey.Encrypt(message)));
            Assert.Equal(message, key.Decrypt(BouncyCastleOracle.Encrypt(point, message)));
        }
    }

    [Fact]
    public void A_signature_that_is_not_exactly_64_bytes_is_none()
    {
        using var key = Sm2PrivateKey.Generate();
        var raw = key.Sign("text"u8);
        Assert.True(key.PublicKey.Verify("text"u8, raw));
        Assert.False(key.PublicKey.Verify("text"u8, [.. raw, 0]));
        Assert.False(key.PublicKey.Verify("text"u8, raw.AsSpan(0, 63)));
        Assert.False(key.PublicKey.Verify("text"u8, []));
        Assert.False(key.PublicKey.Verify("text"u8, new byte[64]));
        Assert.False(key.PublicKey.Verify("text"u8, Enumerable.Repeat((byte)0xff, 64).ToArray()));
    }

    [Fact]
    public void Points_off_the_curve_and_other_encodings_are_refused()
    {
        using var key = Sm2PrivateKey.Generate();
        var point = key.PublicKey.ToPoint();
        Assert.All(Vector.Altered(point), altered => Assert.Throws<CryptographicException>(() => Sm2PublicKey.FromPoint(altered)));
        Assert.Throws<CryptographicException>(() => Sm2PublicKey.FromPoint(point.AsSpan(1)));
        Assert.Throws<CryptographicException>(() => Sm2PublicKey.FromPoint([.. point, 0]));
        Assert.Throws<CryptographicException>(() => Sm2PublicKey.FromPoint([]));
        Assert.Throws<CryptographicException>(() => Sm2PublicKey.FromPoint([0]));
        byte[] compressed = [(byte)(2 + (point[64] & 1)), .. point[1..33]];
        Assert.Throws<CryptographicException>(() => Sm2PublicKey.FromPoint(compressed));
        // A hybrid form (06, 07) is the same point to libcrypto, but would give one key two encodings.
        byte[] hybrid = [(byte)(6 + (point[64] & 1)), .. point[1..]];
        Assert.Throws<CryptographicException>(() => Sm2PublicKey.FromPoint(hybrid));
    }

    [Fact]
    public void Coordinates_not_below_the_field_prime_are_refused()
    {
        using var one = Sm2PrivateKey.FromScalar([.. new byte[31], 1]);
        Assert.Equal(Official.GetProperty("sm2_curve").Hex("Gx"), one.PublicKey.ToPoint()[1..33]);
        var p = new System.Numerics.BigInteger(Official.GetProperty("sm2_curve").Hex("p"), isUnsigned: true, isBigEndian: true);
        // x + p fits into 32 bytes only for small x: look for a point with one.
        var b = new System.Numerics.BigInteger(Official.GetProperty("sm2_curve").Hex("b"), isUnsigned: true, isBigEndian: true);
        for (var x = 0; ; x++)
        {
            var square = ((System.Numerics.BigInteger.Pow(x, 3) - (3 * x) + b) % p + p) % p;
            var root = System.Numerics.BigInteger.ModPow(square, (p + 1) / 4, p);
            if (root * root % p != square)
                continue;
            Assert.NotNull(CurvePoint.TryParse([4, .. Field(x), .. Field(root)]));
            Assert.Null(CurvePoint.TryParse([4, .. Field(x + p), .. Field(root)]));
            return;
        }
    }

    [Fact]
    public void Private_numbers_out_of_range_are_refused()
    {
        var n = Official.GetProperty("sm2_curve").Hex("n");
        Assert.Throws<CryptographicException>(() => Sm2PrivateKey.FromScalar(new byte[32]));
        Assert.Throws<CryptographicException>(() => Sm2PrivateKey.FromScalar(n));
        Assert.Throws<CryptographicException>(() => Sm2PrivateKey.FromScalar(Minus(n, 1)));
        Assert.Throws<CryptographicException>(() => Sm2PrivateKey.FromScalar(new byte[31]));
        Sm2PrivateKey.FromScalar(Minus(n, 2)).Dispose();
    }

    [Fact]
    public void A_key_survives_PKCS8_and_a_damaged_file_is_refused()
    {
        using var key = Sm2PrivateKey.Generate();
        var file = key.ExportPkcs8();
        using var read = Sm2PrivateKey.ImportPkcs8(file);
        Assert.Equal(key.PublicKey, read.PublicKey);
        Assert.Equal(file, read.ExportPkcs8());
        Assert.Throws<CryptographicException>(() => Sm2PrivateKey.ImportPkcs8(file.AsSpan(0, 100)));
        Assert.Throws<CryptographicException>(() => Sm2PrivateKey.ImportPkcs8([.. file, 0]));
        Assert.Throws<CryptographicException>(() => Sm2PrivateKey.ImportPkcs8([]));
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Throws<CryptographicException>(() => Sm2PrivateKey.ImportPkcs8(p256.ExportPkcs8PrivateKey()));
    }

    [Fact]
    public void Ciphertexts_that_are_cut_altered_foreign_or_off_the_curve_do_not_decrypt()
    {
        using var key = Sm2PrivateKey.Generate();
        using var other = Sm2PrivateKey.Generate();
        var cipherText = key.PublicKey.Encrypt("secret"u8);
        Assert.Equal("secret"u8.ToArray(), key.Decrypt(cipherText));
        Assert.Equal(6 + Sm2PublicKey.CipherTextOverhead, cipherText.Length);
        Assert.All(Vector.Altered(cipherText), altered => Assert.Null(key.TryDecrypt(altered)));
        for (var length = 0; length < cipherText.Length; length++)
            Assert.Null(key.TryDecrypt(cipherText.AsSpan(0, length)));
        Assert.Null(key.TryDecrypt([.. cipherText, 0]));
        Assert.Null(other.TryDecrypt(cipherText));
        Assert.Throws<CryptographicException>(() => other.Decrypt(cipherText));
        Assert.Throws<ArgumentOutOfRangeException>(() => key.PublicKey.Encrypt([]));
    }

    [Fact]
    public void One_key_serves_many_threads()
    {
        using var key = Sm2PrivateKey.Generate();
        Parallel.For(0, 400, i =>
        {
            var message = BitConverter.GetBytes(i);
            Assert.True(key.PublicKey.Verify(message, key.Sign(message)));
            Assert.Equal(message, key.Decrypt(key.PublicKey.Encrypt(message)));
        });
    }

    private static byte[] WithLead(byte[] cipherText, int plainLength) =>
        cipherText.Length == plainLength + 96 ? [4, .. cipherText] : cipherText;

    private static byte[] Raw(byte[] der)
    {
        var sequence = new System.Formats.Asn1.AsnReader(der, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        return [.. Field(sequence.ReadInteger()), .. Field(sequence.ReadInteger())];
    }

    private static byte[] Field(System.Numerics.BigInteger value)
    {
        var digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - digits.Length], .. digits];
    }

    private static byte[] Minus(byte[] number, byte less) =>
        Field(new System.Numerics.BigInteger(number, isUnsigned: true, isBigEndian: true) - less);
}
