using System.Net.Sockets;

namespace Tongcai.Exchange.Follow;

/// <summary>
/// Whoever ends a connection in the instant in which it is made shows as a <see cref="SocketException"/> that .NET's own handler lets through: its pool asks the dead socket for its remote address. Here it becomes the
/// <see cref="HttpRequestException"/> that all callers expect of one who cannot be reached.
/// </summary>
public sealed class Unreachable : DelegatingHandler
{
    /// <summary>For a client factory, which gives the handler that it passes on to.</summary>
    public Unreachable()
    {
    }

    /// <param name="inner">Sends the requests.</param>
    public Unreachable(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <summary>A client of a program without a client factory.</summary>
    public static HttpClient Client(TimeSpan timeout) => new(new Unreachable(new SocketsHttpHandler())) { Timeout = timeout };

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, e.Message, e);
        }
    }
}
