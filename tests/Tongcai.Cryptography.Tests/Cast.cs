namespace Tongcai.Cryptography.Tests;

/// <summary>A certificate authority and holders of certificate pairs.</summary>
internal sealed class Holder : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);
    public static readonly CertificateAuthority Root = CertificateAuthority.CreateRoot(new("测试根"), Sm2PrivateKey.Generate(), Start, Start.AddYears(9));
    public static readonly RevocationList NoRevocations = Root.IssueRevocationList([], Start, Start.AddYears(9), 1);
    public static readonly CertificateTrust Trust = new([Root.Certificate], [NoRevocations], Now);

    public Holder(string name) =>
        Certificates = Root.IssuePair(new(name), Signing.PublicKey, Encryption.PublicKey, Start, Start.AddYears(5));

    public Sm2PrivateKey Signing { get; } = Sm2PrivateKey.Generate();

    public Sm2PrivateKey Encryption { get; } = Sm2PrivateKey.Generate();

    public CertificatePair Certificates { get; }

    public void Dispose()
    {
        Signing.Dispose();
        Encryption.Dispose();
    }
}

/// <summary>The trustees of a ceremony with their keys, and a run of it.</summary>
internal sealed class Cast : IDisposable
{
    public Cast(int threshold, int trustees, string id = "ceremony-1")
    {
        Holders = [.. Enumerable.Range(1, trustees).Select(i => new Holder($"受托人{i}"))];
        Plan = new(id, threshold, [.. Holders.Select((h, i) => new Trustee($"受托人{i + 1}", h.Certificates))]);
        Dealers = [.. Enumerable.Range(1, trustees).Select(i => Dealer.Create(Plan, i))];
        Announcements = [.. Dealers.Select((d, i) => d.Announce(Holders[i].Signing))];
        Dealings = [.. Dealers.Select((d, i) => d.Deal(Holders[i].Signing))];
    }

    public Holder[] Holders { get; }

    public CeremonyPlan Plan { get; }

    public Dealer[] Dealers { get; }

    public List<Announcement> Announcements { get; }

    public List<Dealing> Dealings { get; }

    public CeremonyShare Receive(int index) =>
        Ceremony.Receive(Plan, Dealings, index, Holders[index - 1].Encryption, Holders[index - 1].Signing);

    public CeremonyTranscript Transcript()
    {
        var transcript = CeremonyTranscript.Conclude(Plan, Announcements, Dealings);
        for (var i = 1; i <= Holders.Length; i++)
            transcript = transcript.With(i, transcript.SignatureOf(Holders[i - 1].Signing));
        return transcript;
    }

    public (ProjectKey Key, KeyShare[] Shares) Finish(string project = "P1") =>
        (Transcript().KeyFor(project)!, [.. Enumerable.Range(1, Holders.Length).Select(i => Receive(i).Share!)]);

    /// <summary>All ways to choose <paramref name="size"/> of the items.</summary>
    public static IEnumerable<List<T>> Subsets<T>(IReadOnlyList<T> items, int size) =>
        Enumerable.Range(0, 1 << items.Count)
            .Where(mask => System.Numerics.BitOperations.PopCount((uint)mask) == size)
            .Select(mask => items.Where((_, i) => (mask >> i & 1) == 1).ToList());

    public void Dispose()
    {
        foreach (var holder in Holders)
            holder.Dispose();
        foreach (var dealer in Dealers)
            dealer.Dispose();
    }
}
