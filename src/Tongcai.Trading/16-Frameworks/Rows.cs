using System.Data.Common;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Frameworks;

/// <summary>入围供应商的状态。</summary>
public enum EntrantState
{
    [Label("申请待审核")] Applied,
    [Label("不予加入")] Declined,
    [Label("入围，待签协议")] Selected,
    [Label("在册")] Active,
    [Label("已退出")] Left,
    [Label("已清退")] Removed,
}

/// <summary>入围供应商（开放式自申请起）。Its agreement stands in the row: the text both sides sign is made from the data.</summary>
[Table("entrant")]
public sealed record Entrant : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    /// <summary>Procurement that is the framework.</summary>
    public string FrameworkId { get; init; } = "";
    /// <summary>Procurement by which it entered: the framework's own, or that of a 补充征集.</summary>
    public string ProcurementId { get; init; } = "";
    public int LotNumber { get; init; }
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public string Address { get; init; } = "";
    public string Contact { get; init; } = "";
    public string Size { get; init; } = "";
    /// <summary>入围排序, which is also the order of turns; those of a 补充征集 come after the first.</summary>
    public int Rank { get; init; }
    /// <summary>质量评分 in hundredths of a point; 0 where price ranked.</summary>
    public int Points { get; init; }
    /// <summary>协议价格, fen per unit.</summary>
    public long UnitPriceFen { get; init; }
    public string Unit { get; init; } = "";
    /// <summary>入围产品 or 服务内容.</summary>
    public string Product { get; init; } = "";
    public int DeliveryDays { get; init; }
    public Json<List<RequirementResponse>> Responses { get; init; } = new([]);
    /// <summary>The agreement; empty in an open framework, where the notice is it.</summary>
    public string Text { get; init; } = "";
    public string? CollectorSignature { get; init; }
    public string? SupplierSignature { get; init; }
    public DateOnly? SignBy { get; init; }
    public DateOnly? SignedOn { get; init; }
    /// <summary>合同授予 it has had in turn.</summary>
    public int Turns { get; init; }
    public EntrantState State { get; init; }
    public DateOnly AppliedOn { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>As facts name it.</summary>
    public FrameworkEntrant ToFact() => new(Id, LotNumber, SupplierId, SupplierName, Address, Contact, Rank, UnitPriceFen, Unit, Points, Product);
}

/// <summary>第二阶段的一次采购。Id = procurement id.</summary>
[Table("call_off")]
public sealed record CallOffRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string FrameworkId { get; init; } = "";
    public int LotNumber { get; init; }
    /// <summary>direct, bidding or turns.</summary>
    public string Second { get; init; } = "";
    public long Quantity { get; init; }
    /// <summary>Who was awarded; empty: nobody yet.</summary>
    public string EntrantId { get; init; } = "";
    /// <summary>成交单价; 0 before.</summary>
    public long UnitPriceFen { get; init; }
    public string Reason { get; init; } = "";
}
