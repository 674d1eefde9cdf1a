using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Orders;

/// <summary>监督指令。</summary>
[Table("supervision_order")]
public sealed record Order : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string ComplaintId { get; init; } = "";
    /// <summary>suspend, resume, annul.</summary>
    public string Kind { get; init; } = "";
    public DateOnly? Until { get; init; }
    public string Reason { get; init; } = "";
    public string RuleId { get; init; } = "";
    public DateTimeOffset IssuedAt { get; init; }
    /// <summary>When the trading platform recorded that it obeyed; null: not yet, which alarms on both sides.</summary>
    public DateTimeOffset? ObeyedAt { get; init; }
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
        return unsigned with { Signature = Convert.ToBase64String(authority.Sign(Encoding.UTF8.GetBytes(unsigned.SignedText()))) };
    }
}
