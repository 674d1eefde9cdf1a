using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Search;

namespace Tongcai.PublicService.Front;

/// <summary>A number of the day.</summary>
internal sealed record TodayCount(string Kind, string Name, long Count);

/// <summary>首页。</summary>
/// <param name="Open">Projects that take bids now.</param>
/// <param name="OpenSoon">Those that close within three days.</param>
/// <param name="Lists">Newest notices of each kind.</param>
/// <param name="Closing">Projects that close next.</param>
/// <param name="Sme">Projects under way that are set aside for small and medium firms.</param>
/// <param name="SmeFen">Their budget.</param>
/// <param name="AllFen">Budget of all projects.</param>
/// <param name="Ledgers">Ledgers followed.</param>
/// <param name="Alarms">Those of them that contradict themselves and are read no further.</param>
internal sealed record HomeView(
    DateOnly Today, IReadOnlyList<TodayCount> Published, long Open, long OpenSoon, IReadOnlyDictionary<string, IReadOnlyList<NoticeLine>> Lists, IReadOnlyList<ClosingLine> Closing, IReadOnlyList<NoticeLine> Decisions,
    long Sme, long SmeFen, long AllFen, int Ledgers, int Alarms);

/// <summary>A project that closes soon.</summary>
internal sealed record ClosingLine
{
    public string Id { get; init; } = "";
    public string Title { get; init; } = "";
    public DateTimeOffset BidDeadline { get; init; }
}

internal static class HomePage
{
    /// <summary>Kinds with a list of their own, in the order of the tabs.</summary>
    public static readonly IReadOnlyList<NoticeKind> Tabs = [NoticeKind.Tender, NoticeKind.Intention, NoticeKind.Correction, NoticeKind.Result, NoticeKind.Contract, NoticeKind.Acceptance, NoticeKind.Ending];

    private const int Newest = 11;
    private const int Soon = 3;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapTwin("/", Read, "/Front/Front.cshtml", _ => new PageHead("首页") { Column = "首页", ColumnType = "首页", Heading = false }, "首页：今日发布、最新公告、即将截止");

    private static async Task<Outcome<HomeView>> Read(Asked asked)
    {
        var followed = asked.Http.RequestServices.GetRequiredService<LiveAttachments>().Now.Followed;
        var parameters = new { now = asked.Now.ToUnixTimeMilliseconds(), soon = asked.Now.AddDays(Soon).ToUnixTimeMilliseconds(), today = asked.Today.ToString("yyyy-MM-dd", null) };
        const string Bidding = "state = 'Noticed' and not suspended and bid_deadline > @now";
        return await asked.Read(async db =>
        {
            var alarmed = (await db.QueryAsync<string>("select id from follow_position where alarm <> ''")).ToHashSet(StringComparer.Ordinal);
            var published = (await db.QueryAsync<KindCount>("select kind, count(*) as number from public_notice where published_on = @today group by kind", parameters)).ToDictionary(c => c.Kind, c => c.Number);
            var lists = new Dictionary<string, IReadOnlyList<NoticeLine>>();
            foreach (var kind in Tabs) lists[NoticeQuery.Code(kind)] = await asked.Notices.Latest(db, NoticeQuery.Everything with { Kind = kind }, asked.Now, Newest);
            return new HomeView(
                asked.Today,
                [.. Tabs.Where(t => t is not (NoticeKind.Acceptance or NoticeKind.Ending)).Select(t => new TodayCount(NoticeQuery.Code(t), t.Label(), published.GetValueOrDefault(t.ToString())))],
                await db.ExecuteScalarAsync<long>($"select count(*) from procurement_page where {Bidding}", parameters),
                await db.ExecuteScalarAsync<long>($"select count(*) from procurement_page where {Bidding} and bid_deadline <= @soon", parameters),
                lists,
                [.. await db.QueryAsync<ClosingLine>($"select id, title, bid_deadline from procurement_page where {Bidding} order by bid_deadline, id limit 5", parameters)],
                await asked.Notices.Latest(db, NoticeQuery.Everything with { Kind = NoticeKind.Decision }, asked.Now, 4),
                await db.ExecuteScalarAsync<long>($"select count(*) from procurement_page where {Bidding} and set_aside not in ('', 'none')", parameters),
                await db.ExecuteScalarAsync<long>("select coalesce(sum(budget_fen), 0) from procurement_page where set_aside not in ('', 'none') and state <> 'Ended'"),
                await db.ExecuteScalarAsync<long>("select coalesce(sum(budget_fen), 0) from procurement_page where state <> 'Ended'"),
                followed.Count, followed.Count(f => alarmed.Contains(f.Origin)));
        });
    }

    private sealed record KindCount
    {
        public string Kind { get; init; } = "";
        public long Number { get; init; }
    }
}
