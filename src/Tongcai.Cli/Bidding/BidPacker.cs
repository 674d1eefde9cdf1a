using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;

namespace Tongcai.Cli.Bidding;

/// <summary>投标文件的密封：what <c>GET /api/v1/procurements/{id}/bid</c> answered, and how a bid is sealed by it.</summary>
/// <param name="Key">Taken from the ceremony's transcript after every check of it, never from what the platform says.</param>
/// <param name="Trustees">Names of the trustees who signed.</param>
/// <param name="TranscriptSm3">Of the transcript without signatures; the ledger records the same.</param>
internal sealed record BidPacker(ProjectKey Key, string Bidder, JsonObject Terms, IReadOnlyList<string> Trustees, string TranscriptSm3)
{
    /// <summary>Reads the terms and repeats the checks of the ceremony.</summary>
    /// <exception cref="BidFault">Not such terms, or the key is not the trustees' own.</exception>
    public static BidPacker Read(JsonNode? terms)
    {
        if (terms is not JsonObject root || Text(root, "procurementId") is not { } project || Text(root, "bidder") is not { } bidder || Text(root, "transcript") is not { } text)
            throw new BidFault("投标须知缺少项目编号、代号或仪式记录，请用 tongcai bid terms 重新取得。");
        if (CeremonyTranscript.TryParse(Encoding.UTF8.GetBytes(text)) is not { } transcript)
            throw new BidFault("开标密钥的仪式记录无法读取，请用 tongcai bid terms 重新取得。");
        if (transcript.Check() is { Count: > 0 } faults)
            throw new BidFault("开标密钥不可信：" + string.Join(" ", faults.Select(f => f.Finding.Reason + f.Finding.Remedy)));
        if (!IsIdentifier(project) || !IsIdentifier(bidder) || transcript.KeyFor(project) is not { } key || key.Id != Text(root, "keyId"))
            throw new BidFault("开标公钥与仪式记录不符，不要用它密封；请向平台运营人员反映。");
        return new(key, bidder, root, [.. transcript.Plan.Trustees.Select(t => t.Name)], Convert.ToHexStringLower(transcript.Digest()));
    }

    /// <summary>The first lot's id.</summary>
    public string FirstLot => Lots.Select(l => Text(l, "lotId")).FirstOrDefault() ?? throw new BidFault("投标须知里没有采购包，请用 tongcai bid terms 重新取得。");

    /// <summary>The quote of an entrant of a framework: its price; everything else of the offer is what was agreed.</summary>
    /// <exception cref="BidFault">The terms ask for a whole bid, or the price is above the agreed one.</exception>
    public BidContent Quote(long unitPriceFen)
    {
        if (Terms["quote"] is not JsonObject quote || quote.Deserialize<Quoted>(WireJson.Options) is not { Quantity: > 0 } agreed)
            throw new BidFault("这个项目不是框架协议的二次竞价，请用 --content 和 --technical。");
        if (unitPriceFen <= 0 || unitPriceFen > agreed.AgreedFen)
            throw new BidFault(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"单价应大于零，不超过协议价格 {agreed.AgreedFen / 100m:0.00} 元。"));
        var total = (Int128)unitPriceFen * agreed.Quantity;
        if (total > 9_007_199_254_740_991)
            throw new BidFault("单价乘以数量超出可以表示的范围。");
        return new(
            Text(Terms, "supplierId") ?? "", Text(Terms, "supplierName") ?? "", FirstLot, (long)total, agreed.DeliveryDays, [], 0, "", false, "", true,
            [new(Lots.Select(l => Text(l, "title")).First() ?? "", agreed.Quantity, agreed.Unit, unitPriceFen, (long)total)], [], [], "", "");
    }

    /// <summary>What the terms say of the entry that is quoted for.</summary>
    private sealed record Quoted(long Quantity, string Unit, long AgreedFen, int DeliveryDays);

    /// <summary>Seals a bid for the lot that it names; replaces the one that counts when there is one.</summary>
    /// <param name="technical">The technical proposal; read once, a mebibyte at a time.</param>
    /// <param name="keep">Called for every chunk as soon as it is made.</param>
    public async Task<SealedEnvelope> Seal(BidContent content, Stream technical, Sm2PrivateKey signingKey, Certificate signing, Certificate encryption, StoreChunk keep, DateTimeOffset now, CancellationToken cancel)
    {
        var opening = CanonicalJson.Write(content with { Prices = [], Responses = [], Files = [] });
        // The opening section holds 4088 bytes (docs/sealed-bids.md).
        if (opening.Length > 4088)
            throw new BidFault("开标一览表超过 4088 字节，请缩短单位名称、品牌、联系人或地址。");
        if (content.LotId is null || !IsIdentifier(content.LotId))
            throw new BidFault("结构化投标缺少采购包编号，请在 lotId 填写投标须知里的编号。");
        var builder = new EnvelopeBuilder(new(Key, content.LotId, Bidder, Current(content.LotId)), encryption);
        using var brief = new MemoryStream(opening);
        using var priced = new MemoryStream(CanonicalJson.Write(content));
        foreach (var (name, plain) in new[] { (Envelope.OpeningSection, brief), ("technical", technical), ("price", priced) })
            await builder.AddSectionAsync(name, plain, plain.Length, keep, cancel);
        return builder.Sign(signingKey, signing, [], now);
    }

    /// <summary>An envelope that withdraws the bid of a lot.</summary>
    public SealedEnvelope Withdraw(string lot, Sm2PrivateKey signingKey, Certificate signing, Certificate encryption, DateTimeOffset now) =>
        Current(lot) is { } current
            ? new EnvelopeBuilder(new(Key, lot, Bidder, current), encryption).Sign(signingKey, signing, [], now)
            : throw new BidFault("这个采购包没有可以撤回的投标文件；刚递交过的，请用 tongcai bid terms 重新取得投标须知。");

    private IEnumerable<JsonObject> Lots => (Terms["lots"] as JsonArray)?.OfType<JsonObject>() ?? [];

    private string? Current(string lot) =>
        Lots.FirstOrDefault(l => Text(l, "lotId") == lot) is { } found
            ? Text(found, "current") is { Length: > 0 } current ? current : null
            : throw new BidFault($"投标须知里没有采购包 {lot}，请核对 lotId。");

    /// <summary>1 to 64 of A–Z a–z 0–9 . _ - (docs/sealed-bids.md).</summary>
    private static bool IsIdentifier(string text) => text.Length is >= 1 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static string? Text(JsonObject from, string name) => from[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;
}
