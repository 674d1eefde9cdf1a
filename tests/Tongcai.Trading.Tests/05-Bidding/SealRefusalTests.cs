using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Tests.Opening;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>What the real endpoint refuses, each with the rule, the field, the reason and the remedy; and that nothing of it is kept.</summary>
public sealed class SealRefusalTests
{
    private static readonly DateTimeOffset LongAgo = SealedHost.From.AddYears(1);

    [Fact]
    [Cites("BID-02")]
    [Cites("IDN-06")]
    public async Task What_is_not_this_bidders_own_sealed_bid_for_this_lot_is_refused_with_reason_and_remedy_and_nothing_of_it_is_kept()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await SealedBidTests.Noticed(host, 2);
        var (firm, other) = (firms[0], firms[1]);
        var lapsed = new Firm("org-lapsed", "证书过期单位");
        await lapsed.Register(host.Trading.Store, with: lapsed.Issued(SealedHost.Authority, LongAgo));
        var foreign = CertificateAuthority.CreateRoot(new("外来根"), Sm2PrivateKey.Generate(), SealedHost.From, SealedHost.From.AddYears(30));
        using var client = await host.Trading.Api(firm.Actor);
        using var others = await host.Trading.Api(other.Actor);
        using var late = await host.Trading.Api(lapsed.Actor);
        var now = host.Trading.Legal.Now;

        // What every case below is a change of is itself taken at the end.
        var good = await firm.Pack(client, chain.Id, 30_000_000, new(now));
        foreach (var (chunk, stored) in good.Chunks)
            Assert.Equal(HttpStatusCode.NoContent, await Firm.Upload(client, chain.Id, chunk.Sm3, stored));
        var parsed = SealedEnvelope.TryParse(good.Envelope)!;
        var (text, signature) = (Encoding.UTF8.GetString(good.Envelope), Convert.ToHexStringLower(parsed.Signature));

