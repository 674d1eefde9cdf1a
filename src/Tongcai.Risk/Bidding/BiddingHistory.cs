using System.Runtime.InteropServices;
using Tongcai.Risk.Prices;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Bidding;

/// <summary>Sums over the tenders of one bidder, from which its profile follows.</summary>
public struct BidderRecord
{
    public int Tenders { readonly get; internal set; }

    public int Wins { readonly get; internal set; }

    /// <summary>Sum of (price − mean)/deviation.</summary>
    public double StandardSum { readonly get; internal set; }

    /// <summary>Sum of their squares.</summary>
    public double StandardSquares { readonly get; internal set; }

    /// <summary>Sum of ranks, 0 lowest to 1 highest.</summary>
    public double RankSum { readonly get; internal set; }

    /// <summary>Sum of ln(number of bidders).</summary>
    public double FieldSum { readonly get; internal set; }

    /// <summary>Sum of ln(coefficient of variation).</summary>
    public double CvSum { readonly get; internal set; }

    internal void Add(in BidderRecord other, int sign)
    {
        Tenders += sign * other.Tenders;
        Wins += sign * other.Wins;
        StandardSum += sign * other.StandardSum;
        StandardSquares += sign * other.StandardSquares;
        RankSum += sign * other.RankSum;
        FieldSum += sign * other.FieldSum;
        CvSum += sign * other.CvSum;
    }
}

/// <summary>A pair that met more often than chance allows.</summary>
/// <param name="First">One bidder.</param>
/// <param name="Second">The other.</param>
/// <param name="Met">Support: tenders both entered.</param>
/// <param name="Log10P">log10 of the hypergeometric tail.</param>
/// <param name="MeanGap">Mean |ln(a/b)| of their prices in those tenders.</param>
/// <param name="FirstWins">Wins of the first in those tenders.</param>
/// <param name="SecondWins">Wins of the second.</param>
public readonly record struct CobidPair(int First, int Second, int Met, double Log10P, double MeanGap, int FirstWins, int SecondWins);

/// <summary>
/// 同标记录。Who met whom, how often and how close; one tender is added or taken back in time proportional to its pairs.
/// Unnamed bidders are not counted; of several bids of one bidder in one tender the lowest counts. Not for several threads at once.
/// </summary>
public sealed class BiddingHistory
{
    /// <summary>A tender with more bidders than this says nothing of any two of them, and a file made so would fill the memory; it is left out.</summary>
    public const int MostBidders = 1000;

    private readonly Dictionary<string, int> numbers = [];
    private readonly List<string> names = [];
    private readonly PairTable pairs = new();
    private readonly List<Share> scratch = [];
    private BidderRecord[] bidders = new BidderRecord[256];
    private int[] partnerStarts = [];
    private int[] partners = [];
    private Dictionary<int, List<int>>? laterPartners;

    /// <summary>Tenders with at least two named bidders.</summary>
    public int Tenders { get; private set; }

    public int Bidders => names.Count;

    /// <summary>Pairs that met.</summary>
    public int Pairs => pairs.Count;

    /// <summary>Bids of named bidders, one a tender: the tenders of all bidders added up.</summary>
    public long Entries { get; private set; }

    /// <summary>Tenders left out because of <see cref="MostBidders"/>.</summary>
    public int LeftOut { get; private set; }

    public string Name(int bidder) => names[bidder];

    /// <summary>The bidder's number; null when never seen.</summary>
    public int? Number(string name) => numbers.TryGetValue(name, out var number) ? number : null;

    public ref readonly BidderRecord this[int bidder] => ref bidders[bidder];

    /// <summary>What the two have in common; <see cref="PairRecord.Met"/> is 0 when they never met.</summary>
    public PairRecord Pair(int a, int b) => pairs.Get(PairTable.KeyOf(a, b));

    public void Add(Auction auction) => Change(auction, 1);

    /// <summary>Takes back a tender that was added, as for a corrected record.</summary>
    public void Remove(Auction auction) => Change(auction, -1);

    /// <summary>log10 of the chance that two bidders with so many tenders meet as often in a market of so many tenders.</summary>
    public double Log10P(int met, int first, int second) => Distributions.HypergeometricLog10Tail(met, first, second, Tenders);

