using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tongcai.Ledger;

namespace Tongcai.Cli.Ledgers;

/// <summary>A small web server of the command line: a ledger's files, or a witness.</summary>
internal sealed class StaticHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private StaticHost(WebApplication app) => this.app = app;

    /// <summary>Where it listens, ending in a slash.</summary>
    public Uri Address => new(app.Urls.First().TrimEnd('/') + "/");

    /// <summary>Serves a ledger's directory.</summary>
    public static Task<StaticHost> Ledger(string directory, string url, CancellationToken cancel)
    {
        var files = new ServedFiles(directory);
        return Start(url, app => app.MapGet("/{**path}", async (string? path, HttpContext http) =>
        {
            if (LedgerPaths.Served(path ?? "") is not var (type, immutable) || await files.ReadAsync(path!, http.RequestAborted) is not { } bytes) return Results.NotFound();
            http.Response.Headers.CacheControl = immutable ? "public, max-age=31536000, immutable" : "public, max-age=1";
            return Results.Bytes(bytes, type);
        }), cancel);
    }

    /// <summary>Serves a witness (C2SP tlog-witness); submission and monitoring prefix are the address itself.</summary>
    /// <param name="decided">Told of every answer: status and the first line of its body.</param>
    public static Task<StaticHost> Witness(Witness witness, NoteKey key, string url, Action<WitnessAnswer> decided, CancellationToken cancel) => Start(url, app =>
    {
        app.MapPost("/add-checkpoint", async (HttpContext http) =>
        {
            var request = new byte[Tongcai.Ledger.Witness.LongestRequest + 1];
            var length = await http.Request.Body.ReadAtLeastAsync(request, request.Length, throwOnEndOfStream: false, http.RequestAborted);
            WitnessAnswer answer;
            try
            {
                answer = await witness.AddCheckpointAsync(request.AsMemory(0, length), http.RequestAborted);
            }
            catch (IOException e)
            {
                // Nothing was kept, so nothing is cosigned.
                answer = new WitnessAnswer(StatusCodes.Status503ServiceUnavailable, "text/plain; charset=utf-8", $"The record cannot be kept: {e.Message}\n");
            }

            decided(answer);
            http.Response.StatusCode = answer.Status;
            return Results.Bytes(System.Text.Encoding.UTF8.GetBytes(answer.Body), answer.ContentType);
        });
        app.MapGet("/{origin}/checkpoint", async (string origin, HttpContext http) => await witness.CheckpointAsync(origin, http.RequestAborted) is { } note ? Results.Bytes(note, "text/plain; charset=utf-8") : Results.NotFound());
        app.MapGet("/vkey", () => Results.Text(key + "\n"));
    }, cancel);

    /// <summary>Waits until the program is asked to end.</summary>
    public async Task Stopped(CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = cancel.Register(() => stopped.TrySetResult());
        using var ended = app.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<StaticHost> Start(string url, Action<WebApplication> map, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != "http") throw new UnusableException($"监听地址 {url} 应为 http 地址，例如 http://127.0.0.1:8080；需要 https 的在前面放反向代理。");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync(cancel);
            return new StaticHost(app);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new UnusableException($"不能监听 {url}：{e.Message} 请换一个端口（--url）。");
        }
    }
}
