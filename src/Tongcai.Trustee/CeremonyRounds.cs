using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Trustees;

namespace Tongcai.Trustee;

/// <summary>密钥仪式的各轮, as one trustee takes part: each round may be repeated after a crash and gives what it gave before.</summary>
internal sealed class CeremonyRounds(TrusteeKeys keys, Vault vault)
{
    /// <summary>Round 1.</summary>
    public Answer<CeremonyMessage> Announce(string ceremony, CeremonyTranscript asked)
    {
        var bare = CeremonyTranscript.Conclude(asked.Plan, [], []);
        var plan = Text(bare);
        if (asked.Plan.Id != ceremony)
            return Foreign();
        var index = asked.Plan.Trustees.ToList().FindIndex(t => t.Certificates == keys.Certificates) + 1;
        if (index == 0)
            return Answer<CeremonyMessage>.No("ceremony.not-a-party", "本受托人不在仪式的名单上，或者名单上的证书不是本受托人的。", "请按受托人公布的证书重新发起仪式。");
        if (vault.Find(ceremony) is not { } held)
        {
            using var dealer = Dealer.Create(asked.Plan, index);
            vault.Keep(held = new(ceremony, index, plan, dealer.Wrap(), [], "", []));
        }

        if (held.Plan != plan)
            return Answer<CeremonyMessage>.No("ceremony.plan-changed", "同一仪式编号先前用于另一份名单。", "请用新的编号重新发起仪式。");
        if (held.Dealer.Length == 0)
            return Answer<CeremonyMessage>.No("ceremony.over", "这次仪式已经完成。", "需要新的密钥的，请重新发起仪式。");
        using var own = Dealer.Unwrap(asked.Plan, held.Index, keys.Encryption, held.Dealer);
        return Message(CeremonyTranscript.Conclude(asked.Plan, [own.Announce(keys.Signing)], []));
    }

    /// <summary>Round 2: only when every announcement is there and signed.</summary>
    public Answer<CeremonyMessage> Deal(string ceremony, CeremonyTranscript asked)
    {
        if (Begun(ceremony, asked) is not { } held)
            return Foreign();
        if (Ceremony.CheckAnnouncements(asked.Plan, [.. asked.Announcements]) is [var fault, ..])
            return Answer<CeremonyMessage>.No(fault.Finding.Code, fault.Finding.Reason, fault.Finding.Remedy);
        using var dealer = Dealer.Unwrap(asked.Plan, held.Index, keys.Encryption, held.Dealer);
        return Message(CeremonyTranscript.Conclude(asked.Plan, asked.Announcements.ToList(), [dealer.Deal(keys.Signing)]));
    }

    /// <summary>The end: everything that can be checked is checked, the share is kept, then the transcript is signed.</summary>
    public Answer<CeremonyMessage> Sign(string ceremony, CeremonyTranscript asked)
    {
        if (Vault.Transcript(vault.Find(ceremony)?.Signed ?? "") is { } before && before.Digest().AsSpan().SequenceEqual(asked.Digest()))
            return Message(before);
        if (Begun(ceremony, asked) is not { } held)
            return Foreign();
        if (Ceremony.Check(asked.Plan, [.. asked.Announcements], [.. asked.Dealings]) is [var fault, ..])
            return Answer<CeremonyMessage>.No(fault.Finding.Code, fault.Finding.Reason, fault.Finding.Remedy);
        var received = Ceremony.Receive(asked.Plan, [.. asked.Dealings], held.Index, keys.Encryption, keys.Signing);
        if (received.Share is not { } share)
            return new CeremonyMessage(Text(asked), [.. received.Complaints.Select(c => new ComplaintWire(c.Accuser, c.Accused, c.Signature))]);
        using (share)
        {
            var signed = CeremonyTranscript.Conclude(asked.Plan, [.. asked.Announcements], [.. asked.Dealings]);
            signed = signed.With(held.Index, signed.SignatureOf(keys.Signing));
            vault.Keep(held with { Share = share.Wrap(keys.Encryption.PublicKey), Signed = Text(signed), Dealer = [] });
            return Message(signed);
        }
    }

    /// <summary>Answers a signed complaint by disclosing the ephemeral number of that one ciphertext.</summary>
    public Answer<DefenceWire> Defend(string ceremony, ComplaintWire complaint)
    {
        if (vault.Find(ceremony) is not { Dealer.Length: > 0 } held || Vault.Transcript(held.Plan) is not { } plan)
            return Answer<DefenceWire>.No("ceremony.unknown", "没有这次仪式，或者它已经完成。", "请核对仪式编号。");
        using var dealer = Dealer.Unwrap(plan.Plan, held.Index, keys.Encryption, held.Dealer);
        try
        {
            var defence = dealer.Defend(new(complaint.Accuser, complaint.Accused, complaint.Signature));
            return new DefenceWire(defence.Accused, defence.Accuser, defence.Ephemeral);
        }
        catch (ArgumentException)
        {
            return Answer<DefenceWire>.No("ceremony.complaint-unsigned", "投诉不是针对本受托人的，或者签名不成立。", "请核对投诉来源后重新提交。");
        }
    }

    /// <summary>Shows that the share is still held and can be decrypted.</summary>
    public Answer<HealthProof> Prove(string ceremony, string nonce)
    {
        if (nonce.Length is < 1 or > 64 || !nonce.All(char.IsAsciiLetterOrDigit))
            return Answer<HealthProof>.No("health.nonce", "随机串应为 1 到 64 个字母或数字。", "请换一个随机串。");
        if (vault.Find(ceremony) is not { Share.Length: > 0 } held)
            return Answer<HealthProof>.No("ceremony.unknown", "没有这次仪式的份额。", "请核对仪式编号。");
        using var share = KeyShare.Unwrap(keys.Encryption, held.Share);
        var proof = share.ProveHeld(TrusteeProtocol.HealthContext(ceremony, nonce));
        return new HealthProof(held.Index, proof.Challenge, proof.Response);
    }

    private HeldCeremony? Begun(string ceremony, CeremonyTranscript asked) =>
        vault.Find(ceremony) is { Dealer.Length: > 0 } held && held.Plan == Text(CeremonyTranscript.Conclude(asked.Plan, [], [])) ? held : null;

    private static Answer<CeremonyMessage> Foreign() =>
        Answer<CeremonyMessage>.No("ceremony.unknown", "本受托人没有以这份名单参加这次仪式，或者仪式已经以另一份记录完成。", "请从第一轮重新开始。");

    private static CeremonyMessage Message(CeremonyTranscript transcript) => new(Text(transcript), []);

    private static string Text(CeremonyTranscript transcript) => Encoding.UTF8.GetString(transcript.ToBytes());
}