    /// <summary>Pairs that met at least <paramref name="fewest"/> times with log10 P at most <paramref name="log10P"/>, most significant first.</summary>
    public IReadOnlyList<CobidPair> Significant(int fewest = 3, double log10P = -5)
    {
        List<CobidPair> found = [];
        foreach (var pair in pairs.All())
        {
            if (pair.Met < Math.Max(1, fewest)) continue;
            var p = Log10P(pair.Met, bidders[pair.First].Tenders, bidders[pair.Second].Tenders);
            if (p <= log10P) found.Add(new(pair.First, pair.Second, pair.Met, p, pair.GapSum / pair.Met, pair.FirstWins, pair.SecondWins));
        }
        found.Sort((x, y) => x.Log10P != y.Log10P ? x.Log10P.CompareTo(y.Log10P) : (x.First, x.Second).CompareTo((y.First, y.Second)));
        return found;
    }

    /// <summary>
    /// Bidders by the mean of −log10 P of their three most significant pairs, each with at least three meetings; label-free.
    /// </summary>
    public IReadOnlyList<(int Bidder, double Score)> Suspects()
    {
        var best = new (double A, double B, double C)[Bidders];
        foreach (var pair in Significant(3, 0))
        {
            Insert(ref best[pair.First], -pair.Log10P);
            Insert(ref best[pair.Second], -pair.Log10P);
        }
        return [.. best.Select((b, i) => (Bidder: i, Score: (b.A + b.B + b.C) / 3)).OrderByDescending(s => s.Score).ThenBy(s => s.Bidder)];
        static void Insert(ref (double A, double B, double C) top, double value) =>
            top = value > top.A ? (value, top.A, top.B) : value > top.B ? (top.A, value, top.B) : value > top.C ? (top.A, top.B, value) : top;
    }

    /// <summary>Pairs of one bidder with those it met. The first call makes an index of all pairs; what is added later is added to it.</summary>
    public IEnumerable<PairRecord> PairsOf(int bidder)
    {
        if (laterPartners is null) IndexPartners();
        if (bidder + 1 < partnerStarts.Length)
            for (var i = partnerStarts[bidder]; i < partnerStarts[bidder + 1]; i++)
                if (Pair(bidder, partners[i]) is { Met: > 0 } pair) yield return pair;
        if (laterPartners!.TryGetValue(bidder, out var later))
            foreach (var partner in later)
                if (Pair(bidder, partner) is { Met: > 0 } pair) yield return pair;
    }

    private void IndexPartners()
    {
        partnerStarts = new int[Bidders + 1];
        foreach (var pair in pairs.All())
        {
            partnerStarts[pair.First + 1]++;
            partnerStarts[pair.Second + 1]++;
        }
        for (var i = 1; i < partnerStarts.Length; i++) partnerStarts[i] += partnerStarts[i - 1];
        partners = new int[partnerStarts[^1]];
        var next = partnerStarts.ToArray();
        foreach (var pair in pairs.All())
        {
            partners[next[pair.First]++] = pair.Second;
            partners[next[pair.Second]++] = pair.First;
        }
        laterPartners = [];
        pairs.Found = key =>
        {
            var (first, second) = ((int)(key >> 32), (int)(key & uint.MaxValue));
            (laterPartners.TryGetValue(first, out var of) ? of : laterPartners[first] = []).Add(second);
            (laterPartners.TryGetValue(second, out of) ? of : laterPartners[second] = []).Add(first);
        };
    }

    /// <summary>What one tender adds to one of its bidders.</summary>
    internal readonly record struct Share(int Bidder, double Price, bool Won, BidderRecord Record);

