using System.Security.Cryptography;
using Tongcai.Cryptography;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Trading.Bidding;

/// <summary>离线密封工具：one HTML file with everything inside, saved once and used without a network; with its digests, which others can compare. Public.</summary>
/// <param name="Bytes">Length.</param>
public sealed record OfflinePacker(int Bytes, string Sm3, string Sha256)
{
    /// <summary>Name under which it is saved.</summary>
    public const string FileName = "tongcai-packer.html";

    private const string Asset = "packer.html";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/offline-packer", Access.Public, Read, "/05-Bidding/OfflinePacker.cshtml", "离线密封工具");
        routes.MapGet("/offline-packer/file", File).WithMetadata(Access.Public).WithSummary("下载离线密封工具");
    }

    private static Task<OfflinePacker?> Read(QueryContext context) =>
        Task.FromResult(context.Http.RequestServices.GetRequiredService<Assets>().Content(Asset) is { } file ? Of(file.Span) : null);

    private static OfflinePacker Of(ReadOnlySpan<byte> file) => new(file.Length, Convert.ToHexStringLower(Cryptography.Sm3.Hash(file)), Convert.ToHexStringLower(SHA256.HashData(file)));

    // Saved, never shown: it is not a page of the platform.
    private static IResult File(Assets assets) => assets.Content(Asset) is { } file ? Results.File(file.ToArray(), "application/octet-stream", FileName) : new Refused(HttpRules.NotFound);
}
