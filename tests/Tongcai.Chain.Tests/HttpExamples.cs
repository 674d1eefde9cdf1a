using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tongcai.Chain.Tests;

/// <summary>A call of the API as the play recorded it.</summary>
public sealed record RecordedCall(string Who, Uri Platform, string Method, string Path, string ContentType, string Body, int Status, string Answer);

/// <summary>An operation of a platform's OpenAPI description.</summary>
/// <param name="Template">With its parameters, after /api/v1/.</param>
public sealed record ApiOperation(string Method, string Template, string Summary)
{
    private readonly Regex shape = new("^" + Regex.Replace(Regex.Escape(Template), @"\\\{[^}]+}", "[^/]+") + "$");

    /// <summary>Whether a path, variables in braces or not, is one of this operation.</summary>
    public bool Matches(string method, string path) => method == Method && shape.IsMatch(path);

    /// <summary>The operations of a description.</summary>
    public static IReadOnlyList<ApiOperation> Of(JsonNode description) =>
    [
        .. description["paths"]!.AsObject().Where(p => p.Key.StartsWith("/api/v1/", StringComparison.Ordinal))
            .SelectMany(p => p.Value!.AsObject().Select(o => new ApiOperation(o.Key.ToUpperInvariant(), p.Key["/api/v1/".Length..], o.Value!["summary"]?.GetValue<string>() ?? ""))),
    ];
}

/// <summary>
/// 接口示例：the calls of the played demo as an .http file. What differs from play to play becomes a variable: hosts, sessions, ids, keys and signatures; so do the legal days,
/// which a reader replaces by his own. Each operation is shown once for every role and shape of the body that used it; refusals are left out.
/// </summary>
public sealed partial class HttpExamples
{
    private static readonly JsonSerializerOptions Pretty = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    private readonly Dictionary<string, string> stems = [];
    private readonly Dictionary<string, string> names = [];
    private readonly SortedDictionary<string, string> days = new(StringComparer.Ordinal);
    private readonly SortedSet<string> people = new(StringComparer.Ordinal);
    private readonly HashSet<string> shown = [];
    private readonly StringBuilder text = new();

    private HttpExamples()
    {
    }

