using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Tests.Web;

/// <summary>A real platform on 127.0.0.1 with a database of its own.</summary>
public sealed class TestHost : PlatformHost
{
    private readonly SqliteEngine engine;

    private TestHost(WebApplication app, SqliteEngine engine, IStore store)
        : base(app, engine.Folder, store) => this.engine = engine;

    public StillClock Legal => engine.Legal;

    public StillSystemTime System => engine.System;

    public static readonly Site TestSite = new()
    {
        Platform = "trade",
        Name = "中州市政府采购交易平台（演示）",
        Brand = ("通采", "交易平台"),
        Sponsor = "中州市财政局",
        Contact = "政府采购业务咨询 0000-0000000（工作日 8:30—12:00，14:30—17:30）",
        DemoNotice = "演示数据：中州市及页面中的单位、企业、人员均为虚构。",
        Nav = [new("首页", "/"), new("信息公告", "/notices"), new("办事指南", "/guide")],
        Menu = actor => actor.IsSignedIn ? [new("工作", [new("工作台", "/desk"), new("待办", "/todo", 6)]), new("采购前", [new("需求与预算", "/samples"), new("采购意向", "/intentions", 2)])] : [],
        Footer = [new("网站地图", "/sitemap"), new("无障碍声明", "/accessibility"), new("规则一览", "/problems")],
        OwnerCheck = Sample.Owns,
    };

    public static readonly Actor Buyer = new("acc-buyer", "陈立新", "org-buyer", "中州市职业技术学院", new HashSet<Role> { Role.Purchaser }, new HashSet<string> { Post.Handler });
    public static readonly Actor OtherBuyer = Buyer with { AccountId = "acc-other", OrganisationId = "org-other", OrganisationName = "中州市图书馆" };
    public static readonly Actor Seller = new("acc-seller", "李国平", "org-seller", "河南恒泽智能装备有限公司", new HashSet<Role> { Role.Supplier }, new HashSet<string>());

    public static async Task<TestHost> Start(Site? site = null, Action<WebApplication>? map = null, Action<IServiceCollection>? add = null, string url = "http://127.0.0.1:0")
    {
        var engine = new SqliteEngine();
        var store = await engine.Open();
        var builder = Builder(url);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(store).AddSingleton(new LegalTime(engine.Legal)).AddSingleton<SystemTime>(engine.System);
        builder.Services.AddPlatformWeb(site ?? TestSite, Assembly.GetExecutingAssembly());
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.UsePlatformWeb();
        Sample.Map(app);
        app.MapGet("/", () => new View("/Pages/Accessibility.cshtml", null, new PageHead("工作台"))).WithMetadata(Access.Public);
        map?.Invoke(app);
        await app.StartAsync();
        return new TestHost(app, engine, store);
    }

    /// <summary>A browser without scripts: cookies kept, redirects shown, pages asked for.</summary>
    public Browser Browser() => new(Address);

    /// <summary>A browser with the session of an actor.</summary>
    public async Task<Browser> Browser(Actor actor)
    {
        var browser = Browser();
        browser.Cookies.Add(Address, new Cookie("tc.trade", await Token(actor)));
        return browser;
    }
}

/// <summary>A browser with scripts off.</summary>
public sealed class Browser
{
    public Browser(Uri address)
    {
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
        Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public async Task<string> Open(string path)
    {
        var answer = await Http.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Opens a page with a form and sends it with its hidden fields and what was typed.</summary>
    public async Task<HttpResponseMessage> Submit(string path, params (string Name, string Value)[] typed) => await Send(path, await Open(path), typed);

    /// <summary>Sends the form of a page that is already open.</summary>
    public Task<HttpResponseMessage> Send(string path, string page, params (string Name, string Value)[] typed) => Http.PostAsync(path, HiddenFields.Form(page, typed));
}

/// <summary>Shorthand for API calls.</summary>
public static class Calls
{
    public static async Task<(HttpResponseMessage Answer, JsonNode? Body)> Post(this HttpClient client, string path, object? body, string key = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body as string ?? global::System.Text.Json.JsonSerializer.Serialize(body, Problems.Json), Encoding.UTF8, "application/json") };
        if (key.Length > 0) request.Headers.Add("Idempotency-Key", key);
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer, text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
    }
}