        await Refused(client, await Sign(firm, client, b => b.Sign(other.Signing, other.Certificates.Signing, [], now), other.Certificates.Encryption), "BID-16", "/certificates/signing", "没有登记在本单位名下");
        var strange = firm.Issued(foreign, SealedHost.From.AddYears(20));
        await Refused(client, await Sign(firm, client, b => b.Sign(firm.Signing, strange.Signing, [], now), strange.Encryption), "IDN-06", "/certificates/signing", "");
        await Refused(late, (await lapsed.Pack(late, chain.Id, 30_000_000, new(now))).Envelope, "IDN-06", "/certificates/signing", "过期");
        await Refused(client, "%PDF-1.7\n投标文件 CANARY-OF-AN-OPEN-BID\n%%EOF"u8.ToArray(), "BID-02", "", "未按规定加密");
        await Refused(client, (await firm.Pack(client, chain.Id, 30_000_000, new(now, Lot: "lot-of-another"))).Envelope, "BID-02", "/envelope/lot", "lot-of-another");
        await Refused(client, await Sign(firm, client, b => Changed(firm, b.Sign(firm.Signing, firm.Certificates.Signing, [], now), e => e with { Project = "another-project" })), "BID-02", "/envelope/project", "another-project");
        _ = await Firm.Terms(others, chain.Id);
        await Refused(others, good.Envelope, "BID-02", "/envelope/bidder", "代号");
        await Refused(others, good.Envelope, "BID-16", "/certificates/signing", "没有登记");
        await Refused(client, Encoding.UTF8.GetBytes(text.Replace(signature, signature + "00", StringComparison.Ordinal)), "BID-02", "/signature", "/signature");
        var der = Convert.ToHexStringLower(Der(parsed.Signature)) + "0000";
        await Refused(client, Encoding.UTF8.GetBytes(text.Replace(signature, der, StringComparison.Ordinal)), "BID-02", "/signature", "/signature");
        await Refused(client, Encoding.UTF8.GetBytes(text.Replace(signature, (signature[0] == '1' ? "2" : "1") + signature[1..], StringComparison.Ordinal)), "IDN-06", "/signature", "签名不成立");
        await Refused(client, [.. good.Envelope, (byte)'\n'], "BID-02", "", "");
        await Refused(client, (await firm.Pack(client, chain.Id, 30_000_000, new(now))).Envelope, "BID-04", "/envelope/sections/0/chunks/0", "尚未上传完成");
        Assert.Equal((0, 0L), await Kept());
        Assert.Equal(HttpStatusCode.OK, await Rehearse(client, (await firm.Pack(client, chain.Id, 31_000_000, new(now))).Envelope));
        Assert.Equal((0, 0L), await Kept());
        Assert.DoesNotContain(Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories), f => Contains(f, "CANARY-OF-AN-OPEN-BID"u8));

        // Replayed by the bidder itself it is the same bid with the same receipt, also when a later one counts.
        var first = await Firm.Send(client, chain.Id, good.Envelope);
        Assert.Equal(HttpStatusCode.Created, first.Status);
        var second = firm.Again(parsed).ToBytes();
        Assert.Equal(HttpStatusCode.Created, (await Firm.Send(client, chain.Id, second)).Status);
        Assert.Equal(Firm.TextOf(first.Body), Firm.TextOf((await Firm.Send(client, chain.Id, good.Envelope)).Body));
        Assert.Equal((2, 2L), await Kept());
        Assert.Equal(SealedEnvelope.TryParse(second)!.Envelope.Digest(), (await Firm.Terms(client, chain.Id))["lots"]![0]!["current"]!.GetValue<string>());

        async Task<byte[]> Sign(Firm who, HttpClient with, Func<EnvelopeBuilder, SealedEnvelope> sign, Certificate? encryption = null) =>
            (await who.Pack(with, chain.Id, 30_000_000, new(now, Encryption: encryption, Sign: sign))).Envelope;

        async Task Refused(HttpClient who, byte[] envelope, string rule, string pointer, string reason)
        {
            // A rehearsal refuses the same, but for what is not uploaded yet.
            Assert.Equal(rule == "BID-04" ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, await Rehearse(who, envelope));
            var (status, body) = await Firm.Send(who, chain.Id, envelope);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            var errors = JsonNode.Parse(body)!["errors"]!.AsArray();
            Assert.Contains(errors, e => e!["rule"]!.GetValue<string>() == rule && e["pointer"]!.GetValue<string>() == pointer && e["detail"]!.GetValue<string>().Contains(reason, StringComparison.Ordinal));
            Assert.All(errors, e => Assert.NotEqual("", e!["remedy"]!.GetValue<string>()));
        }

        async Task<HttpStatusCode> Rehearse(HttpClient who, byte[] envelope)
        {
            using var content = new ByteArrayContent(envelope);
            content.Headers.ContentType = new("application/json");
            using var answer = await who.PostAsync($"/api/v1/procurements/{chain.Id}/bids/rehearsal", content);
            return answer.StatusCode;
        }

        Task<(int, long)> Kept() => host.Trading.Store.Read(async c =>
            ((await c.Where<Bid>("procurement_id = @id", new { id = chain.Id })).Count, (long)(await c.FactsOf(chain.Id)).Count(f => f.Kind == "bid.sealed")));
    }

    /// <summary>Another envelope under a sound signature.</summary>
    private static SealedEnvelope Changed(Firm firm, SealedEnvelope before, Func<Envelope, Envelope> change)
    {
        var envelope = change(before.Envelope);
        return before with { Envelope = envelope, Signature = firm.Signing.Sign(Sm3.Hash(envelope.ToBytes())) };
    }

    private static byte[] Der(byte[] raw)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new System.Numerics.BigInteger(raw.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new System.Numerics.BigInteger(raw.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    private static bool Contains(string file, ReadOnlySpan<byte> wanted)
    {
        // The ledger's lock is held by the platform and has no bytes.
        return new FileInfo(file).Length > 0 && File.ReadAllBytes(file).AsSpan().IndexOf(wanted) >= 0;
    }
}
