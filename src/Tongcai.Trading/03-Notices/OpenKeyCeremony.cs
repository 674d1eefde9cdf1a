using Tongcai.Cryptography;
using Tongcai.Exchange.Trustees;
using Tongcai.Law;

namespace Tongcai.Trading.Notices;

/// <summary>密钥仪式的主持：carries the messages of every round to every trustee. Whoever fails is named; nobody's absence is passed over, because all sign.</summary>
public static class OpenKeyCeremony
{
    private const string Again = "请通知该受托人检查程序后再办一次；不能恢复的，请平台运营人员更换受托人。";

    /// <param name="ceremony">Project, dot, a random number of the attempt.</param>
    public static async Task<Outcome<CeremonyTranscript>> Hold(TrusteeClient client, string ceremony, CancellationToken cancel)
    {
        var pins = client.Panel.Trustees;
        var cards = await Task.WhenAll(pins.Select(p => client.Card(p, cancel)));
        if (Missing(cards) is { Count: > 0 } absent)
            return absent;
        CeremonyPlan plan;
        try
        {
            plan = new(ceremony, client.Panel.Threshold, [.. cards.Select((c, i) => new Trustee(pins[i].Name, new(Certificate.Parse(c.Value!.Signing), Certificate.Parse(c.Value.Encryption))))]);
        }
        catch (ArgumentException)
        {
            return No("受托人名单不合规定：同一密钥登记了两次，或者人数不符。");
        }

        var (announcements, first) = await Round(client, TrusteeProtocol.Announcement(ceremony), CeremonyTranscript.Conclude(plan, [], []), cancel);
        if (announcements is null)
            return first;
        List<Announcement> said = [.. announcements.SelectMany(t => t.Announcements)];
        var (dealings, second) = await Round(client, TrusteeProtocol.Dealing(ceremony), CeremonyTranscript.Conclude(plan, said, []), cancel);
        if (dealings is null)
            return second;
        var whole = CeremonyTranscript.Conclude(plan, said, [.. dealings.SelectMany(t => t.Dealings)]);
        if (Ceremony.Check(plan, [.. whole.Announcements], [.. whole.Dealings]) is [var fault, ..])
            return SecrecyRules.NoEarlyOpening.Refuse(fault.Finding.Reason, fault.Finding.Remedy);
        return await Sign(client, ceremony, whole, cancel);
    }

    private static async Task<Outcome<CeremonyTranscript>> Sign(TrusteeClient client, string ceremony, CeremonyTranscript whole, CancellationToken cancel)
    {
        var pins = client.Panel.Trustees;
        var answers = await Task.WhenAll(pins.Select(p => client.Round(p, TrusteeProtocol.Signature(ceremony), whole, cancel)));
        foreach (var complaint in answers.SelectMany(a => a.Value?.Complaints ?? []))
        {
            var defence = complaint.Accused >= 1 && complaint.Accused <= pins.Count ? (await client.Defence(pins[complaint.Accused - 1], ceremony, complaint, cancel)).Value : null;
            var culprit = Ceremony.Judge(whole.Plan, [.. whole.Dealings], new(complaint.Accuser, complaint.Accused, complaint.Signature),
                defence is null ? null : new(defence.Accused, defence.Accuser, defence.Ephemeral));
            return SecrecyRules.NoEarlyOpening.Refuse(culprit.Finding.Reason, culprit.Finding.Remedy);
        }

        if (Missing(answers) is { Count: > 0 } absent)
            return absent;
        foreach (var (i, answer) in answers.Index())
        {
            if (Read(answer.Value!)?.Signatures.GetValueOrDefault(i + 1) is { } signature)
                whole = whole.With(i + 1, signature);
        }

        return whole.Check() is [var fault, ..] ? SecrecyRules.NoEarlyOpening.Refuse(fault.Finding.Reason, fault.Finding.Remedy) : whole;
    }

    private static async Task<(List<CeremonyTranscript>? Answers, List<Refusal> Refusals)> Round(TrusteeClient client, string path, CeremonyTranscript transcript, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(client.Panel.Trustees.Select(p => client.Round(p, path, transcript, cancel)));
        if (Missing(answers) is { Count: > 0 } absent)
            return (null, absent);
        List<CeremonyTranscript> read = [];
        foreach (var (i, answer) in answers.Index())
        {
            if (Read(answer.Value!) is not { } one || one.Plan.Id != transcript.Plan.Id)
                return (null, [No($"受托人“{client.Panel.Trustees[i].Name}”的答复无法读取。")]);
            // Each speaks for itself only.
            read.Add(CeremonyTranscript.Conclude(transcript.Plan, [.. one.Announcements.Where(a => a.Dealer == i + 1)], [.. one.Dealings.Where(d => d.Dealer == i + 1)]));
        }

        return (read, []);
    }

    private static CeremonyTranscript? Read(CeremonyMessage message) => CeremonyTranscript.TryParse(System.Text.Encoding.UTF8.GetBytes(message.Transcript));

    private static List<Refusal> Missing<T>(IEnumerable<TrusteeAnswer<T>> answers)
        where T : class => [.. answers.Where(a => a.Value is null).Select(a => No(a.Problem))];

    private static Refusal No(string reason) => HouseRules.OutsideRecord.Refuse(reason, Again);
}
