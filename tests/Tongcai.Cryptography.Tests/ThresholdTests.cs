using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Tongcai.Cryptography.Tests;

public sealed class ThresholdTests
{
    private static readonly JsonElement Run = Vector.Read("threshold-3of4.json");
    private static readonly string Context = Run.Text("ctx");
    private static readonly byte[] CipherText = Run.Hex("ct");

    private static readonly ProjectKey Key = new("2026-0001", 3, CurvePoint.FromBytes(Run.Hex("PK")),
        [.. Run.GetProperty("X").EnumerateArray().Select((x, i) => new ShareHolder($"受托人{i + 1}", CurvePoint.FromBytes(Convert.FromHexString(x.GetString()!))))]);

    private static readonly PartialDecryption[] Partials = [.. Run.GetProperty("partials").EnumerateArray().Select((p, i) =>
        new PartialDecryption(i + 1, CurvePoint.FromBytes(Convert.FromHexString(p.GetString()!)),
            new(Run.GetProperty("proofs")[i].Hex("c"), Run.GetProperty("proofs")[i].Hex("z"))))];

    [Fact]
    public void The_recorded_commitments_promise_the_recorded_public_shares_and_key()
    {
        Dealing[] dealings = [.. Run.GetProperty("commitments").EnumerateArray().Select((row, i) => new Dealing(i + 1,
            [.. row.EnumerateArray().Select(c => CurvePoint.FromBytes(Convert.FromHexString(c.GetString()!)))], new([], []), [], []))];
        Assert.Equal(Key.Point, CurvePoint.TrySum(dealings.Select(d => d.Commitments[0])));
        for (var j = 1; j <= 4; j++)
            Assert.Equal(Key.Trustees[j - 1].Point, CurvePoint.TrySum(dealings.Select(d => d.PromisedTo(j)!)));
    }

    [Fact]
    public void The_recorded_shares_give_the_recorded_points_and_partials()
    {
        for (var i = 1; i <= 4; i++)
        {
            using var share = KeyShare.FromBytes(i, Convert.FromHexString(Run.GetProperty("shares")[i - 1].GetString()!));
            Assert.Equal(Key.Trustees[i - 1].Point, share.Point);
            var partial = share.Decrypt(Key, Context, CipherText);
            Assert.Equal(Partials[i - 1].Point, partial.Point);
            Assert.True(partial.Verify(Key, Context, CipherText));
            Assert.True(Partials[i - 1].Verify(Key, Context, CipherText));
        }
        using var whole = Sm2PrivateKey.FromScalar(Run.Hex("secretForCheckingOnly"));
        Assert.Equal(Run.Hex("cek"), whole.Decrypt(CipherText));
    }

    [Fact]
    public void Every_three_of_the_recorded_partials_open_and_no_two_do()
    {
        for (var size = 0; size <= 4; size++)
        {
            foreach (var subset in Cast.Subsets(Partials, size))
            {
                var combined = ThresholdDecryption.Combine(Key, Context, CipherText, subset);
                if (size >= 3)
                {
                    Assert.Equal(Run.Hex("cek"), combined.Plain);
                    Assert.Empty(combined.Findings);
                }
                else
                {
                    Assert.Null(combined.Plain);
                    Assert.Equal("opening.too-few-partials", Assert.Single(combined.Findings).Code);
                }
            }
        }
    }

    [Fact]
    public void An_altered_partial_or_proof_is_refused_and_its_trustee_named()
    {
        var good = Partials[1];
        foreach (var bytes in Vector.Altered(good.ToBytes()).Skip(1).Select(b => PartialDecryption.TryParse(b)).OfType<PartialDecryption>()
            .Append(good with { Point = Partials[2].Point })
            .Append(good with { Proof = Partials[2].Proof })
            .Append(good with { Proof = good.Proof with { Challenge = new byte[32] } })
            .Append(good with { Proof = good.Proof with { Response = Vector.Read("official.json").GetProperty("sm2_curve").Hex("n") } })
            .Append(good with { Proof = good.Proof with { Response = [] } }))
        {
            Assert.False(bytes.Verify(Key, Context, CipherText));
            var combined = ThresholdDecryption.Combine(Key, Context, CipherText, [Partials[0], bytes, Partials[2]]);
            Assert.Null(combined.Plain);
            Assert.Equal(["opening.bad-partial", "opening.too-few-partials"], combined.Findings.Select(f => f.Code));
            Assert.Contains("第2号受托人“受托人2”", combined.Findings[0].Reason, StringComparison.Ordinal);
            var rescued = ThresholdDecryption.Combine(Key, Context, CipherText, [Partials[0], bytes, Partials[2], Partials[3]]);
            Assert.Equal(Run.Hex("cek"), rescued.Plain);
            Assert.Equal("opening.bad-partial", Assert.Single(rescued.Findings).Code);
        }
    }

    [Fact]
    public void A_partial_of_another_context_ciphertext_or_index_is_refused()
    {
        Assert.False(Partials[0].Verify(Key, Context + "x", CipherText));
        Assert.False((Partials[0] with { Trustee = 2 }).Verify(Key, Context, CipherText));
        Assert.False((Partials[0] with { Trustee = 0 }).Verify(Key, Context, CipherText));
        Assert.False((Partials[0] with { Trustee = 9 }).Verify(Key, Context, CipherText));
        Assert.False(Partials[0].Verify(Key, Context, new Sm2PublicKey(Key.Point).Encrypt([1])));
        Assert.Equal(3, ThresholdDecryption.Combine(Key, "project/other/lot/1/section/price", CipherText, Partials.Take(3)).Findings.Count(f => f.Code == "opening.bad-partial"));
    }

