using System.Net;
using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Tests.Bidding;
using Tongcai.Trustee;

namespace Tongcai.Trading.Tests.Opening;

/// <summary>不经交易平台开标：real envelopes of real bidders, trustees over HTTP, the ledger as anybody reads it.</summary>
public sealed class ReopeningTests
{
    private static readonly JsonSerializerOptions Json = WireJson.Options;

    private static async Task<(Reopened Result, Dictionary<string, byte[]> Contents)> Reopen(SealedHost host, OpeningPackage package, Func<string, byte[]?> chunk)
    {
        Dictionary<string, MemoryStream> contents = [];
        var result = await new Reopening(host.Tiles, host.Policy, (sm3, _) => Task.FromResult(chunk(sm3)))
            .Run(package, (bid, section) => contents[$"{bid.BidId}/{section.Name}"] = new MemoryStream(), default);
        return (result, contents.ToDictionary(c => c.Key, c => c.Value.ToArray()));
    }

    /// <summary>Puts a whole package together from the folder that a platform wrote which no longer runs.</summary>
    private static async Task<(string Folder, OpeningPackage Package)> Salvaged(SealedHost host, string id)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-opening-").FullName;
        Assert.True(await OpeningPackages.Written(["opening-package", id, folder], host.Trading.App.Services));
        return (folder, Read(folder));
    }

    private static OpeningPackage Read(string folder)
    {
        var package = JsonSerializer.Deserialize<OpeningPackage>(File.ReadAllBytes(Path.Combine(folder, OpeningPackage.File)), Json)!;
        Assert.True(package.IsWhole);
        return package;
    }

    private static Func<string, byte[]?> In(string folder) => sm3 => Path.Combine(folder, OpeningPackage.ChunkPath(sm3)) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;

    [Fact]
    public async Task Whoever_has_the_ledger_and_the_public_package_reads_out_the_same_prices_and_nothing_that_is_not_public()
    {
        await using var host = await SealedHost.Start("sqlite", 3, 5);
        var (chain, firms) = await SealedBidTests.Noticed(host, 3);
        foreach (var (i, firm) in firms.Index())
            await firm.Seal(host.Trading, chain.Id, 30_000_000 + i);
        using var anybody = await host.Trading.Api(null);
        var path = $"/api/v1/procurements/{chain.Id}/opening/";
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(path + "package")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SealedBidTests.Open(host, chain.Id)).Status);
        await host.Tick();

        var package = JsonSerializer.Deserialize<OpeningPackage>(await anybody.GetByteArrayAsync(path + "package"), Json)!;
        Dictionary<string, byte[]> chunks = [];
        foreach (var bid in package.Bids)
        {
            foreach (var section in SealedEnvelope.TryParse(bid.Document)!.Envelope.Sections)
            {
                using var answer = await anybody.GetAsync($"{path}bids/{bid.BidId}/chunks/{section.Chunks[0].Sm3}");
                Assert.Equal(section.Name == Envelope.OpeningSection ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
                if (answer.IsSuccessStatusCode)
                    chunks[section.Chunks[0].Sm3] = await answer.Content.ReadAsByteArrayAsync();
            }
        }

        var (result, contents) = await Reopen(host, package, chunks.GetValueOrDefault);
        Assert.True(result.IsOpened && result.Sections.Count(s => s.Side is OpeningSide.None) == 3, string.Join('\n', result.Checks.Steps));
        Assert.Equal([30_000_000, 30_000_001, 30_000_002], contents.Values.Select(c => JsonSerializer.Deserialize<BidContent>(c, Json)!.PriceFen).Order());
        Assert.Equal(["投标单位1", "投标单位2", "投标单位3"], result.Sections.Select(s => s.Bidder).Distinct().Order(StringComparer.Ordinal));
        // The parts for what is not public are not in it: no content key of those sections comes out.
        Assert.All(result.Sections.Where(s => s.Section != Envelope.OpeningSection), s => Assert.Equal(OpeningSide.NotCarried, s.Side));
        Assert.All(package.Partials.SelectMany(p => p.Partials), p => Assert.Equal(Envelope.OpeningSection, p.Section));

        // The ledger itself names every part that the package gives.
        var facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        var published = facts.Where(f => f.Kind == "partials.published").Select(f => (PartialsPublished)FactBody.Read(FactKinds.Published.Find(f.Kind)!, f.Body).Fact!).ToDictionary(f => f.Trustee);
        Assert.Equal([1, 2, 3, 4, 5], published.Keys.Order());
        Assert.All(package.Partials, p => Assert.Equal(p.Partials.Select(v => (v.BidId, Convert.ToHexStringLower(v.Value))), published[p.Trustee].Partials.Select(v => (v.BidId, v.Value))));
        var whole = (await Salvaged(host, chain.Id)).Package;
        Assert.All(whole.Partials, p => Assert.Equal(p.Digest(), published[p.Trustee].AnswerSm3));
    }

    [Fact]
    public async Task Agency_and_trustees_open_without_the_platform_every_three_of_five_and_no_two_and_each_failure_names_its_side()
    {
        await using var host = await SealedHost.Start("sqlite", 3, 5);
        var (chain, firms) = await SealedBidTests.Noticed(host, 4);
        var key = OpenKey.KeyOf((await host.Trading.Store.Read(c => c.Find<ProjectKeyRow>(chain.Id)))!)!;
        Dictionary<string, byte[]> packed = [];
        foreach (var (i, firm) in firms.Index())
        {
            var envelope = await firm.Pack(host.Trading, chain.Id, 30_000_000 + i);
            // The last bidder encrypts another key to the trustees than it sealed with.
            if (i == 3)
                envelope = firm.Resign(envelope, e => e with { Sections = [e.Sections[0] with { Kem = new Sm2PublicKey(key.Point).Encrypt(new byte[32]) }, .. e.Sections.Skip(1)] });
            var (status, body) = await firm.Send(host.Trading, chain.Id, envelope);
            Assert.Equal(HttpStatusCode.Created, status);
            packed[System.Text.Json.Nodes.JsonNode.Parse(body)!["receipt"]!["bidId"]!.GetValue<string>()] = envelope;
        }

        // Not before the ledger says that the deadline has passed.
        await host.Tick();
        Assert.True(await OpeningPackages.Written(["opening-package", chain.Id, "unused"], host.Trading.App.Services));
        Environment.ExitCode = 0;
        Assert.False(Directory.Exists("unused"));

        host.Trading.Legal.Now = new DateTimeOffset(2026, 4, 28, 1, 30, 0, TimeSpan.Zero);
        await host.Due();
        await host.Tick();
        var (folder, sealedOnly) = await Salvaged(host, chain.Id);
        Assert.Empty(sealedOnly.Partials);
        for (var i = 0; i < 5; i++)
            Assert.True(await PackageOpening.Written(["partials", folder], host.TrusteeServices(i)));
        Assert.Equal(0, Environment.ExitCode);
        var partials = Enumerable.Range(1, 5).Select(i => JsonSerializer.Deserialize<TrusteePartials>(File.ReadAllBytes(Path.Combine(folder, $"partials-{i}.json")), Json)!).ToList();
        var chunk = In(folder);
        var good = packed.Keys.Where(id => id != packed.Keys.Last()).ToList();
        var bad = packed.Keys.Last();

        foreach (var mask in Enumerable.Range(0, 1 << 5))
        {
            var chosen = partials.Where((_, i) => (mask >> i & 1) == 1).ToList();
            if (chosen.Count is not (2 or 3))
                continue;
            var (some, contents) = await Reopen(host, sealedOnly with { Partials = chosen }, chunk);
            Assert.All(some.Sections.Where(s => good.Contains(s.BidId)), s => Assert.Equal(chosen.Count == 3 ? OpeningSide.None : OpeningSide.Trustees, s.Side));
            Assert.Equal(chosen.Count == 3, contents.Count > 0);
            if (chosen.Count == 3)
                Assert.Equal("opening.chunk-unsound", Assert.Single(some.Sections.Single(s => s is { Side: OpeningSide.Bidder } && s.BidId == bad).Findings).Code);
        }

        // A lying trustee, one that gives another's part, one that comes twice: each is named, the others open.
        var lie = partials[1] with { Partials = [.. partials[1].Partials.Select(p => p with { Value = [.. p.Value[..^1], (byte)(p.Value[^1] ^ 1)] })] };
        var copy = new TrusteePartials(3, partials[0].Partials);
        var (faulty, _) = await Reopen(host, sealedOnly with { Partials = [partials[0], lie, copy, partials[0], partials[3], partials[4]] }, chunk);
        Assert.All(faulty.Sections.Where(s => good.Contains(s.BidId)), s => Assert.Equal(OpeningSide.None, s.Side));
        Assert.Equal(["opening.bad-partial", "opening.partial-of-another", "opening.partial-repeated"], faulty.Trustees.Select(f => f.Code).Order(StringComparer.Ordinal));
        Assert.Contains("受托人2", faulty.Trustees.Single(f => f.Code == "opening.bad-partial").Reason, StringComparison.Ordinal);
        Assert.Contains("受托人1", faulty.Trustees.Single(f => f.Code == "opening.partial-repeated").Reason, StringComparison.Ordinal);
        Assert.Contains("第3号受托人名义", faulty.Trustees.Single(f => f.Code == "opening.partial-of-another").Reason, StringComparison.Ordinal);

        // A part given early: nothing is opened, its trustee is named.
        var (early, nothing) = await Reopen(host, sealedOnly with { Deadline = null, Partials = partials[..3] }, chunk);
        Assert.Empty(nothing);
        Assert.Empty(early.Sections);
        Assert.Equal(["受托人1", "受托人2", "受托人3"], early.Trustees.Where(f => f.Code == "opening.early-partial").Select(f => f.Reason.Split('“', '”')[1]));

        // Chunks lost or altered in keeping are the platform's; a bid that is not in the ledger does not open.
        var lost = SealedEnvelope.TryParse(packed[good[0]])!.Envelope.Sections[0].Chunks[0].Sm3;
        foreach (var (kept, code) in new (Func<string, byte[]?>, string)[] { (sm3 => sm3 == lost ? null : chunk(sm3), "opening.chunk-lost"), (sm3 => sm3 == lost ? [.. chunk(sm3)!.Reverse()] : chunk(sm3), "opening.chunk-altered") })
        {
            var section = (await Reopen(host, sealedOnly with { Partials = partials[..3] }, kept)).Result.Sections.Single(s => s.BidId == good[0] && s.Section == Envelope.OpeningSection);
            Assert.Equal((OpeningSide.Platform, code), (section.Side, Assert.Single(section.Findings).Code));
        }

        var foreign = sealedOnly.Bids.Select(b => b.BidId == good[0] ? b with { Fact = b.Fact with { Salt = new byte[32] } } : b).ToList();
        var unproved = (await Reopen(host, sealedOnly with { Bids = foreign, Partials = partials[..3] }, chunk)).Result;
        Assert.All(unproved.Sections.Where(s => s.BidId == good[0]), s => Assert.Equal((OpeningSide.Platform, "bid.not-committed"), (s.Side, s.Findings[0].Code)));

        // Without trustees the bidder's own copy opens; a key that does not fit opens nothing and blames nobody.
        var firm0 = firms[0];
        List<DisclosedKey> disclosed = [.. BidSections(packed[good[0]]).Select(s => firm0.Disclose(good[0], packed[good[0]], s)), new(good[1], Envelope.OpeningSection, new byte[32])];
        var (byBidder, opened) = await Reopen(host, sealedOnly with { Partials = partials[..2], Keys = disclosed }, chunk);
        Assert.All(byBidder.Sections.Where(s => s.BidId == good[0]), s => Assert.True(s is { Side: OpeningSide.None, ByBidder: true }));
        Assert.Equal(30_000_000, JsonSerializer.Deserialize<BidContent>(opened[$"{good[0]}/{Envelope.OpeningSection}"], Json)!.PriceFen);
        Assert.All(byBidder.Sections.Where(s => s.BidId != good[0]), s => Assert.Equal(OpeningSide.Trustees, s.Side));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Another_ledger_another_key_and_a_foreign_ceremony_stop_an_opening_before_anything_is_decrypted()
    {
        await using var host = await SealedHost.Start("sqlite", 1, 1);
        var (chain, firms) = await SealedBidTests.Noticed(host, 3);
        foreach (var firm in firms)
            await firm.Seal(host.Trading, chain.Id, 30_000_000);
        Assert.Equal(HttpStatusCode.OK, (await SealedBidTests.Open(host, chain.Id)).Status);
        await host.Tick();
        var (folder, package) = await Salvaged(host, chain.Id);
        Assert.True((await Reopen(host, package, In(folder))).Result.IsOpened);
        foreach (var (other, step) in new[]
        {
            (package with { Ledger = "trade.other/ledger" }, "账本"), (package with { Ceremony = package.Ceremony with { Index = 0 } }, "密钥仪式"),
            (package with { Ceremony = package.Ceremony with { Body = [.. package.Ceremony.Body, (byte)' '] } }, "密钥仪式"), (package with { ProcurementId = "other" }, "密钥仪式"),
            (package with { Deadline = package.Ceremony }, "投标截止"),
        })
        {
            var (stopped, contents) = await Reopen(host, other, In(folder));
            Assert.Equal((false, step), (stopped.Checks.Passed, stopped.Checks.Steps[^1].Title));
            Assert.Empty(contents);
        }

        using var stranger = Ed25519PrivateKey.Generate();
        var policy = Ledger.TlogPolicy.LogOnly([Ledger.NoteKey.Ed25519("trade.test/ledger", stranger.PublicKey)]);
        var untrusted = await new Reopening(host.Tiles, policy, (_, _) => Task.FromResult<byte[]?>(null)).Run(package, (_, _) => Stream.Null, default);
        Assert.Equal("账本", Assert.Single(untrusted.Checks.Steps).Title);
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> BidSections(byte[] packed) => SealedEnvelope.TryParse(packed)!.Envelope.Sections.Select(s => s.Name);
}
