using Microsoft.AspNetCore.Http;

namespace Tongcai.Platform.Web;

/// <summary>The body of a request, read whole.</summary>
public static class RequestBody
{
    private const int Piece = 64 * 1024;

    /// <summary>The bytes; null when there are more than <paramref name="longest"/>, of which no more than that are read.</summary>
    public static async Task<byte[]?> Read(HttpContext http, int longest)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.ContentLength > longest) return null;
        using var body = new MemoryStream();
        var buffer = new byte[Piece];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > longest) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
