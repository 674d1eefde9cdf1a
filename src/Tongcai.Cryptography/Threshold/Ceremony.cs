using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>A trustee could not use the share dealt to it.</summary>
/// <param name="Signature">By the accuser's signing certificate.</param>
public sealed record Complaint(int Accuser, int Accused, byte[] Signature);

/// <summary>The accused's answer: the ephemeral number k of the ciphertext it had sent to the accuser, 32 bytes.</summary>
public sealed record Defence(int Accused, int Accuser, byte[] Ephemeral);

/// <summary>Who broke a ceremony, and how. The ceremony is repeated without the culprit.</summary>
public sealed record CeremonyFault(int Culprit, Finding Finding);

/// <summary>What one trustee got from a ceremony: its share, or the dealers it complains of.</summary>
public sealed record CeremonyShare(KeyShare? Share, IReadOnlyList<Complaint> Complaints);

/// <summary>开标密钥生成仪式. The checks of a ceremony: what everyone can see, what each trustee sees, and who is right in a dispute.</summary>
public static class Ceremony
{
    private const string Remedy = "请排除该受托人或由其更换设备后，重新进行密钥生成仪式。";

    /// <summary>Whether the announcements of all trustees are there and signed: only then does round 2 begin.</summary>
    public static IReadOnlyList<CeremonyFault> CheckAnnouncements(CeremonyPlan plan, IReadOnlyCollection<Announcement> announcements) =>
        [.. Enumerable.Range(1, plan.Trustees.Count).Select(i => JudgeAnnouncement(plan, i, [.. announcements.Where(a => a.Dealer == i)])).OfType<CeremonyFault>()];

    /// <summary>Everything that can be checked without a secret; each fault names its trustee.</summary>
    public static IReadOnlyList<CeremonyFault> Check(CeremonyPlan plan, IReadOnlyCollection<Announcement> announcements, IReadOnlyCollection<Dealing> dealings)
    {
        var faults = CheckAnnouncements(plan, announcements).ToList();
        for (var i = 1; i <= plan.Trustees.Count; i++)
        {
            if (faults.All(f => f.Culprit != i) && JudgeDealing(plan, announcements.Single(a => a.Dealer == i), [.. dealings.Where(d => d.Dealer == i)]) is { } fault)
                faults.Add(fault);
        }
        return faults;
    }

    /// <summary>A trustee takes its parts out of all dealings. Call it only after <see cref="Check"/> found nothing.</summary>
    /// <param name="index">The trustee's own index.</param>
    public static CeremonyShare Receive(CeremonyPlan plan, IReadOnlyCollection<Dealing> dealings, int index, Sm2PrivateKey encryptionKey, Sm2PrivateKey signingKey)
    {
        List<Complaint> complaints = [];
        var sum = Scalar.From(0);
        foreach (var dealing in dealings.OrderBy(d => d.Dealer))
        {
            var bytes = encryptionKey.TryDecrypt(dealing.Shares[index - 1]) ?? [];
            using var value = Scalar.Parse(bytes);
            CryptographicOperations.ZeroMemory(bytes);
            if (value is null || !Fits(value, dealing, index))
            {
                complaints.Add(new(index, dealing.Dealer, signingKey.Sign(Dealings.ComplaintText(plan, index, dealing.Dealer))));
                continue;
            }
            using var previous = sum;
            sum = previous.Add(value);
        }
        if (complaints.Count == 0)
            return new(new KeyShare(index, sum), complaints);
        sum.Dispose();
        return new(null, complaints);
    }

