using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tongcai.Chain.Tests;

/// <summary>
/// 拒绝：whatever is sent to whichever act or query of the three platforms, by the API or by its form, the answer is never a fault; a refusal says by which rule,
/// what happened and what to do, and points at the field; on a form it reads the same and keeps what was typed.
/// </summary>
[Trait("api", "refusals")]
[Collection(DemoStack.Name)]
public sealed partial class RefusalTests(DemoStack stack)
{
    private readonly Chromium chromium = stack.Chromium;

    /// <summary>Tried in turn until one may; the order spares requests.</summary>
    private static readonly string[] Cast = ["buyer01", "agent01", "supplier01", "supplier03", "buyer02", "buyer03", "buyer04", "buyer05", "ops01", "expert01", "expert02", "expert03", "expert04", "expert05", "expert06", "expert07", "expert08", "expert09"];
    private static readonly string[] Officers = ["regulator01", "regulator02", "regulator03", "supplier03", "supplier04"];

    /// <summary>JSON texts that no field of any kind takes.</summary>
    private static readonly (string What, string Json)[] NeverRight =
    [
        ("an object", """{"错":[1,"二"]}"""), ("NUL", "\"一\\u0000二\""), ("a lone surrogate", "\"\\ud800\""), ("a reversed pair", "\"\\udc00\\ud800\""), ("a megabyte", $"\"{new string('长', 340_000)}\""),
        ("1e999", "1e999"), ("50,000 signs", $"\"{new string('长', 50_000)}\""), ("direction marks", "\"\\u202e文\""),
    ];

    /// <summary>JSON texts that some kinds take; refused or dry-run, never a fault.</summary>
    private static readonly (string What, string Json)[] Odd =
    [
        ("-1", "-1"), ("64 bits and more", "99999999999999999999"), ("the least whole number", "-9223372036854775808"), ("the greatest", "9223372036854775807"), ("a fraction", "0.001"), ("many digits", $"0.{new string('3', 300)}"),
        ("a day that is none", "\"2026-02-30\""), ("an instant that is none", "\"2026-02-30T99:99:99+99:00\""), ("day zero", "\"0001-01-01\""), ("the last instant", "\"9999-12-31T23:59:59-14:00\""),
        ("markup", "\"<script>alert(1)</script>\""), ("SQL", "\"' or 1=1; drop table bid --\""), ("null", "null"), ("true", "true"), ("a list", "[]"), ("nothing", "\"\""), ("somebody else's id", "\"aaaaaaaaaaaaaaaaaaaaaaaaaa\""),
    ];

    /// <summary>Bodies that are no request at all.</summary>
    private static readonly (string What, byte[] Body, string Type)[] NoRequest =
    [
        ("nothing", [], "application/json"), ("a list", "[]"u8.ToArray(), "application/json"), ("null", "null"u8.ToArray(), "application/json"), ("a text", "\"x\""u8.ToArray(), "application/json"),
        ("cut off", "{\"a\":"u8.ToArray(), "application/json"), ("a key twice", "{\"a\":1,\"a\":2}"u8.ToArray(), "application/json"), ("a comment", "{/*x*/}"u8.ToArray(), "application/json"), ("no UTF-8", [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d], "application/json"),
        ("5,000 levels", Encoding.ASCII.GetBytes("{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}"), "application/json"), ("a name that is no text", "{\"\\ud800\":1}"u8.ToArray(), "application/json"),
        ("NUL bytes", new byte[4096], "application/json"), ("two megabytes", Encoding.ASCII.GetBytes($"{{\"a\":\"{new string('x', 2_000_000)}\"}}"), "application/json"),
        ("another type", "a=b"u8.ToArray(), "text/plain"), ("no type", "{}"u8.ToArray(), ""), ("a wrong charset", "{}"u8.ToArray(), "application/json; charset=utf-7"),
    ];

    private static readonly string[] HostileParts = ["%EF%BF%BE", "%ED%A0%80", "..%2F..%2Fetc%2Fpasswd", "%27%20or%201%3D1--", "-1", "%F0%9F%92%A9", new('a', 2500), "%3Cscript%3E"];
    private static readonly string[] QueryNames = ["q", "page", "only", "stage", "state", "fact", "iss", "return", "kind", "region", "method", "from", "to", "reserved", "open", "code", "client_id", "redirect_uri", "after", "dryRun"];
    private static readonly string[] HostileQuery = ["%00", "%ED%A0%80", "-1", "99999999999999999999", "2147483647", "2026-13-45", "%3Cscript%3E", "%0D%0ASet-Cookie:x", "%01%02", new('x', 300), "", "a&x=b"];

