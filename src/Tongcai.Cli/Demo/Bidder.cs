using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;

namespace Tongcai.Cli.Demo;

/// <summary>投标：seals on this side and sends ciphertext, exactly as <c>tongcai bid</c> does.</summary>
internal sealed class Bidder(Stage stage, string procurement)
{
    /// <summary>Seals a bid, or replaces the one that counts.</summary>
    /// <param name="user">Account of the supplier's administrator, who holds its keys.</param>
    /// <param name="priceFen">Price of the first lot.</param>
    /// <param name="size">中小企业声明: micro, small, medium; large declares nothing.</param>
    /// <returns>The receipt.</returns>
    public async Task<JsonObject> Seal(string user, long priceFen, string size, int days)
    {
        var entry = Cast.Hub.First(e => e.Accounts.Length > 0 && e.Accounts[0].UserName == user);
        var keys = await stage.KeysOf(user, entry.CreditCode, entry.Name, user is "supplier02" ? "hx" : "zz");
        var person = await stage.Of(user);
        var terms = await person.Get(stage.Trading, $"procurements/{procurement}/bid", stage.Cancel) ?? throw new InvalidOperationException("没有投标须知");
        var lot = terms["lots"]![0]!;
        var transcript = CeremonyTranscript.TryParse(Encoding.UTF8.GetBytes(terms["transcript"]!.GetValue<string>())) ?? throw new InvalidOperationException("仪式记录无法读取");
        var current = lot["current"]!.GetValue<string>();
        var encryption = Parse(keys.EncryptionPem);
        var builder = new EnvelopeBuilder(
            new(transcript.KeyFor(procurement) ?? throw new InvalidOperationException("仪式记录不完整"), lot["lotId"]!.GetValue<string>(), terms["bidder"]!.GetValue<string>(), current.Length > 0 ? current : null), encryption);
        var requirements = terms["document"]!["requirements"]!.AsArray();
        var content = new BidContent(
            terms["supplierId"]!.GetValue<string>(), entry.Name, lot["lotId"]!.GetValue<string>(), priceFen, days, [], 0, size is "large" ? "" : size, true, $"品牌{user[^2..]}", true,
            [new("教学仪器", 120, "套", priceFen / 120, priceFen)],
            [.. requirements.Select(r => new RequirementResponse(r!["id"]!.GetValue<string>(), "完全响应。", "none"))], [], $"{entry.Accounts[0].Name} 0379-00000{user[^2..]}", entry.Address);
        async Task Section(string name, byte[] bytes)
        {
            await using var plain = new MemoryStream(bytes);
            await builder.AddSectionAsync(name, plain, bytes.Length, async (chunk, stored, cancel) =>
                await person.Send(HttpMethod.Put, stage.Trading, $"procurements/{procurement}/chunks/{chunk.Sm3}", stored, "application/octet-stream", cancel), stage.Cancel);
        }

        await Section("opening", CanonicalJson.Write(content with { Prices = [], Responses = [] }));
        await Section("technical", Encoding.UTF8.GetBytes($"{entry.Name}技术方案"));
        await Section("price", CanonicalJson.Write(content));
        var envelope = builder.Sign(keys.Signing, Parse(keys.SigningPem), [], TimeProvider.System.GetUtcNow());
        return await person.Send(HttpMethod.Post, stage.Trading, $"procurements/{procurement}/bids", envelope.ToBytes(), "application/json", stage.Cancel);
    }

    private static Certificate Parse(string pem) => Certificate.Parse(Convert.FromBase64String(pem[System.Security.Cryptography.PemEncoding.Find(pem).Base64Data]));
}
