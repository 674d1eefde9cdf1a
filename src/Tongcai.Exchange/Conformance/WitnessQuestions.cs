using System.Globalization;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Conformance;

/// <summary>What a platform is asked as a witness: with a log of the tester's own everything, else what a log that it witnesses already makes possible.</summary>
internal static class WitnessQuestions
{
    public const string Unknown = "unknown";
    public const string UnknownMonitor = "unknown-monitor";
    public const string BadSignature = "bad-signature";
    public const string OldSize = "old-size";
    public const string OldAbove = "old-above";
    public const string BadProof = "bad-proof";
    public const string Malformed = "malformed";
    public const string Extends = "extends";
    public const string Monitor = "monitor";
    public const string Fork = "fork";

    private const string Address = "witness/add-checkpoint";

    public static async Task Ask(Observed o, Probe probe, CancellationToken cancel)
    {
        using var stranger = Ed25519PrivateKey.Generate();
        var unknown = new TestLog("unknown.invalid/conformance", stranger);
        o.Witness[Unknown] = new(unknown.Origin, 0, await Post(probe, 0, [], unknown.Head(1), cancel));
        o.Witness[UnknownMonitor] = new(unknown.Origin, 0, await probe.Get(MonitorAddress(unknown.Origin), cancel));
        o.Witness[Malformed] = new("", 0, await probe.Post(Address, "old one\n\nno checkpoint"u8.ToArray(), cancel));
        if (o.Terms.Witnessed is { } own) await AskAboutOwn(o, probe, own, cancel);
        else if (await Recorded(o, probe, cancel) is { } note) await AskAbout(o, probe, note, cancel);
    }

    /// <summary>A true history that grows by one entry a run, then everything about it that a witness must refuse.</summary>
    private static async Task AskAboutOwn(Observed o, Probe probe, TestLog own, CancellationToken cancel)
    {
        var before = await probe.Get(MonitorAddress(own.Origin), cancel);
        var size = before.IsOk && Checkpoint.TryParse(before.Body, out var recorded, out _) ? recorded.Size : 0;
        var next = size + 1;
        o.Witness[Extends] = new(own.Origin, next, await Post(probe, size, TestLog.Proof(size, next).Hashes, own.Head(next), cancel));
        var kept = await probe.Get(MonitorAddress(own.Origin), cancel);
        o.Witness[Monitor] = new(own.Origin, next, kept);
        await AskAbout(o, probe, own.Head(next), cancel);
        o.Witness[Fork] = new(own.Origin, next, await Post(probe, next, [], own.Forked(next), cancel));
    }

    /// <summary>What can be asked with nothing but a checkpoint that the witness has recorded.</summary>
    private static async Task AskAbout(Observed o, Probe probe, byte[] note, CancellationToken cancel)
    {
        var head = Checkpoint.Parse(note);
        o.Witness[OldSize] = new(head.Origin, head.Size, await Post(probe, head.Size - 1, [], note, cancel));
        o.Witness[OldAbove] = new(head.Origin, head.Size, await Post(probe, head.Size + 1, [], note, cancel));
        o.Witness[BadProof] = new(head.Origin, head.Size, await Post(probe, head.Size, [TreeHash.Sha256.Empty], note, cancel));
        o.Witness[BadSignature] = new(head.Origin, head.Size, await Post(probe, head.Size, [], Spoiled(note), cancel));
    }

    /// <summary>The newest checkpoint that the platform has witnessed of any ledger that it says it follows; null: of none.</summary>
    private static async Task<byte[]?> Recorded(Observed o, Probe probe, CancellationToken cancel)
    {
        foreach (var log in o.Followed)
        {
            if (await probe.Get(MonitorAddress(log.Origin), cancel) is { IsOk: true } reply && Checkpoint.TryParse(reply.Body, out var head, out _) && head.Size > 0) return reply.Body;
        }

        return null;
    }

    private static string MonitorAddress(string origin) => $"witness/{WitnessState.FileName(origin)}/checkpoint";

    private static Task<Reply> Post(Probe probe, long old, IReadOnlyList<NodeHash> proof, byte[] note, CancellationToken cancel) =>
        probe.Post(Address, [.. Encoding.UTF8.GetBytes($"old {old.ToString(CultureInfo.InvariantCulture)}\n{string.Concat(proof.Select(hash => $"{hash}\n"))}\n"), .. note], cancel);

    /// <summary>The note with its first signature changed in one bit.</summary>
    private static byte[] Spoiled(byte[] note)
    {
        var signed = SignedNote.Parse(note);
        var bytes = signed.Signatures[0].Bytes.ToArray();
        bytes[^1] ^= 1;
        return (signed with { Signatures = [signed.Signatures[0] with { Bytes = bytes }, .. signed.Signatures.Skip(1)] }).ToBytes();
    }
}
