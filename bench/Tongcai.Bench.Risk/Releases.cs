using System.Text;
using Tongcai.Risk.Statistics;
using Tongcai.Risk.Tests.Ocds;

namespace Tongcai.Bench.Risk;

/// <summary>
/// Files of compiled releases of about 8 kB: the members the indicators read are those of the tests (consortia, mixed currencies, missing fields, cancelled tenders); around them stand
/// parties, documents and contracts as publishers write them.
/// </summary>
internal static class Releases
{
    private const int Kinds = 2048;

    public static string File(string folder, int count)
    {
        var path = Path.Combine(folder, $"releases-{count}.jsonl");
        if (System.IO.File.Exists(path)) return path;
        var random = new SeededRandom(1);
        var (before, after) = (new byte[Kinds][], new byte[Kinds][]);
        for (var i = 0; i < Kinds; i++)
        {
            before[i] = Encoding.UTF8.GetBytes("{" + Parties(random) + ",");
            after[i] = Encoding.UTF8.GetBytes("," + Documents(random) + "," + Contracts(random) + "}\n");
        }
        using (var file = System.IO.File.Create(path + ".part", 1 << 20))
        {
            for (var i = 0; i < count; i++)
            {
                var core = Encoding.UTF8.GetBytes(ReleaseGenerator.Line(random, i, Math.Max(500, count / 20)));
                file.Write(before[random.Next(Kinds)]);
                file.Write(core.AsSpan(1, core.Length - 2));
                file.Write(after[random.Next(Kinds)]);
            }
        }
        System.IO.File.Move(path + ".part", path);
        return path;
    }

    private static string Name(SeededRandom random, int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)(0x4E00 + random.Next(3000)))]);

    private static string Digits(SeededRandom random, int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)('0' + random.Next(10)))]);

    private static string Date(SeededRandom random) => $"2026-0{1 + random.Next(9)}-1{random.Next(10)}T0{random.Next(10)}:00:00+08:00";

    private static string Parties(SeededRandom random) => "\"parties\":[" + string.Join(',', Enumerable.Range(0, 7).Select(i =>
        $$$"""{"id":"CN-SAIC-{{{Digits(random, 18)}}}","name":"{{{Name(random, 6)}}}科技有限公司","identifier":{"scheme":"CN-SAIC","id":"{{{Digits(random, 18)}}}","legalName":"{{{Name(random, 6)}}}科技有限公司"},"address":{"streetAddress":"{{{Name(random, 12)}}}路{{{random.Next(900)}}}号","locality":"{{{Name(random, 2)}}}市","region":"{{{Name(random, 2)}}}省","postalCode":"{{{Digits(random, 6)}}}","countryName":"中国"},"contactPoint":{"name":"{{{Name(random, 3)}}}","email":"a{{{Digits(random, 5)}}}@example.cn","telephone":"0{{{Digits(random, 3)}}}-{{{Digits(random, 8)}}}"},"roles":["{{{(i == 0 ? "buyer\",\"procuringEntity" : "tenderer")}}}"],"details":{"scale":"small"}}""")) + "]";

    private static string Documents(SeededRandom random) => "\"documents\":[" + string.Join(',', Enumerable.Range(0, 5).Select(i =>
        $$$"""{"id":"{{{i}}}","documentType":"biddingDocuments","title":"{{{Name(random, 14)}}}采购文件","description":"{{{Name(random, 30)}}}","url":"https://example.cn/documents/{{{Digits(random, 12)}}}.pdf","datePublished":"{{{Date(random)}}}","format":"application/pdf","language":"zh"}""")) + "]";

    private static string Contracts(SeededRandom random)
    {
        var items = string.Join(',', Enumerable.Range(0, 5).Select(k =>
            $$$"""{"id":"{{{k}}}","description":"{{{Name(random, 16)}}}","classification":{"scheme":"CN-ZFCGPM","id":"A{{{Digits(random, 6)}}}"},"quantity":{{{random.Next(500)}}},"unit":{"name":"台","value":{{{Value(random)}}} } }"""));
        var paid = $$$"""{"id":"1","date":"{{{Date(random)}}}","value":{{{Value(random)}}},"payer":{{{Party(random)}}},"payee":{{{Party(random)}}} }""";
        var period = $$$"""{"startDate":"{{{Date(random)}}}","endDate":"{{{Date(random)}}}","durationInDays":{{{random.Next(400)}}} }""";
        return $$$"""
            "contracts":[{"id":"{{{Digits(random, 10)}}}","awardID":"a1","title":"{{{Name(random, 14)}}}合同","status":"active","period":{{{period}}},"value":{{{Value(random)}}},"dateSigned":"{{{Date(random)}}}","items":[{{{items}}}],"implementation":{"transactions":[{{{paid}}}]}}]
            """;
    }

    private static string Value(SeededRandom random) => $$"""{"amount":{{random.Next(900_000)}}.5,"currency":"CNY"}""";

    private static string Party(SeededRandom random) => $$$"""{"id":"CN-SAIC-{{{Digits(random, 18)}}}","name":"{{{Name(random, 8)}}}"}""";
}
