using FsCheck;
using FsCheck.Fluent;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Search;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Tests.Search;

/// <summary>The index finds and counts what looking at every row finds and counts, while notices come, change their procurement's words, and the index is made anew.</summary>
public sealed class SearchPropertyTests
{
    private static readonly DateTimeOffset Now = SampleChain.At(2026, 6, 1, 9);
    private static readonly string[] Words = ["采购", "购", "教学仪器", "学仪", "仪器设备", "100%", "_数", "GKZB-2026-0417", "2026", "ＷＰＳ", "wps", "a", "飞机", "第三中学", "采", "\ud842\udfb7", "实验室、", "0417"];
    private static readonly string[] Regions = ["410100", "410122", "110101", "440305", "410000"];
    private static readonly string[] Items = ["A02102100", "A02010105", "A02010000", "B01000000", "C23090199"];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Every_answer_is_that_of_a_look_at_every_row(string engine)
    {
        await using var rows = await SearchRows.Open(engine);
        using var search = new NoticeSearch(TimeProvider.System);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), async seed =>
        {
            var random = new Random(seed);
            await rows.Say(random);
            using var anew = new NoticeSearch(TimeProvider.System);
            var (notices, pages) = await rows.Read();
            var naive = new NaiveSearch(notices, pages, Now);
            var newest = NoticeQuery.Everything with { Kind = random.Next(2) == 0 ? NoticeKind.Tender : null };
            Assert.Equal(naive.Find(newest).Take(9).Select(n => n.Id), (await rows.Store.Read(db => anew.Latest(db, newest, Now, 9))).Select(l => l.Id));
            for (var i = 0; i < 6; i++)
            {
                var query = Question(random, notices, pages);
                await Compare(rows.Store, i == 0 ? anew : search, naive, query);
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static async Task Compare(IStore store, NoticeSearch search, NaiveSearch naive, NoticeQuery query)
    {
        Assert.Equal(query.Address(), Parsed(query.Address()).Address());
        Assert.Equal(query.Words, Parsed(query.Address()).Words);
        var expected = naive.Find(query).Select(n => n.Id).ToList();
        var first = await Ask(store, search, query);
        Assert.Equal(expected.Count, first.Total);
        Assert.Equal(expected.Take(NoticeQuery.PageSize), first.Items.Select(l => l.Id));
        Assert.Equal(expected.Take(7), (await store.Read(db => search.Latest(db, query, Now, 7))).Select(l => l.Id));
        foreach (var (name, facets) in new[]
        {
            ("kind", first.Kinds), ("region", first.Regions), ("method", first.Methods), ("catalogue", first.Catalogues), ("purchaser", first.Purchasers), ("agency", first.Agencies), ("budget", first.Budgets),
            ("sme", first.SetAsides), ("state", first.States), ("deadline", first.Deadlines), ("year", first.Years),
        })
        {
            var counted = naive.Facet(query, name);
            Assert.All(facets, f => Assert.True(counted.GetValueOrDefault(f.Value) == f.Count, $"{query.Address()} {name}={f.Value}: {f.Count}"));
            if (name is not ("region" or "catalogue" or "purchaser" or "agency")) Assert.Equal(counted.Values.Sum(), facets.Sum(f => f.Count));
            else Assert.True(counted.Count == 0 || facets.Count > 0);
        }

        // Forward to the last page and back to the first.
        List<string> there = [.. first.Items.Select(l => l.Id)];
        var page = first;
        while (page.Next.Length > 0) there.AddRange((page = await Ask(store, search, Parsed(page.Next))).Items.Select(l => l.Id));
        Assert.Equal(expected, there);
        List<string> back = [.. page.Items.Select(l => l.Id)];
        while (page.Previous.Length > 0) back.InsertRange(0, (page = await Ask(store, search, Parsed(page.Previous))).Items.Select(l => l.Id));
        Assert.Equal(expected, back);
    }

    private static async Task<NoticeResult> Ask(IStore store, NoticeSearch search, NoticeQuery query)
    {
        var outcome = await store.Read(db => search.Find(db, query, Now));
        Assert.Empty(outcome.Refusals);
        return outcome.Value!;
    }

    private static NoticeQuery Parsed(string address)
    {
        var outcome = NoticeAddress.Parse(new Microsoft.AspNetCore.Http.QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address)));
        Assert.Empty(outcome.Refusals);
        return outcome.Value!;
    }

