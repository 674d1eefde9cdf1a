using Tongcai.Cryptography;
using Tongcai.Exchange.Recovery;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Tests.Ledgers;

namespace Tongcai.Platform.Tests.SafeCopies;

/// <summary>A recovery key held by three of five, and what a holder does with it.</summary>
internal static class RecoveryKeys
{
    public const string Mirror = "hub.example/ledger";

    private static readonly (ProjectKey Key, IReadOnlyList<KeyShare> Shares) Dealt = DealtKey.Deal("safe-copy", 3, ["甲", "乙", "丙", "丁", "戊"]);

    public static Sm2PublicKey Public { get; } = new(Dealt.Key.Point);

    /// <summary>The private key, from the shares of the second, third and fifth holder.</summary>
    public static Sm2PrivateKey Restore() => DealtKey.Restore(Dealt.Key, [Dealt.Shares[1], Dealt.Shares[2], Dealt.Shares[4]]);

    public static SafeCopySettings Settings(int bytes = 8192) => new(Public, bytes);

    /// <summary>Takes every segment that is there; the last request says that all of them are kept.</summary>
    public static async Task<List<byte[]>> Pull(this OwnLedger ledger, List<byte[]> kept)
    {
        while ((await ledger.Safe!.Segment(kept.Count + 1, Mirror, Convert.ToHexStringLower(kept.Count == 0 ? SafeSegment.None : SafeSegment.Digest(kept[^1])))).Bytes is { } bytes) kept.Add(bytes);
        return kept;
    }

    /// <summary>The chain of segments since a request, opened by the holders.</summary>
    public static SegmentChain Open(HealingRequest request, IEnumerable<byte[]> segments)
    {
        using var key = Restore();
        var chain = new SegmentChain(request, key);
        foreach (var segment in segments) chain.Add(segment);
        return chain;
    }
}