    /// <summary>What one tender adds to each of its named bidders, lowest price first; nothing when fewer than two or more than <see cref="MostBidders"/> are named.</summary>
    internal void Shares(Auction auction, bool create, List<Share> shares)
    {
        shares.Clear();
        var bids = auction.Bids;
        if (bids.Count > MostBidders && bids.Where(Counts).Select(b => b.Bidder).Distinct().Count() > MostBidders) return;
        Span<(double Price, int Bid)> order = bids.Count <= 128 ? stackalloc (double, int)[bids.Count] : new (double, int)[bids.Count];
        var counted = 0;
        for (var i = 0; i < bids.Count; i++)
            if (Counts(bids[i])) order[counted++] = (bids[i].Amount, i);
        Sort(order[..counted]);
        List<string>? strangers = create ? null : [];
        foreach (var (price, i) in order[..counted])
        {
            var number = Resolve(bids[i].Bidder, strangers);
            var known = 0;
            while (known < shares.Count && shares[known].Bidder != number) known++;
            if (known == shares.Count) shares.Add(new(number, price, bids[i].Won, default));
            else if (bids[i].Won) shares[known] = shares[known] with { Won = true };
        }
        if (shares.Count < 2)
        {
            shares.Clear();
            return;
        }
        var all = CollectionsMarshal.AsSpan(shares);
        Span<double> prices = all.Length <= 128 ? stackalloc double[all.Length] : new double[all.Length];
        for (var i = 0; i < all.Length; i++) prices[i] = all[i].Price;
        var (mean, cv) = PriceScreens.MeanAndVariation(prices);
        var deviation = cv * mean;
        var (field, logCv) = (Math.Log(all.Length), Math.Log(Math.Max(cv, 1e-4)));
        for (var i = 0; i < all.Length; i++)
        {
            var z = deviation > 0 ? Math.Clamp((prices[i] - mean) / deviation, -4, 4) : 0;
            all[i] = all[i] with
            {
                Record = new()
                {
                    Tenders = 1,
                    Wins = all[i].Won ? 1 : 0,
                    StandardSum = z,
                    StandardSquares = z * z,
                    RankSum = i / (all.Length - 1.0),
                    FieldSum = field,
                    CvSum = logCv,
                },
            };
        }
    }

    private static bool Counts(AuctionBid bid) => bid.Bidder.Length > 0 && bid.Amount > 0 && double.IsFinite(bid.Amount);

    // By price, equal prices in the order of the bids.
    private static void Sort(Span<(double Price, int Bid)> order)
    {
        if (order.Length > 32)
        {
            order.Sort((x, y) => x.Price != y.Price ? x.Price.CompareTo(y.Price) : x.Bid.CompareTo(y.Bid));
            return;
        }
        for (var i = 1; i < order.Length; i++)
        {
            var (one, at) = (order[i], i);
            for (; at > 0 && order[at - 1].Price > one.Price; at--) order[at] = order[at - 1];
            order[at] = one;
        }
    }

    // A bidder the history does not know gets a negative number within its tender.
    private int Resolve(string name, List<string>? strangers)
    {
        if (strangers is not null)
        {
            if (numbers.TryGetValue(name, out var known)) return known;
            if (!strangers.Contains(name)) strangers.Add(name);
            return -1 - strangers.IndexOf(name);
        }
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, name, out var exists);
        if (exists) return number;
        number = names.Count;
        names.Add(name);
        if (number == bidders.Length) Array.Resize(ref bidders, bidders.Length * 2);
        return number;
    }

    private void Change(Auction auction, int sign)
    {
        Shares(auction, create: true, scratch);
        if (scratch.Count == 0)
        {
            if (auction.Bids.Count > MostBidders) LeftOut += sign;
            return;
        }
        Tenders += sign;
        Entries += sign * scratch.Count;
        var shares = CollectionsMarshal.AsSpan(scratch);
        var cv = (float)Math.Exp(shares[0].Record.CvSum);
        for (var i = 0; i < shares.Length; i++)
        {
            ref readonly var a = ref shares[i];
            bidders[a.Bidder].Add(a.Record, sign);
            for (var j = i + 1; j < shares.Length; j++)
            {
                ref readonly var b = ref shares[j];
                var ordered = a.Bidder < b.Bidder;
                pairs.Add(new(PairTable.KeyOf(a.Bidder, b.Bidder), (float)Math.Log(b.Price / a.Price), cv, (short)sign, ordered ? a.Won : b.Won, ordered ? b.Won : a.Won));
            }
        }
    }
}
