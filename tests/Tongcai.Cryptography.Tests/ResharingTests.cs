using FsCheck;
using FsCheck.Fluent;

namespace Tongcai.Cryptography.Tests;

/// <summary>份额重分：the key stays, the shares are others.</summary>
public sealed class ResharingTests
{
    private const string Context = "project/P1/lot/1/section/price";

    private static CeremonyPlan Plan(Holder[] holders, int threshold, string id = "reshare-1") => new(id, threshold, [.. holders.Select((h, i) => new Trustee($"新受托人{i + 1}", h.Certificates))]);

    private static Holder[] Holders(int count) => [.. Enumerable.Range(1, count).Select(i => new Holder($"新受托人{i}"))];

    private static (KeyHolding Now, KeyShare[] Shares, ResharingTranscript Record) Reshare(KeyHolding from, IReadOnlyList<(KeyShare Share, Holder Holder)> dealers, Holder[] holders, int threshold, string id = "reshare-1")
    {
        var to = Plan(holders, threshold, id);
        List<Dealing> dealings = [.. dealers.Select(d => Resharing.Deal(from, to, d.Share, d.Holder.Signing))];
        Assert.Empty(Resharing.Check(from, to, dealings));
        KeyShare[] shares = [.. holders.Select((h, i) => Resharing.Receive(from, to, dealings, i + 1, h.Encryption).Share!)];
        var record = ResharingTranscript.Conclude(from, to, dealings);
        foreach (var (i, holder) in holders.Index())
            record = record.With(i + 1, record.SignatureOf(holder.Signing));
        return (record.After(from)!, shares, record);
    }

    private static byte[]? Open(ProjectKey key, byte[] cipherText, IEnumerable<KeyShare> shares) =>
        ThresholdDecryption.Combine(key, Context, cipherText, shares.Where(s => s.IsOf(key)).Select(s => s.Decrypt(key, Context, cipherText))).Plain;

    /// <summary>Interpolates whatever partials are given as if they fitted together, without asking whose they are.</summary>
    private static byte[]? Forced(IReadOnlyList<KeyShare> shares, byte[] cipherText) =>
        CurvePoint.TrySum(shares.Select(s =>
        {
            using var weight = Polynomial.Weight(s.Index, shares.Select(o => o.Index));
            return Sm2Kem.Ephemeral(cipherText)!.Multiply(s.Secret).Multiply(weight);
        })) is { } shared ? Sm2Kem.Finish(shared, cipherText) : null;

