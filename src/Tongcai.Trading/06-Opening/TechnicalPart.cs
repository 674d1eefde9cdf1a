using System.Security.Cryptography;
using Tongcai.Cryptography;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Opening;

/// <summary>技术部分：opened once more whenever it is wanted, with the trustees' parts kept at the opening; nothing of it lies in the clear on a disk.</summary>
/// <param name="Name">As the bidder named its file.</param>
/// <param name="Length">Of the content, at most: of its ciphertext.</param>
internal sealed record TechnicalPart(string Name, long Length, string ProcurementId, string Pseudonym, Envelope Envelope, EnvelopeSection Section, byte[] ContentKey) : IDisposable
{
    /// <summary>Finds the technical part of an opened bid; null when there is none or its key cannot be had any more.</summary>
    public static async Task<TechnicalPart?> Find(IStore store, string bidId, CancellationToken cancel)
    {
        var (opened, sealedBid, partials, handed) = await store.Read(
            async db => (await db.Find<OpenedBidRow>(bidId), await db.Find<Bid>(bidId), await db.Where<PartialRow>("bid_id = @bidId and section = 'technical'", new { bidId }), await db.First<HandedKeyRow>("bid_id = @bidId and section = 'technical'", new { bidId })), cancel);
        if (opened is not { Cause: "" } || sealedBid is null || await store.Read(db => db.Find<ProjectKeyRow>(opened.ProcurementId), cancel) is not { } keyRow
            || OpenKey.KeyOf(keyRow) is not { } key || SealedEnvelope.TryParse(sealedBid.Envelope)?.Envelope is not { } envelope || envelope.Sections.FirstOrDefault(s => s.Name == "technical") is not { } section)
            return null;
        var parts = partials.Select(p => PartialDecryption.TryParse(Convert.FromHexString(p.Value))).OfType<PartialDecryption>().ToList();
        return (ThresholdDecryption.Combine(key, envelope.Context(section.Name), section.Kem, parts).Plain ?? (handed is null ? null : Convert.FromHexString(handed.ContentKey))) is { } contentKey
            ? new(NameOf(opened.Content.Value), section.Chunks.Sum(c => c.Length), opened.ProcurementId, sealedBid.Pseudonym, envelope, section, contentKey)
            : null;
    }

    /// <summary>Writes the content; what is wrong with the stored ciphertext, in which case what was written is to be thrown away.</summary>
    public Task<IReadOnlyList<Finding>> Write(ChunkStore chunks, Stream output, CancellationToken cancel) =>
        EnvelopeOpening.OpenAsync(Envelope, Section, ContentKey, (chunk, stop) => chunks.Read(ProcurementId, Pseudonym, chunk.Sm3, stop), output, cancel);

    public void Dispose() => CryptographicOperations.ZeroMemory(ContentKey);

    /// <summary>What the bidder calls its file; a text that was typed has no name of its own.</summary>
    public static string NameOf(Exchange.BidContent content) => content.Files.Count > 0 && content.Files[0].Name is { Length: > 0 } name ? name : "技术方案.txt";
}
