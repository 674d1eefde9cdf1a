namespace Tongcai.Law.Lint;

/// <summary>
/// All terms of the lexicon in one automaton (Aho and Corasick, Efficient string matching, CACM 18(6), 1975):
/// one pass over the text whatever the number of terms, so no clause can make it hang.
/// </summary>
internal sealed class TermAutomaton
{
    private readonly Dictionary<long, int> next = [];
    private readonly List<int> fail = [0];
    private readonly List<int> suffix = [0];
    private readonly List<List<(int Concept, int Length)>?> ends = [null];

    internal TermAutomaton(IEnumerable<(string Term, int Concept)> terms)
    {
        var children = new List<List<char>> { new() };
        foreach (var (term, concept) in terms)
        {
            var node = 0;
            foreach (var c in term)
            {
                if (!next.TryGetValue(Key(node, c), out var child))
                {
                    child = fail.Count;
                    next.Add(Key(node, c), child);
                    children[node].Add(c);
                    children.Add([]);
                    fail.Add(0);
                    suffix.Add(0);
                    ends.Add(null);
                }
                node = child;
            }
            (ends[node] ??= []).Add((concept, term.Length));
        }
        Link(children);
    }

    /// <summary>Reports every occurrence of every term.</summary>
    internal void Scan(ReadOnlySpan<char> text, Action<int, int, int> hit)
    {
        var node = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            int child;
            while (!next.TryGetValue(Key(node, c), out child) && node != 0)
                node = fail[node];
            node = child;
            for (var end = ends[node] is null ? suffix[node] : node; end != 0; end = suffix[end])
            {
                foreach (var (concept, length) in ends[end]!)
                    hit(concept, i + 1 - length, i + 1);
            }
        }
    }

    private static long Key(int node, char c) => ((long)node << 16) | c;

    private void Link(List<List<char>> children)
    {
        var queue = new Queue<int>([0]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var c in children[node])
            {
                var child = next[Key(node, c)];
                if (node != 0)
                {
                    var f = fail[node];
                    int target;
                    while (!next.TryGetValue(Key(f, c), out target) && f != 0)
                        f = fail[f];
                    fail[child] = target;
                }
                suffix[child] = ends[fail[child]] is null ? suffix[fail[child]] : fail[child];
                queue.Enqueue(child);
            }
        }
    }
}
