using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Recovery;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;

namespace Tongcai.Platform.SafeCopies;

/// <summary>安全副本与镜像的网上接口：own segments for mirrors; mirrored ledgers for everybody, their segments for the platform alone whose they are.</summary>
internal static class SafeCopyEndpoints
{
    private const string Octets = "application/octet-stream";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/safe/{number:long}", Own).WithMetadata(Access.Peer).WithSummary("安全副本的一段，供镜像平台取走；请求第 N 段即表示此前各段已存妥");
        routes.MapGet("/mirror/{ledger}/safe/view", View).WithMetadata(Access.Peer).WithSummary("镜像保留的安全副本段，只答复该账本所属平台");
        routes.MapGet("/mirror/{ledger}/safe/{number:long}", Segment).WithMetadata(Access.Peer).WithSummary("镜像保留的一段安全副本，只答复该账本所属平台");
        routes.MapGet("/mirror/{ledger}/bodies/{sha256}", Body).WithMetadata(Access.Public).WithSummary("镜像账本中公开事实的正文");
        routes.MapGet("/mirror/{ledger}/{**path}", Tile).WithMetadata(Access.Public).WithSummary("镜像账本的静态文件（C2SP tlog-tiles）");
    }

    private static async Task<IResult> Own(long number, HttpContext http, string after = "")
    {
        http.Response.Headers.CacheControl = "no-store";
        if (Peers.Of(http) is not { } mirror || http.RequestServices.GetService<SafeCopy>() is not { } safe) return Results.NotFound();
        var answer = await safe.Segment(number, mirror, after, http.RequestAborted);
        if (answer.Diverged)
        {
            // Whoever keeps a segment that was never made here knows a history that was lost here.
            http.RequestServices.GetRequiredService<RecoveryCheck>().Suspect();
            return Results.StatusCode(StatusCodes.Status409Conflict);
        }

        return answer.Bytes is { } bytes ? Results.Bytes(bytes, Octets) : Results.StatusCode(answer.Gone ? StatusCodes.Status410Gone : StatusCodes.Status204NoContent);
    }

    private static IResult View(string ledger, HttpContext http, PlatformOptions options)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (Mirrored(options, ledger) is not var (origin, directory) || Peers.Of(http) != origin) return Results.NotFound();
        var (first, last) = LedgerMirror.Segments(directory);
        var checkpoint = Path.Combine(LedgerMirror.LedgerFolder(directory), LedgerPaths.Checkpoint);
        var view = new MirrorView(options.Origin, first, last, File.Exists(checkpoint) && Checkpoint.TryParse(File.ReadAllBytes(checkpoint), out var head, out _) ? head.Size : 0);
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(view, WireJson.Options), "application/json");
    }

    private static async Task<IResult> Segment(string ledger, long number, HttpContext http, PlatformOptions options)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (Mirrored(options, ledger) is not var (origin, directory) || Peers.Of(http) != origin) return Results.NotFound();
        var file = LedgerMirror.SegmentFile(directory, number);
        return File.Exists(file) ? Results.Bytes(await File.ReadAllBytesAsync(file, http.RequestAborted), Octets)
            : Results.StatusCode(number <= LedgerMirror.Segments(directory).Last ? StatusCodes.Status410Gone : StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Body(string ledger, string sha256, HttpContext http, PlatformOptions options)
    {
        if (Mirrored(options, ledger) is not var (_, directory) || sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower) || LedgerMirror.BodyFile(directory, sha256) is var file && !File.Exists(file)) return Results.NotFound();
        return Results.Bytes(await File.ReadAllBytesAsync(file, http.RequestAborted), "application/json");
    }

    private static async Task<IResult> Tile(string ledger, string path, HttpContext http, PlatformOptions options)
    {
        if (Mirrored(options, ledger) is not var (_, directory) || LedgerPaths.Served(path) is not var (type, immutable)) return Results.NotFound();
        if (await new ServedFiles(LedgerMirror.LedgerFolder(directory)).ReadAsync(path, http.RequestAborted) is not { } bytes) return Results.NotFound();
        http.Response.Headers.CacheControl = immutable ? "public, max-age=31536000, immutable" : "public, max-age=1";
        return Results.Bytes(bytes, type);
    }

    private static (string Origin, string Directory)? Mirrored(PlatformOptions options, string ledger) =>
        options.Follow.FirstOrDefault(f => f.Mirror && WitnessState.FileName(f.Origin) == ledger) is { Origin: var origin } ? (origin, MirrorParts.DirectoryOf(options, origin)) : null;
}
