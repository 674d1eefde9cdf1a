using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Ledgers.SplitViews;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Ledgers;

/// <summary>Organisation for which the caller is signed in; empty when for none. Decides who gets the proof of a private fact.</summary>
public delegate ValueTask<string> CallerOrganisation(HttpContext http);

/// <summary>账本的网上接口：the static files as tlog-tiles demand them, bodies, proofs, and the restricted feed of other platforms.</summary>
public static class LedgerEndpoints
{
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Short = "public, max-age=1";

    /// <summary>Maps everything under /ledger, /feed, /witness and /spec.</summary>
    /// <param name="routes">The platform's routes.</param>
    /// <param name="caller">Who asks for the proof of a private fact; without it nobody gets one.</param>
    public static void MapLedger(this IEndpointRouteBuilder routes, CallerOrganisation? caller = null)
    {
        var reads = routes.MapGroup("").WithMetadata(new LedgerReading(), MachineReading.Mark).AddEndpointFilter(OpenToScripts);
        var whole = reads.MapGroup("").AddEndpointFilter(WhileWhole);
        foreach (var head in new[] { LedgerPaths.Checkpoint, LedgerPaths.Witnessed, LedgerPaths.Sm3Checkpoint })
            whole.MapGet("/ledger/" + head, (LedgerPublisher ledger, HttpContext http) => StaticFile(ledger, http, head)).WithMetadata(Access.Public);
        whole.MapGet("/ledger/tile/{**path}", (string path, LedgerPublisher ledger, HttpContext http) => StaticFile(ledger, http, "tile/" + path)).WithMetadata(Access.Public);
        whole.MapGet("/ledger/sm3/tile/{**path}", (string path, LedgerPublisher ledger, HttpContext http) => StaticFile(ledger, http, LedgerPaths.Sm3Prefix + "tile/" + path)).WithMetadata(Access.Public);
        reads.MapGet("/ledger/policy", (LedgerPolicy policy) => Results.Text(policy.Text)).WithMetadata(Access.Public);
        reads.MapGet("/ledger/vkey", (LedgerKeys keys) => Results.Text($"{keys.VerifierKey}\n{keys.Sm2VerifierKey}\n")).WithMetadata(Access.Public);
        reads.MapGet("/ledger/peer", (LedgerKeys keys) => Results.Text(keys.PeerKey + "\n")).WithMetadata(Access.Public).WithSummary("本平台请求其他平台时所用的公钥（SM2，base64）");
        whole.MapGet("/ledger/bodies/{sha256}", Body).WithMetadata(Access.Public);
        whole.MapGet("/ledger/bodies", Bodies).WithMetadata(Access.Public).WithSummary("账本序号 from 起、to 之前各公开事实的正文，一次至多 1024 个序号；每个序号四字节长度（大端）加正文，无公开事实的长度为 0");
        whole.MapGet("/ledger/proof/{factId}", (string factId, IStore store, LedgerProofs proofs, HttpContext http) => Proof(factId, store, proofs, caller, http)).WithMetadata(Access.Public);
        whole.MapGet("/feed/restricted", Restricted).WithMetadata(Access.Peer);
        reads.MapGet("/ledger/seen/{origin}", Seen).WithMetadata(Access.Public).WithSummary("本平台所见的其他平台账本的检查点，origin 为来源名的 SHA-256");
        WitnessEndpoints.Map(reads);
        SafeCopyEndpoints.Map(reads);
        LedgerPage.Map(routes);
        ResumeFollowing.Map(routes);
        Reconciliation.Map(routes);
        AttachPlatform.Map(routes);
        DetachPlatform.Map(routes);
        SpecificationPages.Map(routes);
    }

    /// <summary>What is public may be read by the scripts of any site: a checker needs no server of its own.</summary>
    private static ValueTask<object?> OpenToScripts(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var request = call.HttpContext.Request;
        if (HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments("/ledger")) call.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
        return next(call);
    }

    /// <summary>A ledger that knows that it is behind shows nothing of itself: those who follow it wait, instead of finding that it went back or that a file or a body is gone.</summary>
    private static async ValueTask<object?> WhileWhole(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (call.HttpContext.RequestServices.GetRequiredService<RecoveryMode>().Notice is not { } notice) return await next(call);
        call.HttpContext.Response.Headers.RetryAfter = "60";
        return Results.Text($"本平台正在恢复，账本暂不提供：{notice.What}。", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> StaticFile(LedgerPublisher ledger, HttpContext http, string path)
    {
        // Whole into memory: a checkpoint that is replaced while it is sent must not change its length under way.
        if (LedgerPaths.Served(path) is not var (type, immutable) || await ledger.Files.ReadAsync(path, http.RequestAborted) is not { } bytes) return Results.NotFound();
        http.Response.Headers.CacheControl = immutable ? Immutable : Short;
        return Results.Bytes(bytes, type);
    }

    private static async Task<IResult> Body(string sha256, IStore store, HttpContext http)
    {
        if (await store.Read(c => c.PublicBody(sha256), http.RequestAborted) is not { } body) return Results.NotFound();
        http.Response.Headers.CacheControl = Short;
        return Results.Bytes(body, "application/json");
    }

    private static async Task<IResult> Bodies(long from, long to, LedgerPublisher ledger, IStore store, HttpContext http)
    {
        to = Math.Min(Math.Min(to, from < 0 ? 0 : from + BodyRange.MostIndexes), ledger.Published?.Size ?? 0);
        if (from < 0 || from >= to) return Results.NotFound();
        http.Response.Headers.CacheControl = Short;
        return Results.Bytes(BodyRange.Write(from, to, await store.Read(c => c.PublicBodies(from, to), http.RequestAborted)), "application/octet-stream");
    }

    private static async Task<IResult> Seen(string origin, SplitViewCheck views, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await views.Seen(origin, http.RequestAborted) is { } seen ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(seen, WireJson.Options), "application/json") : Results.NotFound();
    }

    private static async Task<IResult> Proof(string factId, IStore store, LedgerProofs proofs, CallerOrganisation? caller, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var fact = await store.Read(c => c.Fact(factId), http.RequestAborted);
        // Somebody else's private fact is answered like one that never was.
        if (fact is null || (fact.Salt is not null && !await BelongsTo(fact, caller, http))) return Results.NotFound();
        if (await proofs.Of(fact, http.RequestAborted) is { } proof) return Results.Bytes(proof, "text/plain; charset=utf-8");
        http.Response.Headers.RetryAfter = "2";
        return Results.Text("尚未进入账本，请稍后再取。", statusCode: StatusCodes.Status202Accepted);
    }

    private static async ValueTask<bool> BelongsTo(LedgerFact fact, CallerOrganisation? caller, HttpContext http) =>
        caller is not null && fact.Party.Length > 0 && await caller(http) == fact.Party;

    private static async Task<IResult> Restricted(HttpContext http, IStore store, long after = 0)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (Peers.AudienceOf(http) is not { } audience) return Results.Unauthorized();
        return Results.Json(await store.Read(c => c.Restricted(audience, after), http.RequestAborted), WireJson.Options);
    }
}
