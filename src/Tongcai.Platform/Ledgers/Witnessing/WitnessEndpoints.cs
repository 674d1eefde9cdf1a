using System.Data.Common;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Ledgers.Witnessing;

/// <summary>见证方的网上接口 (C2SP tlog-witness): submission and monitoring prefix is /witness.</summary>
internal static class WitnessEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/witness/add-checkpoint", Add).WithMetadata(Access.Public).WithSummary("请求见证签名（C2SP tlog-witness）");
        routes.MapGet("/witness/{origin}/checkpoint", Latest).WithMetadata(Access.Public).WithSummary("见证过的最新检查点，origin 为来源名的 SHA-256");
        routes.MapGet("/witness/vkey", (LedgerKeys keys) => Results.Text(keys.WitnessKey + "\n")).WithMetadata(Access.Public).WithSummary("见证公钥");
    }

    private static async Task<IResult> Add(HttpContext http, Witness witness)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await RequestBody.Read(http, Witness.LongestRequest) is not { } request) return Results.Text("The request is too long.\n", statusCode: StatusCodes.Status400BadRequest);
        try
        {
            var answer = await witness.AddCheckpointAsync(request, http.RequestAborted);
            http.Response.StatusCode = answer.Status;
            return Results.Bytes(Encoding.UTF8.GetBytes(answer.Body), answer.ContentType);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            // Nothing was kept, so nothing is cosigned.
            http.Response.Headers.RetryAfter = "5";
            return Results.Text("The witness cannot keep its record now.\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> Latest(string origin, Witness witness, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await witness.CheckpointAsync(origin, http.RequestAborted) is { } note ? Results.Bytes(note, "text/plain; charset=utf-8") : Results.NotFound();
    }
}