    [Fact]
    public void Whatever_k_of_n_becomes_every_new_k_open_what_was_sealed_before_and_no_smaller_number_does()
    {
        var sizes = from k in Gen.Choose(1, 4) from n in Gen.Choose(k, 5) from newK in Gen.Choose(1, 4) from newN in Gen.Choose(newK, 5) from first in Gen.Choose(0, n - k) select (k, n, newK, newN, first);
        Prop.ForAll(sizes.ToArbitrary(), size =>
        {
            using var cast = new Cast(size.k, size.n);
            var (key, shares) = cast.Finish();
            var from = KeyHolding.Of(cast.Transcript(), "P1")!;
            var secret = Sm3.Hash([1, 2, 3]);
            var cipherText = new Sm2PublicKey(key.Point).Encrypt(secret);
            var holders = Holders(size.newN);
            var (now, fresh, record) = Reshare(from, [.. Enumerable.Range(size.first, size.k).Select(i => (shares[i], cast.Holders[i]))], holders, size.newK);
            Assert.Equal((key.Id, key.Point, size.newK), (now.Key.Id, now.Key.Point, now.Key.Threshold));
            Assert.NotNull(ResharingTranscript.TryParse(record.ToBytes())!.After(from));
            return Cast.Subsets(fresh, size.newK).All(s => Open(now.Key, cipherText, s)?.AsSpan().SequenceEqual(secret) == true)
                && Cast.Subsets(fresh, size.newK - 1).All(s => Open(now.Key, cipherText, s) is null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    [Fact]
    public void Old_shares_do_not_fit_new_ones_however_they_are_put_together()
    {
        using var cast = new Cast(3, 5);
        var (key, old) = cast.Finish();
        var from = KeyHolding.Of(cast.Transcript(), "P1")!;
        var secret = Sm3.Hash([7]);
        var cipherText = new Sm2PublicKey(key.Point).Encrypt(secret);
        var (now, fresh, _) = Reshare(from, [.. new[] { 0, 2, 4 }.Select(i => (old[i], cast.Holders[i]))], Holders(5), 3);
        Assert.All(old.Where((_, i) => !old[i].Point.Equals(now.Key.Trustees[i].Point)), s => Assert.False(s.IsOf(now.Key)));
        foreach (var mix in Cast.Subsets([.. old.Select(s => (Share: s, New: false)), .. fresh.Select(s => (Share: s, New: true))], 3).Where(m => m.Select(x => x.Share.Index).Distinct().Count() == 3))
        {
            var opened = Forced([.. mix.Select(m => m.Share)], cipherText);
            if (mix.Select(m => m.New).Distinct().Count() == 1)
                Assert.Equal(secret, opened);
            else
                Assert.Null(opened);
        }
    }

    [Fact]
    public void Shares_are_dealt_on_again_and_again_and_the_records_follow_each_other()
    {
        using var cast = new Cast(2, 3);
        var (key, shares) = cast.Finish();
        var holding = KeyHolding.Of(cast.Transcript(), "P1")!;
        var (first, holders) = (holding, cast.Holders);
        for (var round = 1; round <= 3; round++)
        {
            var next = Holders(3);
            var (now, fresh, record) = Reshare(holding, [(shares[0], holders[0]), (shares[2], holders[2])], next, 2, $"reshare-{round}");
            Assert.Equal(round == 1, record.After(first) is not null);
            (holding, shares, holders) = (now, fresh, next);
        }

        var cipherText = new Sm2PublicKey(key.Point).Encrypt([42]);
        Assert.Equal([42], Open(holding.Key, cipherText, shares[1..]));
    }

    [Fact]
    public void Whoever_deals_another_value_or_for_another_or_too_few_is_named()
    {
        using var cast = new Cast(2, 3);
        var (_, shares) = cast.Finish();
        var from = KeyHolding.Of(cast.Transcript(), "P1")!;
        var holders = Holders(3);
        var to = Plan(holders, 2);
        var (one, two) = (Resharing.Deal(from, to, shares[0], cast.Holders[0].Signing), Resharing.Deal(from, to, shares[1], cast.Holders[1].Signing));
        string[] Codes(params Dealing[] dealings) => [.. Resharing.Check(from, to, dealings).Select(f => f.Finding.Code)];
        Assert.Empty(Codes(one, two));
        Assert.Equal(["reshare.dealer-count"], Codes(one));
        Assert.Equal(["reshare.dealer-count"], Codes(one, one));
        Assert.Equal(["reshare.dealer-count"], Codes(one, two, Resharing.Deal(from, to, shares[2], cast.Holders[2].Signing)));
        Assert.Equal(["reshare.unsigned"], Codes(one, two with { Dealer = 3 }));
        Assert.Equal(["reshare.not-a-holder"], Codes(one, two with { Dealer = 4 }));
        Assert.Equal(["reshare.malformed"], Codes(one, two with { Shares = [.. two.Shares.Skip(1)] }));
        Assert.Equal(["reshare.unsigned"], Codes(one, Resharing.Deal(from, Plan(holders, 2, "reshare-2"), shares[1], cast.Holders[1].Signing)));

        // A holder that signs a polynomial with another secret: the public value of its share betrays it.
        using var wrong = new Cast(2, 3);
        var (otherKey, otherShares) = wrong.Finish();
        var posing = new KeyHolding(otherKey, from.Plan, from.Digest);
        var posed = Resharing.Deal(posing, to, otherShares[1], cast.Holders[1].Signing);
        var fault = Assert.Single(Resharing.Check(from, to, [one, posed]));
        Assert.Equal((2, "reshare.other-share"), (fault.Culprit, fault.Finding.Code));
        Assert.Throws<ArgumentException>(() => Resharing.Deal(from, to, otherShares[0], cast.Holders[0].Signing));

        // One whose encrypted part is not what it promised is found by who gets it.
        List<byte[]> parts = [.. two.Shares];
        parts[1] = holders[1].Encryption.PublicKey.Encrypt(new byte[32]);
        var (none, unusable) = Resharing.Receive(from, to, [one, two with { Shares = parts }], 2, holders[1].Encryption);
        Assert.Null(none);
        Assert.Equal((2, "reshare.wrong-share"), (unusable.Single().Culprit, unusable.Single().Finding.Code));
    }

    [Fact]
    public void A_record_that_a_new_holder_did_not_sign_or_that_was_altered_changes_nothing()
    {
        using var cast = new Cast(2, 3);
        var (_, shares) = cast.Finish();
        var from = KeyHolding.Of(cast.Transcript(), "P1")!;
        var holders = Holders(3);
        var (_, _, record) = Reshare(from, [(shares[0], cast.Holders[0]), (shares[1], cast.Holders[1])], holders, 2);
        var unsigned = ResharingTranscript.Conclude(from, record.Plan, [.. record.Dealings]).With(1, record.Signatures[1]).With(2, record.Signatures[2]);
        Assert.Null(unsigned.After(from));
        Assert.Equal("reshare.transcript-unsigned", Assert.Single(unsigned.Check(from)).Finding.Code);
        var bytes = record.ToBytes();
        foreach (var place in Enumerable.Range(0, 40).Select(i => i * (bytes.Length / 40)))
        {
            var changed = (byte[])bytes.Clone();
            changed[place] ^= 1;
            Assert.Null(ResharingTranscript.TryParse(changed)?.After(from));
        }
    }
}
