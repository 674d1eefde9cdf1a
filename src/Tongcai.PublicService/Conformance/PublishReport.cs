using System.Security.Cryptography;
using System.Text;
using Dapper;
using Tongcai.Cryptography;
using Tongcai.Exchange.Conformance;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Ledger;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Conformance;

/// <summary>已公布的检测报告。</summary>
[Table("conformance_report")]
public sealed record PublishedReport : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Platform { get; init; } = "";
    public string Ledger { get; init; } = "";

    /// <summary>Name under which the testing body signed.</summary>
    public string TestedBy { get; init; } = "";

    /// <summary>System time of the testing body.</summary>
    public DateTimeOffset EndedAt { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
    public int Rules { get; init; }
    public int Passed { get; init; }
    public int Failed { get; init; }
    public int NotApplicable { get; init; }
    public int NotReached { get; init; }
    public string Sha256 { get; init; } = "";

    /// <summary>The signed report.</summary>
    public byte[] Note { get; init; } = [];
}

/// <summary>公布检测报告：the operator puts a signed report of a testing body on the public site; the signature decides, not the operator.</summary>
internal static class PublishReport
{
    /// <summary>Longer than any report: a hundred rules with their evidence.</summary>
    private const int Longest = 400_000;

    public static readonly Act Act = new("publish-conformance-report", "公布检测报告", "/platforms/reports/new", Access.To(Owner.None, Role.Operator))
    {
        Button = "核验并公布",
        Intro = "粘贴检测机构签名的报告全文。签名由登记的检测机构公钥核验，核验通过的原样公布，不论结论；公布记入本平台账本。",
        Irreversible = true,
        Under = "/platforms",
        Rules = [InputRules.Format, HttpRules.Duplicate],
    };

    public sealed record Request([property: Field("检测报告", Lines = true, Max = Longest, Hint = "tongcai conformance 用 --report 保存的文件，从 { 到最后一行签名")] string Note);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, context =>
    {
        context.Trail("接入平台", "/platforms");
        context.Trail("检测报告", "/platforms/reports");
        return Task.FromResult<Request?>(null);
    });

    /// <param name="followed">Ledgers that are followed here: a report on one of them has to rest on the pinned key.</param>
    public static Outcome<PublishedReport> Decide(byte[] note, TestingBodies bodies, IReadOnlyList<FollowedSource> followed, string id, DateTimeOffset now)
    {
        const string pointer = "/note";
        var (report, problem) = ConformanceReport.Read(note, bodies.Keys);
        if (report is null) return InputRules.Format.Refuse(problem + "。", bodies.Keys.Count == 0 ? "先由运营方在设置 TestingBodies 中登记检测机构的公钥。" : "请粘贴检测机构给出的原文，不要增删；检测机构没有登记的，先登记其公钥。", pointer);
        if (followed.FirstOrDefault(f => f.Origin == report.Ledger) is { } known && known.VerifierKey != report.VerifierKey)
            return InputRules.Format.Refuse($"报告所用的账本公钥不是本平台登记的 {known.VerifierKey}。", "请检测机构用登记的公钥（--key）重新检测。", pointer);
        var signed = SignedNote.Parse(note);
        var body = bodies.Keys.First(key => signed.Signatures.Any(s => key.Verify(signed.Text, s, out _)));
        int Of(ConformanceOutcome outcome) => report.Count(outcome);
        return new PublishedReport
        {
            Id = id, Platform = report.Platform, Ledger = report.Ledger, TestedBy = body.Name, EndedAt = report.Ended, PublishedAt = now, Rules = report.Results.Count, Passed = Of(ConformanceOutcome.Passed),
            Failed = Of(ConformanceOutcome.Failed), NotApplicable = Of(ConformanceOutcome.NotApplicable), NotReached = Of(ConformanceOutcome.NotReached), Sha256 = Convert.ToHexStringLower(SHA256.HashData(note)), Note = note,
        };
    }

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var services = context.Http.RequestServices;
        // A form and a field end without the newline that ends every note.
        var note = Encoding.UTF8.GetBytes(request.Note.TrimEnd('\n') + "\n");
        var outcome = Decide(note, services.GetRequiredService<TestingBodies>(), services.GetRequiredService<LiveAttachments>().Now.Followed, RandomId.New(), context.Now);
        if (outcome.Value is not { } row) return outcome.Refusals.ToList();
        if (await context.Read(c => c.ExecuteScalarAsync<string?>("select id from conformance_report where sha256 = @Sha256", row)) is { } before)
            return new Refusal(HttpRules.Duplicate, "这份报告已经公布", $"请看 /platforms/reports/{before}。");
        var fact = new ConformanceReported(row.Id, row.Platform, row.Ledger, row.TestedBy, row.EndedAt, row.Rules, row.Passed, row.Failed, row.NotApplicable, row.NotReached, Convert.ToHexStringLower(Sm3.Hash(note)), row.Sha256);
        return new Done(Commit.Empty.Insert(row).Record(fact, context.Actor.OrganisationId), "检测报告已公布", $"/platforms/reports/{row.Id}", new { reportId = row.Id });
    }
}
