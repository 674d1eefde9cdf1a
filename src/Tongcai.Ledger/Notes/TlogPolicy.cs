using System.Globalization;

namespace Tongcai.Ledger;

/// <summary>Why a checkpoint does not satisfy a policy.</summary>
public enum PolicyFault
{
    None,

    /// <summary>Not a signed checkpoint.</summary>
    Malformed,

    /// <summary>Its origin is none of the policy's logs.</summary>
    UnknownLog,

    /// <summary>The log's signature is missing, or a signature by a known key does not verify.</summary>
    BadSignature,

    /// <summary>Too few witnesses have cosigned.</summary>
    QuorumMissing,
}

/// <summary>What a policy says of a checkpoint; <see cref="Cosigned"/> names the witnesses whose cosignature verified, with their times.</summary>
public sealed record PolicyVerdict(PolicyFault Fault, string Detail, Checkpoint? Checkpoint, IReadOnlyDictionary<string, DateTimeOffset> Cosigned)
{
    public bool Accepted => Fault == PolicyFault.None;
}

/// <summary>
/// Which logs are trusted and which witnesses must have cosigned (C2SP tlog-policy): lines <c>log vkey</c>, <c>witness name vkey</c>,
/// <c>group name all|any|k member…</c>, <c>quorum name|none</c>. Where a log has keys of several algorithms, each algorithm must have
/// signed; several keys of one algorithm are old and new, and one of them is enough.
/// </summary>
public sealed class TlogPolicy
{
    private const string NoQuorum = "none";

    private readonly List<NoteKey> logs = [];
    private readonly Dictionary<string, NoteKey> witnesses = [];
    private readonly Dictionary<string, Uri> addresses = [];
    private readonly Dictionary<string, (int Needed, string[] Members)> groups = [];
    private string? quorum;

    private TlogPolicy() { }

    public IReadOnlyList<NoteKey> Logs => logs;

    public IReadOnlyDictionary<string, NoteKey> Witnesses => witnesses;

    /// <summary>Submission prefix, ending in a slash, of each witness whose line names an address.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses => addresses;

    /// <summary>Whether any cosignature is needed at all.</summary>
    public bool NeedsWitnesses => quorum != NoQuorum;

    /// <summary>A policy that asks for the log's signatures alone.</summary>
    public static TlogPolicy LogOnly(params IEnumerable<NoteKey> logs)
    {
        var policy = new TlogPolicy { quorum = NoQuorum };
        policy.logs.AddRange(logs);
        return policy;
    }

