using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Tongcai.Sandbox;

namespace Tongcai.PublicService.Tests.Subscriptions;

/// <summary>The sandbox's mail gateway, the same code, in the test's own process.</summary>
internal sealed class MailCounterpart : IAsyncDisposable
{
    internal sealed record Letter(string Key, string To, string Subject, string Text);

    private readonly WebApplication app;
    private readonly string folder;
    private readonly HttpClient http;

    private MailCounterpart(WebApplication app, string folder) => (this.app, this.folder, http) = (app, folder, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public Uri Gateway => new(http.BaseAddress!, "mail/");

    public static async Task<MailCounterpart> Start()
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-mail-").FullName;
        var app = PlatformHost.Builder().Build();
        var behaviours = new StateFile<Behaviours>(folder, "control");
        app.MapControl(behaviours);
        Mail.Map(app.MapSystem("mail", behaviours), new StateFile<Mail.State>(folder, "mail"));
        await app.StartAsync();
        return new MailCounterpart(app, folder);
    }

    /// <summary>Tells it how to behave.</summary>
    public async Task Behave(int fail = 0, int delayMilliseconds = 0, bool lie = false)
    {
        using var answer = await http.PutAsJsonAsync("/control/mail", new { fail, delayMilliseconds, lie });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What it has handed on to an address.</summary>
    public async Task<IReadOnlyList<Letter>> Letters(string to) => (await http.GetFromJsonAsync<List<Letter>>($"/mail/messages?to={Uri.EscapeDataString(to)}"))!;

    /// <summary>Waits until so many letters have come.</summary>
    public async Task<IReadOnlyList<Letter>> Letters(string to, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        for (;;)
        {
            if (await Letters(to) is { } letters && letters.Count >= count) return letters;
            await Task.Delay(50, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
