using Tongcai.Cryptography;

namespace Tongcai.Trustee;

/// <summary>A bid that this trustee has helped to open.</summary>
/// <param name="EnvelopeSm3">The only envelope of its bidder and lot that is ever opened.</param>
/// <param name="Ephemerals">C1 of its sections, hex: none may come back in another envelope.</param>
/// <param name="Partials">By section, 130 bytes each: a repeated request gets the same.</param>
internal sealed record OpenedEnvelope(string BidId, string EnvelopeSm3, List<string> Ephemerals, Dictionary<string, byte[]> Partials);

/// <summary>What is kept of one ceremony.</summary>
/// <param name="Plan">Transcript with the plan only.</param>
/// <param name="Dealer">Own polynomial, encrypted to the own certificate; empty once the share is there and the transcript signed.</param>
/// <param name="Share">Own share, encrypted to the own certificate; empty before.</param>
/// <param name="Signed">The transcript that was signed; empty before.</param>
/// <param name="Opened">By lot and bidder.</param>
internal sealed record HeldCeremony(string Id, int Index, string Plan, byte[] Dealer, byte[] Share, string Signed, Dictionary<string, OpenedEnvelope> Opened);

/// <summary>份额保管: one file for each ceremony, written before anything is answered.</summary>
internal sealed class Vault
{
    private readonly string folder;

    public Vault(string dataDirectory) => Directory.CreateDirectory(folder = Path.Combine(dataDirectory, "ceremonies"));

    public HeldCeremony? Find(string ceremony) => OwnFiles.ReadJson<HeldCeremony>(FileOf(ceremony));

    public void Keep(HeldCeremony held) => OwnFiles.WriteJson(FileOf(held.Id), held);

    public IReadOnlyList<HeldCeremony> All() =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(OwnFiles.ReadJson<HeldCeremony>).OfType<HeldCeremony>()];

    public static CeremonyTranscript? Transcript(string text) => CeremonyTranscript.TryParse(System.Text.Encoding.UTF8.GetBytes(text));

    private string FileOf(string ceremony) => Path.Combine(folder, ceremony + ".json");
}
