using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Recovery;

/// <summary>Opens segments one after the other, from the place that restored data know, and gathers what heals them.</summary>
/// <param name="request">Whose segments, and after which.</param>
/// <param name="key">Private half of the recovery key.</param>
public sealed class SegmentChain(HealingRequest request, Sm2PrivateKey key)
{
    private readonly NoteKey ledger = NoteKey.Parse(request.VerifierKey);
    private readonly List<HealingStep> steps = [];
    private readonly List<byte[]> parts = [];
    private byte[] digest = request.Digest;

    /// <summary>Number of the next segment.</summary>
    public long Next { get; private set; } = request.Number + 1;

    /// <summary>Everything acknowledged up to this system time is in the batches.</summary>
    public DateTimeOffset Until { get; private set; } = DateTimeOffset.UnixEpoch;

    public IReadOnlyList<HealingStep> Steps => steps;

    /// <summary>Takes the next segment.</summary>
    /// <exception cref="InvalidDataException">It is not the next one, not the ledger's, or encrypted to another key; the message says so in Chinese.</exception>
    public void Add(byte[] segment)
    {
        if (SafeSegment.Check(segment, ledger, out var problem) is not { } head) throw new InvalidDataException($"第 {Next} 段{problem}");
        if (head.Number != Next || !head.Previous.AsSpan().SequenceEqual(digest)) throw new InvalidDataException($"第 {Next} 段与前一段接不上：恢复的数据不是它所接续的那一份，或者镜像已损坏");
        var content = SafeContent.Read(SafeSegment.Open(segment, request.Origin, key) ?? throw new InvalidDataException($"第 {Next} 段不是用这把恢复密钥加密的：请核对份额属于当时的恢复公钥"));
        // A batch that was cut off by a loss is never finished; after it a new one begins.
        if (content.Part == 0) parts.Clear();
        if (content.Part != parts.Count) throw new InvalidDataException($"第 {Next} 段的内容与前一段接不上");
        digest = SafeSegment.Digest(segment);
        Next++;
        parts.Add(content.Batch);
        if (parts.Count < content.Parts) return;
        byte[] batch = [.. parts.SelectMany(p => p)];
        parts.Clear();
        Until = SafeBatch.Read(batch).At;
        steps.Add(new HealingStep.Batch(head.Number, digest, batch));
        steps.AddRange(content.Pieces.Select(p => new HealingStep.Piece(p)));
    }

    /// <summary>The head of the healing file that these steps make.</summary>
    public HealingHead Head(string mirror, IReadOnlyList<string> holders, byte[] checkpoint) => new(request.Origin, request.Number, request.Digest, request.Size, Next - 1, digest, mirror, holders, checkpoint);
}
