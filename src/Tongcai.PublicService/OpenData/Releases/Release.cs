using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Identity;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.OpenData.Releases;

/// <summary>Under which names the data are published.</summary>
/// <param name="Prefix">ocid prefix that the Open Contracting Partnership has issued to the publisher, e.g. ocds-213czf.</param>
/// <param name="Site">Address of the platform, without a slash at its end.</param>
/// <param name="Publisher">Name of the publisher.</param>
public sealed record Publication(string Prefix, string Site, string Publisher)
{
    /// <summary>The prefix of the standard's own fictional example; a real publisher sets its own.</summary>
    public const string FictionalPrefix = "ocds-213czf";

    public string Ocid(string procurementId) => $"{Prefix}-{procurementId}";
}

/// <summary>发布。One public fact as an OCDS release.</summary>
/// <param name="At">Date of the release.</param>
/// <param name="RecordedAt">Instant of the fact; earlier than <paramref name="At"/> only where a clock was set back. The day it belongs to in the bulk files.</param>
/// <param name="Ledger">Origin of the ledger the fact stands in.</param>
/// <param name="Index">Place in it.</param>
/// <param name="Json">The release itself.</param>
public sealed record Release(DateTimeOffset At, DateTimeOffset RecordedAt, string Ledger, long Index, JsonObject Json)
{
    /// <summary>Every kind of fact that becomes a release. The approved budget is none: it belongs to no single procurement and is told with the intention.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        .. new[]
        {
            typeof(IntentionPublished), typeof(AgencyEntrusted), typeof(KeyCeremonyHeld), typeof(NoticePublished), typeof(CorrectionPublished), typeof(ClarificationPublished), typeof(DeadlinePassed),
            typeof(BidsOpened), typeof(ResponsesOpened), typeof(OpeningRecorded), typeof(DrawCommitted), typeof(ResultPublished), typeof(ContractPublished), typeof(ContractFiled), typeof(AcceptanceRecorded), typeof(PaymentMade),
            typeof(ProcurementEnded), typeof(OrderIssued), typeof(OrderObeyed), typeof(ComplaintDecided),
        }.Select(t => FactKinds.Published.All.First(k => k.Type == t).Kind),
    ];

    /// <summary>Stable for good: the ledger's name and the place in it.</summary>
    public static string IdOf(string ledger, long index) => $"{ledger.Replace('/', '~')}-{index}";

    /// <summary>
    /// The releases of a procurement by date. Each is a function of what its own ledger had said until then, so that it is the same whenever and wherever it is made.
    /// </summary>
    /// <param name="facts">The public facts of the procurement, of all ledgers, and its budget line.</param>
    /// <param name="registered">Organisations of the registry by id.</param>
    public static IReadOnlyList<Release> Of(string procurementId, IEnumerable<Recorded> facts, IReadOnlyDictionary<string, Organisation> registered, Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        List<Release> releases = [];
        foreach (var ledger in facts.GroupBy(f => f.Row.Ledger))
        {
            var telling = new Telling(procurementId, registered, publication);
            var at = DateTimeOffset.MinValue;
            foreach (var fact in ledger.OrderBy(f => f.Row.LeafIndex))
            {
                // A ledger's order is the order of its releases, even if a clock was set back.
                at = fact.Row.At > at ? fact.Row.At : at;
                if (telling.Tell(fact, at) is { } said) releases.Add(new(at, fact.Row.At, ledger.Key, fact.Row.LeafIndex, Head(said, fact, at, procurementId, publication)));
            }
        }

        return [.. releases.OrderBy(r => r.At).ThenBy(r => r.Ledger, StringComparer.Ordinal).ThenBy(r => r.Index)];
    }

    private static JsonObject Head(Said said, Recorded fact, DateTimeOffset at, string procurementId, Publication publication)
    {
        var leaf = FactLeaf.Read(Encoding.UTF8.GetBytes(fact.Row.Leaf));
        var head = new JsonObject
        {
            ["ocid"] = publication.Ocid(procurementId), ["id"] = IdOf(fact.Row.Ledger, fact.Row.LeafIndex), ["date"] = Releases.Json.Instant(at), ["tag"] = new JsonArray(said.Tag), ["initiationType"] = "tender", ["language"] = "zh",
        };
        foreach (var (name, value) in said.Members) head[name] = value?.DeepClone();
        head["ledgerEntry"] = Releases.Json.Of(
            ("origin", fact.Row.Ledger), ("index", fact.Row.LeafIndex), ("kind", fact.Row.Kind), ("bodySm3", leaf?.Body.Sm3), ("bodySha256", leaf?.Body.Sha256), ("proof", $"{publication.Site}/verify?fact={Uri.EscapeDataString(fact.Row.Id)}"));
        return head;
    }
}

/// <summary>What one fact says in a release.</summary>
/// <param name="Tag">From the closed codelist releaseTag.</param>
/// <param name="Members">Members of the release but those that every release has.</param>
internal sealed record Said(string Tag, JsonObject Members);
