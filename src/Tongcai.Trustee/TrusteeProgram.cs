using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;

namespace Tongcai.Trustee;

/// <summary>受托人程序的组成; the program and its tests compose the same.</summary>
public static class TrusteeProgram
{
    /// <summary>A hundred bids of forty megabytes have envelopes of this size together, with room.</summary>
    private const long LongestBody = 64 << 20;

    public static void AddTrustee(this IServiceCollection services, TrusteeSettings settings)
    {
        Directory.CreateDirectory(settings.DataDirectory);
        services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton<CeremonyRounds>().AddSingleton<PartialOpening>();
        services.AddSingleton(p => TrusteeKeys.Load(Path.Combine(settings.DataDirectory, "keys"), settings.Name, p.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton(_ => new Vault(settings.DataDirectory));
        services.AddSingleton(p => new LegalClock(p.GetRequiredService<TimeProvider>(), settings.ClockFile));
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Unreachable()));
        services.AddHttpClient(nameof(TradingLedger), http => http.Timeout = TimeSpan.FromSeconds(30));
        services.AddSingleton(p => new TradingLedger(p.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TradingLedger)), settings));
        services.AddSingleton(new Turn());
    }

    public static void MapTrustee(this WebApplication app)
    {
        // Keys, position and files are read now, so that a damaged one shows at the start and not at the opening.
        _ = (app.Services.GetRequiredService<TrusteeKeys>(), app.Services.GetRequiredService<TradingLedger>(), app.Services.GetRequiredService<Vault>().All());
        app.MapGet("/", (TrusteeSettings s, TrusteeKeys k, Vault v, HttpContext http) => TrusteePage.Show(s, k, v, http));
        app.MapGet("/health/live", () => "ok");
        app.MapGet("/health/ready", () => "ok");
        app.MapGet(TrusteeProtocol.Card, (TrusteeSettings s, TrusteeKeys k) =>
            Results.Json(new TrusteeCard(s.Id, s.Name, k.Certificates.Signing.ToBytes(), k.Certificates.Encryption.ToBytes()), WireJson.Options));
        app.MapPost(TrusteeProtocol.Announcement("{ceremony}"), (string ceremony, HttpContext http, CeremonyRounds rounds) => Round(http, ceremony, rounds.Announce));
        app.MapPost(TrusteeProtocol.Dealing("{ceremony}"), (string ceremony, HttpContext http, CeremonyRounds rounds) => Round(http, ceremony, rounds.Deal));
        app.MapPost(TrusteeProtocol.Signature("{ceremony}"), (string ceremony, HttpContext http, CeremonyRounds rounds) => Round(http, ceremony, rounds.Sign));
        app.MapPost(TrusteeProtocol.Defence("{ceremony}"), (string ceremony, HttpContext http, CeremonyRounds rounds) =>
            Do<ComplaintWire, DefenceWire>(http, ceremony, c => Task.FromResult(rounds.Defend(ceremony, c))));
        app.MapGet(TrusteeProtocol.Health("{ceremony}"), (string ceremony, string nonce, HttpContext http, CeremonyRounds rounds) =>
            Guard(http, ceremony, () => Task.FromResult(rounds.Prove(ceremony, nonce))));
        app.MapPost(TrusteeProtocol.Partials("{ceremony}"), (string ceremony, HttpContext http, PartialOpening opening) =>
            Do<PartialsRequest, PartialsAnswer>(http, ceremony, r => opening.Open(ceremony, r, http.RequestAborted)));
    }

    private static Task<IResult> Round(HttpContext http, string ceremony, Func<string, CeremonyTranscript, Answer<CeremonyMessage>> round) =>
        Do<CeremonyMessage, CeremonyMessage>(http, ceremony, m => Task.FromResult(Vault.Transcript(m.Transcript) is { } transcript
            ? round(ceremony, transcript)
            : Answer<CeremonyMessage>.No("ceremony.malformed", "仪式记录无法读取。", "请按接口规范发送。")));

    private static Task<IResult> Do<TRequest, TAnswer>(HttpContext http, string ceremony, Func<TRequest, Task<Answer<TAnswer>>> act)
        where TRequest : class
        where TAnswer : class => Guard(http, ceremony, async () =>
    {
        try
        {
            if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = LongestBody;
            return await JsonSerializer.DeserializeAsync<TRequest>(http.Request.Body, WireJson.Options, http.RequestAborted) is { } request
                ? await act(request)
                : Answer<TAnswer>.No("request.malformed", "请求无法读取。", "请按接口规范发送。");
        }
        catch (Exception e) when (e is JsonException or NullReferenceException)
        {
            return Answer<TAnswer>.No("request.malformed", "请求无法读取。", "请按接口规范发送。");
        }
    });

    /// <summary>Lets only the pinned platform in, and one request at a time: two openings at once would not see each other's envelopes.</summary>
    private static async Task<IResult> Guard<T>(HttpContext http, string ceremony, Func<Task<Answer<T>>> act)
        where T : class
    {
        var (settings, time, turn) = (http.RequestServices.GetRequiredService<TrusteeSettings>(), http.RequestServices.GetRequiredService<TimeProvider>(), http.RequestServices.GetRequiredService<Turn>());
        var claim = PeerRequest.Of(name => http.Request.Headers[name]);
        var pinned = Sm2PublicKey.FromPoint(Convert.FromBase64String(settings.TradingPeerKey));
        if (claim.Peer != settings.TradingOrigin
            || !claim.Verify(pinned, TrusteeProtocol.Origin(settings.Id), http.Request.Method, $"{http.Request.Path}{http.Request.QueryString}", time.GetUtcNow()))
            return Refuse(new("peer.unknown", "请求不是由登记的交易平台签名的。", "请核对平台的来源名和签名密钥。"), StatusCodes.Status401Unauthorized);
        if (ceremony.Length is < 1 or > 64 || !ceremony.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || ceremony[0] == '.')
            return Refuse(new("ceremony.name", "仪式编号不合规定。", "请核对仪式编号。"), StatusCodes.Status409Conflict);
        await turn.Gate.WaitAsync(http.RequestAborted);
        try
        {
            var answer = await act();
            return answer.Value is { } value
                ? Results.Json(value, WireJson.Options)
                : Refuse(answer.Refusal!, answer.Later ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict);
        }
        catch (IOException e)
        {
            return Refuse(new("ledger.unreachable", $"暂时无法核对交易平台的账本：{e.Message}", "稍后再试。"), StatusCodes.Status503ServiceUnavailable);
        }
        finally
        {
            turn.Gate.Release();
        }
    }

    private static IResult Refuse(TrusteeRefusal refusal, int status) => Results.Json(refusal, WireJson.Options, statusCode: status);

    internal sealed class Turn : IDisposable
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public void Dispose() => Gate.Dispose();
    }
}
