using Dapper;
using Tongcai.Exchange.Conformance;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Conformance;

/// <summary>检测报告的公开页：all published reports, each with its rules and the signed file.</summary>
internal static class ReportPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/platforms/reports", List, "/Conformance/Reports.cshtml", _ => new PageHead("检测报告") { Column = "平台信息公开", Trail = [new("接入平台", "/platforms")], Under = "/platforms" }, "已公布的检测报告");
        routes.MapTwin("/platforms/reports/{id}", One, "/Conformance/Report.cshtml", r => new PageHead($"检测报告：{r.Report.Ledger}") { Column = "平台信息公开", Trail = [new("接入平台", "/platforms"), new("检测报告", "/platforms/reports")], Under = "/platforms" }, "一份检测报告");
        routes.MapGet("/platforms/reports/{id}/report.note", File).WithMetadata(Access.Public).WithSummary("检测报告的签名原文");
    }

    private static async Task<Outcome<ReportList>> List(Asked asked)
    {
        var keys = asked.Http.RequestServices.GetRequiredService<TestingBodies>().Keys;
        return new ReportList([.. (await asked.Read(c => c.All<PublishedReport>())).OrderByDescending(r => r.PublishedAt).Select(ReportLine.Of)], [.. keys.Select(k => k.ToString())]);
    }

    private static async Task<Outcome<ReportView>> One(Asked asked)
    {
        if (await asked.Read(c => c.Find<PublishedReport>(asked["id"])) is not { } row) return Pages.Missing;
        // It was read when it was published; a body whose key has been withdrawn since stays readable by its own line.
        var keys = asked.Http.RequestServices.GetRequiredService<TestingBodies>().Keys;
        var (report, problem) = ConformanceReport.Read(row.Note, keys);
        var known = ConformanceRules.All.ToDictionary(r => r.Number, StringComparer.Ordinal);
        return new ReportView(
            ReportLine.Of(row), keys.FirstOrDefault(k => k.Name == row.TestedBy)?.ToString() ?? "", problem,
            [.. (report?.Results ?? []).Select(r => new RuleLine(r.Number, known.GetValueOrDefault(r.Number)?.Sentence ?? "", known.GetValueOrDefault(r.Number)?.Source ?? "", r.Outcome, r.Detail, r.Evidence))]);
    }

    private static async Task<IResult> File(HttpContext http, IStore store, string id) => await store.Read(c => c.Find<PublishedReport>(id), http.RequestAborted) is { } row
        ? Results.File(row.Note, "text/plain; charset=utf-8", $"conformance-{row.Id}.note")
        : new Refused(HttpRules.NotFound);
}

/// <summary>一份报告的概要。</summary>
internal sealed record ReportLine(string Id, string Platform, string Ledger, string TestedBy, DateTimeOffset EndedAt, DateTimeOffset PublishedAt, int Rules, int Passed, int Failed, int NotApplicable, int NotReached, string Sha256)
{
    public static ReportLine Of(PublishedReport row) => new(row.Id, row.Platform, row.Ledger, row.TestedBy, row.EndedAt, row.PublishedAt, row.Rules, row.Passed, row.Failed, row.NotApplicable, row.NotReached, row.Sha256);
}

/// <summary>全部报告。</summary>
/// <param name="Bodies">Verifier keys of the testing bodies.</param>
internal sealed record ReportList(IReadOnlyList<ReportLine> Items, IReadOnlyList<string> Bodies);

/// <summary>一条规则的结果。</summary>
internal sealed record RuleLine(string Number, string Rule, string Source, ConformanceOutcome Outcome, string Detail, ConformanceEvidence? Evidence);

/// <summary>一份报告。</summary>
/// <param name="Key">Pinned key of the testing body; empty when it is pinned no more.</param>
/// <param name="Problem">Why the report cannot be read under the pinned keys any more; empty when it can.</param>
internal sealed record ReportView(ReportLine Report, string Key, string Problem, IReadOnlyList<RuleLine> Results);
