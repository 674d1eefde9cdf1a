using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tongcai.Cryptography;

namespace Tongcai.Chain.Tests;

/// <summary>
/// 三个平台 with their accounts and nothing else, and all who sit before them in their browsers: a stack for those who move the legal time through months.
/// Without a person: approved budget and idle assets in the outside systems, certificates bought from an authority, and the passing of time.
/// </summary>
public sealed class Troupe : DemoStack
{
    /// <summary>Experts of the library that is registered.</summary>
    public const int Experts = 6;

    public const string Item = "A02102100";

    /// <summary>Those who sign: administrator, unit, authority of their certificates.</summary>
    public static readonly (string User, string CreditCode, string Name, string Authority)[] Holders =
    [
        ("buyer01", "12419900MB0B00035R", "中州市第一中学", "zz"),
        ("supplier01", "91419900MA9D00216U", "河南知行教育装备有限公司", "zz"),
        ("supplier02", "91419900MA9D003200", "中州启航科技有限公司", "hx"),
        ("supplier03", "91419900MA9D004356", "恒泽智能装备股份有限公司", "zz"),
    ];

    private readonly Dictionary<string, Hand> people = [];
    private readonly Dictionary<string, string> keyFolders = [];
    private HttpClient? sandbox;

    public Troupe() => Examination = new(Chromium);

    /// <summary>What goes wrong under anybody's hands.</summary>
    public Examination Examination { get; }

    protected override bool Played => false;

    public static string NameOf(string user) => Holders.First(h => h.User == user).Name;

    public string Key(string user, string file) => Path.Combine(keyFolders[user], file);

    /// <summary>Somebody at trading, signed in through the hub.</summary>
    public async Task<Hand> At(string userName)
    {
        if (people.TryGetValue(userName, out var known))
            return known;
        var hand = await Sit(userName);
        await hand.Open(Trading);
        await hand.Follow("统一身份登录");
        await hand.Follow("前往登录");
        await hand.SignIn(userName);
        return hand;
    }

    /// <summary>An officer at supervision.</summary>
    public async Task<Hand> Officer(string userName)
    {
        if (people.TryGetValue(userName, out var known))
            return known;
        var hand = await Sit(userName);
        await hand.Open(new(Supervision, "sign-in"));
        await hand.SignIn(userName);
        return hand;
    }

    /// <summary>Somebody with a browser of their own, not signed in.</summary>
    public async Task<Hand> Sit(string name) => people[name] = await Hand.Sit(Chromium, name, Examination);

    /// <summary>A moment of 2026 in Beijing.</summary>
    public void Jump(int month, int day, int hour, int minute = 0) => Clock(new DateTimeOffset(2026, month, day, hour, minute, 0, TimeSpan.FromHours(8)), 1);

    /// <summary>Tells an outside system and hears what it answers; an empty object when it says nothing.</summary>
    public async Task<JsonNode> Outside(string path, object body)
    {
        sandbox ??= new() { BaseAddress = Sandbox };
        using var answer = await sandbox.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return said.Length > 0 ? JsonNode.Parse(said)! : new JsonObject();
    }

    /// <summary>An approved line of the school's budget.</summary>
    public Task Budget(string id, string name, string item, long fen) =>
        Outside("budget/lines", new { id, creditCode = Holders[0].CreditCode, departmentCreditCode = "11419900MB0A00026C", year = 2026, name, catalogueCode = item, amountFen = fen });

    /// <summary>Certificates of all who sign, and the library of experts, on the public service platform.</summary>
    public async Task Register()
    {
        foreach (var (user, creditCode, name, authority) in Holders)
            await RegisterCertificate(user, creditCode, name, authority);
        var operations = await Sit("ops01");
        await operations.Open(new(Hub, "sign-in"));
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

    /// <summary>One part of a walk; what stopped it is told with its name.</summary>
    public async Task Stage(string name, Func<Task> walk)
    {
        var (began, pages) = (TimeProvider.System.GetTimestamp(), Examination.Pages);
        try
        {
            await walk();
        }
        catch (Exception e) when (e is PlaywrightException or InvalidOperationException or TimeoutException or Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{name}: {e.Message}\n{Examination.Report()}", e);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {Examination.Pages - pages} pages, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
    }

    /// <summary>Says what was looked at, and fails where anything was wrong.</summary>
    public void AssertNoFinding()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Examination.Report());
        Assert.True(Examination.Findings.Count == 0, Examination.Report());
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values)
            await person.DisposeAsync();
        sandbox?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Buys a pair of certificates for keys made on the holder's own disk, and registers them on the account page.</summary>
    private async Task RegisterCertificate(string user, string creditCode, string name, string authority)
    {
        using var signing = Sm2PrivateKey.Generate();
        using var encryption = Sm2PrivateKey.Generate();
        var issued = await Outside($"ca/{authority}/certificates", new
        {
            subject = name, creditCode, signingKey = Convert.ToBase64String(signing.PublicKey.ToPoint()), encryptionKey = Convert.ToBase64String(encryption.PublicKey.ToPoint()), days = 730,
        });
        var folder = keyFolders[user] = Directory.CreateDirectory(Path.Combine(Data, "keys", user)).FullName;
        foreach (var (file, text) in new[]
        {
            ("signing.key", PemEncoding.WriteString("PRIVATE KEY", signing.ExportPkcs8())), ("signing.pem", issued["signing"]!.GetValue<string>()), ("encryption.pem", issued["encryption"]!.GetValue<string>()),
        })
            await File.WriteAllTextAsync(Path.Combine(folder, file), text, TestContext.Current.CancellationToken);

        var administrator = await Sit(user);
        await administrator.Open(Hub);
        await administrator.Menu("登录");
        await administrator.SignIn(user);
        await administrator.Menu(await administrator.Text("[data-testid=account-link]"));
        await administrator.Follow("登记数字证书");
        await administrator.Form.Fill("签名证书", issued["signing"]!.GetValue<string>());
        await administrator.Form.Fill("加密证书", issued["encryption"]!.GetValue<string>());
        await administrator.Do("登记", "证书已登记");

        // From the account page on to where the work is done.
        await administrator.Follow("前往交易平台");
        await administrator.Follow("统一身份登录");
        await administrator.Follow("前往登录");
    }
}
