using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Ledgers;

/// <summary>接口规范的网页与文件: /spec for people, /spec/facts.json with everything, /spec/{kind} the JSON Schema of one kind.</summary>
internal static class SpecificationPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/spec", (Entitlements entitlements, PlatformOptions options) => new View("/Pages/Specification.cshtml", new SpecificationModel(entitlements, TermsOf(options)), new PageHead("接口规范"))).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapGet("/spec/facts.json", (Entitlements entitlements, PlatformOptions options) => Json(Specification.All(FactKinds.Published, entitlements, TermsOf(options)), "application/json; charset=utf-8")).WithMetadata(Access.Public).WithSummary("接口规范：全部事实的类别、依据、可见范围和 JSON Schema");
        routes.MapGet("/spec/{kind}", (string kind) => FactKinds.Published.Find(kind.EndsWith(".json", StringComparison.Ordinal) ? kind[..^".json".Length] : kind) is { } known ? Json(Specification.Schema(known), "application/schema+json; charset=utf-8") : new Refused(HttpRules.NotFound)).WithMetadata(Access.Public).WithSummary("一种事实正文的 JSON Schema");
    }

    private static LedgerTerms TermsOf(PlatformOptions options) => new(options.Tick, options.SealedDepth);

    private static IResult Json(JsonObject value, string type) => Results.Text(value.ToJsonString(Problems.Json), type);
}

/// <summary>What the page of the specification prints.</summary>
public sealed record SpecificationModel(Entitlements Entitlements, LedgerTerms Terms);
