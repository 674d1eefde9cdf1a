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
        var lines = contract.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<PaperPart> parts = [];
        List<string> paragraphs = [];
        var heading = "";
        foreach (var line in lines.Skip(1).Append("一、"))
        {
            if (!(line.Length > 1 && Ordinals.Contains(line[0], StringComparison.Ordinal) && line[1] == '、'))
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
            Signed = [Side("甲方", procurement.PurchaserName, contract.PurchaserSignature), Side("乙方", contract.SupplierName, contract.SupplierSignature), .. contract.SignedOn is { } on ? [on.InWords()] : Array.Empty<string>()],
            Proof =
            [
                $"合同文本 SM3：{Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(contract.Text)))}",
                .. contract.PurchaserSignature is { } purchaser ? [$"甲方 SM2 签名：{purchaser}"] : Array.Empty<string>(),
                .. contract.SupplierSignature is { } supplier ? [$"乙方 SM2 签名：{supplier}"] : Array.Empty<string>(),
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
