using System.Security.Cryptography;

namespace Tongcai.Cryptography.Tests;

public sealed class CeremonyTests
{
    public static TheoryData<int, int> AllSizes()
    {
        TheoryData<int, int> sizes = [];
        for (var n = 1; n <= CeremonyPlan.MaximumTrustees; n++)
        {
            for (var k = 1; k <= n; k++)
                sizes.Add(k, n);
        }
        return sizes;
    }

    [Theory]
    [MemberData(nameof(AllSizes))]
    public void Any_k_of_n_open_and_k_minus_one_do_not(int k, int n)
    {
        using var cast = new Cast(k, n);
        Assert.Empty(Ceremony.Check(cast.Plan, cast.Announcements, cast.Dealings));
        var (key, shares) = cast.Finish();
        for (var i = 0; i < n; i++)
            Assert.Equal(key.Trustees[i].Point, shares[i].Point);
        var secret = RandomNumberGenerator.GetBytes(32);
        var cipherText = new Sm2PublicKey(key.Point).Encrypt(secret);
        PartialDecryption[] partials = [.. shares.Select(s => s.Decrypt(key, "ctx", cipherText))];
        foreach (var subset in Cast.Subsets(partials, k))
        {
            var combined = ThresholdDecryption.Combine(key, "ctx", cipherText, subset);
            Assert.Empty(combined.Findings);
            Assert.Equal(secret, combined.Plain);
        }
        // Too few are refused by count; and with the count lowered they still do not give the secret.
        foreach (var subset in Cast.Subsets(partials, k - 1))
        {
            Assert.Null(ThresholdDecryption.Combine(key, "ctx", cipherText, subset).Plain);
            if (k > 1)
                Assert.Null(ThresholdDecryption.Combine(key with { Threshold = k - 1 }, "ctx", cipherText, subset).Plain);
        }
    }

    [Fact]
    public void Plans_out_of_bounds_are_refused()
    {
        using var a = new Holder("甲");
        using var b = new Holder("乙");
        Trustee[] two = [new("甲", a.Certificates), new("乙", b.Certificates)];
        Assert.Throws<ArgumentException>(() => new CeremonyPlan("x", 0, two));
        Assert.Throws<ArgumentException>(() => new CeremonyPlan("x", 3, two));
        Assert.Throws<ArgumentException>(() => new CeremonyPlan("x", 1, []));
        Assert.Throws<ArgumentException>(() => new CeremonyPlan("x\n", 1, two));
        Assert.Throws<ArgumentException>(() => new CeremonyPlan("x", 1, [two[0], two[0]]));
        Assert.Throws<ArgumentException>(() => new CeremonyPlan("x", 1, [.. Enumerable.Repeat(two[0], 8)]));
    }

    [Fact]
    public void A_sound_ceremony_is_signed_by_all_and_survives_being_written()
    {
        using var cast = new Cast(2, 3);
        var transcript = cast.Transcript();
        Assert.Empty(transcript.Check());
        var read = CeremonyTranscript.TryParse(transcript.ToBytes())!;
        Assert.Empty(read.Check());
        Assert.Equal(transcript.Digest(), read.Digest());
        Assert.Equal(transcript.KeyFor("P")!.Id, read.KeyFor("P")!.Id);
        Assert.Null(CeremonyTranscript.TryParse([.. transcript.ToBytes(), (byte)'\n']));
        Assert.Null(CeremonyTranscript.TryParse("{}"u8));
        var widened = CanonicalJson.Decode(transcript.ToBytes())!;
        widened["unknown"] = 1;
        Assert.Null(CeremonyTranscript.TryParse(CanonicalJson.Encode(widened)));
    }

    [Fact]
    public void A_transcript_that_one_trustee_did_not_sign_is_not_relied_on()
    {
        using var cast = new Cast(2, 3);
        using var stranger = Sm2PrivateKey.Generate();
        var transcript = cast.Transcript();
        var forged = transcript.With(2, transcript.SignatureOf(stranger));
        var fault = Assert.Single(forged.Check());
        Assert.Equal((2, "ceremony.transcript-unsigned"), (fault.Culprit, fault.Finding.Code));
    }

    [Fact]
    public void An_altered_transcript_is_never_accepted()
    {
        using var cast = new Cast(2, 2);
        var bytes = cast.Transcript().ToBytes();
        for (var at = 0; at < bytes.Length; at += 41)
        {
            var altered = (byte[])bytes.Clone();
            altered[at] = altered[at] == (byte)'1' ? (byte)'2' : (byte)'1';
            Assert.True(CeremonyTranscript.TryParse(altered) is not { } read || read.Check().Count > 0, $"byte {at}");
        }
    }

