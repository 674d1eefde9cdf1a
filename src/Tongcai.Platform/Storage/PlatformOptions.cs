using System.Reflection;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.SafeCopies;

namespace Tongcai.Platform;

/// <summary>Database engine of a platform.</summary>
public enum DatabaseEngine
{
    /// <summary>One file in the data directory, one process.</summary>
    Sqlite,

    /// <summary>A server, many processes.</summary>
    Postgres,
}

/// <summary>平台的基本设置。What a platform needs to stand: where its data is, who it is in the ledger, whom it follows.</summary>
public sealed record PlatformOptions
{
    /// <summary>Directory of database, keys and tiles; created when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Origin of this platform's ledger, e.g. <c>trade.example.gov.cn/ledger</c>: key name and identity at once; no spaces, no plus sign.</summary>
    public required string Origin { get; init; }

    /// <summary>Whether the ledger is a demo's, which production refuses.</summary>
    public bool IsDemo => Origin.StartsWith(PlatformParts.DemoPrefix, StringComparison.Ordinal);

    public DatabaseEngine Engine { get; init; } = DatabaseEngine.Sqlite;

    /// <summary>Connection string of PostgreSQL; unused with SQLite.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Ledgers that this platform follows from its start; what is followed now is said by <see cref="LiveAttachments"/>.</summary>
    public IReadOnlyList<FollowedSource> Follow { get; init; } = [];

    /// <summary>Platforms that may read the restricted feed from the start, by pinned key.</summary>
    public IReadOnlyList<PeerPin> Peers { get; init; } = [];

    /// <summary>File with the witnesses of the own ledger and their quorum (C2SP tlog-policy); null: no witness is asked.</summary>
    public string? WitnessPolicy { get; init; }

    /// <summary>Verifier keys of ledgers that this platform witnesses besides the followed ones.</summary>
    public IReadOnlyList<string> WitnessedLogs { get; init; } = [];

    /// <summary>How often witnesses are offered a new checkpoint.</summary>
    public TimeSpan WitnessInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often what other platforms saw of the followed ledgers is compared with what was seen here.</summary>
    public TimeSpan ViewInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Depth of a sealed batch: 2^depth private facts a tick; what is over waits.</summary>
    public int SealedDepth { get; init; } = SealedBatch.DefaultDepth;

    /// <summary>How often followed ledgers are looked at.</summary>
    public TimeSpan FollowInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Interval of sealed batches.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Safe copy of everything that is written; null: none is kept.</summary>
    public SafeCopySettings? SafeCopy { get; init; }

    /// <summary>How long mirrored segments of other platforms are kept.</summary>
    public TimeSpan MirrorKept { get; init; } = TimeSpan.FromDays(35);

    /// <summary>Shared clock file of a demo; null in production. With one, <see cref="Origin"/> must begin with <c>demo.</c>.</summary>
    public string? ClockFile { get; init; }

    /// <summary>Assemblies that carry the platform's rows, facts, readers and <c>Migrations/*.sql</c>, beside Platform and Exchange.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];
}

/// <summary>A ledger to follow.</summary>
/// <param name="Origin">Its origin line.</param>
/// <param name="BaseUrl">Where it is served, e.g. <c>https://trade.example.gov.cn/</c>.</param>
/// <param name="VerifierKey">Its Ed25519 verifier key (<c>name+hash+base64</c>).</param>
/// <param name="Audience">As whom this platform is pinned there and asks for restricted facts; null: public facts only.</param>
/// <param name="Role">What the platform is; null: not said, and it may record any fact.</param>
/// <param name="WithSubordinates">Whether the platforms attached to it are followed as well.</param>
/// <param name="Vetted">Whether the address was given by a person or by another platform, so that every connection is looked at.</param>
/// <param name="Mirror">Whether its files and the segments of its safe copy are kept here.</param>
public sealed record FollowedSource(string Origin, Uri BaseUrl, string VerifierKey, Audience? Audience = null, PlatformRole? Role = null, bool WithSubordinates = false, bool Vetted = false, bool Mirror = false);

/// <summary>A platform that may read this one's restricted feed.</summary>
/// <param name="Origin">Origin of its ledger.</param>
/// <param name="Audience">As what it may read.</param>
/// <param name="PublicKey">Its peer key (<c>peer.pub</c>): base64 of 04 ‖ x ‖ y.</param>
public sealed record PeerPin(string Origin, Audience Audience, string PublicKey);
