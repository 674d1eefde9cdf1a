using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tongcai.Cryptography;

/// <summary>受托人: a neutral holder of a share of an opening key (purchaser, agency, CA, notary …), never the hub, supervision or the trading platform.</summary>
/// <param name="Name">As shown to people.</param>
/// <param name="Certificates">Signing and encryption certificate; whoever relies on a ceremony checks their chains.</param>
public sealed record Trustee(string Name, CertificatePair Certificates);

/// <summary>Who makes an opening key together, and how many of them open.</summary>
public sealed partial class CeremonyPlan
{
    public const int MaximumTrustees = 7;

    /// <param name="id">Names the ceremony; 1 to 64 of A–Z a–z 0–9 . _ -</param>
    /// <param name="threshold">k: how many trustees open, 1 ≤ k ≤ n.</param>
    /// <param name="trustees">n trustees, 1 ≤ n ≤ 7; the first has index 1. No key may occur twice: it would give one holder two shares.</param>
    /// <exception cref="ArgumentException">A bound is broken.</exception>
    public CeremonyPlan(string id, int threshold, IReadOnlyList<Trustee> trustees)
    {
        if (!IsIdentifier(id))
            throw new ArgumentException("A ceremony is named by 1 to 64 of A–Z a–z 0–9 . _ -", nameof(id));
        if (trustees.Count is < 1 or > MaximumTrustees)
            throw new ArgumentException("1 to 7 trustees hold an opening key.", nameof(trustees));
        if (threshold < 1 || threshold > trustees.Count)
            throw new ArgumentException("Between one and all of the trustees open.", nameof(threshold));
        if (trustees.Select(t => t.Certificates.Encryption.PublicKey).Distinct().Count() < trustees.Count
            || trustees.Select(t => t.Certificates.Signing.PublicKey).Distinct().Count() < trustees.Count)
            throw new ArgumentException("Two trustees have one key.", nameof(trustees));
        (Id, Threshold, Trustees) = (id, threshold, [.. trustees]);
    }

    public string Id { get; }

    /// <summary>k.</summary>
    public int Threshold { get; }

    /// <summary>n trustees, index 1 first.</summary>
    public IReadOnlyList<Trustee> Trustees { get; }

    internal Trustee this[int index] => Trustees[index - 1];

    internal bool Has(int index) => index >= 1 && index <= Trustees.Count;

    /// <summary>How a trustee is called in findings.</summary>
    internal string Name(int index) => Has(index) ? $"第{index}号受托人“{this[index].Name}”" : $"第{index}号（不存在的受托人）";

    internal static bool IsIdentifier(string? text) => text is not null && Identifier().IsMatch(text);

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["threshold"] = Threshold,
        ["trustees"] = new JsonArray([.. Trustees.Select(t => new JsonObject
        {
            ["name"] = t.Name,
            ["signing"] = Convert.ToHexStringLower(t.Certificates.Signing.ToBytes()),
            ["encryption"] = Convert.ToHexStringLower(t.Certificates.Encryption.ToBytes()),
        })]),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Identifier();
}