    [Fact]
    public void An_altered_ciphertext_is_the_bidders_fault_and_a_C1_off_the_curve_is_no_ciphertext()
    {
        var changed = (byte[])CipherText.Clone();
        changed[^1] ^= 1;
        Assert.Equal("opening.kem-undecryptable", Assert.Single(ThresholdDecryption.Combine(Key, Context, changed, Partials).Findings).Code);
        changed = (byte[])CipherText.Clone();
        changed[70] ^= 1;
        Assert.Equal("opening.kem-undecryptable", Assert.Single(ThresholdDecryption.Combine(Key, Context, changed, Partials).Findings).Code);
        changed = (byte[])CipherText.Clone();
        changed[40] ^= 1;
        Assert.Equal("opening.kem-malformed", Assert.Single(ThresholdDecryption.Combine(Key, Context, changed, Partials).Findings).Code);
        Assert.Equal("opening.kem-malformed", Assert.Single(ThresholdDecryption.Combine(Key, Context, [], Partials).Findings).Code);
        using var share = KeyShare.FromBytes(1, Convert.FromHexString(Run.GetProperty("shares")[0].GetString()!));
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => share.Decrypt(Key, Context, changed));
    }

    [Fact]
    public void A_repeated_partial_counts_once()
    {
        var combined = ThresholdDecryption.Combine(Key, Context, CipherText, [Partials[0], Partials[1], Partials[1], Partials[0]]);
        Assert.Equal("opening.too-few-partials", Assert.Single(combined.Findings).Code);
    }

    [Fact]
    public void A_wrong_share_is_refused_before_it_is_used()
    {
        var bytes = Convert.FromHexString(Run.GetProperty("shares")[0].GetString()!);
        bytes[5] ^= 1;
        using var wrong = KeyShare.FromBytes(1, bytes);
        Assert.Throws<ArgumentException>(() => wrong.Decrypt(Key, Context, CipherText));
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => KeyShare.FromBytes(1, new byte[32]));
    }

    [Fact]
    public void Partials_and_shares_survive_being_written()
    {
        Assert.Equal(PartialDecryption.Length, Partials[0].ToBytes().Length);
        var read = PartialDecryption.TryParse(Partials[0].ToBytes())!;
        Assert.True(read.Verify(Key, Context, CipherText));
        Assert.Null(PartialDecryption.TryParse([.. Partials[0].ToBytes(), 0]));
        Assert.Null(PartialDecryption.TryParse([]));
        using var holder = Sm2PrivateKey.Generate();
        using var other = Sm2PrivateKey.Generate();
        using var share = KeyShare.FromBytes(3, Convert.FromHexString(Run.GetProperty("shares")[2].GetString()!));
        var wrapped = share.Wrap(holder.PublicKey);
        using var unwrapped = KeyShare.Unwrap(holder, wrapped);
        Assert.Equal((3, share.Point), (unwrapped.Index, unwrapped.Point));
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => KeyShare.Unwrap(other, wrapped));
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => KeyShare.Unwrap(holder, holder.PublicKey.Encrypt([1, 2])));
        Assert.Equal(Key.Id, ProjectKey.TryParse(Key.ToBytes())!.Id);
        Assert.Equal(Key.Trustees, ProjectKey.TryParse(Key.ToBytes())!.Trustees);
        Assert.Null(ProjectKey.TryParse([.. Key.ToBytes(), (byte)' ']));
        Assert.Null(ProjectKey.TryParse("{}"u8));
        Assert.NotEqual(Key.Id, (Key with { Project = "2026-0002" }).Id);
    }

    [Fact]
    public void Encryption_with_the_ephemeral_number_of_the_standard_gives_its_ciphertext()
    {
        var vector = Vector.Read("official.json").GetProperty("sm2_encrypt");
        using var k = Scalar.Parse(vector.Hex("k"))!;
        using var key = Sm2PrivateKey.FromScalar(vector.Hex("d"));
        var cipherText = Sm2Kem.Encrypt(key.PublicKey.Point, k, System.Text.Encoding.ASCII.GetBytes(vector.Text("msg")));
        Assert.Equal([.. vector.Hex("C1"), .. vector.Hex("C3"), .. vector.Hex("C2")], cipherText!);
    }

    [Fact]
    public void Arithmetic_modulo_n_agrees_with_big_integers()
    {
        var n = new System.Numerics.BigInteger(Vector.Read("official.json").GetProperty("sm2_curve").Hex("n"), isUnsigned: true, isBigEndian: true);
        static System.Numerics.BigInteger Big(Scalar s) => new(s.ToBytes(), isUnsigned: true, isBigEndian: true);
        Prop.ForAll<byte[], byte[]>((x, y) =>
        {
            using var a = Scalar.Reduce(Sm3.Hash(x));
            using var b = Scalar.Reduce(Sm3.Hash([.. y, 1]));
            using var sum = a.Add(b);
            using var difference = a.Subtract(b);
            using var product = a.Multiply(b);
            using var inverse = a.Invert();
            using var negative = a.Negate();
            return Big(sum) == (Big(a) + Big(b)) % n && Big(difference) == (Big(a) - Big(b) + n) % n && Big(product) == Big(a) * Big(b) % n
                && Big(inverse) * Big(a) % n == 1 && Big(negative) == (n - Big(a)) % n;
        }).QuickCheckThrowOnFailure();
    }
}
