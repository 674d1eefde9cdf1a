using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Opening;

/// <summary>开标进行状态。</summary>
public enum OpeningState
{
    Opened,
    Recorded,
}

/// <summary>开标。Id = procurement id.</summary>
[Table("opening")]
public sealed record OpeningRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public OpeningState State { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>份额健康证明, the last one of each trustee. Id = procurement id, dot, index. Technical: it is asked for again and again and changes nothing.</summary>
[Table("share_health", Technical = true)]
public sealed record ShareHealthRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public int TrusteeIndex { get; init; }
    public DateTimeOffset CheckedAt { get; init; }
    /// <summary>When the share was last proved to be held; null: never.</summary>
    public DateTimeOffset? HeldAt { get; init; }
    /// <summary>Why it was not proved at the last check (Chinese); empty when it was.</summary>
    public string Problem { get; init; } = "";
    /// <summary>What was asked and answered when it was last proved: a Schnorr proof that anybody verifies against X_i of the ceremony (docs/sealed-bids.md).</summary>
    public string Nonce { get; init; } = "";
    public string Challenge { get; init; } = "";
    public string Response { get; init; } = "";
}

/// <summary>催请受托人。Id = procurement id.</summary>
[Table("opening_call")]
public sealed record OpeningCallRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public DateTimeOffset CalledAt { get; init; }
    /// <summary>Until then the missing trustees are waited for.</summary>
    public DateTimeOffset TrusteesUntil { get; init; }
    /// <summary>From then on until this bidders may open with their own copies; then the opening goes on with what is there.</summary>
    public DateTimeOffset BiddersUntil { get; init; }
    public Json<List<string>> Missing { get; init; } = new([]);
}

/// <summary>投标人交出的内容密钥, found to fit its ciphertext.</summary>
[Table("handed_key")]
public sealed record HandedKeyRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string BidId { get; init; } = "";
    public string Section { get; init; } = "";
    /// <summary>32 bytes, hex.</summary>
    public string ContentKey { get; init; } = "";
}

/// <summary>受托人的部分解密及证明。</summary>
[Table("partial_decryption")]
public sealed record PartialRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string BidId { get; init; } = "";
    public string Section { get; init; } = "";
    public int TrusteeIndex { get; init; }
    /// <summary>D_i and Chaum–Pedersen proof, canonical JSON.</summary>
    public string Value { get; init; } = "";
}

/// <summary>已开启的投标。</summary>
[Table("opened_bid")]
public sealed record OpenedBidRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public long PriceFen { get; init; }
    public int DeliveryDays { get; init; }
    public Json<List<string>> ConsortiumIds { get; init; } = new([]);
    /// <summary>The opened bid: responses, price sheet, commitments, declarations.</summary>
    public Json<Tongcai.Exchange.BidContent> Content { get; init; } = new(null!);
    /// <summary>Empty when opened; else bidder or platform.</summary>
    public string Cause { get; init; } = "";
    public string Detail { get; init; } = "";
    public string EnvelopeSm3 { get; init; } = "";
}

/// <summary>开标异议。</summary>
[Table("opening_objection")]
public sealed record ObjectionRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string Text { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
