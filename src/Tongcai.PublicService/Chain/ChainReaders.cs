using System.Text;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Chain;

/// <summary>
/// 读账。The only way into this platform's pages: every public fact of the followed ledgers becomes rows, in the commit that also stores how far was read.
/// A fact that is there already teaches nothing, so a ledger may be read again from its beginning.
/// </summary>
public static class ChainReaders
{
    /// <summary>Kinds of facts of no procurement that this platform does not show.</summary>
    private static readonly HashSet<string> Elsewhere =
    [
        "organisation.registered", "certificate.registered", "clock.jumped", "ledger.forked", "following.resumed", "platform.attached", "platform.detached", "conformance.reported", "restore.performed", "witness.wentback", "clock.alarmed", "clock.confirmed", "outage.began",
        "outage.ended", "dishonesty.listed", "dishonesty.changed", "inspection.planned", "inspection.drawn", "inspection.published", "inspection.closed", "score.published", "score.answered", "consultation.answered",
    ];

    /// <summary>The kinds that are read: all public ones of the published interface that belong to a procurement or a budget.</summary>
    public static IEnumerable<FactKind> Kinds => FactKinds.Published.All.Where(k => k.FactClass is FactClass.Public && !Elsewhere.Contains(k.Kind));

    /// <summary>Registers a reader of each kind.</summary>
    public static IServiceCollection AddChainReaders(this IServiceCollection services)
    {
        foreach (var kind in Kinds)
            services.AddSingleton(p => new FactReader(kind.Type, (fact, origin, cancel) => Learn(p.GetRequiredService<IStore>(), fact, origin, cancel)) { Concern = fact => ProcurementOf(fact) is { Length: > 0 } id ? id : fact.Stream });
        return services;
    }

    private static async Task<Commit> Learn(IStore store, IFact fact, FactOrigin origin, CancellationToken cancel)
    {
        var id = ProcurementOf(fact);
        var (known, page, rows, lots, paid) = await store.Read(async db => (
            await db.ExecuteScalarAsync<long>("select count(*) from chain_fact where id = @id and ledger = @ledger and leaf_index = @index", new { id = origin.Leaf.Id, ledger = origin.Ledger, index = origin.Index }) > 0,
            id.Length > 0 ? await db.Find<ProcurementPage>(id) : null,
            id.Length > 0 ? await db.Where<ChainFact>("procurement_id = @id and ledger = @ledger", new { id, ledger = origin.Ledger }) : [],
            LotFold.Reads(fact) ? await db.Where<LotOutcome>("procurement_id = @id", new { id }) : [],
            LotFold.Reads(fact) ? await db.Where<PublicPayment>("procurement_id = @id", new { id }) : []), cancel);
        return known ? Commit.Empty : Learn(fact, origin, page, rows, lots, paid);
    }

    /// <summary>The rows a fact becomes.</summary>
    /// <param name="page">The procurement's row, null before its first fact.</param>
    /// <param name="earlier">The facts of the procurement that the same ledger had before.</param>
    /// <param name="lots">The rows of its lots.</param>
    /// <param name="paid">The rows of its payments.</param>
    /// <exception cref="InvalidOperationException">The procurement belongs to another ledger; the fact is parked with this reason.</exception>
    public static Commit Learn(IFact fact, FactOrigin origin, ProcurementPage? page, IReadOnlyList<ChainFact> earlier, IReadOnlyList<LotOutcome> lots, IReadOnlyList<PublicPayment> paid)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var id = ProcurementOf(fact);
        var row = new ChainFact
        {
            Id = origin.Leaf.Id, ProcurementId = id, Stream = origin.Leaf.Stream, Kind = origin.Leaf.Kind, At = origin.Leaf.At, ByOrg = origin.Leaf.By, Ledger = origin.Ledger,
            LeafIndex = origin.Index, Leaf = Encoding.UTF8.GetString(origin.Leaf.Write()), Body = Encoding.UTF8.GetString(FactBody.Write(fact)),
        };
        var commit = Commit.Empty.Insert(row);
        if (id.Length == 0) return commit;
        commit = commit.Insert(new NoticeChange { Id = row.Id, ProcurementId = id }).Insert(new FreshFact { Id = row.Id, ProcurementId = id });

        // Orders and decisions come from the supervision platform's ledger and change no row of the project: the trading platform says what it did with them.
        if (fact is not (OrderIssued or ComplaintDecided))
        {
            if (page is not null && page.Ledger != origin.Ledger) throw new InvalidOperationException($"项目属于账本 {page.Ledger}，{origin.Ledger} 不能记录它的事实");
            var next = PageFold.Apply(page ?? new ProcurementPage { Id = id, Ledger = origin.Ledger }, fact, origin.Leaf.At);
            commit = commit.Put(next);
            page = next;
        }

        var here = new Recorded(row, fact);
        var chain = ProcurementChain.Of(page, earlier);
        chain = chain with { Facts = [.. chain.Facts, here] };
        if (LotFold.Reads(fact)) commit = commit.And(LotFold.Write(chain, lots, paid));
        return NoticeText.Of(here, chain) is { } notice ? commit.Insert(notice.ToRow(here)) : commit;
    }

    private static string ProcurementOf(IFact fact) => fact switch
    {
        BudgetApproved => "",
        ComplaintDecided f => f.ProcurementId,
        _ => fact.Stream,
    };
}
