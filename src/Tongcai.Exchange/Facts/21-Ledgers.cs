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

/// <summary>接入平台：this platform reads another one's ledger, or lets it read the own restricted feed, from now on and on these terms; a platform above learns from it whom it can follow. Stream: the other platform.</summary>
/// <param name="Ledger">Origin of the other platform's ledger.</param>
/// <param name="Role">What the other platform is: trading, publicService, upperPublicService, peerPublicService or supervision; empty when it was not said.</param>
/// <param name="Address">Where it is, ending in a slash; empty when it is not read.</param>
/// <param name="VerifierKey">Ed25519 verifier key of its ledger (C2SP signed-note); empty when it is not read.</param>
/// <param name="PeerKey">Its SM2 public key for requests, base64 of 04‖x‖y; empty when none is pinned.</param>
/// <param name="Followed">Whether its ledger is read.</param>
/// <param name="AsksAs">Audience as which its restricted feed is asked: hub, supervision or trading; empty: public facts only.</param>
/// <param name="ReadsAs">Audience as which it may read the own restricted feed; empty: not at all.</param>
/// <param name="WithSubordinates">Whether the platforms attached to it are followed as well.</param>
[FactKind("platform.attached", FactClass.Public, Title = "接入平台", Basis = "“互联网+”招标采购行动方案第十一条")]
public sealed record PlatformAttached(
    string Ledger, string Role, string Address, string VerifierKey, string PeerKey, bool Followed, string AsksAs, string ReadsAs, bool WithSubordinates) : IFact
{
    public string Stream => "platform/" + Ledger;
}

/// <summary>停止接入：neither side reads the other any more; what was learned and how far it was read stay. Stream: the other platform.</summary>
/// <param name="Ledger">Origin of the other platform's ledger.</param>
/// <param name="Reason">Why, as the responsible person said.</param>
[FactKind("platform.detached", FactClass.Public, Title = "停止接入平台", Basis = "“互联网+”招标采购行动方案第十一条")]
public sealed record PlatformDetached(string Ledger, string Reason) : IFact
{
    public string Stream => "platform/" + Ledger;
}

/// <summary>检测报告公布：what a testing body found at a platform, published by the hub with its signed report. Stream: the ledger.</summary>
/// <param name="ReportId">Random id given by the hub.</param>
/// <param name="Platform">Address that was tested.</param>
/// <param name="Ledger">Name of the platform's ledger.</param>
/// <param name="TestedBy">Name under which the testing body signs.</param>
/// <param name="EndedAt">System time of the testing body at the end of the test.</param>
/// <param name="Rules">Rules tested.</param>
/// <param name="Failed">Rules that the platform breaks.</param>
/// <param name="ReportSm3">SM3 of the signed report, hex.</param>
/// <param name="ReportSha256">SHA-256 of the signed report, hex.</param>
[FactKind("conformance.reported", FactClass.Public, Title = "公布检测报告", Basis = "“互联网+”招标采购行动方案第四条、第十四条")]
public sealed record ConformanceReported(
    string ReportId, string Platform, string Ledger, string TestedBy, DateTimeOffset EndedAt, int Rules, int Passed, int Failed, int NotApplicable, int NotReached, string ReportSm3, string ReportSha256) : IFact
{
    public string Stream => "ledger/" + Ledger;
}

/// <summary>已由备份恢复：the platform was restored from a backup and healed from a mirror. Stream: the ledger.</summary>
/// <param name="Ledger">Origin of the own ledger.</param>
/// <param name="FromSize">Entries that the backup had.</param>
/// <param name="ToSize">Entries after healing.</param>
/// <param name="Mirror">Origin of the platform whose mirror was used.</param>
/// <param name="Holders">Holders of the recovery key who took part.</param>
[FactKind("restore.performed", FactClass.Public, Title = "由备份恢复", Basis = "电子招标投标办法第四十九条")]
public sealed record RestorePerformed(string Ledger, long FromSize, long ToSize, string Mirror, long Holders) : IFact
{
    public string Stream => "ledger/" + Ledger;
}

/// <summary>见证方记录倒退：a witness no longer knows what it has cosigned of the own ledger; until it is explained, its cosignatures prove less. Stream: the witness.</summary>
/// <param name="Witness">Its name in the policy.</param>
/// <param name="Had">Entries under the newest checkpoint that it had cosigned.</param>
/// <param name="Has">Entries that it then said it had recorded.</param>
[FactKind("witness.wentback", FactClass.Public, Title = "见证方记录倒退", Basis = "电子招标投标办法第十四条")]
public sealed record WitnessWentBack(string Witness, long Had, long Has) : IFact
{
    public string Stream => "witness/" + Witness;
}
