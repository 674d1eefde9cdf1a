using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.Cli.Demo;

/// <summary>What a platform answered that was not what the play needed.</summary>
internal sealed class RefusedException(string who, string what, int status, string body) : Exception($"{who}：{what} → {status}\n{body}")
{
    public int Status => status;

    public string Body => body;
}

/// <summary>一个人：signed in to the platforms by the same ways a browser uses, acting through the public API.</summary>
internal sealed class Person : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    /// <param name="from">Address of this machine that the person calls from; null leaves it to the system.</param>
    public Person(string userName, IPAddress? from = null)
    {
        UserName = userName;
        var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = true, MaxConnectionsPerServer = 8 };
        if (from is not null)
            handler.ConnectCallback = (context, cancel) => Connect(from, context.DnsEndPoint, cancel);
        http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    public string UserName { get; }

    /// <summary>Id of the account and of its organisation, as the platform where it signed in says.</summary>
    public string AccountId { get; private set; } = "";

    public string OrganisationId { get; private set; } = "";

    /// <summary>Signs in with user name and password where the account is kept.</summary>
    public async Task SignIn(Uri platform, string password, CancellationToken cancel)
    {
        var session = await Post(platform, "session", new { userName = UserName, password }, cancel);
        AccountId = session["actor"]?["accountId"]?.GetValue<string>() ?? "";
        OrganisationId = session["actor"]?["organisationId"]?.GetValue<string>() ?? "";
    }

    /// <summary>Signs in at another platform through the hub: authorization code with PKCE, by following its redirects.</summary>
    public async Task Through(Uri platform, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(new Uri(platform, "sign-in/hub?return=%2Fapi%2Fv1%2Ftime"), cancel);
        if (!answer.IsSuccessStatusCode)
            throw new RefusedException(UserName, $"登录 {platform}", (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }

    /// <summary>Does an act through the API and returns its answer.</summary>
    /// <exception cref="RefusedException">The platform refused.</exception>
    public async Task<JsonObject> Post(Uri platform, string path, object body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(platform, "api/v1/" + path)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Tongcai-Api", "1");
        request.Headers.Add("Idempotency-Key", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
            throw new RefusedException(UserName, path, (int)answer.StatusCode, text);
        return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
    }

    /// <summary>Sends a body as it is.</summary>
    public async Task<JsonObject> Send(HttpMethod method, Uri platform, string path, ReadOnlyMemory<byte> body, string contentType, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(platform, "api/v1/" + path)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.Add("Tongcai-Api", "1");
        request.Headers.Add("Idempotency-Key", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
            throw new RefusedException(UserName, path, (int)answer.StatusCode, text);
        return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
    }

    /// <summary>Reads through the API; null when there is nothing.</summary>
    public async Task<JsonNode?> Get(Uri platform, string path, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(new Uri(platform, "api/v1/" + path), cancel);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
            throw new RefusedException(UserName, path, (int)answer.StatusCode, text);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new RefusedException(UserName, path, (int)answer.StatusCode, text);
        }
    }

    public void Dispose() => http.Dispose();

    private static async ValueTask<Stream> Connect(IPAddress from, DnsEndPoint to, CancellationToken cancel)
    {
        var socket = new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Parse(to.Host), to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
