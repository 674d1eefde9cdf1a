using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;

namespace Tongcai.Chain.Tests;

/// <summary>密封投标：sealed on this side with the bidder's own keys, sent as ciphertext.</summary>
internal static class Bid
{
    /// <summary>Seals a bid, or replaces the one that counts.</summary>
    /// <param name="technical">Bytes of the technical proposal.</param>
    public static Task Seal(DemoStack stack, Visitor bidder, string procurement, long priceFen, int technical = 12) => Send(stack, bidder, procurement, priceFen, technical);

    /// <summary>Takes back the bid that counts.</summary>
    public static Task Withdraw(DemoStack stack, Visitor bidder, string procurement) => Send(stack, bidder, procurement, null, 0);

    private static async Task Send(DemoStack stack, Visitor bidder, string procurement, long? priceFen, int technical)
    {
        var folder = Path.Combine(stack.Data, "demo", "keys", bidder.UserName);
        using var signing = Sm2PrivateKey.ImportPkcs8(Pem(Path.Combine(folder, "signing.key")));
        var terms = (await bidder.Get(new(stack.Trading, $"api/v1/procurements/{procurement}/bid"))).Json ?? throw new InvalidOperationException("没有投标须知");
        var lot = terms["lots"]![0]!;
        var transcript = CeremonyTranscript.TryParse(Encoding.UTF8.GetBytes(Text(terms, "transcript"))) ?? throw new InvalidOperationException("仪式记录无法读取");
        var current = Text(lot, "current");
        var builder = new EnvelopeBuilder(
            new(transcript.KeyFor(procurement) ?? throw new InvalidOperationException("仪式记录不完整"), Text(lot, "lotId"), Text(terms, "bidder"), current.Length > 0 ? current : null),
            Certificate.Parse(Pem(Path.Combine(folder, "encryption.pem"))));
        if (priceFen is not { } price)
        {
            await Hand(stack, bidder, procurement, builder, signing, folder);
            return;
        }

        var content = new BidContent(
            Text(terms, "supplierId"), bidder.UserName, Text(lot, "lotId"), price, 50, [], 0, "small", true, "品牌", true, [new("教学仪器", 120, "套", price / 120, price)],
            [.. terms["document"]!["requirements"]!.AsArray().Select(r => new RequirementResponse(Text(r!, "id"), "完全响应。", "none"))], [], "联系人 0379-0000000", "中州市");
        foreach (var (name, bytes) in new[] { ("opening", CanonicalJson.Write(content with { Prices = [], Responses = [] })), ("technical", RandomNumberGenerator.GetBytes(technical)), ("price", CanonicalJson.Write(content)) })
        {
            await using var plain = new MemoryStream(bytes);
            await builder.AddSectionAsync(name, plain, bytes.Length, async (chunk, stored, _) =>
            {
                var put = await bidder.Send(HttpMethod.Put, new(stack.Trading, $"api/v1/procurements/{procurement}/chunks/{chunk.Sm3}"), stored.ToArray(), "application/octet-stream");
                Assert.True(put.Status == 204, put.Body);
            }, CancellationToken.None);
        }

        await Hand(stack, bidder, procurement, builder, signing, folder);
    }

    private static async Task Hand(DemoStack stack, Visitor bidder, string procurement, EnvelopeBuilder builder, Sm2PrivateKey signing, string folder)
    {
        var envelope = builder.Sign(signing, Certificate.Parse(Pem(Path.Combine(folder, "signing.pem"))), [], TimeProvider.System.GetUtcNow());
        var receipt = await bidder.Send(HttpMethod.Post, new(stack.Trading, $"api/v1/procurements/{procurement}/bids"), envelope.ToBytes(), "application/json");
        Assert.True(receipt.Status == 201, receipt.Body);
    }

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";

    private static byte[] Pem(string path)
    {
        var text = File.ReadAllText(path);
        return Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]);
    }
}
