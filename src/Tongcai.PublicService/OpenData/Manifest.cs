using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.OpenData;

/// <summary>A file of the bulk data.</summary>
/// <param name="Sha256">Hex digest of its bytes before any transfer coding.</param>
internal sealed record ListedFile(string Period, string Format, long Releases, long Bytes, string Sha256);

/// <summary>
/// 清单。The files of a month with counts and digests. A month is read once for all its files; what was found is kept until one of its ledgers has told more of it.
/// </summary>
public sealed class Manifest(IStore store)
{
    private readonly ConcurrentDictionary<string, (string State, Task<IReadOnlyList<ListedFile>> Files)> known = new(StringComparer.Ordinal);

    /// <summary>What a period's files are a function of, beside the program.</summary>
    internal static string State(Publication publication, IReadOnlyList<Told> told) =>
        string.Join('\n', told.Select(t => $"{t.Ledger} {t.Releases} {t.LastIndex}").Prepend($"{publication.Prefix} {publication.Site} {publication.Publisher} {typeof(Manifest).Assembly.ManifestModule.ModuleVersionId}"));

    /// <summary>The files of a month, the month's own first.</summary>
    /// <param name="told">How far the ledgers have told of it; not empty.</param>
    internal async Task<IReadOnlyList<ListedFile>> Files(Period month, IReadOnlyList<Told> told, Publication publication, CancellationToken cancel)
    {
        var state = State(publication, told);
        var reading = known.AddOrUpdate(month.Name, _ => (state, Read(month, told, publication)), (_, held) => held.State == state && !held.Files.IsFaulted ? held : (state, Read(month, told, publication))).Files;
        return await reading.WaitAsync(cancel);
    }

    private async Task<IReadOnlyList<ListedFile>> Read(Period month, IReadOnlyList<Told> told, Publication publication)
    {
        await Task.Yield();
        var days = (await store.Read(DataSet.Days)).Where(d => d.Day >= month.First && d.Day < month.After).Select(d => (Period: Period.Of(d.Day), d.LastAt));
        var files = days.Prepend((Period: month, LastAt: told.Max(t => t.LastAt)))
            .SelectMany(p => BulkFormat.All.Select(format => new Digesting(format, p.Period, format.Begin(p.Period, p.LastAt, publication)))).ToList();
        await foreach (var release in DataSet.Stream(store, month, told, publication, CancellationToken.None))
        {
            foreach (var file in files.Where(f => f.Period.Holds(release.RecordedAt))) file.Add(release);
        }

        return [.. files.Select(f => f.Done())];
    }

    /// <summary>The manifest of a month.</summary>
    internal static JsonObject OfMonth(Period month, IReadOnlyList<ListedFile> files, DateTimeOffset published, Publication publication) => new()
    {
        ["period"] = month.Name, ["publishedDate"] = Json.Instant(published), ["license"] = Packages.License, ["digest"] = "sha-256",
        ["files"] = new JsonArray([.. files.Select(f => (JsonNode)new JsonObject
        {
            ["url"] = BulkFormat.Uri(publication, f.Period, f.Format), ["period"] = f.Period, ["format"] = f.Format, ["releases"] = f.Releases, ["bytes"] = f.Bytes, ["sha256"] = f.Sha256,
        })]),
    };

    /// <summary>The manifest of manifests: the months there are.</summary>
    internal static JsonObject OfMonths(IReadOnlyList<DayCount> days, Publication publication) => new()
    {
        ["license"] = Packages.License, ["releases"] = days.Sum(d => d.Releases),
        ["months"] = new JsonArray([.. days.GroupBy(d => Period.MonthOf(d.Day).Name).Select(m => (JsonNode)new JsonObject
        {
            ["period"] = m.Key, ["releases"] = m.Sum(d => d.Releases), ["days"] = m.Count(), ["manifest"] = $"{publication.Site}/open-data/ocds/manifest/{m.Key}.json",
        })]),
    };

    /// <summary>A file whose bytes are counted and digested, and let go.</summary>
    private sealed class Digesting
    {
        private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly BulkFormat format;
        private long releases;
        private long bytes;

        public Digesting(BulkFormat format, Period period, byte[] begin)
        {
            (this.format, Period) = (format, period);
            Take(begin);
        }

        public Period Period { get; }

        public void Add(Release release) => Take(format.Line(release, releases++ == 0));

        public ListedFile Done()
        {
            Take(format.End);
            using (digest) return new(Period.Name, format.Extension, releases, bytes, Convert.ToHexStringLower(digest.GetHashAndReset()));
        }

        private void Take(byte[] some)
        {
            digest.AppendData(some);
            bytes += some.Length;
        }
    }
}
