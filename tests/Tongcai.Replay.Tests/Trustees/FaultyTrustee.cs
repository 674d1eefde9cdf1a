using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.Replay.Tests.Trustees;

/// <summary>What is wrong with a trustee.</summary>
internal enum TrusteeFault
{
    None,

    /// <summary>Its parts are not of its share.</summary>
    Lying,

    /// <summary>It hands in what another trustee computed.</summary>
    Duplicate,

    /// <summary>It holds its answer back until it is told to go on.</summary>
    Late,
}

/// <summary>受托人的故障：stands between the platform and the program of a trustee and changes what that answers when it is asked for its parts.</summary>
/// <param name="at">Where the platform finds the trustee.</param>
/// <param name="trustee">Where its program really listens.</param>
/// <param name="copied">What the trustee copies when it hands in another's parts.</param>
internal sealed class FaultyTrustee : IAsyncDisposable
{
    private const string Partials = "/partials";

    private readonly HttpListener listener = new();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Uri trustee;
    private readonly Func<byte[]?> copied;
    private readonly Task serving;
    private TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultyTrustee(Uri at, Uri trustee, Func<byte[]?> copied)
    {
        (this.trustee, this.copied, Address) = (trustee, copied, at);
        listener.Prefixes.Add(at.ToString());
        listener.Start();
        serving = Serve();
    }

    public Uri Address { get; }

    public TrusteeFault Fault { get; set; }

    /// <summary>The parts that the trustee gave last.</summary>
    public byte[]? Given { get; private set; }

    /// <summary>Lets a late trustee answer.</summary>
    public void Release() => released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        listener.Close();
        await serving;
        http.Dispose();
    }

    private async Task Serve()
    {
        List<Task> answering = [];
        try
        {
            while (true)
                answering.Add(Answer(await listener.GetContextAsync()));
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        try
        {
            using var request = new HttpRequestMessage(new(context.Request.HttpMethod), new Uri(trustee, context.Request.RawUrl!.TrimStart('/')));
            if (context.Request.HasEntityBody)
            {
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                request.Content = new ByteArrayContent(body.ToArray());
                request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
            }

            foreach (var name in context.Request.Headers.AllKeys.OfType<string>().Where(n => n.StartsWith("Tongcai-", StringComparison.Ordinal)))
                request.Headers.Add(name, context.Request.Headers[name]);
            using var answer = await http.SendAsync(request);
            var (status, bytes) = ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
            if (status == 200 && context.Request.Url!.AbsolutePath.EndsWith(Partials, StringComparison.Ordinal))
                (status, bytes) = await Disturb(bytes);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpRequestException or HttpListenerException or ObjectDisposedException or IOException)
        {
            // The trustee is away, or the platform no longer waits: no answer, as on a broken line.
            context.Response.Abort();
        }
    }

    private async Task<(int Status, byte[] Bytes)> Disturb(byte[] bytes)
    {
        Given = bytes;
        switch (Fault)
        {
            case TrusteeFault.Lying:
                var lie = JsonNode.Parse(bytes)!;
                foreach (var part in lie["partials"]!.AsArray())
                {
                    var value = part!["value"]!.GetValueKind() is JsonValueKind.String ? Convert.FromBase64String(part["value"]!.GetValue<string>()) : [];
                    value[^1] ^= 1;
                    part["value"] = Convert.ToBase64String(value);
                }

                return (200, JsonSerializer.SerializeToUtf8Bytes(lie));
            case TrusteeFault.Duplicate:
                // It copies what the other has already given.
                while (copied() is null)
                    await Task.Delay(50);
                return (200, copied()!);
            case TrusteeFault.Late:
                await released.Task;
                return (200, bytes);
            default:
                return (200, bytes);
        }
    }
}
