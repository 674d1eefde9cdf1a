using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Bidding;

/// <summary>投标人在本项目中的代号。Random; the only join between an organisation and its bids before opening.</summary>
[Table("bidder")]
public sealed record Bidder : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string Pseudonym { get; init; } = "";
}

/// <summary>预先发给供应商的代号。Id = the pseudonym. Technical: drawn when a supplier looks at the bid page, it is nobody's bid.</summary>
[Table("pseudonym", Technical = true)]
public sealed record Pseudonym : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string SupplierId { get; init; } = "";
}

/// <summary>密封投标。Each seal, replacement and withdrawal is a row of its own; the last of a chain counts.</summary>
[Table("bid")]
public sealed record Bid : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string Pseudonym { get; init; } = "";
    /// <summary>The sealed envelope as handed in: canonical JSON with signature and certificates; ciphertext chunks lie in the file store by digest.</summary>
    public byte[] Envelope { get; init; } = [];
    public string EnvelopeSm3 { get; init; } = "";
    public string EnvelopeSha256 { get; init; } = "";
    /// <summary>SM3 of the envelope this replaces; empty for the first. Unique per lot and pseudonym, so a chain never forks.</summary>
    public string Supersedes { get; init; } = "";
    public bool Withdrawal { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
}
