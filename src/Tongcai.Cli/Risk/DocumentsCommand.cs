using System.CommandLine;
using System.Text;
using System.Text.Json;
using Tongcai.Risk.Documents;

namespace Tongcai.Cli.Risk;

/// <summary><c>tongcai risk documents DIR --tender FILE</c>: pairs of bids, most alike first, with the passages that make them so.</summary>
internal static class DocumentsCommand
{
    private const int MostPassages = 50;

    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "投标文件目录：每个文件或每个子目录为一份投标" };
        var tender = new Option<string[]>("--tender") { Description = "采购文件及其格式附件（可多个）；其文字不算雷同", AllowMultipleArgumentsPerToken = true };
        var known = new Option<string[]>("--public") { Description = "人人可引用的公共文本，如标准、厂家样本（文件或目录，可多个）", AllowMultipleArgumentsPerToken = true };
        var earlier = new Option<string?>("--projects") { Description = "既往项目目录：每个子目录为一个无关项目，三个以上项目都有的文字不算雷同" };
        var command = new Command("documents", "比对投标文件雷同，按可疑程度输出各对（JSON Lines）") { directory, tender, known, earlier };
        command.SetAction(parse => Run(
            parse.GetRequiredValue(directory), parse.GetValue(tender) ?? [], parse.GetValue(known) ?? [], parse.GetValue(earlier),
            parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string directory, string[] tenderPaths, string[] publicPaths, string? projects, TextWriter output, TextWriter error)
    {
        List<BidFile> bids, tender;
        var known = new KnownText();
        try
        {
            bids = Bids(directory, [.. tenderPaths.Select(Path.GetFullPath)], error);
            tender = [.. tenderPaths.Select(p => Read(p, error))];
            foreach (var text in tender) known.AddPublic(text.Text);
            foreach (var path in publicPaths.SelectMany<string, string>(p => Directory.Exists(p) ? Directory.GetFiles(p).Order(StringComparer.Ordinal) : [p]))
                known.AddPublic(Read(path, error).Text);
            if (projects is not null)
                foreach (var project in Directory.GetDirectories(projects).Order(StringComparer.Ordinal)) known.AddProject(Bids(project, [], error).Select(b => b.Text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException)
        {
            error.WriteLine($"读取文件失败：{e.Message}");
            return RiskCommand.Unusable;
        }
        if (tenderPaths.Length == 0) error.WriteLine("提示：没有给出采购文件（--tender），各家照抄采购文件的文字会被当作雷同。");
        if (bids.Count < 2) error.WriteLine($"{directory} 中只有 {bids.Count} 份投标，没有可比对的文件。");

        var links = MetadataLinks.Of([.. bids.Select(b => b.Metadata)], [.. tender.SelectMany(t => t.Metadata)]);
        var pairs = Likeness.Of([.. bids.Select(b => b.Text)], known, Environment.ProcessorCount);
        var missing = links.Select(l => (l.First, l.Second)).Except(pairs.Select(p => (p.First, p.Second)));
        foreach (var pair in pairs.Concat(missing.Select(m => new PairLikeness(m.First, m.Second, 0, 0, [], [], []))))
        {
            using var line = new MemoryStream();
            using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                Write(json, bids, pair, links);
            output.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
        }
        return RiskCommand.Done;
    }

    private static List<BidFile> Bids(string directory, string[] except, TextWriter error)
    {
        List<BidFile> bids = [];
        foreach (var path in Directory.GetFileSystemEntries(directory).Order(StringComparer.Ordinal))
        {
            if (except.Contains(Path.GetFullPath(path))) continue;
            if (Directory.Exists(path))
                bids.Add(BidFiles.Read(Path.GetFileName(path), Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (f, File.ReadAllBytes(f))), PdfText.Of, error.WriteLine));
            else bids.Add(Read(path, error));
        }
        return bids;
    }

    private static BidFile Read(string path, TextWriter error) => BidFiles.Read(Path.GetFileName(path), [(path, File.ReadAllBytes(path))], PdfText.Of, error.WriteLine);

    private static void Write(Utf8JsonWriter json, List<BidFile> bids, PairLikeness pair, IReadOnlyList<MetadataLink> links)
    {
        json.WriteStartObject();
        json.WriteString("first", bids[pair.First].Name);
        json.WriteString("second", bids[pair.Second].Name);
        json.WriteNumber("score", Math.Round(pair.Score, 6));
        json.WriteNumber("containment", Math.Round(pair.Containment, 6));
        json.WriteBoolean("review", pair.Score >= Likeness.ReviewFrom || links.Any(l => (l.First, l.Second) == (pair.First, pair.Second) && l.Tier == 'A'));
        json.WriteString("clause", "财政部令第87号第三十七条第（四）项");
        json.WriteStartArray("passages");
        foreach (var passage in pair.Passages.Take(MostPassages))
        {
            json.WriteStartObject();
            WritePlace(json, "first", passage.First);
            WritePlace(json, "second", passage.Second);
            json.WriteNumber("matching", passage.Matching);
            json.WriteNumber("bids", passage.Bids);
            json.WriteString("text", passage.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteTexts(json, "errors", pair.Errors);
        WriteTexts(json, "tokens", pair.Tokens);
        json.WriteStartArray("metadata");
        foreach (var link in links.Where(l => (l.First, l.Second) == (pair.First, pair.Second)))
        {
            json.WriteStartObject();
            json.WriteString("name", link.Name);
            json.WriteString("value", link.Value);
            json.WriteString("tier", $"{link.Tier}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string name, TextPlace place)
    {
        json.WriteStartObject(name);
        json.WriteNumber("page", place.Page);
        json.WriteNumber("offset", place.Offset);
        json.WriteNumber("length", place.Length);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts.Take(MostPassages)) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
