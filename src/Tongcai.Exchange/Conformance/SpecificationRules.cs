using System.Text.Json.Nodes;
using Tongcai.Exchange.Wire;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>规范本身的规则：what a platform serves under /spec has to be complete, for machines and for people.</summary>
internal static class SpecificationRules
{
    private const string Policy = "“互联网+”招标采购行动方案第六条；接口规范 /spec";

    private static readonly string[] CodeLists = ["class", "audience", "moment"];

    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("SP-01", "/spec/facts.json 给出账本约定、代码表和全部种类。", "/spec/facts.json gives terms of the ledger, code lists and all kinds.", Policy, Readable),
        new("SP-02", "每个种类写明名称、版本、级别、法律依据，级别在代码表内。", "Every kind has title, version, class and legal basis.", Policy, KindsComplete),
        new("SP-03", "每个种类写明各受众何时可见；公开的即时，密封的在开标前只有当事人可见。", "Every kind says who may see it from when; sealed kinds nobody at once but their party.", $"{Policy}；政府采购货物和服务招标投标管理办法第四十条", EntitlementsComplete),
        new("SP-04", "每个种类有 JSON Schema，其中每个字段写明级别和法律依据。", "Every kind has a schema in which each field has its class and legal basis.", $"{Policy}；JSON Schema 2020-12", FieldsComplete),
        new("SP-05", "/spec/种类 单独给出同一份 JSON Schema，没有的种类答复 404。", "/spec/KIND gives the same schema; a kind that is not there is 404.", Policy, SchemasServed),
        new("SP-06", "/spec 是供人阅读的网页，列出每个种类和检测规则。", "/spec is a page for people with every kind and the rules of conformance.", Policy, PageServed),
    ];

    /// <summary>A number of the terms of the ledger; null: not published.</summary>
    internal static long? LedgerTerm(Observed o, string name) => Json.Number(Json.Object(o.SpecificationFile)?["ledger"] as JsonObject, name);

    private static ConformanceVerdict Readable(Observed o)
    {
        var said = Json.Object(o.SpecificationFile);
        var codes = said?["codes"] as JsonObject;
        var complete = LedgerTerm(o, "tickMilliseconds") > 0 && LedgerTerm(o, "sealedDepth") > 0 && CodeLists.All(c => codes?[c] is JsonArray { Count: > 0 }) && o.Kinds.Value.Count > 0;
        return complete ? Passed($"{o.Kinds.Value.Count} 种。") : Failed(o.SpecificationFile, "JSON 对象，含 ledger（tickMilliseconds、sealedDepth）、codes（class、audience、moment）、kinds");
    }

    private static ConformanceVerdict OfKinds(Observed o, Func<KindTerms, string> problem) => o.Kinds.Value.Count == 0
        ? NotReached("没有读到 /spec/facts.json 的种类。")
        : Each(o.Kinds.Value.Values, k => problem(k) is { Length: > 0 } wrong ? Failed(o.SpecificationFile.Request, k.Said.ToJsonString(WireJson.Options) is var text && text.Length > 600 ? text[..600] + "…" : text, $"{k.Kind}：{wrong}") : null, n => $"{n} 种。", "");

    private static HashSet<string> Codes(Observed o, string list) => [.. ((Json.Object(o.SpecificationFile)?["codes"] as JsonObject)?[list] as JsonArray ?? []).Select(c => c is JsonValue v && v.TryGetValue<string>(out var text) ? text : "")];

    private static ConformanceVerdict KindsComplete(Observed o)
    {
        var classes = Codes(o, "class");
        return OfKinds(o, k => Json.Text(k.Said, "title").Length == 0 ? "有名称（title）" : k.Version < 1 ? "版本不小于 1" : !classes.Contains(k.Class) ? "级别在代码表 class 之内" : Json.Text(k.Said, "basis").Length == 0 ? "有法律依据（basis）" : "");
    }

    private static ConformanceVerdict EntitlementsComplete(Observed o)
    {
        var (audiences, moments) = (Codes(o, "audience"), Codes(o, "moment"));
        return OfKinds(o, k =>
        {
            if (k.Said["seen"] is not JsonObject seen) return "有各受众的可见时间（seen）";
            if (audiences.FirstOrDefault(a => !moments.Contains(Json.Text(seen, a))) is { } unsaid) return $"写明受众 {unsaid} 何时可见";
            var atOnce = audiences.Where(a => Json.Text(seen, a) == nameof(ReleaseMoment.AtOnce)).ToList();
            return k.Class switch
            {
                nameof(FactClass.Public) when atOnce.Count < audiences.Count => "公开的事实人人即时可见",
                nameof(FactClass.Sealed) when atOnce.Any(a => a != nameof(Audience.Party)) => "密封的事实只有当事人即时可见",
                nameof(FactClass.Restricted) when atOnce.Contains(nameof(Audience.Public)) => "限定的事实公众不可见",
                _ => "",
            };
        });
    }

    private static ConformanceVerdict FieldsComplete(Observed o) => OfKinds(o, k => k.Schema is not { } schema ? "有 JSON Schema" : Unsaid(schema, "") is { Length: > 0 } field ? $"字段 {field} 写明级别（x-class）和依据（x-basis）" : "");

    /// <summary>The first field without class or basis.</summary>
    private static string Unsaid(JsonNode? schema, string at)
    {
        if (schema is not JsonObject said) return "";
        if (said["properties"] is JsonObject properties)
        {
            foreach (var (name, field) in properties)
            {
                if (Json.Text(field as JsonObject, "x-class").Length == 0 || Json.Text(field as JsonObject, "x-basis").Length == 0) return $"{at}/{name}";
                if (Unsaid(field, $"{at}/{name}") is { Length: > 0 } inner) return inner;
            }
        }

        return Unsaid(said["items"], at + "/*");
    }

    private static ConformanceVerdict SchemasServed(Observed o)
    {
        if (o.Kinds.Value.Count == 0) return NotReached("没有读到 /spec/facts.json 的种类。");
        if (o.NoSuchKind.Status != 404) return Failed(o.NoSuchKind, "404");
        return Each(
            o.Kinds.Value.Values, k => o.Schemas.GetValueOrDefault(k.Kind) is { } reply && Json.Object(reply) is { } alone && JsonNode.DeepEquals(alone, k.Schema) ? null : Failed(o.Schemas.GetValueOrDefault(k.Kind, Reply.None), "与 /spec/facts.json 中该种类的 schema 相同"),
            n => $"{n} 种。", "");
    }

    private static ConformanceVerdict PageServed(Observed o)
    {
        if (o.SpecificationPage is not { IsOk: true, ContentType: "text/html" }) return Failed(o.SpecificationPage, "200，text/html");
        var text = o.SpecificationPage.Text;
        if (o.Kinds.Value.Keys.FirstOrDefault(k => !text.Contains(k, StringComparison.Ordinal)) is { } kind) return Failed(o.SpecificationPage.Request, $"{text.Length} 字，没有 {kind}", $"列出 {kind}");
        return text.Contains("CP-01", StringComparison.Ordinal) ? Passed("网页列出全部种类和检测规则。") : Failed(o.SpecificationPage.Request, $"{text.Length} 字，没有 CP-01", "列出检测规则");
    }
}
