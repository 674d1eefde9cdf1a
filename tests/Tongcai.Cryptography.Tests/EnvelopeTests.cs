using System.Text;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography.Tests;

public sealed class EnvelopeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    public async Task A_sealed_bid_is_accepted_and_opens_to_what_went_in(int k, int n)
    {
        using var bid = new Bid(k, n);
        var contents = new Dictionary<string, byte[]>
        {
            ["opening"] = "某某公司,壹佰万元"u8.ToArray(),
            ["technical"] = Bid.Pattern(3 * (1 << 20) + 17),
            ["price"] = [],
        };
        var document = await bid.SealAsync(contents);
        var verdict = bid.Check(document, bid.Expected([.. contents.Keys]));
        Assert.Empty(verdict.Findings);
        Assert.True(verdict.IsAcceptable);
        Assert.Equal(document.ToBytes(), verdict.Document!.ToBytes());
        Assert.Equal(document.Envelope.Digest(), verdict.Document.Envelope.Digest());
        foreach (var section in verdict.Document.Envelope.Sections)
        {
            var (content, findings) = await bid.OpenAsync(verdict.Document.Envelope, section, bid.Combine(verdict.Document.Envelope, section));
            Assert.Empty(findings);
            Assert.Equal(contents[section.Name], content);
        }
    }

    [Fact]
    public async Task The_bidders_own_copy_opens_too()
    {
        using var bid = new Bid();
        var document = await bid.SealAsync();
        foreach (var section in document.Envelope.Sections)
        {
            var key = EnvelopeOpening.RecoverKey(section, bid.Holder.Encryption)!;
            Assert.Equal(bid.Combine(document.Envelope, section), key);
            Assert.Empty((await bid.OpenAsync(document.Envelope, section, key)).Findings);
        }
        using var other = new Holder("他人");
        Assert.Null(EnvelopeOpening.RecoverKey(document.Envelope.Sections[0], other.Encryption));
    }

    [Fact]
    public async Task Every_three_of_five_trustees_open_a_bid_and_no_two_do()
    {
        using var bid = new Bid(3, 5);
        var envelope = (await bid.SealAsync()).Envelope;
        var section = envelope.Sections[1];
        var context = envelope.Context(section.Name);
        PartialDecryption[] partials = [.. bid.Shares.Select(s => s.Decrypt(bid.Key, context, section.Kem))];
        Assert.All(Cast.Subsets(partials, 3), three => Assert.Equal(32, ThresholdDecryption.Combine(bid.Key, context, section.Kem, three).Plain!.Length));
        Assert.All(Cast.Subsets(partials, 2), two => Assert.Null(ThresholdDecryption.Combine(bid.Key, context, section.Kem, two).Plain));
        Assert.All(partials, p => Assert.False(p.Verify(bid.Key, envelope.Context("opening"), section.Kem)));
    }

    [Fact]
    public async Task Sizes_say_nothing_of_the_opening_form_and_little_of_the_rest()
    {
        using var bid = new Bid(1, 1);
        foreach (var length in new[] { 0, 1, 4000, 4088 })
        {
            var section = (await bid.SealAsync(new() { ["opening"] = Bid.Pattern(length) })).Envelope.Sections[0];
            Assert.Equal(4096 + 32, Assert.Single(section.Chunks).Length);
        }
        await Assert.ThrowsAsync<ArgumentException>(() => bid.SealAsync(new() { ["opening"] = new byte[4089] }));
        Assert.Equal(65_536 + 32, (await bid.SealAsync(new() { ["price"] = new byte[5] })).Envelope.Sections[0].Chunks[0].Length);
        var large = (await bid.SealAsync(new() { ["price"] = new byte[(1 << 20) + 1] })).Envelope.Sections[0];
        Assert.Equal([(1 << 20) + 32, (1 << 20) + 32], large.Chunks.Select(c => c.Length));
        foreach (var length in new[] { 65_527, 65_528, 65_529, (1 << 20) - 8, (1 << 20) - 7, 1 << 20, (2 << 20) - 8, (2 << 20) - 7 })
        {
            var document = await bid.SealAsync(new() { ["price"] = Bid.Pattern(length) });
            Assert.Empty(bid.Check(document, bid.Expected("price")).Findings);
            var (content, findings) = await bid.OpenAsync(document.Envelope, document.Envelope.Sections[0], bid.Combine(document.Envelope, document.Envelope.Sections[0]));
            Assert.Empty(findings);
            Assert.Equal(Bid.Pattern(length), content);
        }
    }

    [Fact]
    public async Task A_file_of_200_MB_passes_with_a_few_chunks_in_memory()
    {
        using var bid = new Bid(1, 1);
        const long Length = 200_000_000;
        var builder = new EnvelopeBuilder(new(bid.Key, Bid.Lot, Bid.Bidder), bid.Holder.Certificates.Encryption);
        List<WeakReference> chunks = [];
        var alive = 0;
        await builder.AddSectionAsync("technical", new Zeros(Length), Length, (_, stored, _) =>
        {
            System.Runtime.InteropServices.MemoryMarshal.TryGetArray(stored, out var array);
            chunks.Add(new(array.Array));
            if (chunks.Count % 50 == 0)
            {
                GC.Collect();
                alive = Math.Max(alive, chunks.Count(c => c.IsAlive));
            }
            return Task.CompletedTask;
        }, Token);
        var envelope = builder.Sign(bid.Holder.Signing, bid.Holder.Certificates.Signing, [], Holder.Now);
        Assert.Equal(191, envelope.Envelope.Sections[0].Chunks.Count);
        Assert.InRange(alive, 1, 3);
        Assert.InRange(envelope.ToBytes().Length, 1, 48_000);
    }

    [Fact]
    public async Task A_content_of_another_length_than_stated_is_refused()
    {
        using var bid = new Bid(1, 1);
        var builder = new EnvelopeBuilder(new(bid.Key, Bid.Lot, Bid.Bidder), bid.Holder.Certificates.Encryption);
        await Assert.ThrowsAsync<ArgumentException>(() => builder.AddSectionAsync("price", new MemoryStream([1, 2]), 3, bid.Keep, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => builder.AddSectionAsync("price", new MemoryStream([1, 2]), 1, bid.Keep, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => builder.AddSectionAsync("prices", new MemoryStream([1, 2]), 2, bid.Keep, Token));
        await builder.AddSectionAsync("price", new MemoryStream([1, 2]), 2, bid.Keep, Token);
        await Assert.ThrowsAsync<ArgumentException>(() => builder.AddSectionAsync("price", new MemoryStream([1, 2]), 2, bid.Keep, Token));
        Assert.Throws<ArgumentException>(() => new EnvelopeBuilder(new(bid.Key, "包/1", Bid.Bidder), bid.Holder.Certificates.Encryption));
    }

    [Fact]
    public async Task An_unencrypted_file_is_refused_with_a_hint()
    {
        using var bid = new Bid(1, 1);
        foreach (var bytes in new[] { "%PDF-1.7 ..."u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), [], new byte[300_000] })
        {
            var finding = Assert.Single(bid.Check(bytes).Findings);
            Assert.Equal("envelope.unencrypted", finding.Code);
            Assert.Contains("加密后再提交", finding.Remedy, StringComparison.Ordinal);
        }
        Assert.Equal("envelope.malformed", Assert.Single(bid.Check("{}"u8.ToArray()).Findings).Code);
        Assert.Equal("envelope.too-large", Assert.Single(bid.Check(Encoding.ASCII.GetBytes($"{{{new string(' ', 300_000)}}}")).Findings).Code);
        Assert.True(bid.Check(await bid.SealAsync()).IsAcceptable);
    }

    [Fact]
    public async Task An_envelope_for_something_else_is_refused_by_name()
    {
        using var bid = new Bid();
        using var other = new Bid(project: "P2");
        var document = await bid.SealAsync();
        var expected = bid.Expected();
        Assert.Equal(["envelope.wrong-project", "envelope.wrong-key"], Codes(bid.Check(document, expected with { Key = other.Key })));
        Assert.Equal(["envelope.wrong-key"], Codes(bid.Check(document, expected with { Key = other.Key with { Project = "P1" } })));
        Assert.Equal(["envelope.wrong-lot"], Codes(bid.Check(document, expected with { Lot = "2" })));
        Assert.Equal(["envelope.wrong-bidder"], Codes(bid.Check(document, expected with { Bidder = "b-other" })));
        Assert.Equal(["envelope.section-missing"], Codes(bid.Check(document, expected with { Sections = ["opening", "price", "technical"] })));
        Assert.Equal(["envelope.section-unexpected"], Codes(bid.Check(document, expected with { Sections = ["opening"] })));
    }

    [Fact]
    public async Task A_later_envelope_replaces_and_an_empty_one_withdraws()
    {
        using var bid = new Bid();
        var first = await bid.SealAsync();
        var current = bid.Expected() with { Previous = first.Envelope.Digest() };
        Assert.Equal(["envelope.previous-mismatch"], Codes(bid.Check(first, current)));
        var second = await bid.SealAsync(new() { ["opening"] = [1], ["price"] = [2] }, first.Envelope.Digest());
        Assert.True(bid.Check(second, current).IsAcceptable);
        Assert.Equal(["envelope.previous-mismatch"], Codes(bid.Check(second)));
        var withdrawal = await bid.SealAsync([], first.Envelope.Digest());
        Assert.True(withdrawal.Envelope.IsWithdrawal);
        Assert.True(bid.Check(withdrawal, current).IsAcceptable);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bid.SealAsync([]));
        var empty = Resigned(bid, withdrawal, e => e with { Previous = null });
        Assert.Equal(["envelope.nothing-withdrawn"], Codes(bid.Check(empty)));
    }

    [Fact]
    public async Task An_altered_document_is_never_acceptable()
    {
        using var bid = new Bid(1, 1);
        var bytes = (await bid.SealAsync()).ToBytes();
        for (var at = 0; at < bytes.Length; at += 3)
        {
            var altered = (byte[])bytes.Clone();
            altered[at] = altered[at] == (byte)'5' ? (byte)'6' : (byte)'5';
            Assert.False(bid.Check(altered).IsAcceptable, $"byte {at}");
        }
        Assert.False(bid.Check([.. bytes, (byte)'\n']).IsAcceptable);
        Assert.False(bid.Check([(byte)' ', .. bytes]).IsAcceptable);
    }

    [Fact]
    public async Task A_signature_of_another_key_or_with_trailing_bytes_is_refused()
    {
        using var bid = new Bid(1, 1);
        var document = await bid.SealAsync();
        using var stranger = Sm2PrivateKey.Generate();
        Assert.Equal(["envelope.bad-signature"], Codes(bid.Check(document with { Signature = stranger.Sign(Sm3.Hash(document.Envelope.ToBytes())) })));
        var verdict = bid.Check(document with { Signature = [.. document.Signature, 0] });
        Assert.Equal("/signature", Assert.Single(verdict.Findings).Pointer);
        Assert.Equal(["envelope.bad-signature"], Codes(bid.Check(document with { Envelope = document.Envelope with { Nonce = new string('0', 32) } })));
    }

    [Fact]
    public async Task Certificates_are_judged_at_the_instant_of_sealing()
    {
        using var bid = new Bid(1, 1);
        var document = await bid.SealAsync();
        EnvelopeVerdict At(DateTimeOffset at, params RevocationList[] lists) =>
            EnvelopeCheck.Check(document.ToBytes(), bid.Expected(), new([Holder.Root.Certificate], lists.Length > 0 ? lists : [Holder.NoRevocations], at), chunk => bid.Index.GetValueOrDefault(chunk.Sm3));
        Assert.True(At(Holder.Now).IsAcceptable);
        Assert.Equal(["certificate.expired", "certificate.expired"], Codes(At(Holder.Start.AddYears(6))));
        var revoked = Holder.Root.IssueRevocationList([new(document.Signing.SerialNumber, Holder.Now)], Holder.Now, Holder.Now.AddYears(1), 2);
        var finding = Assert.Single(At(Holder.Now, revoked).Findings);
        Assert.Equal(("certificate.revoked", "/certificates/signing"), (finding.Code, finding.Pointer));
        Assert.True(At(Holder.Now.AddSeconds(-1), revoked).IsAcceptable);
        using var other = new Holder("另一公司");
        Assert.Equal(["envelope.two-holders"], Codes(bid.Check(document with { Encryption = other.Certificates.Encryption })));
        Assert.Contains("certificate.wrong-use", Codes(bid.Check(document with { Encryption = document.Signing })));
    }

    [Fact]
    public async Task Missing_and_altered_chunks_are_named()
    {
        using var bid = new Bid(1, 1);
        var document = await bid.SealAsync();
        var chunk = document.Envelope.Sections[1].Chunks[0];
        bid.Index[chunk.Sm3] = chunk with { Sha256 = new string('0', 64) };
        var altered = Assert.Single(bid.Check(document).Findings);
        Assert.Equal(("envelope.chunk-altered", "/envelope/sections/1/chunks/0"), (altered.Code, altered.Pointer));
        bid.Index.Remove(chunk.Sm3);
        Assert.Equal(["envelope.chunk-missing"], Codes(bid.Check(document)));
    }

    [Fact]
    public async Task Badly_cut_sections_and_unsound_ciphertexts_are_refused()
    {
        using var bid = new Bid(1, 1);
        var document = await bid.SealAsync();
        string[] After(Func<EnvelopeSection, EnvelopeSection> change) =>
            Codes(bid.Check(Resigned(bid, document, e => e with { Sections = [e.Sections[0], change(e.Sections[1])] })));
        Assert.Empty(After(s => s));
        Assert.Equal(["envelope.chunk-lengths"], After(s => s with { Pad = "1m" }));
        Assert.Equal(["envelope.chunk-lengths"], After(s => s with { Pad = "4k" }));
        Assert.Equal(["envelope.chunk-lengths"], After(s => s with { Pad = "none" }));
        Assert.Equal(["envelope.chunk-lengths"], After(s => s with { Chunks = [] }));
        Assert.Equal(["envelope.chunk-lengths"], After(s => s with { Chunks = [s.Chunks[0], s.Chunks[0]] }));
        Assert.Equal(["envelope.kem-malformed"], After(s => s with { Kem = new byte[129] }));
        Assert.Equal(["envelope.self-malformed"], After(s => s with { Self = new byte[129] }));
        Assert.Equal(["envelope.malformed"], After(s => s with { Kem = new byte[128] }));
        Assert.Contains("envelope.kem-repeated", After(s => s with { Kem = document.Envelope.Sections[0].Kem }));
        Assert.Contains("envelope.section-unexpected", After(s => s with { Name = "opening" }));
    }

    [Fact]
    public async Task What_fails_at_opening_says_on_whose_side_the_cause_lies()
    {
        using var bid = new Bid(1, 1);
        var (envelope, section) = await One(bid);
        var key = bid.Combine(envelope, section);
        Assert.Equal("opening.chunk-unsound", Assert.Single((await bid.OpenAsync(envelope, section, Sm3.Hash(key))).Findings).Code);
        Assert.Equal("opening.bad-key", Assert.Single((await bid.OpenAsync(envelope, section, [1])).Findings).Code);
        foreach (var renamed in new[] { envelope with { Lot = "2" }, envelope with { Project = "P9" }, envelope with { Bidder = "b-thief" } })
            Assert.Equal("opening.chunk-unsound", Assert.Single((await bid.OpenAsync(renamed, section, key)).Findings).Code);
        var last = section.Chunks[^1];
        foreach (var altered in Vector.Altered(bid.Store[last.Sm3]))
        {
            bid.Store[last.Sm3] = altered;
            var finding = Assert.Single((await bid.OpenAsync(envelope, section, key)).Findings);
            Assert.Equal("opening.chunk-altered", finding.Code);
            Assert.Contains("原因不在投标人", finding.Reason, StringComparison.Ordinal);
        }
        bid.Store.Remove(last.Sm3);
        Assert.Equal("opening.chunk-lost", Assert.Single((await bid.OpenAsync(envelope, section, key)).Findings).Code);
    }

    [Fact]
    public async Task A_section_cut_short_or_reordered_by_its_own_bidder_does_not_open()
    {
        using var bid = new Bid(1, 1);
        var (envelope, section) = await One(bid);
        var key = bid.Combine(envelope, section);
        Assert.Equal(3, section.Chunks.Count);
        var (a, b, c) = (section.Chunks[0], section.Chunks[1], section.Chunks[2]);
        foreach (var (chunks, code) in new (EnvelopeChunk[], string)[]
        {
            ([a], "opening.chunk-unsound"), ([a, b], "opening.bad-padding"), ([b, a, c], "opening.chunk-unsound"), ([a, b, b], "opening.chunk-unsound"), ([a, b, c, c], "opening.bad-padding"),
        })
            Assert.Equal(code, Assert.Single((await bid.OpenAsync(envelope, section with { Chunks = chunks }, key)).Findings).Code);
    }

    [Fact]
    public async Task Unsound_padding_is_refused()
    {
        using var bid = new Bid(1, 1);
        using var cipher = new ChunkCipher(new byte[32], Envelope.Info("P1", Bid.Lot, Bid.Bidder, "price"));
        foreach (var (plain, good) in new (byte[], bool)[]
        {
            ([0, 0, 0, 0, 0, 0, 0, 1, 7, .. new byte[65_536 - 9]], true),
            ([0, 0, 0, 0, 0, 0, 0, 1, 7, .. new byte[65_536 - 10], 1], false),
            ([0xff, 0, 0, 0, 0, 0, 0, 1, 7, .. new byte[65_536 - 9]], false),
            ([0, 0, 0, 0, 0, 1, 0, 0, 7, .. new byte[65_536 - 9]], false),
            ([0, 0, 0, 0, 0, 0, 0, 1, 7, .. new byte[2 * 65_536 - 9]], false),
        })
        {
            List<EnvelopeChunk> chunks = [];
            var stored = cipher.Seal(0, true, plain);
            var chunk = new EnvelopeChunk(stored.Length, Convert.ToHexStringLower(Sm3.Hash(stored)), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stored)));
            await bid.Keep(chunk, stored, Token);
            var envelope = new Envelope("P1", Bid.Lot, Bid.Bidder, new string('0', 32), null, bid.Key.Id, [new("price", [], [], [chunk], "64k")], Holder.Now);
            var (_, findings) = await bid.OpenAsync(envelope, envelope.Sections[0], new byte[32]);
            Assert.Equal(good ? [] : ["opening.bad-padding"], findings.Select(f => f.Code));
        }
    }

    [Fact]
    public async Task A_ciphertext_copied_from_another_bid_is_noticed_before_opening()
    {
        using var bid = new Bid(1, 1);
        var first = (await bid.SealAsync()).Envelope;
        var second = (await bid.SealAsync()).Envelope;
        Assert.Empty(EnvelopeOpening.RepeatedKeys([first, second]));
        var thief = second with { Bidder = "b-thief", Sections = [second.Sections[0], second.Sections[1] with { Kem = first.Sections[1].Kem }] };
        var finding = Assert.Single(EnvelopeOpening.RepeatedKeys([first, thief]));
        Assert.Contains("b-thief", finding.Reason, StringComparison.Ordinal);
        Assert.Contains(Bid.Bidder, finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"b\":1,\"a\":1}")]
    [InlineData("{\"a\":1.0}")]
    [InlineData("{\"a\":1e2}")]
    [InlineData("{\"a\":-0}")]
    [InlineData("{\"a\": 1}")]
    [InlineData("{\"a\":\"\\u0041\"}")]
    [InlineData("{\"a\":\"\\/\"}")]
    [InlineData("{\"a\":9007199254740992}")]
    [InlineData("{\"a\":[[[[[[[[[1]]]]]]]]]}")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("")]
    public void Only_the_canonical_form_is_read(string text) => Assert.Null(CanonicalJson.Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Canonical_form_follows_RFC_8785()
    {
        var node = new JsonObject { ["\u20ac"] = "€$\u000f\nA'B\"\\\\\"/𠮷\u007f", ["\r"] = new JsonArray(1, true, null), ["1"] = -5, ["\ud83d\ude00"] = "x", ["\ufb33"] = "y" };
        const string Expected = "{\"\\r\":[1,true,null],\"1\":-5,\"€\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/𠮷\u007f\",\"😀\":\"x\",\"\ufb33\":\"y\"}";
        Assert.Equal(Expected, Encoding.UTF8.GetString(CanonicalJson.Encode(node)));
        Assert.NotNull(CanonicalJson.Decode(Encoding.UTF8.GetBytes(Expected)));
    }

    private static async Task<(Envelope Envelope, EnvelopeSection Section)> One(Bid bid)
    {
        var envelope = (await bid.SealAsync(new() { ["technical"] = Bid.Pattern((2 << 20) + 100) })).Envelope;
        return (envelope, envelope.Sections[0]);
    }

    private static SealedEnvelope Resigned(Bid bid, SealedEnvelope document, Func<Envelope, Envelope> change)
    {
        var envelope = change(document.Envelope);
        return document with { Envelope = envelope, Signature = bid.Holder.Signing.Sign(Sm3.Hash(envelope.ToBytes())) };
    }

    private static string[] Codes(EnvelopeVerdict verdict)
    {
        Assert.All(verdict.Findings, f => Assert.True(f.Reason.Length > 5 && f.Remedy.Length > 5));
        return [.. verdict.Findings.Select(f => f.Code)];
    }

    /// <summary>A long stream that needs no memory.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - position);
            Array.Clear(buffer, offset, read);
            position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
