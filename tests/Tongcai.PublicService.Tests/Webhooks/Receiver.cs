using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tongcai.PublicService.Tests.Webhooks;

/// <summary>Somebody's system that receives events, and behaves as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    internal sealed record Call(string Id, string Timestamp, string Signature, string Body);

    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<Call> Calls { get; } = [];

    /// <summary>What it answers with.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.NoContent;

    public TimeSpan Delay { get; set; }

    /// <summary>Where it sends callers on to when it redirects.</summary>
    public string Location { get; set; } = "";

    public int Redirected { get; private set; }

    public string Url(string path) => $"{app.Urls.First()}/hooks/{path}";

    public static async Task<Receiver> Start()
    {
        var app = PlatformHost.Builder().Build();
        var receiver = new Receiver(app);
        app.MapPost("/hooks/{name}", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var (headers, body) = (http.Request.Headers, await reader.ReadToEndAsync());
            receiver.Calls.Enqueue(new(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body));
            await Task.Delay(receiver.Delay);
            if (receiver.Location.Length > 0) http.Response.Headers.Location = receiver.Location;
            http.Response.StatusCode = (int)receiver.Status;
        });
        app.Map("/inside", () => receiver.Redirected++);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
