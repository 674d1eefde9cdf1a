using System.Text.Json.Nodes;
using Tongcai.Ledger;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>接入页的规则：what a platform says of itself before anybody trusts it.</summary>
internal static class AnnouncementRules
{
    private const string Page = "docs/exchange/README.md";

    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("AN-01", "/api/v1/ledger 以 JSON 公布账本名称和 Ed25519 公钥，公钥的名称就是账本名称。", "/api/v1/ledger announces the ledger's name and an Ed25519 key of that name.", $"{Page}；C2SP signed-note", Announced),
        new("AN-02", "公布的公钥就是另行核对过的公钥。", "The announced key is the one known from elsewhere.", $"{Page}（--key）", PinnedKey),
        new("AN-03", "/ledger/vkey 列出的公钥与接入页相同，每行一个。", "/ledger/vkey lists the announced keys, one a line.", Page, KeyFile),
        new("AN-04", "接入页带强 ETag，内容未变时对 If-None-Match 答复 304。", "The announcement has a strong ETag and answers If-None-Match by 304.", $"{Page}；RFC 9110 §8.8.3、§13.1.2", Tagged),
        new("AN-05", "账本的静态文件允许任何网站的脚本读取（Access-Control-Allow-Origin: *）。", "Scripts of any site may read the ledger's files.", $"{Page}；Fetch Standard（CORS）", OpenToScripts),
        new("AN-06", "账本的静态文件在响应头 RateLimit-Policy 中公布限额。", "The ledger's files announce their limit in RateLimit-Policy.", $"{Page}；draft-ietf-httpapi-ratelimit-headers", LimitsAnnounced),
        new("AN-07", "接口的拒绝是 application/problem+json，含 type、title、status，状态码一致。", "Refusals of the interface are problem details with type, title and the same status.", "RFC 9457 §3", ProblemDetails),
    ];

    private static ConformanceVerdict Announced(Observed o)
    {
        if (o.Announcement is null || o.Origin.Length == 0) return Failed(o.Page, "200，JSON 对象，含 origin、verifierKey");
        return o.AnnouncedKey is { Algorithm: NoteAlgorithm.Ed25519 } key && key.Name == o.Origin
            ? Passed($"账本 {o.Origin}，公钥 {key}。")
            : Failed(o.Page, $"verifierKey 是名为 {o.Origin} 的 Ed25519 公钥（名称+编号+Base64）");
    }

    private static ConformanceVerdict PinnedKey(Observed o)
    {
        if (o.Terms.Pinned is not { } pinned) return NotApplicable("没有给出另行核对过的公钥（--key）。");
        if (o.AnnouncedKey is not { } key) return NotReached("接入页没有公布公钥。");
        return key.Equals(pinned) ? Passed($"{key}") : Failed(o.Page, $"verifierKey 是 {pinned}");
    }

    private static ConformanceVerdict KeyFile(Observed o)
    {
        if (o.AnnouncedKey is not { } key) return NotReached("接入页没有公布公钥。");
        var expected = new[] { key.ToString(), o.AnnouncedSm2Key?.ToString() }.OfType<string>().ToList();
        var lines = o.VerifierKeys.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return o.VerifierKeys.IsOk && lines.SequenceEqual(expected) ? Passed($"{lines.Length} 个公钥，与接入页相同。") : Failed(o.VerifierKeys, string.Join("\\n", expected));
    }

    private static ConformanceVerdict Tagged(Observed o)
    {
        if (!o.Page.IsOk) return NotReached("没有读到接入页。");
        if (o.Page.Header("ETag") is not ['"', .., '"']) return Failed(o.Page.Request, $"ETag: {o.Page.Header("ETag")}", "强 ETag，即不以 W/ 开头、带引号的标记");
        return o.PageUnchanged.Status == 304 ? Passed("未变时答复 304。") : Failed(o.PageUnchanged, "请求头 If-None-Match 为刚取得的 ETag 且内容未变时，答复 304");
    }

    private static ConformanceVerdict OpenToScripts(Observed o) => EachFile(o, r => r.Header("Access-Control-Allow-Origin") == "*", r => $"Access-Control-Allow-Origin: {r.Header("Access-Control-Allow-Origin")}", "Access-Control-Allow-Origin: *");

    private static ConformanceVerdict LimitsAnnounced(Observed o) => EachFile(o, r => r.Header("RateLimit-Policy").Contains(";q=", StringComparison.Ordinal), r => $"RateLimit-Policy: {r.Header("RateLimit-Policy")}", "RateLimit-Policy: \"名称\";q=次数;w=秒");

    private static ConformanceVerdict EachFile(Observed o, Func<Reply, bool> holds, Func<Reply, string> answer, string expected) => Each(
        o.Files.Values.Concat(o.Sightings.Select(s => s.Head)).Where(r => r.IsOk), r => holds(r) ? null : Failed(r.Request, answer(r), expected), n => $"{n:#,##0} 个答复。", "没有读到账本的文件。");

    private static ConformanceVerdict ProblemDetails(Observed o)
    {
        var reply = o.NoSuchApi;
        var problem = Json.Object(reply.Body);
        var fits = reply.Status == 404 && reply.ContentType == "application/problem+json" && problem?["type"] is JsonValue && Json.Text(problem, "title").Length > 0 && Json.Number(problem, "status") == 404;
        return fits ? Passed("404，格式符合。") : Failed(reply, "404，application/problem+json，含 type、title、status: 404");
    }
}