    /// <summary>The file of one platform.</summary>
    /// <param name="host">Variable of its address: hub, trading or supervision.</param>
    /// <param name="title">Its name in Chinese.</param>
    /// <param name="address">Where it listened.</param>
    /// <param name="calls">All calls of the play, in their order.</param>
    public static string File(string host, string title, Uri address, IReadOnlyList<RecordedCall> calls, IReadOnlyList<ApiOperation> operations)
    {
        var examples = new HttpExamples();
        foreach (var call in calls)
        {
            examples.Learn(call);
            if (call.Platform == address && call.Status is >= 200 and < 300 && operations.FirstOrDefault(o => o.Matches(call.Method, call.Path.Split('?')[0])) is { } operation)
                examples.Show(host, call, operation);
        }

        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"""
            # {title}的接口示例：由 ./tongcai demo 中的采购录得，./tongcai drill http 重新生成。
            # 令牌：各人登录后填入同名变量。公共服务平台和行政监督平台为 POST /api/v1/session 答复中的 token；交易平台经 /sign-in/hub 登录，为会话 Cookie 的值。
            # 未写值的变量取自前面的答复。日期为演示中的法定日期，使用时改为自己的。

            @{host} = http://127.0.0.1:{DefaultPort(host)}

            """);
        if (examples.text.ToString().Contains("{{password}}", StringComparison.Ordinal))
            head.Append("@password = tongcai-demo-2026\n");
        foreach (var person in examples.people)
            head.Append(CultureInfo.InvariantCulture, $"@{person} =\n");
        foreach (var name in examples.names.Values.Order(StringComparer.Ordinal))
            head.Append(CultureInfo.InvariantCulture, $"@{name} =\n");
        foreach (var (name, day) in examples.days)
            head.Append(CultureInfo.InvariantCulture, $"@{name} = {day}\n");
        return head.Append(examples.text).ToString();
    }

    /// <summary>Requests of a file: method and path after /api/v1/, variables in braces.</summary>
    public static IReadOnlyList<(string Method, string Path)> Requests(string file) => [.. Request().Matches(file).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];

    private static int DefaultPort(string host) => host switch { "hub" => 5101, "trading" => 5102, _ => 5103 };

    /// <summary>Gives each id of an answer the name of what it stands for, by the place where it first stood.</summary>
    private void Learn(RecordedCall call)
    {
        if (call.Answer.Length == 0 || Parse(call.Answer) is not { } answer)
            return;
        foreach (Match place in Place().Matches(answer["location"]?.ToString() ?? ""))
            stems.TryAdd(place.Groups[2].Value, place.Groups[1].Value);
        // An answer's own id without a place is that of what was posted.
        Learn(answer, "", call.Path.Split('?')[0].Split('/').Last(s => s is not "new" && !Id().IsMatch(s)));
    }

    private void Learn(JsonNode? node, string property, string list)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o.Where(p => p.Key is not "facts"))
                    Learn(value, name, list);
                break;
            case JsonArray a:
                foreach (var element in a)
                    Learn(element, property, property);
                break;
            case JsonValue v when v.TryGetValue<string>(out var text) && Id().Match(text) is { Success: true } id && id.Length == text.Length:
                stems.TryAdd(text, property is "id" ? list.TrimEnd('s') is { Length: > 0 } one ? one : "id" : property.EndsWith("Id", StringComparison.Ordinal) ? property[..^2] : property);
                break;
        }
    }

    private void Show(string host, RecordedCall call, ApiOperation operation)
    {
        var (role, body) = (call.Who.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), call.Body.Length > 0 ? Parse(call.Body) : null);
        var shape = body is JsonObject o && call.Path != "session" ? string.Join(',', o.Select(p => p.Key)) : "";
        if (!shown.Add($"{call.Method} {operation.Template} {(call.Path == "session" ? "" : role)} {shape}"))
            return;
        var who = role is "expert" ? role : call.Who;
        text.Append(CultureInfo.InvariantCulture, $"\n### {operation.Summary}\n{call.Method} {{{{{host}}}}}/api/v1/{Path(call.Path, operation.Template)}\n");
        if (call.Path != "session" && who.Length > 0)
        {
            people.Add(who);
            text.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {{{{{who}}}}}\n");
        }

        if (call.Method != "GET")
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: {call.ContentType}\nTongcai-Api: 1\nIdempotency-Key: {{{{$guid}}}}\n");
        if (body is not null)
            text.Append('\n').Append(operation.Template.EndsWith("/bids", StringComparison.Ordinal) ? "< ./envelope.json" : Values(body, "")!.ToJsonString(Pretty)).Append('\n');
        else if (call.Method != "GET")
            text.Append("\n< ./chunk.bin\n");
        text.Append(CultureInfo.InvariantCulture, $"\n# {call.Status}{Said(call.Answer)}\n");
    }

    /// <summary>The sentence and the place of an answer.</summary>
    private string Said(string answer)
    {
        if (answer.Length == 0 || Parse(answer) is not JsonObject body)
            return "";
        var (message, location) = (body["message"]?.ToString() ?? "", body["location"]?.ToString() ?? "");
        return (message.Length > 0 ? " " + Code().Replace(Plain(message), "{{code}}") : "") + (location.Length > 0 ? " " + Plain(location) : "");
    }

    private string Path(string path, string template)
    {
        var parameters = template.Split('/');
        // A parameter that is no id has the name that the description gives it.
        return string.Join('/', path.Split('?')[0].Split('/').Select((s, i) => parameters[i].StartsWith('{') && !Id().IsMatch(s) ? "{" + parameters[i] + "}" : Plain(s)));
    }

    private JsonNode? Values(JsonNode? node, string property) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Values(p.Value, p.Key)))),
        JsonArray a => new JsonArray([.. a.Select(e => Values(e, property))]),
        JsonValue v when v.GetValueKind() is JsonValueKind.String => Value(v.GetValue<string>(), property),
        _ => node?.DeepClone(),
    };

    private string Value(string value, string property)
    {
        if (property is "password")
            return "{{password}}";
        if (value.StartsWith("-----BEGIN", StringComparison.Ordinal) || Opaque().IsMatch(value))
            return $"{{{{{property}}}}}";
        if (!Day().IsMatch(value))
            return Plain(value);
        var name = property;
        for (var i = 2; days.TryGetValue(name, out var day) && day != value; i++)
            name = property + i.ToString(CultureInfo.InvariantCulture);
        days[name] = value;
        return $"{{{{{name}}}}}";
    }

    /// <summary>A text with variables for its ids; they are numbered in the order in which they are first used.</summary>
    private string Plain(string value) => Id().Replace(value, m =>
    {
        if (!names.TryGetValue(m.Value, out var name))
        {
            var stem = stems.GetValueOrDefault(m.Value, "id");
            name = stem;
            for (var i = 2; names.ContainsValue(name); i++)
                name = stem + i.ToString(CultureInfo.InvariantCulture);
            names[m.Value] = name;
        }

        return $"{{{{{name}}}}}";
    });

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("(?<![a-z0-9])[a-z2-7]{26}(?![a-z0-9])")]
    private static partial Regex Id();

    [GeneratedRegex("/([a-z]+?)s?/([a-z2-7]{26})")]
    private static partial Regex Place();

    [GeneratedRegex("^(?:[0-9a-fA-F]{32,}|[A-Za-z0-9+/]{40,}={0,2})$")]
    private static partial Regex Opaque();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d(?:T[0-9:.]+(?:Z|[+-]\d\d:\d\d))?$")]
    private static partial Regex Day();

    [GeneratedRegex(@"\d{6}-[A-Z]+-\d{4}-[0-9A-Z]{8}")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(GET|POST|PUT|DELETE) \{\{[a-z]+}}/api/v1/(\S+)$", RegexOptions.Multiline)]
    private static partial Regex Request();
}