    /// <exception cref="LedgerFormatException">A line is not understood; the message names it.</exception>
    public static TlogPolicy Parse(string text)
    {
        var policy = new TlogPolicy();
        foreach (var (line, number) in text.ReplaceLineEndings("\n").Split('\n').Select((line, i) => (line.Trim(), i + 1)))
        {
            if (line.Length == 0 || line.StartsWith('#')) continue;
            try
            {
                policy.Add(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
            }
            catch (LedgerFormatException e)
            {
                throw new LedgerFormatException($"Policy line {number}: {e.Message}", e);
            }
        }
        if (policy.logs.Count == 0) throw new LedgerFormatException("The policy names no log.");
        if (policy.quorum is null) throw new LedgerFormatException("The policy has no quorum line; 'quorum none' if no witness is needed.");
        return policy;
    }

    /// <summary>Checks form, the log's signature, every signature by a known key, and the quorum. Never throws on bad input.</summary>
    public PolicyVerdict Check(ReadOnlySpan<byte> checkpointNote)
    {
        var cosigned = new Dictionary<string, DateTimeOffset>();
        PolicyVerdict No(PolicyFault fault, string detail, Checkpoint? checkpoint = null) => new(fault, detail, checkpoint, cosigned);

        if (!SignedNote.TryParse(checkpointNote, out var note, out var problem)) return No(PolicyFault.Malformed, problem);
        if (!Checkpoint.TryParseText(note.Text, out var checkpoint, out problem)) return No(PolicyFault.Malformed, problem);
        var keys = logs.Where(key => key.Name == checkpoint.Origin).ToList();
        if (keys.Count == 0) return No(PolicyFault.UnknownLog, $"The policy knows no log '{checkpoint.Origin}'.", checkpoint);

        var signedBy = new HashSet<NoteAlgorithm>();
        foreach (var signature in note.Signatures)
        {
            if (keys.Find(key => key.Claims(signature)) is { } log)
            {
                if (!log.Verify(note.Text, signature, out _)) return No(PolicyFault.BadSignature, $"The signature by the log {log.Name} does not verify.", checkpoint);
                signedBy.Add(log.Algorithm);
            }
            foreach (var (name, witness) in witnesses)
            {
                if (!witness.Claims(signature)) continue;
                if (!witness.Verify(note.Text, signature, out var time)) return No(PolicyFault.BadSignature, $"The cosignature by {witness.Name} does not verify.", checkpoint);
                cosigned[name] = time!.Value;
            }
        }
        if (keys.Find(key => !signedBy.Contains(key.Algorithm)) is { } missing)
            return No(PolicyFault.BadSignature, $"There is no {missing.Algorithm} signature by the log {checkpoint.Origin}.", checkpoint);
        if (quorum != NoQuorum && !Satisfied(quorum!, cosigned)) return No(PolicyFault.QuorumMissing, $"The quorum '{quorum}' is not met; cosigned by: {(cosigned.Count == 0 ? "none" : string.Join(", ", cosigned.Keys))}.", checkpoint);
        return new PolicyVerdict(PolicyFault.None, "", checkpoint, cosigned);
    }

    /// <summary>The newest checkpoint of a ledger and what <see cref="Check"/> says of it; null when there is none. The newest may not have met its witnesses yet: then the newest that has is published beside it.</summary>
    /// <exception cref="IOException">The files cannot be read.</exception>
    public async Task<(byte[] Note, PolicyVerdict Verdict)?> CheckNewest(ITileSource files, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (await files.ReadAsync(LedgerPaths.Checkpoint, cancel) is not { } note) return null;
        var verdict = Check(note);
        return verdict.Fault is PolicyFault.QuorumMissing && await files.ReadAsync(LedgerPaths.Witnessed, cancel) is { } witnessed && Check(witnessed) is { Accepted: true } met ? (witnessed, met) : (note, verdict);
    }

    private bool Satisfied(string name, Dictionary<string, DateTimeOffset> cosigned) => groups.TryGetValue(name, out var group)
        ? group.Members.Count(member => Satisfied(member, cosigned)) >= group.Needed
        : cosigned.ContainsKey(name);

    private void Add(string[] words)
    {
        switch (words)
        {
            // An address may follow a key; it says where to ask, not whom to trust.
            case ["log", _, ..] when words.Length <= 3:
                var log = NoteKey.Parse(words[1]);
                if (log.Algorithm == NoteAlgorithm.CosignatureV1) throw new LedgerFormatException($"{log.Name} is a witness key, not a log key.");
                logs.Add(log);
                break;
            case ["witness", var name, _, ..] when words.Length <= 4:
                var witness = NoteKey.Parse(words[2]);
                if (witness.Algorithm != NoteAlgorithm.CosignatureV1) throw new LedgerFormatException($"{witness.Name} is not a cosignature/v1 key.");
                if (witnesses.ContainsValue(witness)) throw new LedgerFormatException($"The witness key {witness.Name} is named twice.");
                if (words.Length == 4) addresses.Add(name, Address(words[3]));
                Define(name);
                witnesses.Add(name, witness);
                break;
            case ["group", var name, var needed, .. { Length: > 0 } members]:
                if (members.FirstOrDefault(member => !IsDefined(member)) is { } unknown) throw new LedgerFormatException($"'{unknown}' is not defined above.");
                if (members.Distinct().Count() != members.Length) throw new LedgerFormatException("A member is named twice.");
                var count = needed switch
                {
                    "all" => members.Length,
                    "any" => 1,
                    _ => int.TryParse(needed, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k >= 1 && k <= members.Length ? k
                        : throw new LedgerFormatException($"'{needed}' is neither all, any nor a number from 1 to {members.Length}."),
                };
                Define(name);
                groups.Add(name, (count, members));
                break;
            case ["quorum", var name]:
                if (quorum is not null) throw new LedgerFormatException("A second quorum line.");
                if (name != NoQuorum && !IsDefined(name)) throw new LedgerFormatException($"'{name}' is not defined above.");
                quorum = name;
                break;
            default:
                throw new LedgerFormatException($"'{string.Join(' ', words)}' is not understood.");
        }
    }

    private static Uri Address(string text) => Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new LedgerFormatException($"'{text}' is no http or https address.");

    private bool IsDefined(string name) => witnesses.ContainsKey(name) || groups.ContainsKey(name);

    private void Define(string name)
    {
        if (name == NoQuorum || IsDefined(name)) throw new LedgerFormatException($"The name '{name}' is taken.");
    }
}
