using System.Collections;

namespace Tongcai.Risk.Documents;

/// <summary>
/// 公共文本。What every honest bid may contain: the tender's own text and forms, statutes and standards, manufacturers' published leaflets, and whatever
/// occurs in the bids of several unrelated projects. It is subtracted before bids are compared.
/// </summary>
public sealed class KnownText
{
    /// <summary>Characters per shingle.</summary>
    public const int Length = 9;

    /// <summary>A shingle seen in this many unrelated projects is boilerplate of the trade.</summary>
    public const int Projects = 3;

    private readonly HashSet<ulong> known = [];
    private readonly Dictionary<ulong, byte> seen = [];

    /// <summary>Adds a text that anybody may copy.</summary>
    public void AddPublic(BidText text) => known.UnionWith(Shingles.Of(text.Text, Length));

    /// <summary>Adds the bids of one earlier, unrelated project.</summary>
    public void AddProject(IEnumerable<BidText> bids)
    {
        HashSet<ulong> project = [];
        foreach (var bid in bids) project.UnionWith(Shingles.Of(bid.Text, Length));
        foreach (var shingle in project)
        {
            var times = (byte)Math.Min(Projects, seen.GetValueOrDefault(shingle) + 1);
            if (times < Projects) seen[shingle] = times;
            else
            {
                seen.Remove(shingle);
                known.Add(shingle);
            }
        }
    }

    internal bool Contains(ulong shingle) => known.Contains(shingle);

    /// <summary>Marks every character that lies in a known shingle; null: there is none.</summary>
    /// <param name="length">Characters of the text.</param>
    /// <param name="shingles">Of the text, <see cref="Length"/> characters each.</param>
    internal BitArray? Mask(int length, ReadOnlySpan<ulong> shingles)
    {
        BitArray? mask = null;
        var until = 0;
        for (var i = 0; known.Count > 0 && i < shingles.Length; i++)
        {
            if (!known.Contains(shingles[i])) continue;
            mask ??= new(length);
            for (var j = Math.Max(i, until); j < i + Length; j++) mask[j] = true;
            until = i + Length;
        }
        return mask;
    }
}
