namespace Tongcai.Risk.Documents;

/// <summary>A trace of making that two bids share.</summary>
/// <param name="Name">Name of the value.</param>
/// <param name="Value">The value, or for edit sessions how many are shared.</param>
/// <param name="Tier">A same origin file, B strong circumstance, C weak.</param>
public readonly record struct MetadataLink(int First, int Second, string Name, string Value, char Tier);

/// <summary>
/// 文件制作痕迹比对。Equal identifiers between bids, without those of the tender's own files and templates, and without values that most bids of the project carry.
/// </summary>
public static class MetadataLinks
{
    private static readonly Dictionary<string, char> Tiers = new()
    {
        ["ID0"] = 'A', ["xmpMM:OriginalDocumentID"] = 'A', ["xmpMM:DocumentID"] = 'A', ["absPath"] = 'B', ["rsidRoot"] = 'B', ["creator"] = 'B', ["lastModifiedBy"] = 'B',
        ["Author"] = 'B', ["Company"] = 'C', ["created"] = 'C', ["modified"] = 'C', ["CreationDate"] = 'C', ["ModDate"] = 'C',
    };

    /// <summary>Root ids that word processors and libraries ship in their default template.</summary>
    private static readonly HashSet<string> Defaults = ["00B47730", "00000000"];

    private static readonly HashSet<string> DefaultNames = ["administrator", "admin", "user", "微软用户", "python-docx", "openpyxl", "apache poi", "microsoft office user", "hp", "lenovo", "windows 用户"];

    /// <param name="files">Per bid its files' metadata.</param>
    /// <param name="tender">Metadata of the tender's files and forms.</param>
    public static IReadOnlyList<MetadataLink> Of(IReadOnlyList<IReadOnlyList<FileMetadata>> files, IReadOnlyList<FileMetadata> tender)
    {
        var issued = tender.SelectMany(t => t.Values.Values).ToHashSet();
        var issuedRevisions = tender.SelectMany(t => t.Revisions).ToHashSet();
        var issuedMedia = tender.SelectMany(t => t.Media).ToHashSet();
        var values = files.Select(f => Tiers.Keys.ToDictionary(name => name, name => Values(f, name))).ToList();
        List<MetadataLink> links = [];
        for (var a = 0; a < files.Count; a++)
        {
            for (var b = a + 1; b < files.Count; b++)
            {
                foreach (var (name, tier) in Tiers)
                {
                    foreach (var value in values[a][name].Intersect(values[b][name]))
                        if (!issued.Contains(value) && !Common(files, name, value)) links.Add(new(a, b, name, value, tier));
                }
                var revisions = files[a].SelectMany(f => f.Revisions).Intersect(files[b].SelectMany(f => f.Revisions)).Count(r => !issuedRevisions.Contains(r) && !Defaults.Contains(r));
                if (revisions >= 2) links.Add(new(a, b, "rsid", $"{revisions}", 'B'));
                foreach (var media in files[a].SelectMany(f => f.Media).Intersect(files[b].SelectMany(f => f.Media)).Where(m => !issuedMedia.Contains(m)))
                    if (files.Count(f => f.Any(x => x.Media.Contains(media))) * 2 <= Math.Max(4, files.Count)) links.Add(new(a, b, "media", media, 'B'));
            }
        }
        return links;
    }

    private static HashSet<string> Values(IReadOnlyList<FileMetadata> files, string name) =>
        [.. files.Select(f => f.Values.GetValueOrDefault(name)).OfType<string>().Where(v => v.Trim().Length > 1 && !Defaults.Contains(v) && !DefaultNames.Contains(v.Trim().ToLowerInvariant()))];

    // More than half of at least five bids: a tool or a template, not a link.
    private static bool Common(IReadOnlyList<IReadOnlyList<FileMetadata>> files, string name, string value) =>
        files.Count >= 5 && files.Count(f => f.Any(x => x.Values.GetValueOrDefault(name) == value)) * 2 > files.Count;
}