    private static NoticeQuery Question(Random random, IReadOnlyList<PublicNotice> notices, IReadOnlyDictionary<string, ProcurementPage> pages)
    {
        T? Sometimes<T>(Func<T> value) => random.Next(5) == 0 ? value() : default;
        string Cut()
        {
            var pieces = notices[random.Next(notices.Count)].SearchText.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var piece = pieces[random.Next(pieces.Length)];
            var start = random.Next(piece.Length);
            // An address cannot carry half a character.
            var cut = piece.Substring(start, 1 + random.Next(piece.Length - start));
            return cut.Any(char.IsSurrogate) ? piece : cut;
        }

        var page = pages.Values.ElementAt(random.Next(pages.Count));
        List<string> words = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(2) == 0 && notices.Count > 0 ? Cut() : Words[random.Next(Words.Length)]).Distinct()];
        // What an address refuses is not asked: more than a hundred characters, and days the wrong way round.
        while (string.Join(' ', words).Length > 100) words.RemoveAt(words.Count - 1);
        var from = random.Next(5) == 0 ? new DateOnly(2024 + random.Next(3), 1 + random.Next(12), 1) : (DateOnly?)null;
        var to = random.Next(5) == 0 ? (from ?? new DateOnly(2025, 1, 1)).AddDays(random.Next(400)) : (DateOnly?)null;
        return new NoticeQuery(words)
        {
            Kind = random.Next(5) == 0 ? (NoticeKind)random.Next(9) : null, Region = Sometimes(() => Regions[random.Next(Regions.Length)]) ?? "", Method = Sometimes(() => page.Method) ?? "",
            Catalogue = Sometimes(() => Items[random.Next(Items.Length)]) ?? "", Purchaser = Sometimes(() => page.PurchaserId) ?? "", Agency = Sometimes(() => page.AgencyId) ?? "",
            Budget = Sometimes(() => FacetCounts.Budgets[random.Next(FacetCounts.Budgets.Count)]), SetAside = Sometimes(() => random.Next(2) == 0 ? NoticeQuery.AnySetAside : "whole") ?? "",
            State = random.Next(6) == 0 ? (ProcurementState)random.Next(8) : null, Deadline = random.Next(6) == 0 ? (DeadlineIs)random.Next(3) : null,
            From = from, To = to,
            Sort = words.Count == 0 && random.Next(2) == 0 ? NoticeSort.Deadline : words.Count == 0 ? NoticeSort.Date : (NoticeSort)random.Next(3),
        };
    }

    /// <summary>Rows as the readers of the ledgers leave them.</summary>
    internal sealed class SearchRows(IStore store, string folder) : IAsyncDisposable
    {
        private static readonly string[] Parts = ["采购", "教学仪器", "设备", "第三中学", "100%_数字化", "GKZB-2026-0417", " ", " ", "WPS", "ＷＰＳ", "实验室、", "2026", "公告", "\ud842\udfb7", "a"];

        private readonly List<ProcurementPage> pages = [];
        private int facts;

        public IStore Store => store;

        public static async Task<SearchRows> Open(string engine)
        {
            var folder = Directory.CreateTempSubdirectory("tongcai-search-").FullName;
            return new(await Databases.Open(engine, Path.Combine(folder, "data.db"), new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime())), folder);
        }

        /// <summary>A few commits: new procurements, more notices of old ones, changed rows, a notice of a procurement without a row.</summary>
        public async Task Say(Random random)
        {
            string Text(int parts) => string.Concat(Enumerable.Range(0, parts).Select(_ => Parts[random.Next(Parts.Length)])).Trim();
            for (var i = 0; i < 4; i++)
            {
                var known = pages.Count > 0 && random.Next(3) > 0;
                var at = known ? random.Next(pages.Count) : pages.Count;
                var page = known ? pages[at] : new ProcurementPage { Id = RandomId.New(), Ledger = "trade.test/ledger", PurchaserId = $"org-{random.Next(5)}", PurchaserName = "第三中学", Region = Regions[random.Next(4)] };
                page = page with
                {
                    AgencyId = random.Next(2) == 0 ? "" : $"agency-{random.Next(3)}", CatalogueCode = Items[random.Next(Items.Length)], Method = ProcurementMethods.All[random.Next(4)].Code,
                    SetAside = random.Next(3) switch { 0 => "", 1 => "none", _ => "whole" }, BudgetFen = random.Next(4) == 0 ? 0 : random.NextInt64(1, 8_000_000_000), State = (ProcurementState)random.Next(8),
                    Suspended = random.Next(6) == 0, BidDeadline = random.Next(3) == 0 ? null : Now.AddHours(random.Next(-400, 400)), SearchText = random.Next(2) == 0 && known ? page.SearchText : Text(4).ToLowerInvariant(),
                };
                var orphan = random.Next(8) == 0;
                var commit = orphan ? Commit.Empty : Commit.Empty.Put(page);
                var owner = orphan ? RandomId.New() : page.Id;
                for (var n = random.Next(3); n > 0; n--)
                {
                    var (title, leaf) = (Text(4) is { Length: > 0 } text ? text : "无题", facts++);
                    commit = commit.Insert(new PublicNotice
                    {
                        Id = RandomId.New(), ProcurementId = owner, FactId = RandomId.New(), Kind = (NoticeKind)random.Next(9), Title = title, PublishedOn = new DateOnly(2024, 1, 1).AddDays(random.Next(900)),
                        At = Now.AddHours(-random.Next(100)), Ledger = random.Next(2) == 0 ? "trade.test/ledger" : "county.test/ledger", LeafIndex = leaf, SearchText = $"{title} {Text(8)}",
                    });
                }

                Assert.IsType<Committed>(await store.Execute(commit.Insert(new NoticeChange { Id = RandomId.New(), ProcurementId = owner })));
                if (!orphan && !known) pages.Add(page with { Version = 1 });
                else if (!orphan) pages[at] = page with { Version = page.Version + 1 };
            }
        }

        public Task<(IReadOnlyList<PublicNotice> Notices, IReadOnlyDictionary<string, ProcurementPage> Pages)> Read() => store.Read(async db =>
            ((IReadOnlyList<PublicNotice>)await db.All<PublicNotice>(), (IReadOnlyDictionary<string, ProcurementPage>)(await db.All<ProcurementPage>()).ToDictionary(p => p.Id)));

        public async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
