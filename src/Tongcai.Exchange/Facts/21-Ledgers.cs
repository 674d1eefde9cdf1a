using System.Text;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Facts;

/// <summary>账本分叉：another platform's ledger has signed two histories; anybody can check the evidence with that ledger's key. Stream: the ledger.</summary>
/// <param name="Ledger">Origin of the ledger.</param>
/// <param name="SeenBy">Origin of the platform, or name of the witness, that was shown the other history.</param>
/// <param name="First">The signed checkpoint of the smaller size, as text.</param>
/// <param name="Second">The other one.</param>
/// <param name="Root">Root at the size of <paramref name="First"/> in the tree of <paramref name="Second"/>, base64.</param>
/// <param name="Hashes">Consistency proof from it to the root of <paramref name="Second"/>, base64.</param>
[FactKind("ledger.forked", FactClass.Public, Title = "账本分叉告警", Basis = "电子招标投标办法第十四条")]
public sealed record LedgerForked(string Ledger, string SeenBy, string First, string Second, string Root, IReadOnlyList<string> Hashes) : IFact
{
    public string Stream => "ledger/" + Ledger;

    public static LedgerForked Of(string ledger, string seenBy, ForkEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return new(ledger, seenBy, Encoding.UTF8.GetString(evidence.First.Span), Encoding.UTF8.GetString(evidence.Second.Span), evidence.Root.ToString(), [.. evidence.Hashes.Select(h => h.ToString())]);
    }

    /// <summary>The evidence, unchecked; null when its hashes are none.</summary>
    public ForkEvidence? Evidence()
    {
        if (!NodeHash.TryParse(Root, out var root)) return null;
        var hashes = new List<NodeHash>();
        foreach (var text in Hashes)
        {
            if (!NodeHash.TryParse(text, out var hash)) return null;
            hashes.Add(hash);
        }

        return new ForkEvidence(Encoding.UTF8.GetBytes(First), Encoding.UTF8.GetBytes(Second), root, hashes);
    }
}

/// <summary>恢复同步：following another platform's ledger goes on after an alarm, or parked facts are read again, because a responsible person decided so. Stream: the ledger.</summary>
/// <param name="Ledger">Origin of the ledger.</param>
/// <param name="Alarm">The alarm that was judged; empty when only parked facts are read again.</param>
/// <param name="Parked">Facts that waited.</param>
/// <param name="Reason">Why it may go on.</param>
[FactKind("following.resumed", FactClass.Public, Title = "恢复账本同步", Basis = "电子招标投标办法第四十九条")]
public sealed record FollowingResumed(string Ledger, string Alarm, long Parked, string Reason) : IFact
{
    public string Stream => "ledger/" + Ledger;
}
