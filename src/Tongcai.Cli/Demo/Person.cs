using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Follow;

namespace Tongcai.Cli.Demo;

/// <summary>What a platform answered that was not what the play needed.</summary>
internal sealed class RefusedException(string who, string what, int status, string body) : Exception($"{who}：{what} → {status}\n{body}")
{
    public int Status => status;

    public string Body => body;
}

/// <summary>A request of the API and its answer.</summary>
/// <param name="Who">User name; empty for nobody.</param>
/// <param name="Path">After /api/v1/.</param>
/// <param name="Body">JSON as it was sent; empty for everything else.</param>
internal sealed record Exchange(string Who, Uri Platform, string Method, string Path, string ContentType, string Body, int Status, string Answer);

/// <summary>一个人：signed in to the platforms by the same ways a browser uses, acting through the public API.</summary>
internal sealed class Person : IDisposable
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;
    private readonly Action? sending;
    private readonly Action<Exchange>? heard;

    /// <param name="from">Address of this machine that the person calls from; null leaves it to the system.</param>
    /// <param name="sending">Called before every request; null: nobody counts.</param>
    /// <param name="heard">Called with every answered request of the API; null: nobody writes it down.</param>
    public Person(string userName, IPAddress? from = null, Action? sending = null, Action<Exchange>? heard = null)
    {
        (UserName, this.sending, this.heard) = (userName, sending, heard);
        var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = true, MaxConnectionsPerServer = 8 };
        if (from is not null)
            handler.ConnectCallback = (context, cancel) => Connect(from, context.DnsEndPoint, cancel);
        http = new HttpClient(new Unreachable(handler)) { Timeout = TimeSpan.FromSeconds(30) };
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
        using var answer = await Answer(() => new(HttpMethod.Get, new Uri(platform, "sign-in/hub?return=%2Fapi%2Fv1%2Ftime")), cancel);
        if (!answer.Message.IsSuccessStatusCode)
            throw new RefusedException(UserName, $"登录 {platform}", (int)answer.Message.StatusCode, answer.Text);
    }

    /// <summary>Does an act through the API and returns its answer.</summary>
    /// <exception cref="RefusedException">The platform refused.</exception>
    public async Task<JsonObject> Post(Uri platform, string path, object body, CancellationToken cancel)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Format);
        return await Send(HttpMethod.Post, platform, path, content, "application/json", cancel);
    }

    /// <summary>Sends a body as it is.</summary>
    public async Task<JsonObject> Send(HttpMethod method, Uri platform, string path, ReadOnlyMemory<byte> body, string contentType, CancellationToken cancel)
    {
        // One key for all tries: what a platform did before it lost its answer is answered, not done again.
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var answer = await Answer(
            () =>
            {
                var request = new HttpRequestMessage(method, new Uri(platform, "api/v1/" + path)) { Content = new ReadOnlyMemoryContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
                request.Headers.Add("Tongcai-Api", "1");
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            cancel);
        var text = answer.Text;
        heard?.Invoke(new(UserName, platform, method.Method, path, contentType, contentType is "application/json" ? Encoding.UTF8.GetString(body.Span) : "", (int)answer.Message.StatusCode, text));
        if (!answer.Message.IsSuccessStatusCode)
            throw new RefusedException(UserName, path, (int)answer.Message.StatusCode, text);
        return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
    }

    /// <summary>Reads through the API; null when there is nothing.</summary>
    public async Task<JsonNode?> Get(Uri platform, string path, CancellationToken cancel)
    {
        using var answer = await Answer(() => new(HttpMethod.Get, new Uri(platform, "api/v1/" + path)), cancel);
        var (status, text) = (answer.Message.StatusCode, answer.Text);
        heard?.Invoke(new(UserName, platform, HttpMethod.Get.Method, path, "", "", (int)status, text));
        if (status == HttpStatusCode.NotFound)
            return null;
        if (!answer.Message.IsSuccessStatusCode)
            throw new RefusedException(UserName, path, (int)status, text);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new RefusedException(UserName, path, (int)status, text);
        }
    }

    /// <summary>Downloads a file.</summary>
    /// <exception cref="RefusedException">The platform refused.</exception>
    public async Task<byte[]> Download(Uri platform, string path, CancellationToken cancel)
    {
        sending?.Invoke();
        using var answer = await http.GetAsync(new Uri(platform, path), cancel);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancel) : throw new RefusedException(UserName, path, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }

    /// <summary>Reads a page as a browser does.</summary>
    public async Task<string> Page(Uri platform, string path, CancellationToken cancel)
    {
        using var answer = await Answer(() => new(HttpMethod.Get, new Uri(platform, path)), cancel);
        return answer.Message.IsSuccessStatusCode ? answer.Text : throw new RefusedException(UserName, path, (int)answer.Message.StatusCode, answer.Text);
    }

    public void Dispose() => http.Dispose();

    /// <summary>Sends until a platform answers: one that is being started again refuses the connection, breaks it off or answers 502 to 504.</summary>
    /// <exception cref="HttpRequestException">No answer within <see cref="Outage"/>.</exception>
    private async Task<Answered> Answer(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            sending?.Invoke();
            var left = TimeProvider.System.GetElapsedTime(began) < Outage;
            try
            {
                using var request = make();
                var answer = await http.SendAsync(request, cancel);
                if (!left || answer.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
                    return new(answer, await answer.Content.ReadAsStringAsync(cancel));
                answer.Dispose();
            }
            catch (Exception e) when (left && (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested)))
            {
                // No answer says nothing of whether the act was done; the same key asks again.
            }

            await Task.Delay(Again, cancel);
        }
    }

    private sealed record Answered(HttpResponseMessage Message, string Text) : IDisposable
    {
        public void Dispose() => Message.Dispose();
    }

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
