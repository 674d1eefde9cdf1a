using System.Text.Json.Nodes;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Conformance;

/// <summary>One look at the heads of both trees.</summary>
/// <param name="At">Time since the observation began.</param>
public sealed record Sighting(TimeSpan At, Reply Head, Reply Sm3Head)
{
    /// <summary>The head, unverified; null when it is no checkpoint.</summary>
    public Checkpoint? Checkpoint { get; } = Parse(Head);

    public Checkpoint? Sm3Checkpoint { get; } = Parse(Sm3Head);

    private static Checkpoint? Parse(Reply reply) => reply.IsOk && Ledger.Checkpoint.TryParse(reply.Body, out var head, out _) ? head : null;
}

/// <summary>A ledger that the platform says it follows.</summary>
public sealed record FollowedLog(string Origin, string Hash);

/// <summary>The answers to the questions put to the platform as a witness, by what they are about.</summary>
/// <param name="Origin">Origin of the log that was asked about; empty for none.</param>
/// <param name="Size">Size that the platform says it has recorded.</param>
public sealed record WitnessAsked(string Origin, long Size, Reply Reply);

/// <summary>观察所得。Everything that was fetched from a platform; the rules judge this and nothing else.</summary>
public sealed class Observed
{
    internal Observed(Uri address, ConformanceTerms terms)
    {
        (Address, Terms) = (address, terms);
        Entries = new(() => ProvedEntries.Of(this));
        Leaves = new(() => PublicLeaf.All(Entries.Value));
        Kinds = new(() => KindTerms.All(this));
    }

    public Uri Address { get; }

    public ConformanceTerms Terms { get; }

    /// <summary>The announcement, /api/v1/ledger.</summary>
    public Reply Page { get; internal set; } = Reply.None;

    /// <summary>The same with the tag of the answer before it, until one said that nothing changed, at most a few times.</summary>
    public Reply PageUnchanged { get; internal set; } = Reply.None;

    /// <summary>An address below /api/v1 that there is not.</summary>
    public Reply NoSuchApi { get; internal set; } = Reply.None;

    public Reply VerifierKeys { get; internal set; } = Reply.None;

    public Reply WitnessKeyFile { get; internal set; } = Reply.None;

    public Reply PolicyFile { get; internal set; } = Reply.None;

    public Reply WitnessedHead { get; internal set; } = Reply.None;

    /// <summary>All looks at the heads, in order.</summary>
    public List<Sighting> Sightings { get; } = [];

    /// <summary>First reading of each file of the ledger, by path under /ledger/.</summary>
    public Dictionary<string, Reply> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Second readings of files that never change.</summary>
    public List<Reply> Again { get; } = [];

    /// <summary>Addresses of files that there cannot be.</summary>
    public List<Reply> Absent { get; } = [];

    /// <summary>Bodies of public facts, by SHA-256.</summary>
    public Dictionary<string, Reply> Bodies { get; } = new(StringComparer.Ordinal);

    public Reply NoSuchBody { get; internal set; } = Reply.None;

    /// <summary>The bodies of the newest entries in one answer; null while there are no entries.</summary>
    public (long From, long To, Reply Reply)? BodyRange { get; internal set; }

    /// <summary>A range after the last entry.</summary>
    public Reply RangeBeyond { get; internal set; } = Reply.None;

    /// <summary>Proofs of public facts, by id.</summary>
    public Dictionary<string, Reply> Proofs { get; } = new(StringComparer.Ordinal);

    public Reply NoSuchProof { get; internal set; } = Reply.None;

    /// <summary>What somebody who is not signed in gets for private facts that there are.</summary>
    public List<Reply> PrivateProofs { get; } = [];

    /// <summary>The same for their bodies.</summary>
    public List<Reply> PrivateBodies { get; } = [];

    /// <summary>The specification, /spec/facts.json.</summary>
    public Reply SpecificationFile { get; internal set; } = Reply.None;

    /// <summary>The page of the specification.</summary>
    public Reply SpecificationPage { get; internal set; } = Reply.None;

    /// <summary>The schema of each kind on its own, by kind.</summary>
    public Dictionary<string, Reply> Schemas { get; } = new(StringComparer.Ordinal);

    public Reply NoSuchKind { get; internal set; } = Reply.None;

    public Reply FeedUnsigned { get; internal set; } = Reply.None;

    /// <summary>Signed by a key that nobody knows.</summary>
    public Reply FeedByStranger { get; internal set; } = Reply.None;

    /// <summary>Signed an hour ago, by the tester's key where there is one.</summary>
    public Reply FeedExpired { get; internal set; } = Reply.None;

    /// <summary>Signed for another address.</summary>
    public Reply FeedReplayed { get; internal set; } = Reply.None;

    /// <summary>Signed properly; null without a key.</summary>
    public Reply? Feed { get; internal set; }

    /// <summary>Questions to the platform as a witness, by name of the question.</summary>
    public Dictionary<string, WitnessAsked> Witness { get; } = new(StringComparer.Ordinal);

    /// <summary>What the platform saw of the ledgers that it follows.</summary>
    public Dictionary<FollowedLog, Reply> Seen { get; } = [];

    public Reply NoSuchSeen { get; internal set; } = Reply.None;

    /// <summary>The announcement as JSON; null when it is none.</summary>
    public JsonObject? Announcement => Json.Object(Page);

    /// <summary>Name of the ledger as announced; empty: not announced.</summary>
    public string Origin => Json.Text(Announcement, "origin");

    /// <summary>The ledger's Ed25519 key: pinned, else as announced; null: there is none.</summary>
    public NoteKey? Key => Terms.Pinned ?? AnnouncedKey;

    public NoteKey? AnnouncedKey => Json.Key(Json.Text(Announcement, "verifierKey"));

    public NoteKey? AnnouncedSm2Key => Json.Key(Json.Text(Announcement, "sm2VerifierKey"));

    public NoteKey? AnnouncedWitnessKey => Json.Key(Json.Text(Announcement, "witnessKey"));

    /// <summary>The ledgers that the announcement names as followed.</summary>
    public IReadOnlyList<FollowedLog> Followed =>
        [.. (Announcement?["followed"] as JsonArray ?? []).OfType<JsonObject>().Select(f => Json.Text(f, "origin")).Where(o => o.Length > 0).Select(o => new FollowedLog(o, WitnessState.FileName(o)))];

    /// <summary>The largest head seen, the last of them: up to it everything was read; null: none parses.</summary>
    public Sighting? Largest => Sightings.Where(s => s.Checkpoint is not null).MaxBy(s => (s.Checkpoint!.Size, s.At));

    /// <summary>The entries as far as they lead to the signed root.</summary>
    internal Lazy<ProvedEntries> Entries { get; }

    /// <summary>The proved entries that stand for public facts.</summary>
    internal Lazy<IReadOnlyList<PublicLeaf>> Leaves { get; }

    /// <summary>What the specification says of each kind, by name.</summary>
    internal Lazy<IReadOnlyDictionary<string, KindTerms>> Kinds { get; }

    /// <summary>The reply for a tile as the tree needs it: a partial one may have been replaced by its full one.</summary>
    internal (Reply Reply, TilePath Tile)? File(string prefix, TilePath tile)
    {
        if (Files.GetValueOrDefault(prefix + tile) is { Status: not 404 } exact) return (exact, tile);
        var full = tile with { Width = TilePath.FullWidth };
        return Files.GetValueOrDefault(prefix + full) is { Status: not 404 } whole ? (whole, full) : Files.TryGetValue(prefix + tile, out var absent) ? (absent, tile) : null;
    }
}
