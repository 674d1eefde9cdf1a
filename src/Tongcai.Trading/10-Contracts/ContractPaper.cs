using System.Text;
using Tongcai.Cryptography;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.Trading.Pages;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Contracts;

/// <summary>合同的 PDF 与 Word：the text that was signed, word for word, with what proves the signatures.</summary>
public static class ContractPaper
{
    private const string Ordinals = "一二三四五六七八九十";

    public static Paper Of(Contract contract, Procurement procurement)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(procurement);
        return Of(contract.Text, "合同", procurement.PurchaserName, contract.SupplierName, contract.PurchaserSignature, contract.SupplierSignature, contract.SignedOn);
    }

    /// <summary>The paper of a text that two sides sign.</summary>
    /// <param name="what">合同 or 框架协议.</param>
    public static Paper Of(string text, string what, string first, string second, string? firstSignature, string? secondSignature, DateOnly? signedOn)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<PaperPart> parts = [];
        List<string> paragraphs = [];
        var heading = "";
        foreach (var line in lines.Skip(1).Append("一、"))
        {
            var mark = line.IndexOf('、', StringComparison.Ordinal);
            if (mark is not (1 or 2) || !line[..mark].All(c => Ordinals.Contains(c, StringComparison.Ordinal)))
            {
                paragraphs.Add(line);
                continue;
            }

            if (heading.Length + paragraphs.Count > 0)
                parts.Add(new(heading, paragraphs));
            (heading, paragraphs) = (line, []);
        }

        return new(lines.FirstOrDefault("政府采购合同"), parts)
        {
            Signed = [Side("甲方", first, firstSignature), Side("乙方", second, secondSignature), .. signedOn is { } on ? [on.InWords()] : Array.Empty<string>()],
            Proof =
            [
                $"{what}文本 SM3：{Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(text)))}",
                .. firstSignature is not null ? [$"甲方 SM2 签名：{firstSignature}"] : Array.Empty<string>(),
                .. secondSignature is not null ? [$"乙方 SM2 签名：{secondSignature}"] : Array.Empty<string>(),
            ],
        };
    }

    private static string Side(string side, string name, string? signature) => $"{side}：{name}（{(signature is null ? "待签名" : "已电子签名")}）";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPaper("/contracts/{contract}", ContractPage.Readers, async context =>
    {
        var (contract, procurement) = await context.Read(db => db.ContractOf(context["contract"]));
        return Of(contract, procurement);
    }, "合同");
}