    private readonly ConcurrentQueue<string> findings = [];
    private long asked;
    private int turns;

    [Fact]
    public async Task Whatever_is_sent_to_whichever_act_or_query_the_answer_is_a_refusal_that_explains_itself_and_never_a_fault()
    {
        var watch = Stopwatch.StartNew();
        var operations = (await Task.WhenAll(((Uri[])[stack.Hub, stack.Trading, stack.Supervision]).Select(async p => await Described.Of(p, await chromium.Visitor())))).SelectMany(o => o)
            // C2SP tlog-witness fixes what a witness answers, in plain text; the tests of witnessing send it nonsense.
            .Where(o => !o.Path.StartsWith("/witness/", StringComparison.Ordinal))
            // A change is proposed in the talks of a negotiation only, and the play has none; AnyActTests sends nonsense to its confirmation.
            .Where(o => !o.Path.Contains("{change}", StringComparison.Ordinal)).ToList();
        var acts = operations.Where(o => o.Fields is not null).ToList();
        Assert.True(acts.Count >= 60, $"Only {acts.Count} acts are described.");
        foreach (var twins in acts.GroupBy(a => string.Join(',', a.Fields!.Select(f => f.Name)) + a.Platform).Where(g => g.Count() > 6 && g.First().Fields!.Count > 0))
            findings.Enqueue($"{twins.Count()} acts are described by the same fields {string.Join(',', twins.First().Fields!.Select(f => f.Name))}");
        Assert.True(operations.Count >= 110, $"Only {operations.Count} operations are described.");
        foreach (var user in Cast.Concat(Officers))
            _ = await chromium.Visitor(user);
        var ids = await Ids(operations);
        var forms = 0;
        await Parallel.ForEachAsync(operations, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (operation, _) =>
        {
            await Hostile(operation);
            var at = Address(operation, ids);
            if (operation.Method == "GET")
                await Queries(operation, at);
            else if (operation.Fields is { } fields)
            {
                if (await WhoMay(operation, at) is { } visitor)
                {
                    await Act(operation, at, fields, visitor);
                    if (await Form(operation, at, fields, visitor))
                        Interlocked.Increment(ref forms);
                }
                else
                {
                    findings.Enqueue($"{operation}: nobody of the cast may");
                }
            }
            else
            {
                await Others(operation, at);
            }
        });
        foreach (var platform in (Uri[])[stack.Hub, stack.Trading, stack.Supervision])
            await Strangers(platform);
        TestContext.Current.TestOutputHelper?.WriteLine($"{operations.Count} operations, {acts.Count} acts, {forms} forms, {asked} answers in {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(findings.IsEmpty, $"{findings.Count} findings on {operations.Count} operations\n- {string.Join("\n- ", findings.Order(StringComparer.Ordinal).Take(120))}");
        Assert.True(forms >= 50, $"Only {forms} forms were found.");
    }

    /// <summary>An act with a described body, tried without being done.</summary>
    private async Task Act(Described act, Uri at, IReadOnlyList<DescribedField> fields, Visitor visitor)
    {
        var dry = new Uri(at + "?dryRun=true");
        // One parser takes the requests of all acts: each act is sent a third of what it has to refuse, and the acts together all of it dozens of times.
        var turn = Interlocked.Increment(ref turns);
        foreach (var (what, body, type) in NoRequest.Where((_, n) => (n + turn) % 3 == 0))
            Check(act, what, await visitor.Send(HttpMethod.Post, dry, body, type), what == "a wrong charset" ? Wanted.Anything : Wanted.Refusal);
        if (fields.Count > 0)
        {
            foreach (var (what, json) in NeverRight)
                Check(act, what, await visitor.Post(dry, DescribedField.Body(fields, json)), json.Length > 300_000 ? Wanted.Refusal : Wanted.Field);
        }

        foreach (var (what, json) in Odd)
            Check(act, what, await visitor.Post(dry, DescribedField.Body(fields, json)), Wanted.Anything);
        Check(act, "an unknown field", await visitor.Post(dry, """{"没有的字段/~":1}"""), Wanted.Field);
        if (act.Path.Contains("/session", StringComparison.Ordinal) || act.Path.EndsWith("/chunks/missing", StringComparison.Ordinal))
            return;
        foreach (var key in (string[])["", " ", new('k', 200)])
            Check(act, $"key “{key}”", await visitor.Send(HttpMethod.Post, at, "{}"u8.ToArray(), "application/json", key), Wanted.Refusal);
    }

    /// <summary>The form of an act; false when it has none.</summary>
    private async Task<bool> Form(Described act, Uri at, IReadOnlyList<DescribedField> fields, Visitor visitor)
    {
        var page = new Uri(act.Platform, at.AbsolutePath["/api/v1".Length..]);
        var blank = await visitor.Get(page);
        if (blank.Status != 200 || Token().Match(blank.Body) is not { Success: true } token || !blank.Body.Contains("-form\"", StringComparison.Ordinal))
        {
            Page(act, "the form", blank, refused: false);
            return false;
        }

        var typed = Inputs().Matches(blank.Body[blank.Body.IndexOf("-form\"", StringComparison.Ordinal)..]).Select(m => (Type: Attribute(m.Value, "type"), Name: WebUtility.HtmlDecode(Attribute(m.Value, "name")))).Where(i => i.Name.Length > 0 && !i.Name.StartsWith('_') && i.Type is "" or "text" or "search").Select(i => i.Name).Distinct().ToList();
        string Encoded(IEnumerable<(string Name, string Value)> pairs) => string.Join('&', pairs.Append(("_token", WebUtility.HtmlDecode(token.Groups[1].Value))).Select(p => $"{Uri.EscapeDataString(p.Item1)}={Uri.EscapeDataString(p.Item2)}"));
        var cookie = FormCookie().Match(blank.Headers.GetValueOrDefault("Set-Cookie") ?? "").Value;
        Task<Answered> Sent(string body) => visitor.Send(HttpMethod.Post, page, Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded", cookie: cookie);
        (string, string) unknown = ("没有的字段", "1");

        // Nothing filled in: the page says what the API says of the same.
        var api = await visitor.Post(new Uri(at + "?dryRun=true"), ((Func<JsonObject>)(() =>
        {
            var body = DescribedField.Blank(fields);
            body["没有的字段"] = "1";
            return body;
        }))().ToJsonString());
        // A browser sends every field it shows; a list without rows shows none.
        var empty = await Sent(Encoded(typed.Where(n => !Row().IsMatch(n)).Select(n => (n, "")).Append(unknown)));
        Page(act, "an empty form", empty, refused: true);
        var said = WebUtility.HtmlDecode(empty.Body);
        if (!said.Contains("没有名为“没有的字段”的字段", StringComparison.Ordinal))
            findings.Enqueue($"{act}: the form was not read as a form of the act — {empty.Status}");
        foreach (var error in api.Json?["errors"]?.AsArray() ?? [])
        {
            if (Text(error, "rule").StartsWith("INP", StringComparison.Ordinal) && !said.Contains(Text(error, "detail"), StringComparison.Ordinal))
                findings.Enqueue($"{act}: the form does not say “{Text(error, "detail")}”");
        }

        // What was typed is kept.
        var kept = await Sent(Encoded(typed.Select((name, i) => (name, $"甲乙{i}<b>\"丙'")).Append(unknown)));
        Page(act, "typed nonsense", kept, refused: true);
        foreach (var (name, i) in typed.Select((name, i) => (name, i)))
        {
            if (kept.Status is 422 or 400 && !WebUtility.HtmlDecode(kept.Body).Contains($"甲乙{i}<b>\"丙'", StringComparison.Ordinal))
                findings.Enqueue($"{act}: the form has lost what was typed in “{name}”");
        }

        var names = fields.Select(f => f.Name).ToList();
        (string What, string Body)[] hostile =
        [
            ("NUL", Encoded(typed.Concat(names).Distinct().Select(n => (n, "一\0二")).Append(unknown))),
            ("no UTF-8", Encoded([unknown]) + string.Concat(names.Select(n => $"&{n}=%ED%A0%80%FF"))),
            ("100,000 signs", Encoded(names.Take(1).Select(n => (n, new string('长', 100_000))).Append(unknown))),
            ("overflow", Encoded(names.Select(n => (n, "99999999999999999999999999999999")).Append(unknown))),
            ("groups for fields", Encoded(names.Select(n => (n + ".x.y", "1")).Append(unknown))),
            ("rows for fields", Encoded(names.Select(n => (n + "[0]", "1")).Append(unknown))),
            ("rows of groups", Encoded(names.SelectMany(n => ((string, string)[])[(n + "[1].a", "1"), (n + "[0]", "2"), (n, "3")]).Append(unknown))),
            ("a row far away", Encoded(names.Select(n => (n + "[999999].a", "1")).Append(unknown))),
            ("broken names", Encoded(names.SelectMany(n => ((string, string)[])[(n + "[", "1"), (n + "[]", "2"), ("." + n, "3"), (n + "..a", "4"), ("[0]" + n, "5")]).Append(unknown))),
            ("a row to add nowhere", Encoded([unknown, ("_add", "nowhere[3].x"), ("_remove", "..[[")])),
            ("2,000 fields", Encoded(Enumerable.Range(0, 2000).Select(i => ($"f{i}", "1")))),
            ("10,000 fields", Encoded(Enumerable.Range(0, 10_000).Select(i => ($"f{i}", "1")))),
            ("a long name", Encoded([unknown]) + "&" + new string('n', 5000) + "=1"),
            ("two megabytes", Encoded([unknown]) + "&x=" + new string('x', 2_000_000)),
            ("no token", "没有的字段=1"),
            ("nothing", ""),
        ];
        foreach (var (what, body) in hostile)
            Page(act, $"form: {what}", await Sent(body), refused: what != "a row to add nowhere");
        foreach (var type in (string[])["multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded; charset=utf-7", "text/plain", ""])
            Page(act, $"form: {type}", await visitor.Send(HttpMethod.Post, page, "--x\r\nfoo\r\n"u8.ToArray(), type), refused: true);
        return true;
    }

    /// <summary>A query and its page, with every parameter there is set to nonsense.</summary>
    private async Task Queries(Described query, Uri at)
    {
        var visitor = await WhoMay(query, at) ?? await chromium.Visitor();
        var page = query.IsApi ? new Uri(query.Platform, at.AbsolutePath["/api/v1".Length..]) : at;
        var alone = query.Path.Contains("/notices", StringComparison.Ordinal) || query.Path.EndsWith("/board", StringComparison.Ordinal);
        foreach (var value in HostileQuery)
        {
            foreach (var asking in alone ? QueryNames.Select(n => $"?{n}={value}") : [$"?{string.Join('&', QueryNames.Select(n => $"{n}={value}"))}"])
            {
                Check(query, asking[..Math.Min(40, asking.Length)], await visitor.Get(new Uri(at + asking)), query.IsApi ? Wanted.Anything : Wanted.NoFault);
                if (query.IsApi)
                    Page(query, asking[..Math.Min(40, asking.Length)], await visitor.Get(new Uri(page + asking)), refused: false);
            }
        }
    }

    /// <summary>Parameters of the route that are nobody's id.</summary>
    private async Task Hostile(Described operation)
    {
        if (!operation.Path.Contains('{', StringComparison.Ordinal))
            return;
        var visitor = await chromium.Visitor(operation.Platform == stack.Supervision ? "regulator01" : "buyer01");
        foreach (var part in HostileParts)
        {
            var at = new Uri(operation.Platform, Parameter().Replace(operation.Path, part));
            var answer = await visitor.Send(new(operation.Method == "DELETE" ? "GET" : operation.Method), at, operation.Method is "POST" or "PUT" ? "{}"u8.ToArray() : null, "application/json");
            Check(operation, $"the id {part[..Math.Min(20, part.Length)]}", answer, operation.IsApi && operation.Method != "GET" ? Wanted.Refusal : operation.IsApi ? Wanted.Anything : Wanted.NoFault);
        }
    }

    /// <summary>Operations whose body is not described: bytes, or none.</summary>
    private async Task Others(Described operation, Uri at)
    {
        // Signing out would end the session of everybody after.
        var visitor = operation.Method == "DELETE" ? await chromium.Visitor() : await WhoMay(operation, at) ?? await chromium.Visitor();
        foreach (var (what, body, type) in NoRequest)
        {
            // A challenge is asked for without saying anything.
            var wanted = operation.Path.EndsWith("/session/challenge", StringComparison.Ordinal) ? Wanted.Anything : Wanted.Refusal;
            Check(operation, what, await visitor.Send(new(operation.Method), at, body, type), wanted);
        }
    }

    /// <summary>Addresses and methods that are not there.</summary>
    private async Task Strangers(Uri platform)
    {
        var visitor = await chromium.Visitor();
        foreach (var (method, path) in ((string, string)[])[("GET", "api/v1/nothing"), ("POST", "api/v1/nothing"), ("PUT", "api/v1/time"), ("DELETE", "api/v1/time"), ("PATCH", "api/v1/time"), ("POST", "api/v1/time")])
            Check(new(platform, method, "/" + path, null), "a stranger", await visitor.Send(new(method), new(platform, path), "{}"u8.ToArray(), "application/json"), Wanted.Refusal);
        foreach (var path in (string[])["nothing", "sign-in", "sign-in/certificate", "modes", "verify", "sign-out", "oauth/token"])
        {
            foreach (var type in (string[])["multipart/form-data", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded", "text/plain", ""])
            {
                var answer = await visitor.Send(HttpMethod.Post, new(platform, path), Encoding.UTF8.GetBytes("userName=%00%ED%A0%80&password=&serialNumber=%00&" + new string('n', 3000) + "=1"), type);
                if (path != "oauth/token")
                    Page(new(platform, "POST", "/" + path, null), type, answer, refused: true);
                else if (answer.Status >= 500)
                    findings.Enqueue($"{platform}{path} ({type}): {answer.Status}");
            }
        }
    }

    private enum Wanted
    {
        /// <summary>No fault.</summary>
        NoFault,

        /// <summary>No fault, and a refusal explains itself.</summary>
        Anything,

        /// <summary>A refusal that explains itself.</summary>
        Refusal,

        /// <summary>The same, with a pointer to a field.</summary>
        Field,
    }

    private void Check(Described operation, string what, Answered answer, Wanted wanted)
    {
        Interlocked.Increment(ref asked);
        void Found(string finding) => findings.Enqueue($"{operation} ({what}): {finding} — {answer.Status} {answer.Body[..Math.Min(220, answer.Body.Length)]}");
        if (answer.Status >= 500 && answer.Status is not (503 or 507))
            Found("fault");
        else if (answer.Status < 400)
        {
            if (wanted is Wanted.Refusal or Wanted.Field)
                Found("accepted");
        }
        else if (wanted is Wanted.NoFault)
        {
            if (answer.ContentType == "text/html")
                Page(operation, what, answer, refused: true);
        }
        else if (answer.ContentType != "application/problem+json" || answer.Json is not JsonObject problem)
            Found($"no problem but {answer.ContentType}");
        else if (((string[])["type", "title", "detail", "remedy"]).FirstOrDefault(n => Text(problem, n).Length == 0) is { } absent)
            Found($"no {absent}");
        else if (problem["status"]?.GetValue<int>() != answer.Status)
            Found("another status inside");
        else if (((string[])["id", "title", "quote"]).FirstOrDefault(n => Text(problem["rule"], n).Length == 0) is { } missing)
            Found($"the rule has no {missing}");
        else if (!Chinese().IsMatch(Text(problem, "detail")) || !Chinese().IsMatch(Text(problem, "remedy")))
            Found("not in Chinese");
        else if (problem["errors"] is not JsonArray { Count: > 0 } errors || errors.Any(e => e!["pointer"] is null || Text(e, "detail").Length == 0 || Text(e, "remedy").Length == 0))
            Found("no errors with pointers");
        else if (wanted is Wanted.Field && answer.Status != 413 && !errors.Any(e => Text(e, "pointer").Length > 1))
            Found("no pointer to a field");
        else if (Trace().Match(answer.Body) is { Success: true } trace)
            Found($"tells its inside: {trace.Value}");
    }

    /// <summary>A page that refuses is a page of this site, in Chinese, with what to do; one that does not is no fault.</summary>
    private void Page(Described operation, string what, Answered answer, bool refused)
    {
        Interlocked.Increment(ref asked);
        void Found(string finding) => findings.Enqueue($"{operation} page ({what}): {finding} — {answer.Status} {answer.ContentType}");
        if (answer.Status >= 500 && answer.Status is not (503 or 507))
            Found("fault");
        else if (answer.Status < 400)
        {
            if (refused)
                Found($"accepted, leads to {answer.Headers.GetValueOrDefault("Location")}");
        }
        else if (answer.ContentType == "application/problem+json")
            Check(operation, what, answer, Wanted.Anything);
        else if (answer.ContentType != "text/html" || !answer.Body.Contains("lang=\"zh-CN\"", StringComparison.Ordinal))
            Found("no page of this site");
        else if (Heading().Count(answer.Body) != 1)
            Found("not one h1");
        else if (Trace().Match(answer.Body) is { Success: true } trace)
            Found($"tells its inside: {trace.Value}");
        else if (!answer.Body.Contains("error-summary", StringComparison.Ordinal) && !answer.Body.Contains("/problems/", StringComparison.Ordinal))
            Found("no refusal on it");
    }

    /// <summary>The first of the cast that is not turned away; null when all are.</summary>
    private async Task<Visitor?> WhoMay(Described operation, Uri at)
    {
        foreach (var user in (operation.Platform == stack.Supervision ? Officers : Cast).Prepend(""))
        {
            var visitor = await chromium.Visitor(user);
            var answer = operation.Method == "GET" ? await visitor.Get(at) : await visitor.Send(new(operation.Method), new(at + "?dryRun=true"), [], "application/json");
            if (answer.Status is not (401 or 403 or 404 or 302))
                return visitor;
            if (operation.Method != "GET" && operation.IsApi)
                Check(operation, $"nothing, as “{user}”", answer, Wanted.Refusal);
        }

        return null;
    }

    private static Uri Address(Described operation, Dictionary<string, string> ids) =>
        new(operation.Platform, Parameter().Replace(operation.Path, m => operation.Path.Contains("/account/{id}", StringComparison.Ordinal) ? ids["account"] : ids.GetValueOrDefault(m.Groups[1].Value, "none")));

    /// <summary>Objects of the played procurement for the parameters of routes, found on the pages of the cast.</summary>
    private async Task<Dictionary<string, string>> Ids(IReadOnlyList<Described> operations)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = stack.Procurement, ["format"] = "rss", ["title"] = Uri.EscapeDataString("政府采购质疑和投诉办法"), ["account"] = "none" };
        var text = new StringBuilder();
        foreach (var user in Cast.Append(""))
        {
            var visitor = await chromium.Visitor(user);
            if ((await visitor.Get(new(stack.Trading, "api/v1/seats"))).Json?["seats"]?.AsArray().FirstOrDefault()?["id"]?.GetValue<string>() is { } seat)
                ids["seat"] = seat;
            foreach (var path in (string[])["work", "demands", "approvals", $"procurements/{stack.Procurement}", $"procurements/{stack.Procurement}/evaluation", "api/v1/work"])
                text.Append((await visitor.Get(new(stack.Trading, path))).Body);
        }

        foreach (var user in Officers)
        {
            var visitor = await chromium.Visitor(user);
            foreach (var path in (string[])["approvals", "complaints", "warnings", "decisions", "my/complaints", "my/inquiries", "listings", "scores", "inspections", $"procurements/{stack.Procurement}", "complaints/new", "api/v1/complaints", "api/v1/warnings"])
                text.Append((await visitor.Get(new(stack.Supervision, path))).Body);
        }

        if (Regex.Match(text.ToString(), "/inspections/([a-z2-7]{26})") is { Success: true } inspected)
            text.Append((await (await chromium.Visitor("regulator01")).Get(new(stack.Supervision, $"inspections/{inspected.Groups[1].Value}"))).Body);
        if (Regex.Match((await (await chromium.Visitor("supplier03")).Get(new(stack.Supervision, "api/v1/complaints/new"))).Body, "\"id\":\"([a-z2-7]{26})\"") is { Success: true } challenged)
            ids["challenge"] = challenged.Groups[1].Value;
        text.Append((await (await chromium.Visitor()).Get(new(stack.Hub, $"api/v1/procurements/{stack.Procurement}"))).Body);
        var seen = text.ToString();
        foreach (var name in operations.SelectMany(o => Parameter().Matches(o.Path).Select(m => m.Groups[1].Value)).Distinct().Where(n => !ids.ContainsKey(n)))
        {
            var id = Regex.Match(seen, $"(?:/{(name == "inquiry" ? "inquirie" : name)}s/|\"{name}(?:Id)?\":\"|/decisions/(?={(name == "complaint" ? "" : "-")}))([a-z2-7]{{26}})");
            ids[name] = id.Success ? id.Groups[1].Value : "none";
        }

        return ids;
    }

    private static string Text(JsonNode? node, string name) => node?[name] is JsonValue value && value.GetValueKind() is System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : "";

    private static string Attribute(string tag, string name) => Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("\\{([a-zA-Z0-9]+)\\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[一-鿿]")]
    private static partial Regex Chinese();

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Row();

    [GeneratedRegex("""name="_token"[^>]*value="([^"]*)""")]
    private static partial Regex Token();

    [GeneratedRegex(@"tc\.\w+\.form=[^;]+")]
    private static partial Regex FormCookie();

    [GeneratedRegex(@"   at [A-Z]\w+\.|System\.\w+Exception|Tongcai\.[A-Z]\w+\.\w+|SQLite|\.cs:line")]
    private static partial Regex Trace();
}