    /// <summary>
    /// Names the culprit of a complaint: the accuser, when the accused shows that its ciphertext holds the promised share; else the accused.
    /// A defence discloses one part of one dealer, hence the ceremony is repeated either way.
    /// </summary>
    /// <param name="defence">Null when the accused did not answer in time.</param>
    public static CeremonyFault Judge(CeremonyPlan plan, IReadOnlyCollection<Dealing> dealings, Complaint complaint, Defence? defence)
    {
        var (accuser, accused) = (complaint.Accuser, complaint.Accused);
        if (!plan.Has(accuser) || !plan.Has(accused)
            || !plan[accuser].Certificates.Signing.PublicKey.Verify(Dealings.ComplaintText(plan, accuser, accused), complaint.Signature))
            return new(accuser, new("ceremony.complaint-unsigned", $"以{plan.Name(accuser)}名义提出的投诉签名不成立。", "请核对投诉来源后重新提交。"));
        return defence is not null && defence.Accused == accused && defence.Accuser == accuser && Holds(plan, dealings, defence)
            ? new(accuser, new("ceremony.complaint-unfounded", $"{plan.Name(accuser)}投诉{plan.Name(accused)}，经公开验算，所发份额正确，投诉不成立。", Remedy))
            : new(accused, new("ceremony.wrong-share", $"{plan.Name(accused)}发给{plan.Name(accuser)}的份额与其公开承诺不符，且未能自证。", Remedy));
    }

    private static bool Holds(CeremonyPlan plan, IReadOnlyCollection<Dealing> dealings, Defence defence)
    {
        var dealing = dealings.FirstOrDefault(d => d.Dealer == defence.Accused);
        if (dealing is null || !dealing.IsWellFormed(plan))
            return false;
        using var k = Scalar.Parse(defence.Ephemeral);
        var cipherText = dealing.Shares[defence.Accuser - 1];
        var key = plan[defence.Accuser].Certificates.Encryption.PublicKey.Point;
        if (k is not { IsPrivateKey: true } || !CurvePoint.MultiplyBase(k).Equals(Sm2Kem.Ephemeral(cipherText)))
            return false;
        using var value = Scalar.Parse(Sm2Kem.Finish(key.Multiply(k), cipherText) ?? []);
        return value is not null && Fits(value, dealing, defence.Accuser);
    }

    private static bool Fits(Scalar value, Dealing dealing, int trustee) =>
        !value.IsZero && CurvePoint.MultiplyBase(value).Equals(dealing.PromisedTo(trustee));

    private static CeremonyFault? JudgeAnnouncement(CeremonyPlan plan, int index, IReadOnlyList<Announcement> found)
    {
        CeremonyFault Fault(string code, string what) => new(index, new(code, $"{plan.Name(index)}{what}", Remedy));
        if (found.Count != 1)
            return Fault("ceremony.announcement-count", found.Count == 0 ? "没有提交第一轮承诺。" : "提交了不止一份第一轮承诺。");
        return plan[index].Certificates.Signing.PublicKey.Verify(Dealings.AnnouncementText(plan, index, found[0].Hash), found[0].Signature)
            ? null
            : Fault("ceremony.announcement-unsigned", "的第一轮承诺签名不成立。");
    }

    private static CeremonyFault? JudgeDealing(CeremonyPlan plan, Announcement announcement, IReadOnlyList<Dealing> found)
    {
        var index = announcement.Dealer;
        CeremonyFault Fault(string code, string what) => new(index, new(code, $"{plan.Name(index)}{what}", Remedy));
        if (found.Count != 1)
            return Fault("ceremony.dealing-count", found.Count == 0 ? "没有提交第二轮份额。" : "提交了不止一份第二轮份额。");
        var dealing = found[0];
        if (!plan[index].Certificates.Signing.PublicKey.Verify(Dealings.DealingText(plan, dealing), dealing.Signature))
            return Fault("ceremony.dealing-unsigned", "的第二轮份额签名不成立。");
        if (!dealing.IsWellFormed(plan))
            return Fault("ceremony.dealing-malformed", "的第二轮份额数量或格式不对。");
        if (!Dealings.CommitmentHash(plan, index, dealing.Commitments).AsSpan().SequenceEqual(announcement.Hash))
            return Fault("ceremony.commitment-changed", "在看到他人承诺后改了自己的承诺。");
        if (!dealing.Proof.Verify(dealing.Commitments[0], Dealings.ProofContext(plan, index)))
            return Fault("ceremony.bad-proof", "没有证明其知道自己承诺的秘密。");
        return Enumerable.Range(1, plan.Trustees.Count).All(j => dealing.PromisedTo(j) is not null)
            ? null
            : Fault("ceremony.degenerate", "的承诺使份额退化为零。");
    }
}
