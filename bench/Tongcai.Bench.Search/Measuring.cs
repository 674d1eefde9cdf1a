using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Search;

namespace Tongcai.Bench.Search;

/// <summary>One line of the table: how long a kind of question takes.</summary>
/// <param name="Cpu">Processor time of the whole process per question, in milliseconds: what is left of the figure when others use the machine too. Negative: not measured.</param>
internal sealed record Line(string What, int Runs, double P50, double P95, double Max, double Cpu, string Remark = "");

/// <summary>量。Asks the search through the store as a page does: snapshot, check for changes, index, rows of the page.</summary>
internal sealed class Measuring(IStore store, NoticeSearch search, IReadOnlyList<string> codes, IReadOnlyList<string> suppliers, DateTimeOffset now)
{
    private static readonly string[] Ones =
    [
        "医院", "学校", "招标", "设备", "空调", "物业", "工程", "维修", "软件", "电脑", "食品", "教育", "公安", "水利", "图书", "家具", "车辆", "保险", "印刷", "绿化", "实验", "中学", "采购", "项目",
        "第三中学", "人民医院", "中标结果", "教学仪器", "物业服务", "信息技术", "生态环境局", "国产操作系统", "采购意向", "能效等级",
    ];

    public static IReadOnlyList<string> Common => Ones;

    public async Task<List<Line>> Run()
    {
        var random = new Random(7);
        List<string> twos = [.. Enumerable.Range(0, 40).Select(_ => $"{Ones[random.Next(Ones.Length)]} {Ones[random.Next(Ones.Length)]}")];
        List<string> rare = [.. codes, .. suppliers];
        List<Line> lines = [];
        lines.Add(await Time("newest 20, one word, first time", Ones, 1, Newest));
        lines.Add(await Time("newest 20, one word", Ones, 10, Newest));
        lines.Add(await Time("newest 20, two words", twos, 5, Newest));
        lines.Add(await Time("page with total and all counts, one word", Ones, 5, Page));
        lines.Add(await Time("page with total and all counts, two words", twos, 5, Page));
        lines.Add(await Time("page with total and all counts, no word", [""], 60, Page));
        lines.Add(await Time("page with counts, one word and four conditions", Ones, 5, Narrow));
        lines.Add(await Time("by relevance, one word, with counts", Ones, 3, w => Ask(new(Split(w)) { Sort = PublicService.Search.Index.NoticeSort.Relevance })));
        lines.Add(await Time("rare word, first page with counts, first time", rare, 1, Page));
        lines.Add(await Time("rare word, first page with counts", rare, 5, Page));
        lines.Add(await Time("rare word, newest 20", rare, 5, Newest));
        lines.Add(await Live());
        return lines;
    }

    private async Task<int> Newest(string words) => (await store.Read(db => search.Latest(db, new(Split(words)), now, 20))).Count;

    private Task<int> Page(string words) => Ask(new(Split(words)));

    private Task<int> Narrow(string words) => Ask(new(Split(words)) { Kind = NoticeKind.Result, Region = "410000", Method = "GKZB", From = new(2020, 1, 1) });

    private async Task<int> Ask(NoticeQuery query)
    {
        var outcome = await store.Read(db => search.Find(db, query, now));
        return (int)outcome.Value!.Total;
    }

    /// <summary>From the answer of the store to a commit until the notice is found and shown.</summary>
    private async Task<Line> Live()
    {
        List<double> times = [];
        var model = await store.Read(db => db.First<PublicNotice>("kind = @kind", new { kind = nameof(NoticeKind.Tender) }));
        for (var i = 0; i < 20; i++)
        {
            var word = $"新到公告{RandomId.New()}";
            var place = 9_000_000_000L + Random.Shared.NextInt64(1_000_000_000);
            var notice = model! with { Id = RandomId.New(), Version = 0, LeafIndex = place, Title = word, SearchText = $"{word} 正文", PublishedOn = new(2026, 11, 21) };
            if (await store.Execute(Commit.Empty.Insert(notice).Insert(new NoticeChange { Id = RandomId.New(), ProcurementId = notice.ProcurementId })) is not Committed) throw new InvalidOperationException("not committed");
            var clock = Stopwatch.StartNew();
            if (await Newest(word) != 1) throw new InvalidOperationException($"{word} was not found.");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return Of("new notice, from commit to found", times);
    }

    private static async Task<Line> Time(string what, IReadOnlyList<string> questions, int rounds, Func<string, Task<int>> ask)
    {
        List<double> times = [];
        long found = 0;
        var before = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var question in questions)
            {
                var clock = Stopwatch.StartNew();
                found += await ask(question);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        if (found == 0) throw new InvalidOperationException($"{what}: nothing was found.");
        return Of(what, times) with { Cpu = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times.Count };
    }

    public static Line Of(string what, List<double> times, string remark = "")
    {
        times.Sort();
        return new(what, times.Count, times[times.Count / 2], times[Math.Min(times.Count - 1, (int)(times.Count * 0.95))], times[^1], -1, remark);
    }

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The same through SQL alone: parts of text by LIKE, newest first, and the count.</summary>
    public async Task<List<Line>> Like(int words)
    {
        const string From = " from public_notice n left join procurement_page p on p.id = n.procurement_id where n.search_text like @w or p.search_text like @w";
        async Task<double> Timed(string sql, string word)
        {
            var clock = Stopwatch.StartNew();
            await store.Read(async db => (await db.QueryAsync<string>(sql, new { w = $"%{word}%" }, commandTimeout: 600)).AsList());
            return clock.Elapsed.TotalMilliseconds;
        }

        List<double> newest = [], counts = [], rare = [];
        foreach (var word in Ones.Take(words))
        {
            newest.Add(await Timed($"select n.id{From} order by n.published_on desc, n.at desc, n.ledger, n.leaf_index desc limit 20", word));
            counts.Add(await Timed($"select cast(count(*) as text){From}", word));
        }

        foreach (var word in codes.Take(Math.Max(2, words / 2))) rare.Add(await Timed($"select n.id{From} order by n.published_on desc, n.at desc, n.ledger, n.leaf_index desc limit 20", word));
        return [Of("LIKE: newest 20, one word", newest), Of("LIKE: count, one word", counts), Of("LIKE: rare word, newest 20", rare)];
    }

    /// <summary>Codes and suppliers of notices picked at random.</summary>
    public static async Task<(List<string> Codes, List<string> Suppliers)> Rare(DbConnection db)
    {
        var most = await db.ExecuteScalarAsync<long>("select count(*) from procurement_page");
        var random = new Random(3);
        List<string> codes = [], suppliers = [];
        while (codes.Count < 20)
        {
            var page = await db.Get<ProcurementPage>(string.Create(CultureInfo.InvariantCulture, $"p{random.NextInt64(most):D25}"));
            codes.Add(page.Code);
            if (page.SupplierNames.Length > 0) suppliers.Add(page.SupplierNames);
        }

        return (codes, suppliers);
    }
}
