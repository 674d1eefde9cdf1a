using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Tests.OpenData;

namespace Tongcai.PublicService.Tests.Figures;

/// <summary>A store of either engine that holds generated procurements as an earlier program would have read them: their facts, and no rows of lots.</summary>
internal static class Readings
{
    public static StoreSetup Setup => new([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime());

    public static ProcurementPage PageOf(GeneratedChain chain) => chain.Facts.Where(f => f.Row.Ledger == GeneratedChain.Trade && f.Fact is not Exchange.Facts.BudgetApproved)
        .Aggregate(new ProcurementPage { Id = chain.Id, Ledger = GeneratedChain.Trade }, (page, f) => PageFold.Apply(page, f.Fact, f.Row.At));

    public static async Task<IStore> Of(string engine, string folder, IEnumerable<GeneratedChain> chains)
    {
        var store = await Databases.Open(engine, Path.Combine(folder, "data.db"), Setup);
        await Fill(store, chains);
        return store;
    }

    /// <summary>Lets a store read the procurements, and makes the rows of their lots.</summary>
    public static async Task Fill(IStore store, IEnumerable<GeneratedChain> chains)
    {
        var index = 0L;
        foreach (var chain in chains)
        {
            var commit = chain.Facts.Aggregate(
                Commit.Empty.Insert(PageOf(chain)),
                (all, f) => all.Insert(f.Row with { Id = RandomId.New(), LeafIndex = index++, ProcurementId = f.Fact is Exchange.Facts.BudgetApproved ? "" : chain.Id }));
            Assert.IsType<Committed>(await store.Execute(commit));
        }

        await LotBackfill.Run(store, CancellationToken.None);
    }
}
