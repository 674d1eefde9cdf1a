using System.Text;
using System.Text.RegularExpressions;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Trading.Tests.Frameworks;

/// <summary>Quotes of 二次竞价 before the opening: neither whether nor what, by nothing that anybody but their supplier can read; and what, by nothing on the disks.</summary>
public sealed partial class QuoteSecrecyTests
{
    private const string Canary = "tq7c1e09canary";

    [Fact, Cites("SEC-03")]
    public async Task 报价_替换_撤回前后_别人看到的和账本的条目都一样_库和盘里没有内容()
    {
        await using var host = await SealedHost.Start("sqlite");
        var firms = FrameworkChainTests.Firms(3).Select(f => new Firm(f.Id, f.Actor.OrganisationName) { Brand = Canary }).ToArray();
        var chain = await FrameworkChainTests.Seeded(host, firms);
        var id = await FrameworkChainTests.Entered(host, chain, 3);
        await FrameworkChainTests.Invited(host);
        // The first look at the bid page draws the pseudonym; that is no quote.
        foreach (var firm in firms)
            await firm.Terms(host.Trading, id);
        await host.Tick();

        Actor?[] watchers = [null, People.Handler, Made.MethodsHead, People.Agency, People.Supplier, firms[1].Actor];
        async Task<SortedDictionary<string, string>> Seen()
        {
            SortedDictionary<string, string> seen = new(StringComparer.Ordinal);
            foreach (var watcher in watchers)
            {
                using var client = await host.Trading.Api(watcher);
                foreach (var path in (string[])
                    [$"/procurements/{id}", $"/procurements/{id}/bid", $"/procurements/{id}/opening", $"/procurements/{id}/document", $"/procurements/{id}/call-off/conclusion", $"/procurements/{id}/ending", "/procurements/f1/framework", "/procurements", "/work", "/ledger"])
                {
                    foreach (var address in (string[])[path, "/api/v1" + path])
                    {
                        using var answer = await client.GetAsync(address);
                        var text = await answer.Content.ReadAsStringAsync();
                        seen[$"{watcher?.AccountId} {address}"] = $"{(int)answer.StatusCode} {(path == "/ledger" ? "" : EachTime().Replace(text, ""))}";
                    }
                }
            }

            return seen;
        }

        async Task<List<int>> Entries(Func<Task> meanwhile)
        {
            var from = await Size();
            await meanwhile();
            await host.Tick();
            var to = await Size();
            List<int> lengths = [];
            for (var number = from / TilePath.FullWidth; number * TilePath.FullWidth < to; number++)
            {
                var width = TilePath.WidthAt(0, number, to);
                var entries = EntryBundle.Read((await host.Tiles.ReadAsync(new TilePath(TilePath.EntriesLevel, number, width).ToString()))!, width);
                lengths.AddRange(entries.Select((e, i) => (Index: number * TilePath.FullWidth + i, e.Length)).Where(e => e.Index >= from).Select(e => e.Length));
            }

            return lengths;
        }

        async Task<long> Size() => Checkpoint.Parse((await host.Tiles.ReadAsync("checkpoint"))!).Size;

        var before = await Seen();
        Assert.Equal(before, await Seen());
        var quiet = await Entries(() => Task.CompletedTask);
        Assert.NotEmpty(quiet);
        foreach (var act in (Func<Task>[])
        [
            () => firms[0].Seal(host.Trading, id, 14_133_339), () => firms[2].Seal(host.Trading, id, 14_700_000), () => firms[0].Seal(host.Trading, id, 13_500_000), () => firms[2].Seal(host.Trading, id, null),
        ])
        {
            Assert.Equal(quiet, await Entries(act));
            var after = await Seen();
            Assert.Empty(before.Where(b => after[b.Key] != b.Value).Select(b => b.Key));
        }

        Assert.Empty(Found(host.Folder));
        // Who quoted finds it on its own page; and what is read out is found in the ledger and in the database, so that the search is one.
        Assert.Contains("当前有效", (await host.Trading.Page(firms[0].Actor, $"/procurements/{id}/bid")).Html, StringComparison.Ordinal);
        Assert.NotEqual(quiet, await Entries(async () => Assert.Equal(OpenResult.Opened, await FrameworkChainTests.Opened(host, id))));
        Assert.Equal(13_500_000, Assert.Single(await host.Trading.Store.Read(db => db.Where<OpenedBidRow>("procurement_id = @id", new { id }))).PriceFen);
        Assert.NotEmpty(Found(host.Folder));
    }

    /// <summary>Files in which the word of the bids can be read.</summary>
    private static IEnumerable<string> Found(string folder)
    {
        // A lock is held and empty.
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".lock"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Canary)) >= 0 || bytes.AsSpan().IndexOf("14133339"u8) >= 0)
                yield return path;
        }
    }

    [GeneratedRegex("""name="_(token|key)"[^>]*value="[^"]*"|nonce="[^"]*"|"now":"[^"]*"|data-now="[^"]*"|(?<=data-clock>)[0-9:]{8}|"traceId":"[0-9a-f]{32}"|[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}""")]
    private static partial Regex EachTime();
}
