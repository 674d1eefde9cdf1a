using System.Net.Http.Json;
using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Time;

namespace Tongcai.Trading.Notices;

/// <summary>一名受托人, as configured: <c>Trustees:N:Id, Name, Role, Address, PublicKey</c>.</summary>
/// <param name="Role">Who it is to the parties, e.g. 采购人, 代理机构, 公证机构.</param>
/// <param name="PublicKey">Its signing key (keys/trustee.pub): base64 of 04 ‖ x ‖ y.</param>
public sealed record TrusteePin(string Id, string Name, string Role, Uri Address, string PublicKey);

/// <summary>受托人名单. <c>TrusteeThreshold</c> says how many open; without it more than half.</summary>
public sealed record TrusteePanel(int Threshold, IReadOnlyList<TrusteePin> Trustees)
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static TrusteePanel Read(IConfiguration configuration)
    {
        List<TrusteePin> pins = [];
        foreach (var section in configuration.GetSection("Trustees").GetChildren())
        {
            string Required(string name) => section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"缺少设置 {section.Path}:{name}。");
            var address = Uri.TryCreate(Required("Address").TrimEnd('/') + "/", UriKind.Absolute, out var uri) ? uri : throw new InvalidOperationException($"设置 {section.Path}:Address 应为 http 或 https 地址。");
            pins.Add(new(Required("Id"), Required("Name"), section["Role"] ?? "", address, Required("PublicKey")));
        }

        var threshold = configuration["TrusteeThreshold"] is { Length: > 0 } text
            ? int.TryParse(text, out var k) ? k : throw new InvalidOperationException("设置 TrusteeThreshold 应为整数。")
            : pins.Count / 2 + 1;
        if (pins.Count > CeremonyPlan.MaximumTrustees || (pins.Count > 0 && (threshold < 1 || threshold > pins.Count)))
            throw new InvalidOperationException($"受托人为 1 至 {CeremonyPlan.MaximumTrustees} 名，开标所需人数在 1 和受托人人数之间。");
        return new(threshold, pins);
    }
}

/// <summary>What a trustee answered, or why it did not (Chinese).</summary>
public sealed record TrusteeAnswer<T>(T? Value, string Problem)
    where T : class;

/// <summary>受托人程序的客户端 (<see cref="TrusteeProtocol"/>): requests are signed with the platform's peer key.</summary>
/// <param name="http">Client with a timeout.</param>
public sealed class TrusteeClient(HttpClient http, TrusteePanel panel, LedgerKeys keys, PlatformOptions options, SystemTime system)
{
    public TrusteePanel Panel => panel;

    /// <summary>The trustee's certificates; the signing one has the pinned key.</summary>
    public async Task<TrusteeAnswer<TrusteeCard>> Card(TrusteePin trustee, CancellationToken cancel)
    {
        var card = await Send<TrusteeCard>(trustee, HttpMethod.Get, TrusteeProtocol.Card, null, cancel);
        if (card.Value is not { } value)
            return card;
        return value.Id == trustee.Id && Certificate.TryParse(value.Signing) is { } signing && Certificate.TryParse(value.Encryption) is not null
            && Convert.ToBase64String(signing.PublicKey.ToPoint()) == trustee.PublicKey
            ? card
            : new(null, $"受托人“{trustee.Name}”的证书与登记的公钥不符。");
    }

    public Task<TrusteeAnswer<CeremonyMessage>> Round(TrusteePin trustee, string path, CeremonyTranscript transcript, CancellationToken cancel) =>
        Send<CeremonyMessage>(trustee, HttpMethod.Post, path, new CeremonyMessage(System.Text.Encoding.UTF8.GetString(transcript.ToBytes()), []), cancel);

    public Task<TrusteeAnswer<DefenceWire>> Defence(TrusteePin trustee, string ceremony, ComplaintWire complaint, CancellationToken cancel) =>
        Send<DefenceWire>(trustee, HttpMethod.Post, TrusteeProtocol.Defence(ceremony), complaint, cancel);

    /// <summary>Whether the trustee still holds its share, proved over a fresh nonce.</summary>
    /// <param name="nonce">Fresh, 1 to 64 letters or digits: an old proof is none.</param>
    public async Task<TrusteeAnswer<HealthProof>> Health(TrusteePin trustee, string ceremony, ProjectKey key, string nonce, CancellationToken cancel)
    {
        var proof = await Send<HealthProof>(trustee, HttpMethod.Get, $"{TrusteeProtocol.Health(ceremony)}?nonce={nonce}", null, cancel);
        return proof.Value is not { } value || (value.Trustee >= 1 && value.Trustee <= key.Trustees.Count
            && new KnowledgeProof(value.Challenge, value.Response).Verify(key.Trustees[value.Trustee - 1].Point, TrusteeProtocol.HealthContext(ceremony, nonce)))
            ? proof
            : new(null, $"受托人“{trustee.Name}”没有证明它仍持有份额。");
    }

    public Task<TrusteeAnswer<PartialsAnswer>> Partials(TrusteePin trustee, string ceremony, PartialsRequest request, CancellationToken cancel) =>
        Send<PartialsAnswer>(trustee, HttpMethod.Post, TrusteeProtocol.Partials(ceremony), request, cancel);

    private async Task<TrusteeAnswer<T>> Send<T>(TrusteePin trustee, HttpMethod method, string path, object? body, CancellationToken cancel)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(trustee.Address, path.TrimStart('/')));
            PeerRequest.Attach(request, new(keys.Peer, options.Origin, system), TrusteeProtocol.Origin(trustee.Id));
            if (body is not null)
                request.Content = JsonContent.Create(body, body.GetType(), options: WireJson.Options);
            using var answer = await http.SendAsync(request, cancel);
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadFromJsonAsync<T>(WireJson.Options, cancel) is { } value ? new(value, "") : new(null, $"受托人“{trustee.Name}”的答复无法读取。");
            var refusal = await answer.Content.ReadFromJsonAsync<TrusteeRefusal>(WireJson.Options, cancel);
            return new(null, $"受托人“{trustee.Name}”：{refusal?.Reason}{refusal?.Remedy}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException or InvalidOperationException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(null, $"受托人“{trustee.Name}”没有应答。");
        }
    }
}
