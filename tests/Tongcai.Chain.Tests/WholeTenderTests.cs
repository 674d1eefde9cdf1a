using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;

namespace Tongcai.Chain.Tests;

/// <summary>
/// 一次公开招标，从预算到支付，全程在浏览器中：everybody who takes part signs in, follows links, fills fields by their labels and presses buttons, on the real pages.
/// Without a person: approved budget and idle assets in the outside systems, certificates bought from an authority, and the passing of time.
/// </summary>
[Trait("browser", "whole tender")]
public sealed partial class WholeTenderTests(EmptyStack stack) : IClassFixture<EmptyStack>, IAsyncLifetime
{
    private const string Title = "中州市第一中学教学仪器采购项目";
    private const string Item = "A02102100";

    private readonly Examination examination = new(stack.Chromium);
    private readonly Dictionary<string, Hand> people = [];
    private readonly HttpClient sandbox = new() { BaseAddress = stack.Sandbox };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values)
            await person.DisposeAsync();
        sandbox.Dispose();
    }

    [Fact]
    public async Task A_whole_tender_is_walked_by_all_its_people_without_one_barrier_or_error()
    {
        await Stage("登记", Prepare);
        await Stage("需求至委托", Plan);
        await Stage("招标文件至公告", Announce);
        await Stage("询问", Ask);
        await Stage("投标", SealBids);
        await Stage("抽取专家", Draw);
        await Stage("开标", OpenBids);
        await Stage("评审", Evaluate);
        await Stage("定标和结果", Award);
        await Stage("质疑和投诉", Dispute);
        await Stage("合同", Contract);
        await Stage("验收和支付", Perform);
        await Stage("公众", Publicity);
        TestContext.Current.TestOutputHelper?.WriteLine(examination.Report());
        Assert.True(examination.Findings.Count == 0, examination.Report());
    }

    private async Task Stage(string name, Func<Task> walk)
    {
        var (began, pages) = (TimeProvider.System.GetTimestamp(), examination.Pages);
        try
        {
            await walk();
        }
        catch (Exception e) when (e is PlaywrightException or InvalidOperationException or TimeoutException or Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{name}: {e.Message}\n{examination.Report()}", e);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {examination.Pages - pages} pages, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
    }

    /// <summary>Somebody at trading, signed in through the hub.</summary>
    private async Task<Hand> At(string userName)
    {
        if (people.TryGetValue(userName, out var known))
            return known;
        var hand = await Sit(userName);
        await hand.Open(stack.Trading);
        await hand.Follow("统一身份登录");
        await hand.Follow("前往登录");
        await hand.SignIn(userName);
        return hand;
    }

    /// <summary>An officer at supervision.</summary>
    private async Task<Hand> Officer(string userName)
    {
        if (people.TryGetValue(userName, out var known))
            return known;
        var hand = await Sit(userName);
        await hand.Open(new(stack.Supervision, "sign-in"));
        await hand.SignIn(userName);
        return hand;
    }

    private async Task<Hand> Sit(string name) => people[name] = await Hand.Sit(stack.Chromium, name, examination);

    private void Jump(int month, int day, int hour, int minute = 0) => stack.Clock(new DateTimeOffset(2026, month, day, hour, minute, 0, TimeSpan.FromHours(8)), 1);

    private async Task Outside(string path, object body)
    {
        using var answer = await sandbox.PostAsJsonAsync(path, body, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
