using System.Text;
using Tongcai.Risk.Documents;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Documents;

/// <summary>One generated tender: its own text and five bids, of which the first two share a part of their narrative.</summary>
public sealed record GeneratedTender(string Tender, string[] Bids, int SharedPercent, int NoisePercent);

/// <summary>
/// Bids of about 12,000 characters made of sentences of real statutes: 4,600 copied from the tender, about a hundred narrative sentences, and a leaflet of one of a few
/// manufacturers that honest bidders quote as well. Bids 0 and 1 share s % of the narrative, shuffled, with e % of the characters deleted, replaced or doubled.
/// </summary>
public static class BidGenerator
{
    private static readonly Lazy<string[]> Sentences = new(ReadSentences);

    public static GeneratedTender Make(SeededRandom random, int sharedPercent, int noisePercent, bool leaflets)
    {
        var pool = Sentences.Value.ToArray();
        // The last sentences are the manufacturers'; the narrative never draws from them.
        var (narrative, leaflet) = (pool[..^60], pool[^60..]);
        random.Shuffle(narrative.AsSpan());
        var next = 0;
        string Draw() => narrative[next++ % narrative.Length];
        var tender = new List<string>();
        while (tender.Sum(p => p.Length) < 4600) tender.Add(Draw());
        List<string> copied = [.. Enumerable.Range(0, sharedPercent).Select(_ => Draw())];
        var bids = new string[5];
        for (var b = 0; b < 5; b++)
        {
            var own = new List<string>();
            if (b < 2) own.AddRange(copied.Select(p => b == 0 ? p : Noise(p, random, noisePercent)));
            while (own.Count < 100) own.Add(Draw());
            if (leaflets)
            {
                var brand = random.Next(6);
                own.AddRange(leaflet.AsSpan(brand * 10, 10).ToArray());
            }
            own.AddRange(tender);
            var paragraphs = own.ToArray();
            random.Shuffle(paragraphs.AsSpan());
            bids[b] = string.Join("\n", paragraphs);
        }
        return new(string.Join("\n", tender), bids, sharedPercent, noisePercent);
    }

    /// <summary>The leaflets, as a manufacturer publishes them.</summary>
    public static string Leaflets() => string.Join("\n", Sentences.Value[^60..]);

    private static string Noise(string text, SeededRandom random, int percent)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (random.Next(100) >= percent)
            {
                result.Append(c);
                continue;
            }
            switch (random.Next(3))
            {
                case 0: break;
                case 1: result.Append((char)(0x4E00 + random.Next(3000))); break;
                default: result.Append(c).Append((char)(0x4E00 + random.Next(3000))); break;
            }
        }
        return result.ToString();
    }

    private static string[] ReadSentences()
    {
        HashSet<string> sentences = [], seen = [];
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Statutes"), "*.txt").Order(StringComparer.Ordinal))
        {
            var rest = new StringBuilder();
            foreach (var line in File.ReadLines(file))
            {
                rest.Append(line.Trim());
                if (rest.Length < 55) continue;
                // Sentences are cut to 55 to 110 characters.
                for (var text = rest.ToString(); text.Length >= 55; text = text[Math.Min(110, text.Length)..]) Keep(text[..Math.Min(110, text.Length)]);
                rest.Clear();
            }
        }
        // An act and its regulations repeat each other; a sentence is kept only when less than a third of its 9-grams occurred before.
        void Keep(string sentence)
        {
            string[] grams = [.. Enumerable.Range(0, sentence.Length - 8).Select(i => sentence.Substring(i, 9))];
            if (grams.Count(seen.Contains) * 3 < grams.Length) sentences.Add(sentence);
            seen.UnionWith(grams);
        }

        return [.. sentences.Order(StringComparer.Ordinal).Select((s, i) => (s, i)).OrderBy(x => (x.i * 7919L) % 10007).Select(x => x.s)];
    }
}
