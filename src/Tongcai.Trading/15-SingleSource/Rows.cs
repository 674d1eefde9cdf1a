using System.Data.Common;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.SingleSource;

/// <summary>单一来源协商。Id = procurement id: with whom, when, the last offer and the record.</summary>
[Table("source_meeting")]
public sealed record SourceMeeting : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public DateTimeOffset MeetingAt { get; init; }
    public string Place { get; init; } = "";
    /// <summary>How many offers were handed in; the last counts.</summary>
    public int Offers { get; init; }
    public Json<BidContent?> Offer { get; init; } = new(null);
    public string Cost { get; init; } = "";
    public string Patents { get; init; } = "";
    public Json<SourceRecorded?> Record { get; init; } = new(null);
}

/// <summary>单一来源项目：what its acts decide on, read in one snapshot.</summary>
public sealed record SourceCase(Procurement Procurement, BudgetLine Line, TenderDocument Document, Tender? Tender, Approval? Approval, SourceMeeting? Meeting, IReadOnlyList<Seat> Seats)
{
    public static Task<SourceCase?> Load(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Read(async db => await db.Find<Procurement>(context["id"]) is { } p ? await Of(db, p) : null);
    }

    private static async Task<SourceCase?> Of(DbConnection db, Procurement p) => new(
        p, await db.Get<BudgetLine>(p.BudgetLineId), await db.DocumentOf(p.Id), await db.Find<Tender>(p.Id), await db.Find<Approval>(p.ApprovalId), await db.Find<SourceMeeting>(p.Id),
        await db.Where<Seat>("procurement_id = @Id and answer = 'accepted' order by name", new { p.Id }));

    /// <summary>Refuses what is not a single-source procurement, and a step out of turn.</summary>
    public Refusal? Turn(string act, params ReadOnlySpan<Stage> stages) =>
        Procurement.MethodRow().OneSupplier
            ? Standstill.Check(Procurement, act, stages)
            : MethodRules.SingleSource.Refuse($"本项目备案的采购方式是{Procurement.MethodRow().Name}，没有与唯一供应商的协商。", "按备案的采购方式办理。");
}
