using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Orders;

/// <summary>监督指令。</summary>
[Table("supervision_order")]
public sealed record Order : IRow
{
    /// <summary>How long the trading platform may take before both sides are alarmed.</summary>
    public static readonly TimeSpan Delivery = TimeSpan.FromSeconds(60);

    /// <summary>The kinds and their Chinese names.</summary>
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["suspend"] = "暂停采购活动", ["resume"] = "恢复采购活动", ["next"] = "另行确定中标人", ["annul"] = "撤销并重新采购",
    };

    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";

    /// <summary>Complaint in whose handling it was issued; empty: outside one.</summary>
    public string ComplaintId { get; init; } = "";

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Last day of a suspension.</summary>
    public DateOnly? Until { get; init; }
    public string Reason { get; init; } = "";
    public string RuleId { get; init; } = "";

    /// <summary>Name of the person who issued it.</summary>
    public string IssuedBy { get; init; } = "";

    /// <summary>Legal instant.</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>System instant: delivery is a matter of the machines, whatever a demo does to legal time.</summary>
    public DateTimeOffset SentAt { get; init; }
    public string Signature { get; init; } = "";

    /// <summary>Legal instant at which the trading platform recorded that it obeyed; null: not yet.</summary>
    public DateTimeOffset? ObeyedAt { get; init; }

    /// <summary>Whether the order should have been obeyed by now and has not been.</summary>
    /// <param name="now">System time.</param>
    public bool IsOverdue(DateTimeOffset now) => ObeyedAt is null && now - SentAt > Delivery;
}

/// <summary>指令的签发：the authority's key signs what trading checks against the key it has pinned.</summary>
public static class OrderSigning
{
    /// <summary>The fact that carries the order.</summary>
    public static OrderIssued Sign(Order order, Sm2PrivateKey authority)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(authority);
        var unsigned = new OrderIssued(order.Id, order.ProcurementId, order.Kind, order.Until, order.Reason, order.RuleId, "");
        return unsigned with { Signature = AuthoritySignature.Sign(unsigned.SignedText(), authority) };
    }

    /// <summary>The row and the signed fact of an order.</summary>
    /// <param name="by">Organisation that issues it.</param>
    public static Commit Issue(Order order, Sm2PrivateKey authority, string by)
    {
        var signed = Sign(order, authority);
        return Commit.Empty.Insert(order with { Signature = signed.Signature }).Record(signed, by);
    }
}
