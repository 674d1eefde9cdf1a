using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>设置中的接入。Writes down what configuration names, once and when it changes, with the same facts as the administrator's acts, so that a platform above learns of it.</summary>
public sealed class ConfiguredAttachments(PlatformOptions options, IStore store, LegalTime legal)
{
    private const string NoLonger = "平台设置中不再有这一平台";

    /// <summary>Writes what is not written yet; what an administrator decided stands against configuration.</summary>
    /// <returns>False when something could not be written now; call again.</returns>
    public async Task<bool> Record(CancellationToken cancel = default)
    {
        var written = (await store.Read(c => c.All<Attachment>(), cancel)).ToDictionary(a => a.Id, StringComparer.Ordinal);
        var done = true;
        foreach (var commit in Commits(AttachmentList.Configured(options), written, legal.GetUtcNow()))
            done &= await store.Execute(commit, null, cancel) is Committed;
        return done;
    }

    private static IEnumerable<Commit> Commits(IReadOnlyList<Attachment> configured, Dictionary<string, Attachment> written, DateTimeOffset now)
    {
        foreach (var terms in configured)
        {
            var row = written.GetValueOrDefault(terms.Id);
            if (row is null || (row.Configured && !row.SameTerms(terms))) yield return Commit.Empty.Put(terms with { Version = row?.Version ?? 0, Since = now }).Record(terms.Terms());
        }

        foreach (var row in written.Values.Where(r => r is { Configured: true, Attached: true } && configured.All(c => c.Id != r.Id)))
            yield return Commit.Empty.Update(row with { Attached = false, Since = now, Reason = NoLonger }).Record(new PlatformDetached(row.Id, NoLonger));
    }
}
