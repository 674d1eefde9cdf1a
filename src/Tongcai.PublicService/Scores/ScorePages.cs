using System.Globalization;
using System.Text;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.OpenData;

namespace Tongcai.PublicService.Scores;

/// <summary>公布的评价, one row a publication. Id = id of the score.</summary>
[Table("score_page", Technical = true)]
public sealed record ScorePage : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string OrganisationId { get; init; } = "";
    public string Name { get; init; } = "";
    public string CreditCode { get; init; } = "";
    public string Subject { get; init; } = "";
    public int Hundredths { get; init; }
    public string Formula { get; init; } = "";
    public DateOnly PublishedOn { get; init; }

    /// <summary>Whether no later one of the same subject has come.</summary>
    public bool Latest { get; init; }
    public Json<ScorePublished> Published { get; init; } = new(null!);

    /// <summary>Answer to an objection; a null inside while there is none.</summary>
    public Json<ScoreAnswered?> Answered { get; init; } = new(null);
    public string Ledger { get; init; } = "";
    public long LeafIndex { get; init; }
    public string FactId { get; init; } = "";
    public string BodySm3 { get; init; } = "";
}

/// <summary>读取评价的事实。</summary>
public static class ScoreReaders
{
    public static IServiceCollection AddScoreReaders(this IServiceCollection services) => services
        .AddSingleton(p => FactReader.Of<ScorePublished>((f, origin, cancel) => p.GetRequiredService<IStore>().Read(async db =>
        {
            if (await db.Find<ScorePage>(f.ScoreId) is not null) return Commit.Empty;
            var before = await db.Where<ScorePage>("organisation_id = @OrganisationId and subject = @Subject and ledger = @Ledger and latest = @latest", new { f.OrganisationId, f.Subject, origin.Ledger, latest = true });
            return before.Aggregate(Commit.Empty, (commit, earlier) => commit.Update(earlier with { Latest = false })).Insert(new ScorePage
            {
                Id = f.ScoreId, OrganisationId = f.OrganisationId, Name = f.Name, CreditCode = f.CreditCode, Subject = f.Subject, Hundredths = f.Hundredths, Formula = f.Formula, PublishedOn = f.On, Latest = true, Published = new(f),
                Ledger = origin.Ledger, LeafIndex = origin.Index, FactId = origin.Leaf.Id, BodySm3 = origin.Leaf.Body.Sm3,
            });
        }, cancel)))
        .AddSingleton(p => FactReader.Of<ScoreAnswered>((f, _, cancel) => p.GetRequiredService<IStore>().Read(async db =>
        {
            var score = await db.Find<ScorePage>(f.ScoreId) ?? throw new InvalidOperationException("没有读到所答复的评价。");
            return score.Answered.Value is not null ? Commit.Empty : Commit.Empty.Update(score with { Answered = new(f) });
        }, cancel)));
}

/// <summary>评价的一行。</summary>
internal sealed record ScoreLine(string Id, string Name, string CreditCode, int Hundredths, DateOnly PublishedOn, string Formula);

/// <summary>一类主体的最近评价。</summary>
internal sealed record ScoreList(string Subject, string Title, string Query, IReadOnlyList<ScoreLine> Items);

/// <summary>一条依据。</summary>
internal sealed record ScoreEvidence(string About, bool Good, string Ledger, long Index, string Proof);

/// <summary>一个要素。</summary>
internal sealed record ScoreComponentLine(string Code, string Title, string Measure, string Source, int Points, int? Hundredths, int Cases, int Good, IReadOnlyList<ScoreEvidence> Facts);

/// <summary>一次评价。</summary>
internal sealed record ScoreView(ScoreLine Line, string Subject, string Title, DateOnly From, DateOnly To, bool Latest, IReadOnlyList<ScoreComponentLine> Components, string AnsweredComponent, ScoreAnswered? Answered, IReadOnlyList<ScoreLine> Others, string Ledger, long Index, string BodySm3, string Proof);

/// <summary>评价的公开页和开放数据。</summary>
internal static class ScorePages
{
    private const int Most = 500;

