using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>对方平台的类别。What an attached platform is, seen from here.</summary>
public enum PlatformRole
{
    [Label("交易平台")] Trading,

    /// <summary>A hub beneath this one, or the hub of a trading or supervision platform.</summary>
    [Label("公共服务平台")] PublicService,
    [Label("上级公共服务平台")] UpperPublicService,
    [Label("同级公共服务平台")] PeerPublicService,
    [Label("行政监督平台")] Supervision,
}

/// <summary>接入。The terms on which another platform is attached, or was. The id is the origin of its ledger.</summary>
[Table("attachment")]
public sealed record Attachment : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>Null when configuration did not say.</summary>
    public PlatformRole? Role { get; init; }

    /// <summary>Where it is, ending in a slash; empty when it is not read.</summary>
    public string Address { get; init; } = "";

    /// <summary>Ed25519 verifier key of its ledger; empty when it is not read.</summary>
    public string VerifierKey { get; init; } = "";

    /// <summary>SM2 public key of its requests, base64 of 04 ‖ x ‖ y; empty: none.</summary>
    public string PeerKey { get; init; } = "";

    /// <summary>Whether its ledger is read.</summary>
    public bool Followed { get; init; }

    /// <summary>Audience as which its restricted feed is asked; null: public facts only.</summary>
    public Audience? AsksAs { get; init; }

    /// <summary>Audience as which it may read the own restricted feed; null: not at all.</summary>
    public Audience? ReadsAs { get; init; }

    /// <summary>随下级平台接入：whether the platforms attached to it are followed as well.</summary>
    public bool WithSubordinates { get; init; }

    /// <summary>False since it was detached; the rest then says what held before.</summary>
    public bool Attached { get; init; }

    /// <summary>Whether configuration wrote these terms, and a change of configuration changes them.</summary>
    public bool Configured { get; init; }

    /// <summary>Legal time of the last change.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Why it was detached; empty while it is attached.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who changed it last; empty for configuration.</summary>
    public string AccountId { get; init; } = "";
    public string AccountName { get; init; } = "";
    public string OrganisationId { get; init; } = "";

    /// <summary>Whether the terms are the same, whoever wrote them and when.</summary>
    public bool SameTerms(Attachment other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Terms() == other.Terms() && Attached == other.Attached;
    }

    /// <summary>The fact that tells the terms.</summary>
    public PlatformAttached Terms() => new(
        Id, Role is { } role ? Wire.Name(role.ToString()) : "", Address, VerifierKey, PeerKey, Followed, Code(AsksAs), Code(ReadsAs), WithSubordinates);

    private static string Code(Audience? audience) => audience is { } known ? Wire.Name(known.ToString()) : "";
}

/// <summary>下级所报的接入。What a followed platform's facts say of a platform attached to it.</summary>
[Table("reported_attachment", Technical = true)]
public sealed record ReportedAttachment : IRow
{
    /// <summary>Reporter and ledger.</summary>
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>Origin of the ledger in which the fact stands.</summary>
    public string ReportedBy { get; init; } = "";

    /// <summary>Origin of the attached platform's ledger.</summary>
    public string Ledger { get; init; } = "";

    /// <summary>What the attached platform is, seen from the reporter.</summary>
    public PlatformRole? Role { get; init; }
    public string Address { get; init; } = "";
    public string VerifierKey { get; init; } = "";

    /// <summary>Whether it is attached there and its ledger read.</summary>
    public bool Attached { get; init; }
}
