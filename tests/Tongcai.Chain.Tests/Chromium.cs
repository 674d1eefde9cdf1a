using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Tongcai.Chain.Tests;

/// <summary>浏览器：one Chromium for the assembly, one signed-in state per account. An account signs in once, through the real pages; its API calls use the same session.</summary>
public sealed class Chromium(DemoStack stack) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> states = new();
    private readonly ConcurrentDictionary<string, Visitor> visitors = new();
    private IPlaywright? playwright;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Source of axe-core.</summary>
    public string Axe { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var axe = Repository.File("web", "node_modules", "axe-core", "axe.min.js");
        Assert.True(File.Exists(axe), "web/build.sh has not been run.");
        Axe = await File.ReadAllTextAsync(axe);
        playwright = await Playwright.CreateAsync();
        // The headless shell of Debian's Chromium is the same engine without the parts of a window: 69 against 174 ms of processor time for a page.
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox", "--lang=zh-CN", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
        });
    }

    /// <summary>A browser of somebody; nobody without a name.</summary>
    public async Task<IBrowserContext> Context(string userName = "", bool scripts = true, int width = 1280)
    {
        var context = await Browser.NewContextAsync(new()
        {
            Locale = "zh-CN", TimezoneId = "Asia/Shanghai", JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 },
            StorageState = userName.Length == 0 ? null : await State(userName),
        });
        context.SetDefaultTimeout(20_000);
        return context;
    }

    /// <summary>The API as somebody; nobody without a name.</summary>
    public async Task<Visitor> Visitor(string userName = "")
    {
        if (visitors.TryGetValue(userName, out var known))
            return known;
        var cookies = "";
        if (userName.Length > 0)
        {
            var state = JsonNode.Parse(await State(userName))!["cookies"]!.AsArray();
            cookies = string.Join("; ", state.Select(c => $"{c!["name"]}={c["value"]}"));
        }

        return visitors.GetOrAdd(userName, new Visitor(userName, cookies));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors.Values)
            visitor.Dispose();
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Signs in with scripts off: at the hub and through it at trading, officers at supervision.</summary>
    private async Task<string> State(string userName)
    {
        if (states.TryGetValue(userName, out var known))
            return known;
        await using var context = await Browser.NewContextAsync(new() { Locale = "zh-CN", JavaScriptEnabled = false });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        var home = userName.StartsWith("regulator", StringComparison.Ordinal) ? stack.Supervision : stack.Trading;
        await page.GotoAsync($"{home}sign-in");
        if (home == stack.Trading)
            await page.GetByTestId("sign-in-hub").ClickAsync();
        await page.GetByLabel("用户名", new() { Exact = true }).FillAsync(userName);
        await page.GetByLabel("口令", new() { Exact = true }).FillAsync(DemoStack.Password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        Assert.True(
            page.Url.StartsWith(home.ToString(), StringComparison.Ordinal) && !page.Url.Contains("sign-in", StringComparison.Ordinal),
            $"{userName} could not sign in; the browser stands at {page.Url}: {await page.Locator("main").InnerTextAsync()}");
        if (userName.StartsWith("supplier", StringComparison.Ordinal))
        {
            // Complaints are theirs, at supervision.
            await page.GotoAsync($"{stack.Supervision}sign-in");
            await page.GetByTestId("sign-in-hub").ClickAsync();
            Assert.StartsWith(stack.Supervision.ToString(), page.Url, StringComparison.Ordinal);
        }

        return states[userName] = await context.StorageStateAsync();
    }
}

/// <summary>What an API answered.</summary>
public sealed record Answered(int Status, string ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as JSON; null when it is none.</summary>
    public JsonNode? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Body);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>Somebody at the API, with the session of its browser.</summary>
public sealed class Visitor(string userName, string cookies) : IDisposable
{
    private static int keys;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };

    public string UserName => userName;

    public Task<Answered> Get(Uri address) => Send(HttpMethod.Get, address, null, "");

    public Task<Answered> Post(Uri address, string body) => Send(HttpMethod.Post, address, Encoding.UTF8.GetBytes(body), "application/json");

    /// <summary>Does an act that has to succeed.</summary>
    public async Task<JsonNode> Do(Uri platform, string path, object body)
    {
        var answer = await Post(new Uri(platform, "api/v1/" + path), JsonSerializer.Serialize(body));
        Assert.True(answer.Status is >= 200 and < 300, $"{userName}: {path} → {answer.Status}\n{answer.Body}");
        return answer.Json ?? new JsonObject();
    }

    /// <summary>Sends once more after the announced time when there were too many requests in a minute, as a client should.</summary>
    /// <param name="key">Idempotency-Key; null: a new one, empty: none.</param>
    /// <param name="cookie">A cookie beside those of the session.</param>
    public async Task<Answered> Send(HttpMethod method, Uri address, byte[]? body, string contentType, string? key = null, string cookie = "")
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.Add("Tongcai-Api", "1");
            if (cookies.Length + cookie.Length > 0)
                request.Headers.Add("Cookie", cookies.Length > 0 && cookie.Length > 0 ? $"{cookies}; {cookie}" : cookies + cookie);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body);
                if (contentType.Length > 0)
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
                if (key is not "")
                    request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? $"chain-{Environment.ProcessId}-{Interlocked.Increment(ref keys)}");
            }

            // Whoever sends much asks first: an answer that comes before all is sent would be lost with the connection.
            request.Headers.ExpectContinue = body is { Length: > 1_000_000 } ? true : null;
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter?.Delta is { } wait && wait < TimeSpan.FromSeconds(61))
            {
                await Task.Delay(wait);
                continue;
            }

            var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
            return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", await answer.Content.ReadAsStringAsync(), headers);
        }
    }

    public void Dispose() => http.Dispose();
}
