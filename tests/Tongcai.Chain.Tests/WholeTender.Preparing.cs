using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;

namespace Tongcai.Chain.Tests;

/// <summary>登记数字证书和评审专家，在公共服务平台办理。</summary>
public sealed partial class WholeTenderTests
{
    private const int Experts = 6;

    private static readonly (string User, string CreditCode, string Name, string Authority)[] Holders =
    [
        ("buyer01", "12419900MB0B00035R", "中州市第一中学", "zz"),
        ("supplier01", "91419900MA9D00216U", "河南知行教育装备有限公司", "zz"),
        ("supplier02", "91419900MA9D003200", "中州启航科技有限公司", "hx"),
        ("supplier03", "91419900MA9D004356", "恒泽智能装备股份有限公司", "zz"),
    ];

    private readonly Dictionary<string, string> keyFolders = [];

    private async Task Prepare()
    {
        await Outside("budget/lines", new
        {
            id = "ZZ-2026-0417", creditCode = Holders[0].CreditCode, departmentCreditCode = "11419900MB0A00026C", year = 2026, name = "改善办学条件（教学仪器）", catalogueCode = Item, amountFen = 502_200_000,
        });
        await Outside("assets/idle", new { id = "GWC-0009", catalogueCode = Item, name = "教学仪器（闲置）", count = 4, holder = "中州市第三中学" });
        foreach (var (user, creditCode, name, authority) in Holders)
            await RegisterCertificate(user, creditCode, name, authority);
        var operations = await Sit("ops01");
        await operations.Open(new(stack.Hub, "sign-in"));
        await operations.SignIn("ops01");
        for (var i = 1; i <= Experts; i++)
        {
            await operations.Menu("运营值班");
            await operations.Follow("专家入库");
            await operations.Form.Fill("专家账号", $"expert{i:00}");
            await operations.Form.Fill("工作单位", $"中州市某院第{i}研究所");
            await operations.Form.Rows("评审专业", 1);
            await operations.Form.Row("评审专业", 1).Write("A0210");
            await operations.Form.Fill("所在地行政区划", "410100");
            await operations.Form.Fill("出生日期", $"{1968 + i}-05-01");
            await operations.Do("入库");
        }
    }

    /// <summary>Buys a pair of certificates for keys made on the holder's own disk, and registers them on the account page.</summary>
    private async Task RegisterCertificate(string user, string creditCode, string name, string authority)
    {
        using var signing = Sm2PrivateKey.Generate();
        using var encryption = Sm2PrivateKey.Generate();
        using var answer = await sandbox.PostAsJsonAsync($"ca/{authority}/certificates", new
        {
            subject = name, creditCode, signingKey = Convert.ToBase64String(signing.PublicKey.ToPoint()), encryptionKey = Convert.ToBase64String(encryption.PublicKey.ToPoint()), days = 730,
        }, Cancel);
        answer.EnsureSuccessStatusCode();
        var issued = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        var folder = keyFolders[user] = Directory.CreateDirectory(Path.Combine(stack.Data, "keys", user)).FullName;
        foreach (var (file, text) in new[]
        {
            ("signing.key", PemEncoding.WriteString("PRIVATE KEY", signing.ExportPkcs8())), ("signing.pem", issued["signing"]!.GetValue<string>()), ("encryption.pem", issued["encryption"]!.GetValue<string>()),
        })
            await File.WriteAllTextAsync(Path.Combine(folder, file), text, Cancel);

        var administrator = await Sit(user);
        await administrator.Open(stack.Hub);
        await administrator.Menu("登录");
        await administrator.SignIn(user);
        await administrator.Menu(await Person(administrator));
        await administrator.Follow("登记数字证书");
        await administrator.Form.Fill("签名证书", issued["signing"]!.GetValue<string>());
        await administrator.Form.Fill("加密证书", issued["encryption"]!.GetValue<string>());
        await administrator.Do("登记", "证书已登记");

        // From the account page on to where the work is done.
        await administrator.Follow("前往交易平台");
        await administrator.Follow("统一身份登录");
        await administrator.Follow("前往登录");
    }

    private static Task<string> Person(Hand hand) => hand.Text("[data-testid=account-link]");

    private string Key(string user, string file) => Path.Combine(keyFolders[user], file);
}
