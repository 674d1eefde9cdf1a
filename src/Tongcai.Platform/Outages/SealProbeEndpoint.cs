using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Cryptography;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Outages;

/// <summary>
/// 递交通道探测: <c>POST /api/v1/seal-probes</c> by an attached platform, any body. It goes the way of a sealed bid (body read, asker's SM2 signature verified, written durably, answer signed by the ledger's
/// keys) and leaves nothing but its own row. 201 with <c>{probe, signatures}</c>; what is signed is the canonical JSON of <c>probe</c>.
/// </summary>
public static class SealProbeEndpoint
{
    public const string Path = "/api/v1/seal-probes";
    private const string Format = "tongcai/seal-probe/v1";
    private const int Longest = 16 << 10;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Take).WithMetadata(Access.Peer, MachineReading.Mark).WithSummary("递交通道探测，供公共服务平台和行政监督平台监测能否递交投标文件");

    /// <summary>What is sent: about as long as a small envelope.</summary>
    public static byte[] Body() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(4096);

    /// <summary>Whether the answer is the platform's own to exactly this body.</summary>
    /// <param name="key">The pinned Ed25519 verifier key of its ledger.</param>
    public static bool Answers(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> body, NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Read(answer) is not { } json || json["probe"] is not JsonObject probe || json["signatures"] is not JsonArray signatures)
            return false;
        var text = Encoding.UTF8.GetString(CanonicalJson.Write(probe));
        return Text(probe["v"]) == Format && Text(probe["sm3"]) == Convert.ToHexStringLower(Sm3.Hash(body))
            && signatures.OfType<JsonObject>().Any(s => Text(s["key"]) == key.ToString() && Signature(s) is { } bytes && key.Verify(text, new(key.Name, key.Id, bytes), out _));
    }

    private static async Task<IResult> Take(HttpContext http, IStore store, SystemTime system, LegalTime legal, LedgerKeys keys)
    {
        if (await RequestBody.Read(http, Longest) is not { } body)
            return new Refused(HttpRules.TooLarge);
        if (Peers.Of(http) is not { } peer)
            return new Refused(HttpRules.NotSignedIn);
        var nonce = Convert.ToHexStringLower(Sm3.Hash(body));
        var row = await store.Read(c => c.Find<SealProbeRow>(peer), http.RequestAborted) ?? new SealProbeRow { Id = peer };
        if (await store.Execute(Commit.Empty.Put(row with { Nonce = nonce, At = system.GetUtcNow() }), null, CancellationToken.None) is not Committed)
            return new Refused(HttpRules.Unavailable);
        var probe = new JsonObject { ["v"] = Format, ["sm3"] = nonce, ["at"] = WireJson.Instant(legal.GetUtcNow()) };
        var text = Encoding.UTF8.GetString(CanonicalJson.Write(probe));
        var answer = CanonicalJson.Write(new JsonObject
        {
            ["probe"] = probe,
            ["signatures"] = new JsonArray([.. keys.Signers.Select(s => new JsonObject { ["key"] = s.Key.ToString(), ["signature"] = Convert.ToBase64String(s.Sign(text).Bytes.ToArray()) })]),
        });
        http.Response.StatusCode = StatusCodes.Status201Created;
        return Results.Bytes(answer, "application/json; charset=utf-8");
    }

    private static JsonObject? Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            return JsonNode.Parse(answer) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static byte[]? Signature(JsonObject from)
    {
        var bytes = new byte[256];
        return Convert.TryFromBase64String(Text(from["signature"]), bytes, out var length) ? bytes[..length] : null;
    }
}
