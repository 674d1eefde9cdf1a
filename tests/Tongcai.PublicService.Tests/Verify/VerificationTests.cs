using System.Text;
using Tongcai.Exchange.Verify;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Tests.Verify;

/// <summary>A ledger with six facts, and the proof of the fourth.</summary>
public sealed class ProvenFact : IAsyncLifetime
{
    internal Source Source { get; private set; } = null!;

    internal LedgerFact Fact { get; private set; } = null!;

    internal string Proof { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Source = await Source.Start("trade.test/ledger");
        var ids = await Source.Say(new SampleChain("aaaaaaaaaaaaaaaaaaaaaaaaaa").Trading.Take(6));
        using var client = new HttpClient { BaseAddress = Source.Address };
        System.Net.Http.HttpResponseMessage answer;
        while ((answer = await client.GetAsync($"/ledger/proof/{ids[3]}")).StatusCode is System.Net.HttpStatusCode.Accepted) await Task.Delay(20);
        Proof = await answer.Content.ReadAsStringAsync();
        Fact = (await Source.Store.Read(c => c.Fact(ids[3])))!;
    }

    public async ValueTask DisposeAsync() => await Source.DisposeAsync();
}

/// <summary>Real proofs of a real ledger, and each with one thing wrong.</summary>
public sealed class VerificationTests(ProvenFact proven) : IClassFixture<ProvenFact>
{
    private readonly Source source = proven.Source;
    private readonly LedgerFact fact = proven.Fact;
    private readonly string proof = proven.Proof;

    private TlogPolicy Keys => TlogPolicy.LogOnly(NoteKey.Parse(source.Followed.VerifierKey));

    private string Leaf => Encoding.UTF8.GetString(fact.Leaf);

    [Fact]
    public void A_true_proof_passes_every_step()
    {
        var report = Verification.Check(proof, Leaf, fact.Body, Keys);
        Assert.True(report.Passed, report.Verdict);
        Assert.Equal(["证明格式", "账本", "检查点签名", "位置", "推算到根", "正文摘要"], report.Steps.Select(s => s.Title));
    }

    [Fact]
    public void A_proof_pasted_with_other_line_ends_still_passes() => Assert.True(Verification.Check(proof.Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd(), Leaf + "\n", null, Keys).Passed);

    [Fact]
    public void A_changed_leaf_does_not_lead_to_the_root() => Fails("推算到根", proof, Leaf.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal), fact.Body, Keys);

    [Fact]
    public void A_changed_body_does_not_fit_its_digests() => Fails("正文摘要", proof, Leaf, [.. fact.Body, (byte)' '], Keys);

    [Fact]
    public void A_ledger_that_nobody_registered_is_not_believed() => Fails("账本", proof, Leaf, fact.Body, TlogPolicy.LogOnly());

    [Fact]
    public void A_signature_by_another_key_is_not_believed()
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-keys-");
        using var other = LedgerKeys.Load(folder.FullName, source.Origin);
        Fails("检查点签名", proof, Leaf, fact.Body, TlogPolicy.LogOnly(NoteKey.Parse(other.VerifierKey)));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("你好")]
    [InlineData("c2sp.org/tlog-proof@v1")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 99999999999999999999\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\nnonsense")]
    [InlineData("tongcai/sealed-proof@v1\nslot -1\n\n")]
    [InlineData("%_'\"\\\0<script>")]
    public void Rubbish_is_answered_with_the_step_that_failed(string rubbish)
    {
        var report = Verification.Check(rubbish, rubbish, null, Keys);
        Assert.False(report.Passed);
        Assert.False(report.Steps[^1].Passed);
        Assert.True(report.Steps[^1].Detail.Length > 0);
    }

    [Fact]
    public async Task A_sealed_event_is_verified_by_its_commitment()
    {
        var batch = SealedBatch.Seal([SealedEvent.Of(new byte[SealedEvent.SaltBytes], "inner"u8)], 4);
        var sealedProof = new SealedProof(batch.PathOf(0), TlogProof.Parse(Encoding.UTF8.GetBytes(proof)));
        var commitment = Convert.ToHexStringLower(SealedEvent.Of(new byte[SealedEvent.SaltBytes], "inner"u8).Commitment.Bytes);
        // The path inside the batch is sound, the batch does not stand in this ledger.
        var report = Verification.Check(Encoding.UTF8.GetString(sealedProof.ToBytes()), commitment, null, Keys);
        Assert.False(report.Passed);
        Assert.Equal((true, "批内路径"), (report.Steps[^2].Passed, report.Steps[^2].Title));
        Assert.Equal((false, "推算到根"), (report.Steps[^1].Passed, report.Steps[^1].Title));
        await Task.CompletedTask;
    }

    private static void Fails(string step, string proof, string leaf, byte[] body, TlogPolicy keys)
    {
        var report = Verification.Check(proof, leaf, body, keys);
        Assert.False(report.Passed);
        Assert.Equal((step, false), (report.Steps[^1].Title, report.Steps[^1].Passed));
    }
}
