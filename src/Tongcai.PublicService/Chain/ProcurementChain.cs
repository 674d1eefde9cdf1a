using System.Data.Common;
using System.Text;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Chain;

/// <summary>A fact with the place it was read from.</summary>
public sealed record Recorded(ChainFact Row, IFact Fact);

/// <summary>一个项目的全部公开事实, of all followed ledgers, in one order that does not depend on who was read first.</summary>
/// <param name="Page">Its row; null when only another ledger (supervision) has spoken of it so far.</param>
public sealed record ProcurementChain(ProcurementPage? Page, IReadOnlyList<Recorded> Facts)
{
    /// <summary>The fact of a row; null for a kind or body this program cannot read.</summary>
    public static Recorded? Read(ChainFact row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return FactKinds.Published.Find(row.Kind) is { } kind && FactBody.Read(kind, Encoding.UTF8.GetBytes(row.Body)).Fact is { } fact ? new Recorded(row, fact) : null;
    }

    /// <summary>Orders facts by instant, then ledger, then place.</summary>
    public static ProcurementChain Of(ProcurementPage? page, IEnumerable<ChainFact> rows) => new(
        page,
        [.. rows.DistinctBy(r => r.Id).OrderBy(r => r.At).ThenBy(r => r.Ledger, StringComparer.Ordinal).ThenBy(r => r.LeafIndex).Select(Read).OfType<Recorded>()]);

    /// <summary>The chain of a procurement; null when no ledger has spoken of it.</summary>
    public static async Task<ProcurementChain?> Load(DbConnection db, string id)
    {
        var page = await db.Find<ProcurementPage>(id);
        var rows = await db.Where<ChainFact>("procurement_id = @id", new { id });
        if (rows.Count == 0) return null;
        if (page is { BudgetLineId.Length: > 0 })
            rows.AddRange(await db.Where<ChainFact>("stream = @line and ledger = @ledger and kind = 'budget.approved'", new { line = page.BudgetLineId, ledger = page.Ledger }));
        return Of(page, rows);
    }

    /// <summary>The facts of one kind.</summary>
    public IEnumerable<T> All<T>()
        where T : IFact => Facts.Select(f => f.Fact).OfType<T>();

    /// <summary>The first of its kind; default when there is none.</summary>
    public T? First<T>()
        where T : class, IFact => All<T>().FirstOrDefault();

    /// <summary>The newest of its kind; default when there is none.</summary>
    public T? Last<T>()
        where T : class, IFact => All<T>().LastOrDefault();

    /// <summary>The part of the chain that its own ledger had when the fact was written, with the fact itself.</summary>
    public ProcurementChain Until(Recorded fact) => this with { Facts = [.. Facts.Where(f => f == fact || (f.Row.Ledger == fact.Row.Ledger && f.Row.LeafIndex < fact.Row.LeafIndex))] };

    /// <summary>The tender document in force: that was published with the result, or else of the notice or of the last correction.</summary>
    public TenderDocument? Document => Last<DocumentDisclosed>()?.Document ?? Last<CorrectionPublished>()?.Document ?? Last<NoticePublished>()?.Document ?? Last<FrameworkCalled>()?.Document;
}