    [Fact]
    public void Who_changes_commitments_after_seeing_others_is_named()
    {
        using var cast = new Cast(2, 3);
        using var second = Dealer.Create(cast.Plan, 2);
        cast.Dealings[1] = second.Deal(cast.Holders[1].Signing);
        AssertFault(cast, 2, "ceremony.commitment-changed");
    }

    [Fact]
    public void Who_does_not_announce_or_deal_or_does_so_twice_is_named()
    {
        using var cast = new Cast(2, 3);
        cast.Dealings.Add(cast.Dealers[0].Deal(cast.Holders[0].Signing));
        AssertFault(cast, 1, "ceremony.dealing-count");
        cast.Dealings.RemoveAll(d => d.Dealer == 1);
        AssertFault(cast, 1, "ceremony.dealing-count");
        cast.Announcements.RemoveAt(0);
        AssertFault(cast, 1, "ceremony.announcement-count");
    }

    [Fact]
    public void What_was_altered_on_the_way_is_not_blamed_on_a_signature()
    {
        using var cast = new Cast(2, 3);
        var good = cast.Dealings[2];
        cast.Dealings[2] = good with { Shares = [good.Shares[1], good.Shares[0], good.Shares[2]] };
        AssertFault(cast, 3, "ceremony.dealing-unsigned");
        cast.Dealings[2] = good;
        cast.Announcements[0] = cast.Announcements[0] with { Hash = new byte[32] };
        AssertFault(cast, 1, "ceremony.announcement-unsigned");
    }

    [Fact]
    public void A_rogue_key_without_proof_of_its_secret_is_named()
    {
        using var cast = new Cast(1, 2);
        // Dealer 2 waits for A_10 and offers −A_10 + its own point, so that it alone would hold the secret; it cannot prove knowledge.
        using var own = Scalar.Random();
        using var minusOne = Scalar.From(1).Negate();
        var rogue = CurvePoint.MultiplyBase(own).TryAdd(cast.Dealings[0].Commitments[0].Multiply(minusOne))!;
        var hash = Dealings.CommitmentHash(cast.Plan, 2, [rogue]);
        cast.Announcements[1] = new(2, hash, cast.Holders[1].Signing.Sign(Dealings.AnnouncementText(cast.Plan, 2, hash)));
        var dealing = cast.Dealings[1] with { Commitments = [rogue], Proof = KnowledgeProof.Create(own, rogue, Dealings.ProofContext(cast.Plan, 2)) };
        cast.Dealings[1] = Signed(cast, dealing);
        AssertFault(cast, 2, "ceremony.bad-proof");
    }

    [Fact]
    public void A_proof_of_another_ceremony_is_refused()
    {
        using var cast = new Cast(1, 2);
        using var secret = Scalar.Random();
        var point = CurvePoint.MultiplyBase(secret);
        Assert.True(KnowledgeProof.Create(secret, point, "a").Verify(point, "a"));
        Assert.False(KnowledgeProof.Create(secret, point, "a").Verify(point, "b"));
        Assert.False(KnowledgeProof.Create(secret, point, "a").Verify(CurvePoint.MultiplyBase(Scalar.From(7)), "a"));
    }

    [Fact]
    public void Who_sends_a_wrong_share_is_found_guilty()
    {
        using var cast = new Cast(2, 3);
        // A share of the right form for the wrong trustee: f(3) instead of f(1).
        using var wrong = Scalar.From(12345);
        using var k = Scalar.Random();
        var bad = Sm2Kem.Encrypt(cast.Holders[0].Encryption.PublicKey.Point, k, wrong.ToBytes())!;
        cast.Dealings[1] = Signed(cast, cast.Dealings[1] with { Shares = [bad, .. cast.Dealings[1].Shares.Skip(1)] });
        Assert.Empty(Ceremony.Check(cast.Plan, cast.Announcements, cast.Dealings));
        var received = cast.Receive(1);
        Assert.Null(received.Share);
        var complaint = Assert.Single(received.Complaints);
        Assert.Equal((1, 2), (complaint.Accuser, complaint.Accused));
        Assert.NotNull(cast.Receive(3).Share);
        foreach (var defence in new[] { null, cast.Dealers[1].Defend(complaint), new Defence(2, 1, k.ToBytes()), new Defence(2, 1, []) })
        {
            var fault = Ceremony.Judge(cast.Plan, cast.Dealings, complaint, defence);
            Assert.Equal((2, "ceremony.wrong-share"), (fault.Culprit, fault.Finding.Code));
        }
    }

