using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cli.Bidding;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Verify;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

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
        return await Seal(entry, user is "supplier02" ? "hx" : "zz", new("教学仪器", 120, "套", priceFen / 120, priceFen), priceFen, size, days);
    }

    /// <summary>Seals a bid of any supplier that the hub knows.</summary>
    /// <param name="entry">The supplier; its first account holds the keys.</param>
    /// <param name="authority">Who certified them.</param>
    /// <param name="priced">The one line of the price table.</param>
    public async Task<JsonObject> Seal(Cast.Entry entry, string authority, PriceLine priced, long priceFen, string size, int days)
    {
        var user = entry.Accounts[0].UserName;
        var keys = await stage.KeysOf(user, entry.CreditCode, entry.Name, authority);
        var person = await stage.Of(user);
        var packer = BidPacker.Read(await person.Get(stage.Trading, $"procurements/{procurement}/bid", stage.Cancel));
        var requirements = packer.Terms["document"]!["requirements"]!.AsArray();
        var content = new BidContent(
            packer.Terms["supplierId"]!.GetValue<string>(), entry.Name, packer.FirstLot, priceFen, days, [], 0, size is "large" ? "" : size, true, $"品牌{entry.CreditCode}", true,
            [priced],
            [.. requirements.Select(r => new RequirementResponse(r!["id"]!.GetValue<string>(), "完全响应。", "none"))], [], $"{entry.Accounts[0].Name} 0379-00000{user[^2..]}", entry.Address);
        using var proposal = new MemoryStream(Encoding.UTF8.GetBytes($"{entry.Name}技术方案"));
        var envelope = await packer.Seal(
            content, proposal, keys.Signing, Parse(keys.SigningPem), Parse(keys.EncryptionPem),
            async (chunk, stored, cancel) => await person.Send(HttpMethod.Put, stage.Trading, $"procurements/{procurement}/chunks/{chunk.Sm3}", stored, "application/octet-stream", cancel),
            TimeProvider.System.GetUtcNow(), stage.Cancel);
        var receipt = await person.Send(HttpMethod.Post, stage.Trading, $"procurements/{procurement}/bids", envelope.ToBytes(), "application/json", stage.Cancel);
        // Checked as a careful bidder does, with the keys that were made known beforehand.
        var trading = stage.Stack.Keys["trading"];
        var trusted = TlogPolicy.LogOnly(new[] { "verifierKey", "sm2VerifierKey" }.Select(name => NoteKey.Parse(trading.GetProperty(name).GetString()!)));
        var report = ReceiptVerification.Check(CanonicalJson.Write(receipt), null, envelope.ToBytes(), trusted);
        return report.Passed ? receipt : throw new InvalidOperationException($"回执不可信：{report.Verdict}{report.Steps.LastOrDefault(s => s.Passed is false)?.Detail}");
    }

    private static Certificate Parse(string pem) => Certificate.TryParsePem(pem) ?? throw new InvalidOperationException("认证机构签发的证书无法读取。");
}
