using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Ledger.Tests;

public sealed class PolicyTests
{
    private static readonly StillClock Clock = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
    private static readonly NoteSigner[] Witnesses = [.. new[] { "a", "b", "c" }.Select(name => NoteSigner.Cosignature($"{name}.example/witness", Ed25519PrivateKey.FromSeed(Fixtures.Seed(name)), Clock))];
    private static readonly Checkpoint Head = new(Fixtures.Origin, 7, TreeHash.Sha256.Leaf("x"u8));

    private static string Lines(string quorum) => $"""
        # policy of the tests
        log {Fixtures.LogSigner.Key}
        witness a {Witnesses[0].Key}
        witness b {Witnesses[1].Key} https://b.example/
        witness c {Witnesses[2].Key}
        group two 2 a b c
        group any-of any a b
        group nested all any-of c
        group every all a b c
        quorum {quorum}
        """;

    [Theory]
    [InlineData("none", "", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "bc", false)]
    [InlineData("two", "ac", true)]
    [InlineData("two", "c", false)]
    [InlineData("any-of", "b", true)]
    [InlineData("any-of", "c", false)]
    [InlineData("nested", "bc", true)]
    [InlineData("nested", "ab", false)]
    [InlineData("every", "abc", true)]
    [InlineData("every", "ab", false)]
    public void A_quorum_counts_whom_its_groups_name(string quorum, string signedBy, bool accepted)
    {
        var note = SignedNote.Sign(Head.Text, [Fixtures.LogSigner, .. Witnesses.Where(witness => signedBy.Contains(witness.Key.Name[0]))]);
        var verdict = TlogPolicy.Parse(Lines(quorum)).Check(note.ToBytes());
        Assert.Equal(accepted, verdict.Accepted);
        Assert.Equal(signedBy, string.Concat(verdict.Cosigned.Keys.Order()));
        Assert.All(verdict.Cosigned.Values, time => Assert.Equal(Clock.Now, time));
        if (!accepted) Assert.Equal(PolicyFault.QuorumMissing, verdict.Fault);
    }

    [Theory]
    [InlineData("log nonsense", "line 1")]
    [InlineData("quorum none", "names no log")]
    [InlineData("LOG\nquorum missing", "'missing' is not defined")]
    [InlineData("LOG\nLOGS", "not understood")]
    [InlineData("LOG", "no quorum line")]
    [InlineData("LOG\nquorum none\nquorum none", "second quorum")]
    [InlineData("LOG\ngroup g all ghost\nquorum g", "'ghost' is not defined")]
    [InlineData("LOG\nwitness a WIT\ngroup g 2 a\nquorum g", "number from 1 to 1")]
    [InlineData("LOG\nwitness a WIT\nwitness b WIT\nquorum a", "named twice")]
    [InlineData("LOG\nwitness none WIT\nquorum none", "is taken")]
    [InlineData("log WIT\nquorum none", "witness key")]
    public void A_policy_that_is_not_understood_is_refused_with_the_reason(string text, string reason)
    {
        var policy = text.Replace("LOG\n", $"log {Fixtures.LogSigner.Key}\n", StringComparison.Ordinal).Replace("WIT", Witnesses[0].Key.ToString(), StringComparison.Ordinal);
        if (policy == "LOG") policy = $"log {Fixtures.LogSigner.Key}";
        Assert.Contains(reason, Assert.Throws<LedgerFormatException>(() => TlogPolicy.Parse(policy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sixteen_signatures_by_strangers_are_tolerated_and_more()
    {
        for (var strangers = 1; strangers <= 98; strangers += 16)
        {
            var others = Enumerable.Range(0, strangers).Select(i => new NoteSignature($"stranger-{i}.example", (uint)i, Fixtures.Seed($"{i}")));
            var note = SignedNote.Sign(Head.Text, Fixtures.Sm2Signer).With(others).With(Fixtures.LogSigner.Sign(Head.Text));
            Assert.True(Fixtures.LogPolicy.Check(note.ToBytes()).Accepted);
        }
    }

    [Fact]
    public void A_wrong_signature_by_a_known_key_is_refused_even_beside_a_right_one()
    {
        var note = SignedNote.Sign(Head.Text, Fixtures.LogSigner).With(Fixtures.LogSigner.Sign("another text\n"));
        Assert.Equal(PolicyFault.BadSignature, Fixtures.LogPolicy.Check(note.ToBytes()).Fault);
        var witnessed = SignedNote.Sign(Head.Text, Fixtures.LogSigner, Witnesses[0]).With(Witnesses[1].Sign("another text\n"));
        Assert.Equal(PolicyFault.BadSignature, TlogPolicy.Parse(Lines("a")).Check(witnessed.ToBytes()).Fault);
    }

    [Fact]
    public void Where_a_log_has_keys_of_two_algorithms_both_must_have_signed()
    {
        var both = TlogPolicy.LogOnly(Fixtures.LogSigner.Key, Fixtures.Sm2Signer.Key);
        Assert.True(both.Check(Head.Sign(Fixtures.LogSigner, Fixtures.Sm2Signer)).Accepted);
        Assert.Equal(PolicyFault.BadSignature, both.Check(Head.Sign(Fixtures.LogSigner)).Fault);
        Assert.Equal(PolicyFault.BadSignature, both.Check(Head.Sign(Fixtures.Sm2Signer)).Fault);
        var renewed = NoteSigner.Ed25519(Fixtures.Origin, Ed25519PrivateKey.FromSeed(Fixtures.Seed("next key")));
        Assert.True(TlogPolicy.LogOnly(Fixtures.LogSigner.Key, renewed.Key).Check(Head.Sign(renewed)).Accepted);
    }

    [Fact]
    public void An_unknown_log_is_named()
    {
        var verdict = Fixtures.LogPolicy.Check((Head with { Origin = "other.example/ledger" }).Sign(Fixtures.LogSigner));
        Assert.Equal(PolicyFault.UnknownLog, verdict.Fault);
        Assert.Contains("other.example/ledger", verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_read_back_from_their_text_and_wrong_ids_are_refused()
    {
        foreach (var key in new[] { Fixtures.LogSigner.Key, Fixtures.Sm2Signer.Key, Witnesses[0].Key })
        {
            Assert.Equal(key, NoteKey.Parse(key.ToString()));
            Assert.Throws<LedgerFormatException>(() => NoteKey.Parse(key.ToString().Replace("example", "elsewhere", StringComparison.Ordinal)));
        }
        Assert.Throws<LedgerFormatException>(() => NoteKey.Parse("name only"));
    }

    [Theory]
    [InlineData("origin\n1\n")]
    [InlineData("origin\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("origin\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("origin\n1\nAAAA\n")]
    [InlineData("origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n")]
    [InlineData("\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("origin\n9223372036854775808\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    public void Other_forms_of_a_checkpoint_are_refused(string text)
    {
        Assert.False(Checkpoint.TryParseText(text, out _, out var problem));
        Assert.NotEmpty(problem);
        Assert.Equal(PolicyFault.Malformed, Fixtures.LogPolicy.Check(Encoding.UTF8.GetBytes(text)).Fault);
    }
}
