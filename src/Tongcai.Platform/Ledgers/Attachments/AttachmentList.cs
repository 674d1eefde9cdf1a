using Tongcai.Cryptography;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>一项接入的现状。</summary>
/// <param name="Terms">On what terms.</param>
/// <param name="Via">Origin of the platform beneath which it hangs; empty: attached here itself.</param>
/// <param name="Problem">Why it is not followed although its terms say so, in Chinese; empty: nothing.</param>
public sealed record LiveAttachment(Attachment Terms, string Via, string Problem)
{
    /// <summary>Its ledger, when it is followed.</summary>
    public FollowedSource? Source => Terms is { Attached: true, Followed: true } && Problem.Length == 0
        ? new(Terms.Id, new Uri(Terms.Address), Terms.VerifierKey, Terms.AsksAs, Terms.Role, Terms.WithSubordinates, Vetted: !Terms.Configured)
        : null;
}

/// <summary>接入清单。Configuration, what the administrator wrote, and what lower platforms report, as one list; pure.</summary>
/// <param name="All">Every platform that is or was attached, each ledger once.</param>
public sealed record AttachmentList(IReadOnlyList<LiveAttachment> All)
{
    private readonly Dictionary<string, LiveAttachment> byOrigin = All.ToDictionary(a => a.Terms.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, (Audience Audience, Sm2PublicKey Key)> pins = All.Select(a => a.Terms).Where(t => t is { Attached: true, ReadsAs: not null })
        .ToDictionary(t => t.Id, t => (t.ReadsAs!.Value, Sm2PublicKey.FromPoint(Convert.FromBase64String(t.PeerKey))), StringComparer.Ordinal);

    /// <summary>Ledgers that are followed now.</summary>
    public IReadOnlyList<FollowedSource> Followed { get; } = [.. All.Select(a => a.Source).OfType<FollowedSource>()];

    /// <summary>The platform with that ledger; null when it was never attached.</summary>
    public LiveAttachment? Find(string origin) => byOrigin.GetValueOrDefault(origin);

    /// <summary>The platform by the SHA-256 of its ledger's origin, as addresses carry it.</summary>
    public LiveAttachment? ByHash(string hash) => All.FirstOrDefault(a => WitnessState.FileName(a.Terms.Id) == hash);

    /// <summary>The pinned key of a platform that may read the own restricted feed, and as what.</summary>
    public (Audience Audience, Sm2PublicKey Key)? Pin(string origin) => pins.TryGetValue(origin, out var pin) ? pin : null;

    /// <summary>Where the proof of a public fact is to be had; null when the ledger was never read here.</summary>
    public Uri? ProofOf(string origin, string factId) => Find(origin) is { Terms.Address.Length: > 0 } known ? new Uri(new Uri(known.Terms.Address), $"ledger/proof/{factId}") : null;

    /// <summary>Makes the list.</summary>
    /// <param name="options">What configuration names.</param>
    /// <param name="rows">What is written down: it stands against configuration, unless configuration wrote it.</param>
    /// <param name="reported">What followed platforms say of theirs.</param>
    public static AttachmentList Of(PlatformOptions options, IEnumerable<Attachment> rows, IEnumerable<ReportedAttachment> reported)
    {
        ArgumentNullException.ThrowIfNull(options);
        var written = rows.ToDictionary(r => r.Id, StringComparer.Ordinal);
        var own = Configured(options).Select(c => written.TryGetValue(c.Id, out var row) && (!row.Configured || row.SameTerms(c)) ? row : c).ToList();
        own.AddRange(written.Values.Where(r => own.All(o => o.Id != r.Id)).Select(r => r.Configured ? r with { Attached = false } : r).OrderBy(r => r.Since).ThenBy(r => r.Id, StringComparer.Ordinal));
        var all = own.ConvertAll(a => new LiveAttachment(a, "", ""));
        all.AddRange(Beneath(options, all, reported.Where(r => r.Attached).ToLookup(r => r.ReportedBy, StringComparer.Ordinal)));
        return new AttachmentList(all);
    }

    /// <summary>What configuration names, by ledger: who is followed, who may read, or both.</summary>
    public static IReadOnlyList<Attachment> Configured(PlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var followed = options.Follow.DistinctBy(f => f.Origin).Select(f => new Attachment
        {
            Id = f.Origin, Role = f.Role, Address = f.BaseUrl.ToString(), VerifierKey = f.VerifierKey, Followed = true, AsksAs = f.Audience, WithSubordinates = f.WithSubordinates, Attached = true, Configured = true,
        });
        return [.. options.Peers.DistinctBy(p => p.Origin).Aggregate(followed, (list, pin) => list.Where(a => a.Id != pin.Origin).Append(
            (list.FirstOrDefault(a => a.Id == pin.Origin) ?? new Attachment { Id = pin.Origin, Attached = true, Configured = true }) with { PeerKey = pin.PublicKey, ReadsAs = pin.Audience }).ToList())];
    }

    /// <summary>Platforms that hang beneath attached hubs, hubs of hubs included, breadth first; one that is known here already, even as detached, is not taken again.</summary>
    private static List<LiveAttachment> Beneath(PlatformOptions options, IReadOnlyList<LiveAttachment> own, ILookup<string, ReportedAttachment> reported)
    {
        var known = own.Select(a => a.Terms.Id).Append(options.Origin).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, LiveAttachment>(StringComparer.Ordinal);
        var hubs = new Queue<string>(own.Where(a => a.Source is { WithSubordinates: true }).Select(a => a.Terms.Id));
        while (hubs.TryDequeue(out var hub))
        {
            foreach (var report in reported[hub].Where(r => r.Role is PlatformRole.Trading or PlatformRole.PublicService && !known.Contains(r.Ledger)).OrderBy(r => r.Ledger, StringComparer.Ordinal))
            {
                if (found.TryGetValue(report.Ledger, out var there))
                {
                    if (there.Terms.VerifierKey != report.VerifierKey)
                        found[report.Ledger] = there with { Problem = $"{there.Via} 与 {hub} 所报的账本公钥不同，未予读取；请向该平台核对后以“接入平台”直接接入" };
                    continue;
                }

                var isHub = report.Role is PlatformRole.PublicService;
                found[report.Ledger] = new(
                    new Attachment { Id = report.Ledger, Role = report.Role, Address = report.Address, VerifierKey = report.VerifierKey, Followed = true, WithSubordinates = isHub, Attached = true }, hub, "");
                if (isHub) hubs.Enqueue(report.Ledger);
            }
        }

        return [.. found.Values];
    }
}