    [Fact]
    public void Who_sends_a_share_that_cannot_be_read_is_found_guilty()
    {
        using var cast = new Cast(2, 3);
        var share = (byte[])cast.Dealings[1].Shares[2].Clone();
        share[^1] ^= 1;
        cast.Dealings[1] = Signed(cast, cast.Dealings[1] with { Shares = [.. cast.Dealings[1].Shares.Take(2), share] });
        var complaint = Assert.Single(cast.Receive(3).Complaints);
        Assert.Equal(2, Ceremony.Judge(cast.Plan, cast.Dealings, complaint, cast.Dealers[1].Defend(complaint)).Culprit);
    }

    [Fact]
    public void Who_joins_parts_of_two_ciphertexts_to_frame_another_is_found_guilty()
    {
        using var cast = new Cast(2, 3);
        // C1 of one ephemeral number, C3 and C2 of another: unreadable for its holder, sound under the number that is shown afterwards.
        var honest = cast.Dealings[1].Shares[0];
        using var other = Scalar.Random();
        cast.Dealings[1] = Signed(cast, cast.Dealings[1] with { Shares = [[.. CurvePoint.MultiplyBase(other).ToBytes(), .. honest[65..]], .. cast.Dealings[1].Shares.Skip(1)] });
        var complaint = Assert.Single(cast.Receive(1).Complaints);
        Assert.Equal(2, Ceremony.Judge(cast.Plan, cast.Dealings, complaint, cast.Dealers[1].Defend(complaint)).Culprit);
        Assert.Equal(2, Ceremony.Judge(cast.Plan, cast.Dealings, complaint, new(2, 1, other.ToBytes())).Culprit);
    }

    [Fact]
    public void Who_complains_without_reason_is_found_guilty()
    {
        using var cast = new Cast(2, 3);
        var complaint = new Complaint(1, 2, cast.Holders[0].Signing.Sign(Dealings.ComplaintText(cast.Plan, 1, 2)));
        var fault = Ceremony.Judge(cast.Plan, cast.Dealings, complaint, cast.Dealers[1].Defend(complaint));
        Assert.Equal((1, "ceremony.complaint-unfounded"), (fault.Culprit, fault.Finding.Code));
    }

    [Fact]
    public void A_forged_complaint_neither_convicts_nor_draws_out_a_share()
    {
        using var cast = new Cast(2, 3);
        var forged = new Complaint(1, 2, cast.Holders[2].Signing.Sign(Dealings.ComplaintText(cast.Plan, 1, 2)));
        Assert.Equal("ceremony.complaint-unsigned", Ceremony.Judge(cast.Plan, cast.Dealings, forged, null).Finding.Code);
        Assert.Throws<ArgumentException>(() => cast.Dealers[1].Defend(forged));
        Assert.Equal("ceremony.complaint-unsigned", Ceremony.Judge(cast.Plan, cast.Dealings, forged with { Accuser = 99 }, null).Finding.Code);
    }

    [Fact]
    public void A_dealer_goes_on_after_a_restart_with_the_same_polynomial()
    {
        using var cast = new Cast(3, 4);
        using var again = Dealer.Unwrap(cast.Plan, 2, cast.Holders[1].Encryption, cast.Dealers[1].Wrap());
        cast.Dealings[1] = again.Deal(cast.Holders[1].Signing);
        Assert.Empty(Ceremony.Check(cast.Plan, cast.Announcements, cast.Dealings));
        Assert.All(Enumerable.Range(1, 4), i => Assert.NotNull(cast.Receive(i).Share));
        Assert.Throws<CryptographicException>(() => Dealer.Unwrap(cast.Plan, 2, cast.Holders[0].Encryption, cast.Dealers[1].Wrap()));
    }

    private static Dealing Signed(Cast cast, Dealing dealing) =>
        dealing with { Signature = cast.Holders[dealing.Dealer - 1].Signing.Sign(Dealings.DealingText(cast.Plan, dealing)) };

    private static void AssertFault(Cast cast, int culprit, string code)
    {
        var fault = Assert.Single(Ceremony.Check(cast.Plan, cast.Announcements, cast.Dealings));
        Assert.Equal((culprit, code), (fault.Culprit, fault.Finding.Code));
        Assert.Contains($"第{culprit}号受托人", fault.Finding.Reason, StringComparison.Ordinal);
        Assert.Null(CeremonyTranscript.Conclude(cast.Plan, cast.Announcements, cast.Dealings).KeyFor("P"));
    }
}
