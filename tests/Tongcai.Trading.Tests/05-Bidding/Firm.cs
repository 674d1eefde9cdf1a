using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
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

    public CertificatePair Certificates => certificates ??=
        SealedHost.Authority.IssuePair(new(name), signing.PublicKey, encryption.PublicKey, SealedHost.From, SealedHost.From.AddYears(20));

    public Actor Actor { get; } = new("acc-" + id, name + "经办", id, name, new HashSet<Role> { Role.Supplier }, new HashSet<string> { Post.Handler });

    public async Task Register(IStore store, string parent = "") => Assert.IsType<Committed>(await store.Execute(Commit.Empty
        .Insert(new Organisation { Id = id, Name = name, CreditCode = "91410100" + id, Roles = (List<string>)["supplier"], Region = "410100", Size = "small", ParentId = parent })
        .Insert(new Registry.Certificate { Id = "cert-" + id, OrganisationId = id, SerialNumber = Certificates.Signing.SerialNumber, SigningPem = Certificates.Signing.ToPem(), EncryptionPem = Certificates.Encryption.ToPem(), NotAfter = Certificates.Signing.NotAfter })));

    public async Task<JsonNode> Terms(TradingHost host, string procurement)
    {
        using var client = await host.Api(Actor);
        return JsonNode.Parse(await client.GetStringAsync($"/api/v1/procurements/{procurement}/bid"))!;
    }

    /// <summary>Packs a bid; uploads its chunks unless told not to. A price of null withdraws.</summary>
    public async Task<byte[]> Pack(TradingHost host, string procurement, long? priceFen, bool upload = true, string? previous = null)
    {
        var terms = await Terms(host, procurement);
        var key = CeremonyTranscript.TryParse(Encoding.UTF8.GetBytes(terms["transcript"]!.GetValue<string>()))!.KeyFor(procurement)!;
        var lot = terms["lots"]![0]!;
        var current = previous ?? lot["current"]!.GetValue<string>();
        var builder = new EnvelopeBuilder(new(key, lot["lotId"]!.GetValue<string>(), terms["bidder"]!.GetValue<string>(), current.Length > 0 ? current : null), Certificates.Encryption);
        if (priceFen is { } price)
        {
            var content = new BidContent(id, name, lot["lotId"]!.GetValue<string>(), price, 15, [], 0, "small", true, "某牌", true,
                [new("打印机", 6, "台", price / 6, price)], [new("R1", "每分钟 40 页", "better")], [], name + " 0000-0000009", "中州市");
            using var client = await host.Api(Actor);
            async Task Keep(EnvelopeChunk chunk, ReadOnlyMemory<byte> stored, CancellationToken cancel)
            {
                if (!upload)
                    return;
                using var bytes = new ByteArrayContent(stored.ToArray());
                using var answer = await client.PutAsync($"/api/v1/procurements/{procurement}/chunks/{chunk.Sm3}", bytes, cancel);
                Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            }

            async Task Add(string section, byte[] bytes) => await builder.AddSectionAsync(section, new MemoryStream(bytes), bytes.Length, Keep);
            await Add("opening", CanonicalJson.Write(content with { Prices = [], Responses = [], Files = [] }));
            await Add("technical", []);
            await Add("price", CanonicalJson.Write(content));
        }

        return builder.Sign(signing, Certificates.Signing, [], host.Legal.Now).ToBytes();
    }

    public async Task<(HttpStatusCode Status, byte[] Body)> Send(TradingHost host, string procurement, byte[] envelope)
    {
        using var client = await host.Api(Actor);
        using var bytes = new ByteArrayContent(envelope);
        using var answer = await client.PostAsync($"/api/v1/procurements/{procurement}/bids", bytes);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Packs, sends and demands a receipt.</summary>
    public async Task<JsonNode> Seal(TradingHost host, string procurement, long? priceFen)
    {
        var (status, body) = await Send(host, procurement, await Pack(host, procurement, priceFen));
        Assert.True(status == HttpStatusCode.Created, Encoding.UTF8.GetString(body));
        return JsonNode.Parse(body)!;
    }

    public static string RuleOf(byte[] problem) => JsonNode.Parse(problem)!["rule"]!["id"]!.GetValue<string>();
}
