using System.Buffers;
using System.Runtime.InteropServices;

namespace Tongcai.PublicService.Search.Index;

/// <summary>The words of all notices. Finds exactly what a search for a part of the text would find; what the grams only suspect is looked up in the text.</summary>
internal sealed class Texts
{
    /// <summary>From so many suspects on it pays to remember what was found.</summary>
    private const int Many = 4096;

    /// <summary>A piece that has come so often keeps its grams at hand.</summary>
    private const byte Often = 16;

    private readonly Grams grams = new();
    private readonly Grams titles = new();
    private readonly Dictionary<int, Postings[]> often = [];
    private byte[] times = new byte[1024];
    private readonly Segments segments = new();
    private readonly VerifiedWords verified = new();
    private int[] pieces = new int[1024];
    private int used;

    public long Size => grams.Size + titles.Size + segments.Size + (pieces.Length * 4L) + often.Values.Sum(o => o.Length * 8L);

    public string Describe => $"{grams.Count} grams {grams.Size >> 20} MB, of titles {titles.Size >> 20} MB, {segments.Count} pieces {segments.Size >> 20} MB, places {pieces.Length >> 18} MB";

    /// <summary>Adds the text of a document: title, body and the words of its procurement. A body that begins with the title is not taken twice.</summary>
    public void Add(int number, ref Document document, string title, string body, string project)
    {
        document.Pieces = used;
        Take(number, title);
        document.TitleCount = used - document.Pieces;
        foreach (var piece in pieces.AsSpan(document.Pieces, document.TitleCount)) titles.Add(number, segments[piece]);
        Take(number, body.Length > title.Length && body[title.Length] == ' ' && body.StartsWith(title, StringComparison.OrdinalIgnoreCase) ? body.AsSpan(title.Length) : body);
        Take(number, project);
        document.PieceCount = used - document.Pieces;
    }

    /// <summary>The documents that hold every word; the caller gives it back.</summary>
    /// <param name="words">Folded, without blanks, none empty.</param>
    public Bits Match(IReadOnlyList<string> words, ReadOnlySpan<Document> documents)
    {
        var found = Match(words[0], documents);
        foreach (var word in words.Skip(1))
        {
            using var other = Match(word, documents);
            found.And(other.Words);
        }

        return found;
    }

    /// <summary>The documents whose title holds a folded word; the caller gives it back.</summary>
    public Bits MatchTitle(string word, ReadOnlySpan<Document> documents, Bits among)
    {
        var found = titles.Holding(word, documents.Length);
        found.And(among.Words);
        if (word.Length <= 2) return found;
        for (var number = found.Next(0); number >= 0; number = found.Next(number + 1))
        {
            if (!Holds(documents[number].Pieces, documents[number].TitleCount, word, null)) found.Drop(number);
        }

        return found;
    }

    private Bits Match(string word, ReadOnlySpan<Document> documents)
    {
        var found = grams.Holding(word, documents.Length);
        if (word.Length <= 2) return found;
        var suspects = found.Count();
        if (suspects < Many)
        {
            Check(found, 0, word, documents, null);
            return found;
        }

        var from = verified.Apply(word, found);
        var memo = ArrayPool<byte>.Shared.Rent(segments.Count);
        memo.AsSpan(0, segments.Count).Clear();
        Check(found, from, word, documents, memo);
        ArrayPool<byte>.Shared.Return(memo);
        verified.Keep(word, found, documents.Length);
        return found;
    }

    private void Check(Bits found, int from, string word, ReadOnlySpan<Document> documents, byte[]? memo)
    {
        for (var number = found.Next(from); number >= 0; number = found.Next(number + 1))
        {
            ref readonly var document = ref documents[number];
            if (!Holds(document.Pieces, document.PieceCount, word, memo)) found.Drop(number);
        }
    }

    /// <param name="memo">Per piece 0 not looked at, 1 holds the word, 2 does not.</param>
    private bool Holds(int start, int count, string word, byte[]? memo)
    {
        foreach (var piece in pieces.AsSpan(start, count))
        {
            if (memo is null)
            {
                if (segments[piece].Contains(word, StringComparison.Ordinal)) return true;
                continue;
            }

            if (memo[piece] == 0) memo[piece] = (byte)(segments[piece].Contains(word, StringComparison.Ordinal) ? 1 : 2);
            if (memo[piece] == 1) return true;
        }

        return false;
    }

    private void Take(int number, ReadOnlySpan<char> text)
    {
        var room = ArrayPool<char>.Shared.Rent(text.Length);
        var folded = room.AsSpan(0, text.Length);
        for (var i = 0; i < text.Length; i++) folded[i] = char.IsWhiteSpace(text[i]) ? ' ' : Folding.Fold(text[i]);
        ReadOnlySpan<char> given = folded;
        foreach (var range in given.Split(' '))
        {
            var piece = given[range];
            if (piece.Length == 0) continue;
            if (used == pieces.Length) Array.Resize(ref pieces, used + (used >> 1));
            var known = pieces[used++] = segments.Number(piece);
            if (known >= times.Length) Array.Resize(ref times, known + (known >> 1));
            if (times[known] < Often)
            {
                times[known]++;
                grams.Add(number, piece);
                continue;
            }

            ref var all = ref CollectionsMarshal.GetValueRefOrAddDefault(often, known, out _);
            foreach (var postings in all ??= grams.Of(piece)) postings.Add(number);
        }

        ArrayPool<char>.Shared.Return(room);
    }
}

/// <summary>Which documents were seen to hold a long word; the text of a document never changes, so only later ones are looked at again.</summary>
internal sealed class VerifiedWords
{
    private const int Most = 128;

    private readonly Dictionary<string, (ulong[] Holding, long Used)> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long clock;

    /// <summary>Takes out the documents known not to hold the word.</summary>
    /// <returns>The first document nothing is known of.</returns>
    public int Apply(string word, Bits suspects)
    {
        lock (gate)
        {
            if (!known.TryGetValue(word, out var entry)) return 0;
            known[word] = entry with { Used = ++clock };
            for (var i = 0; i < entry.Holding.Length; i++) suspects.Words[i] &= entry.Holding[i];
            return entry.Holding.Length << 6;
        }
    }

    /// <param name="documents">How many there are; the last ones, short of a full word of bits, are looked at again.</param>
    public void Keep(string word, Bits holding, int documents)
    {
        lock (gate)
        {
            if (known.Count >= Most && !known.ContainsKey(word)) known.Remove(known.MinBy(k => k.Value.Used).Key);
            known[word] = (holding.Words[..(documents >> 6)].ToArray(), ++clock);
        }
    }
}