    public static readonly IReadOnlyDictionary<string, string> Subjects = new Dictionary<string, string> { ["agency"] = "采购代理机构", ["supplier"] = "供应商", ["purchaser"] = "采购人" };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/scores", List, "/Scores/Scores.cshtml", l => new PageHead($"{l.Title}信用评价") { Column = "信用信息", Under = "/credit", Description = "采购代理机构、供应商、采购人的信用评价：公式、要素和依据的公开事实" }, "信用评价");
        routes.MapTwin("/scores/{id}", One, "/Scores/Score.cshtml", v => new PageHead(v.Line.Name) { Column = "信用信息", Trail = [new($"{v.Title}信用评价", $"/scores?subject={v.Subject}")], Heading = false, Under = "/credit" }, "一次信用评价");
        Data("/open-data/credit/scores.json", "最近的信用评价（JSON）", async asked => Pages.Json(asked.Http, new { license = OpenData.Packages.License, scores = (await Latest(asked)).Select(s => s.Published.Value).ToArray() }));
        Data("/open-data/credit/scores.csv", "最近的信用评价（CSV）", async asked => Pages.Tagged(asked.Http, Csv(await Latest(asked)), "text/csv; charset=utf-8"));

        void Data(string path, string summary, Func<Asked, Task<IResult>> answer) => routes.MapGet(path, (Delegate)((HttpContext http) => answer(Asked.From(http)))).WithMetadata(Access.Public, MachineReading.Mark).WithSummary(summary);
    }

    internal static ScoreLine LineOf(ScorePage s) => new(s.Id, s.Name, s.CreditCode, s.Hundredths, s.PublishedOn, s.Formula);

    private static async Task<Outcome<ScoreList>> List(Asked asked)
    {
        var subject = Subjects.ContainsKey(asked.Http.Request.Query["subject"].ToString()) ? asked.Http.Request.Query["subject"].ToString() : "agency";
        var words = asked.Http.Request.Query["q"].ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
        if (words.Length > 100) words = words[..100];
        var like = $"%{words.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        var rows = await asked.Read(db => db.Where<ScorePage>(
            $"subject = @subject and latest = @latest and (name like @like escape '!' or credit_code like @like escape '!') order by hundredths desc, name limit {Most}", new { subject, like, latest = true }));
        return new ScoreList(subject, Subjects[subject], words, [.. rows.Select(LineOf)]);
    }

    private static async Task<Outcome<ScoreView>> One(Asked asked)
    {
        var row = await asked.Read(db => db.Find<ScorePage>(asked["id"]));
        if (row is null) return Pages.Missing;
        var others = await asked.Read(db => db.Where<ScorePage>("organisation_id = @OrganisationId and subject = @Subject and id <> @Id order by published_on desc, leaf_index desc limit 20", new { row.OrganisationId, row.Subject, row.Id }));
        var attachments = asked.Http.RequestServices.GetRequiredService<LiveAttachments>().Now;
        string Proof(string ledger, string fact) => attachments.ProofOf(ledger, fact)?.ToString() ?? "";
        var f = row.Published.Value;
        return new ScoreView(
            LineOf(row), row.Subject, Subjects.GetValueOrDefault(row.Subject, ""), f.From, f.To, row.Latest,
            [.. f.Components.Select(c => new ScoreComponentLine(c.Code, c.Title, c.Measure, c.Source, c.Points, c.Hundredths, c.Cases, c.Good, [.. c.Facts.Select(x => new ScoreEvidence(x.About, x.Good, x.Ledger, x.Index, Proof(x.Ledger, x.FactId)))]))],
            f.Components.FirstOrDefault(c => c.Code == row.Answered.Value?.Component)?.Title ?? "", row.Answered.Value, [.. others.Select(LineOf)], row.Ledger, row.LeafIndex, row.BodySm3, Proof(row.Ledger, row.FactId));
    }

    private static Task<List<ScorePage>> Latest(Asked asked) => asked.Read(db => db.Where<ScorePage>("latest = @latest order by subject, id", new { latest = true }));

    private static byte[] Csv(IEnumerable<ScorePage> scores)
    {
        var text = new StringBuilder("id,subject,name,creditCode,score,formula,on,from,to,component,points,gained,good,cases\r\n");
        foreach (var (s, c) in scores.SelectMany(s => s.Published.Value.Components.Select(c => (s.Published.Value, c))))
        {
            text.AppendJoin(',', new[]
            {
                s.ScoreId, s.Subject, s.Name, s.CreditCode, Points(s.Hundredths), s.Formula, $"{s.On:yyyy-MM-dd}", $"{s.From:yyyy-MM-dd}", $"{s.To:yyyy-MM-dd}", c.Code, c.Points.ToString(CultureInfo.InvariantCulture),
                c.Hundredths is { } gained ? Points(gained) : "", c.Good.ToString(CultureInfo.InvariantCulture), c.Cases.ToString(CultureInfo.InvariantCulture),
            }.Select(CsvRow.Cell)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>Hundredths of a point as points.</summary>
    public static string Points(int hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
