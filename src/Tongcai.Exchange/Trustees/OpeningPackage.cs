using Tongcai.Cryptography;

namespace Tongcai.Exchange.Trustees;

/// <summary>
/// 开标包：all that somebody needs to open bids without the trading platform. A folder: this as <see cref="File"/>, beside it the stored chunks as <c>chunks/{sm3}</c>. Everything in it is checked
/// against the ledger and by proofs, nothing is believed.
/// </summary>
/// <param name="V"><see cref="Form"/>.</param>
/// <param name="Ledger">Origin of the trading platform's ledger.</param>
/// <param name="Ceremony">The public fact <c>key.ceremony</c>.</param>
/// <param name="Deadline">The public fact <c>deadline.passed</c>, of a later round <c>offers.closed</c>; null before it.</param>
/// <param name="Bids">Sealed envelopes with what proves them in the ledger.</param>
/// <param name="Partials">By trustee; more can come in files of their own.</param>
/// <param name="Keys">What bidders disclosed of their own copies (补救途径).</param>
/// <param name="Carried">Names of the sections whose chunks are in the package; of the others only the trustees' work is checked.</param>
/// <param name="Round">Which round it opens (<see cref="OfferRound"/>); a package that does not say is of the first.</param>
public sealed record OpeningPackage(
    string V, string Ledger, string ProcurementId, LedgerBody Ceremony, LedgerBody? Deadline, IReadOnlyList<SealedBid> Bids, IReadOnlyList<TrusteePartials> Partials, IReadOnlyList<DisclosedKey> Keys,
    IReadOnlyList<string> Carried, int Round = 1)
{
    public const string Form = "tongcai/opening/v1";

    /// <summary>Name of the file in the folder.</summary>
    public const string File = "opening.json";

    /// <summary>Where a chunk lies in the folder.</summary>
    public static string ChunkPath(string sm3) => $"chunks/{sm3}";

    /// <summary>Whether no part is missing that JSON may leave out.</summary>
    public bool IsWhole => V == Form && Round >= 1 && Ledger is not null && ProcurementId is not null && Ceremony?.Body is not null && Bids is not null && Partials is not null && Keys is not null && Carried is not null
        && Bids.All(b => b is { BidId: not null, Document: not null, Fact: { Leaf: not null, Salt: not null, Body: not null, Path: not null } })
        && Partials.All(p => p?.Partials is not null && p.Partials.All(v => v is { BidId: not null, Section: not null, Value: not null }))
        && Keys.All(k => k is { BidId: not null, Section: not null, Key: not null });
}

/// <summary>A public fact by its place in the ledger.</summary>
/// <param name="Body">Canonical body.</param>
public sealed record LedgerBody(long Index, byte[] Body);

/// <summary>What one trustee gave.</summary>
/// <param name="Trustee">Index in the ceremony, from 1.</param>
public sealed record TrusteePartials(int Trustee, IReadOnlyList<PartialAnswer> Partials)
{
    /// <summary>SM3 of the canonical answer, hexadecimal: the ledger names it, so that parts that are not public yet cannot be changed.</summary>
    public string Digest() => Convert.ToHexStringLower(Sm3.Hash(Wire.CanonicalJson.Write(new PartialsAnswer([.. Partials.OrderBy(p => p.BidId, StringComparer.Ordinal).ThenBy(p => p.Section, StringComparer.Ordinal)]))));
}

/// <summary>投标人自留密钥的披露：the content key of one section, 32 bytes; judged by the tags of the chunks that were sealed before the deadline.</summary>
public sealed record DisclosedKey(string BidId, string Section, byte[] Key);
