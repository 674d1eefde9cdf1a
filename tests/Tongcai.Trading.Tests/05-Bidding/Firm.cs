using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>A supplier with keys and registered certificates that packs and sends bids over HTTP, as any bidder's program does.</summary>
internal sealed class Firm(string id, string name)
{
    private readonly Sm2PrivateKey signing = Sm2PrivateKey.Generate();
    private readonly Sm2PrivateKey encryption = Sm2PrivateKey.Generate();
    private CertificatePair? certificates;

    public string Id => id;

    public string Brand { get; init; } = "某牌";

    public CertificatePair Certificates => certificates ??=
        SealedHost.Authority.IssuePair(new(name), signing.PublicKey, encryption.PublicKey, SealedHost.From, SealedHost.From.AddYears(20));

    /// <summary>Certificates of the same keys by an authority and with a validity of choice.</summary>
    public CertificatePair Issued(CertificateAuthority by, DateTimeOffset until) => by.IssuePair(new(name), signing.PublicKey, encryption.PublicKey, SealedHost.From, until);

    internal Sm2PrivateKey Signing => signing;

    /// <summary>Lets it sign in by certificate, and writes its keys as files of that folder for the command line.</summary>
    public async Task WithFiles(IStore store, string folder)
    {
        Assert.IsType<Committed>(await store.Execute(KnownRegistry.Learn(new OrganisationRegistered(id, name, "91410100" + id, ["supplier"], "410100", "small", "", ""), null)
            .And(KnownRegistry.Learn(new CertificateRegistered(id, Certificates.Signing.SerialNumber, "测试根", Certificates.Signing.ToPem(), Certificates.Encryption.ToPem(), Certificates.Signing.NotAfter), null))
            .Record(new OrganisationRegistered(id, name, "91410100" + id, ["supplier"], "410100", "small", "", ""))));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "signing.key"), PemEncoding.WriteString("PRIVATE KEY", signing.ExportPkcs8()));
        await File.WriteAllTextAsync(Path.Combine(folder, "signing.pem"), Certificates.Signing.ToPem());
        await File.WriteAllTextAsync(Path.Combine(folder, "encryption.pem"), Certificates.Encryption.ToPem());
    }

    public Actor Actor { get; } = new("acc-" + id, name + "经办", id, name, new HashSet<Role> { Role.Supplier }, new HashSet<string> { Post.Handler });

    /// <param name="with">Certificates that are registered for it; null: its own sound ones.</param>
    public async Task Register(IStore store, string parent = "", CertificatePair? with = null)
    {
        certificates = with ?? Certificates;
        Assert.IsType<Committed>(await store.Execute(Commit.Empty
            .Insert(new Registry.Organisation { Id = id, Name = name, CreditCode = "91410100" + id, Roles = (List<string>)["supplier"], Region = "410100", Size = "small", ParentId = parent })
            .Insert(new Registry.Certificate { Id = "cert-" + id, OrganisationId = id, SerialNumber = Certificates.Signing.SerialNumber, SigningPem = Certificates.Signing.ToPem(), EncryptionPem = Certificates.Encryption.ToPem(), NotAfter = Certificates.Signing.NotAfter })));
    }

    public async Task<JsonNode> Terms(TradingHost host, string procurement)
    {
        using var client = await host.Api(Actor);
        return await Terms(client, procurement);
    }

    /// <summary>Packs a bid; uploads its chunks unless told not to. A price of null withdraws.</summary>
    public async Task<byte[]> Pack(TradingHost host, string procurement, long? priceFen, bool upload = true, string? previous = null)
    {
        using var client = await host.Api(Actor);
        var packed = await Pack(client, procurement, priceFen, new(host.Legal.Now, previous));
        foreach (var (chunk, stored) in upload ? packed.Chunks : [])
            Assert.Equal(HttpStatusCode.NoContent, await Upload(client, procurement, chunk.Sm3, stored));
        return packed.Envelope;
    }

    /// <summary>What a packed bid may have otherwise than the firm's own program makes it.</summary>
    /// <param name="At">When it is signed.</param>
    /// <param name="Previous">What it replaces; null: what counts now.</param>
    /// <param name="Lot">Null: the first.</param>
    /// <param name="Bidder">Null: the firm's own pseudonym.</param>
    /// <param name="Encryption">Null: the firm's own certificate.</param>
    internal sealed record Otherwise(DateTimeOffset At, string? Previous = null, string? Lot = null, string? Bidder = null, Cryptography.Certificate? Encryption = null, Func<EnvelopeBuilder, SealedEnvelope>? Sign = null);

    /// <summary>A packed bid that has not been sent.</summary>
    internal sealed record Packed(byte[] Envelope, IReadOnlyList<(EnvelopeChunk Chunk, byte[] Stored)> Chunks);

    internal static async Task<JsonNode> Terms(HttpClient client, string procurement) => JsonNode.Parse(await client.GetStringAsync($"/api/v1/procurements/{procurement}/bid"))!;

    /// <summary>Packs a bid and sends nothing.</summary>
    internal async Task<Packed> Pack(HttpClient client, string procurement, long? priceFen, Otherwise other)
    {
        var terms = await Terms(client, procurement);
        var key = CeremonyTranscript.TryParse(Encoding.UTF8.GetBytes(terms["transcript"]!.GetValue<string>()))!.KeyFor(procurement)!;
        var lot = terms["lots"]![0]!;
        var lotId = other.Lot ?? lot["lotId"]!.GetValue<string>();
        var current = other.Previous ?? lot["current"]!.GetValue<string>();
        var builder = new EnvelopeBuilder(new(key, lotId, other.Bidder ?? terms["bidder"]!.GetValue<string>(), current.Length > 0 ? current : null), other.Encryption ?? Certificates.Encryption);
        List<(EnvelopeChunk, byte[])> chunks = [];
        if (priceFen is { } price)
        {
            var content = new BidContent(id, name, lotId, price, 15, [], 0, "small", true, Brand, true,
                [new("打印机", 6, "台", price / 6, price)], [new("R1", "每分钟 40 页", "better")], [], name + " 0000-0000009", "中州市");
            async Task Add(string section, byte[] bytes) => await builder.AddSectionAsync(section, new MemoryStream(bytes), bytes.Length, (chunk, stored, _) =>
            {
                chunks.Add((chunk, stored.ToArray()));
                return Task.CompletedTask;
            });
            await Add("opening", CanonicalJson.Write(content with { Prices = [], Responses = [], Files = [] }));
            await Add("technical", []);
            await Add("price", CanonicalJson.Write(content));
        }

        return new((other.Sign?.Invoke(builder) ?? builder.Sign(signing, Certificates.Signing, [], other.At)).ToBytes(), chunks);
    }

    /// <summary>The same envelope with another predecessor and signature of today: as a replacement that changes nothing.</summary>
    internal SealedEnvelope Again(SealedEnvelope earlier)
    {
        var envelope = earlier.Envelope with { Previous = earlier.Envelope.Digest(), Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) };
        return earlier with { Envelope = envelope, Signature = signing.Sign(Sm3.Hash(envelope.ToBytes())) };
    }

    internal static async Task<HttpStatusCode> Upload(HttpClient client, string procurement, string sm3, byte[] stored)
    {
        using var bytes = new ByteArrayContent(stored);
        using var answer = await client.PutAsync($"/api/v1/procurements/{procurement}/chunks/{sm3}", bytes);
        return answer.StatusCode;
    }

    internal static async Task<(HttpStatusCode Status, byte[] Body)> Send(HttpClient client, string procurement, byte[] envelope)
    {
        using var bytes = new ByteArrayContent(envelope);
        using var answer = await client.PostAsync($"/api/v1/procurements/{procurement}/bids", bytes);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Signs another envelope in place of one that was packed.</summary>
    public byte[] Resign(byte[] packed, Func<Envelope, Envelope> change)
    {
        var document = SealedEnvelope.TryParse(packed)!;
        var envelope = change(document.Envelope);
        return (document with { Envelope = envelope, Signature = signing.Sign(Sm3.Hash(envelope.ToBytes())) }).ToBytes();
    }

    /// <summary>The content key of a section from the bidder's own copy.</summary>
    public DisclosedKey Disclose(string bidId, byte[] packed, string section) =>
        new(bidId, section, EnvelopeOpening.RecoverKey(SealedEnvelope.TryParse(packed)!.Envelope.Sections.Single(s => s.Name == section), encryption)!);

    public async Task<(HttpStatusCode Status, byte[] Body)> Send(TradingHost host, string procurement, byte[] envelope)
    {
        using var client = await host.Api(Actor);
        return await Send(client, procurement, envelope);
    }

    /// <summary>Packs, sends and demands a receipt.</summary>
    public async Task<JsonNode> Seal(TradingHost host, string procurement, long? priceFen)
    {
        var (status, body) = await Send(host, procurement, await Pack(host, procurement, priceFen));
        Assert.True(status == HttpStatusCode.Created, Encoding.UTF8.GetString(body));
        return JsonNode.Parse(body)!;
    }

    /// <summary>What of a receipt is signed: the same each time, whatever SM2's number of chance.</summary>
    internal static string TextOf(byte[] receipt) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(receipt)!["receipt"]!.DeepClone()));

    public static string RuleOf(byte[] problem) => JsonNode.Parse(problem)!["rule"]!["id"]!.GetValue<string>();
}
