using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange;
using Tongcai.Exchange.Archives;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Archives;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Archives;

public sealed class ArchiveTests
{
    private static Procurement At(Stage stage) => Given.Filed with { Stage = stage };

    [Fact, Cites("HSE-07"), Cites("HSE-01")]
    public void 结果公告以后文件齐全并已入账才归档()
    {
        Assert.Empty(FileArchive.Decide(At(Stage.Published), new(true), 0));
        Assert.Equal(["HSE-01"], FileArchive.Decide(At(Stage.Decided), new(true), 0).Select(r => r.Rule.Id));
        Assert.Equal(["HSE-07", "HSE-07"], FileArchive.Decide(At(Stage.Paid), new(false), 2).Select(r => r.Rule.Id));
        Assert.Equal([false, false, true, true], new[] { Stage.Published, Stage.Accepted, Stage.Paid, Stage.Ended }.Select(s => FileArchive.IsOver(At(s))));
    }

    [Fact, Cites("HSE-07")]
    public async Task 终止的项目归档后由采购人和代理机构下载并可离线核对()
    {
        await using var host = await TradingHost.StartWithLedger();
        var chain = new ChainToNotice(host);
        await chain.ToNotice();
        await chain.Refused(People.Handler, $"/procurements/{chain.Id}/archive", new { Complete = true }, "HSE-01");
        await chain.Done(People.Handler, $"/procurements/{chain.Id}/ending", new { Cause = "taskCancelled", Reason = "学校整体搬迁，市政府决定取消该项目" });
        // A bid that was sealed before the end stays what it is.
        await host.Store.Execute(Commit.Empty.Record(new BidSealed(chain.Id, "l", "b", "代号", "sm3", "sha", "", host.Legal.Now), party: People.Hengze.Id));
        await host.App.Services.GetRequiredService<Sequencer>().TickOnce();

        var archive = (await chain.Done(People.Handler, $"/procurements/{chain.Id}/archive", new { Complete = true }))["result"]!["archiveId"]!.GetValue<string>();
        var address = $"/procurements/{chain.Id}/archives/{archive}/package.zip";
        byte[] package;
        using (var agency = await host.Api(People.Agency)) package = await agency.GetByteArrayAsync(address);
        var keys = host.App.Services.GetRequiredService<LedgerKeys>();
        var verdict = ArchiveVerification.Check(package, TlogPolicy.LogOnly(NoteKey.Parse(keys.VerifierKey), NoteKey.Parse(keys.Sm2VerifierKey)));
        Assert.True(verdict.Report.Passed, string.Join("\n", verdict.Report.Steps.Where(s => s.Passed is false)));
        Assert.True(verdict.Statement!.Final);

        // Everything public and restricted of the two, nothing that is sealed or another's.
        var facts = await host.Store.Read(async c => (await c.FactsOf(chain.DemandId)).Concat(await c.FactsOf(chain.Id)).ToList());
        var kinds = facts.Where(f => f.Kind is not ("bid.sealed" or "archive.filed") && (f.FactClass is FactClass.Public || f.Party.Length > 0)).Select(f => f.FactId).Order(StringComparer.Ordinal);
        var index = System.Text.Json.JsonSerializer.Deserialize<ArchiveIndex>(verdict.Files[ArchivePaths.Index], WireJson.Options)!;
        Assert.Equal(kinds, index.Facts.Select(f => f.Id).Order(StringComparer.Ordinal));
        Assert.Contains(index.Facts, f => f is { Kind: "document.drafted", Class: FactClass.Restricted });
        Assert.Contains("documents/tender.txt", verdict.Files.Keys);

        var fact = Assert.IsType<ArchiveFiled>(FactBody.Read(FactKinds.Published.Find("archive.filed")!, facts.Concat(await host.Store.Read(c => c.FactsOf(chain.Id))).Last(f => f.Kind == "archive.filed").Body).Fact);
        Assert.Equal((archive, BodyDigest.Of(package)), (fact.ArchiveId, new BodyDigest(fact.Sm3, fact.Sha256, fact.Length)));
        Assert.Equal(15, fact.KeepUntil!.Value.Year - host.Legal.Now.Year);

        foreach (var actor in new[] { People.OtherPurchaser, People.Supplier, People.OtherAgency })
        {
            using var client = await host.Api(actor);
            Assert.Contains((await client.GetAsync(address)).StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
        }

        Assert.Contains(archive, (await host.Page(People.Handler, $"/procurements/{chain.Id}/archives")).Html, StringComparison.Ordinal);
        using var nobody = host.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/feed/archives/{archive}")).StatusCode);
    }
}
