using System.Runtime.InteropServices;

namespace Tongcai.PublicService.Search.Index;

/// <summary>
/// 双字索引。Every two neighbouring UTF-16 units of a text point to the documents that hold them, so that Chinese words need no dictionary. Figures and Latin letters, whose pairs
/// stand everywhere, are also kept by fours.
/// </summary>
internal sealed class Grams
{
    private const char End = '\0';

    private readonly Dictionary<uint, Postings> pairs = [];
    private readonly Dictionary<uint, Postings> fours = [];
    private readonly Dictionary<char, List<Postings>> byFirst = [];

    public int Count => pairs.Count + fours.Count;

    public long Size => pairs.Values.Sum(p => p.Size) + fours.Values.Sum(p => p.Size) + (Count * 32L);

    /// <summary>Adds a folded text of a document; documents come ascending.</summary>
    public void Add(int document, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            PairAt(text, i).Add(document);
            if (AllAscii(text, i)) FourAt(text, i).Add(document);
        }
    }

    /// <summary>What the grams of a text point to, so that a text that comes often need not be looked up each time.</summary>
    public Postings[] Of(ReadOnlySpan<char> text)
    {
        HashSet<Postings> all = [];
        for (var i = 0; i < text.Length; i++)
        {
            all.Add(PairAt(text, i));
            if (AllAscii(text, i)) all.Add(FourAt(text, i));
        }

        return [.. all];
    }

    /// <summary>The documents that may hold a folded word; exactly those that do when it has one unit or two.</summary>
    /// <param name="documents">How many there are.</param>
    public Bits Holding(string word, int documents)
    {
        var found = new Bits(documents);
        if (word.Length == 1)
        {
            foreach (var postings in byFirst.GetValueOrDefault(word[0], [])) postings.OrInto(found);
            return found;
        }

        List<Postings> all = [];
        var covered = 0;
        for (var i = 0; i + 1 < word.Length; i++)
        {
            Postings? postings = null;
            if (AllAscii(word, i))
            {
                if (!fours.TryGetValue(Four(word.AsSpan(i)), out postings)) return found;
                covered = i + 3;
            }
            else if (i + 1 > covered && !pairs.TryGetValue(Pair(word[i], word[i + 1]), out postings))
            {
                return found;
            }

            if (postings is not null) all.Add(postings);
        }

        all.Sort((a, b) => a.Count.CompareTo(b.Count));
        all[0].OrInto(found);
        using var scratch = new Bits(documents);
        foreach (var postings in all.Skip(1)) postings.AndInto(found, scratch);
        return found;
    }

    private Postings PairAt(ReadOnlySpan<char> text, int at)
    {
        ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, Pair(text[at], at + 1 < text.Length ? text[at + 1] : End), out var known);
        if (!known)
        {
            pair = new Postings();
            (CollectionsMarshal.GetValueRefOrAddDefault(byFirst, text[at], out _) ??= []).Add(pair);
        }

        return pair!;
    }

    private Postings FourAt(ReadOnlySpan<char> text, int at) => CollectionsMarshal.GetValueRefOrAddDefault(fours, Four(text[at..]), out _) ??= new Postings();

    private static uint Pair(char first, char second) => (uint)first << 16 | second;

    private static uint Four(ReadOnlySpan<char> text) => (uint)text[0] << 21 | (uint)text[1] << 14 | (uint)text[2] << 7 | text[3];

    private static bool AllAscii(ReadOnlySpan<char> text, int at) => at + 4 <= text.Length && (text[at] | text[at + 1] | text[at + 2] | text[at + 3]) < 0x80;
}
