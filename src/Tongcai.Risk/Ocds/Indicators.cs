using System.Text;
using System.Text.Json;

namespace Tongcai.Risk.Ocds;

/// <summary>
/// Runs the eleven indicators over compiled releases, one line at a time; afterwards <see cref="IndicatorResults"/> writes what was found.
/// Definitions: OCP Cardinal 0.0.8. Memory grows with the number of distinct buyers, tenderers and flagged or priced processes only.
/// </summary>
public sealed class Indicators
{
    private readonly Release release;
    private readonly HashSet<int> seen = [];
    private readonly HashSet<int> valid = [];
    private readonly HashSet<int> disqualified = [];
    private readonly Dictionary<(double Amount, int Currency), (int Start, int Count)> prices = [];
    private readonly List<int> priceIds = [];
    private readonly TextTable currencies = new();
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> excluded;
    private readonly int enabled;
    private int mainCurrency = -1;

    public Indicators(IndicatorSettings settings, bool map = false)
    {
        Settings = settings;
        Map = map;
        release = new(Parties);
        foreach (var indicator in settings.Enabled) enabled |= 1 << (int)indicator;
        excluded = settings.Excluded.ToHashSet().GetAlternateLookup<ReadOnlySpan<char>>();
        if (settings.Currency is { } currency) mainCurrency = currencies.Add(Encoding.UTF8.GetBytes(currency));
    }

    internal IndicatorSettings Settings { get; }

    internal bool Map { get; }

    internal TextTable Parties { get; } = new();

    internal TextTable Ocids { get; } = new();

    internal TextTable Organizations { get; } = new();

    internal Column<ushort> OcidFlags { get; } = new(0);

    internal Column<ushort> TendererFlags { get; } = new(0);

    internal Column<(double Ratio, int Winner, int Other)> SecondLowest { get; } = new((double.NaN, -1, -1));

    internal Dictionary<int, int> DisqualifiedOthers { get; } = [];

    internal Column<(int Wins, int Processes)> Wins { get; } = new(default);

    internal Column<(int Disqualified, int Submitted, int Processes)> TendererBids { get; } = new(default);

    internal Column<(int Disqualified, int Submitted, int Processes)> BuyerBids { get; } = new(default);

    internal Column<(int Disqualified, int Submitted, int Processes)> EntityBids { get; } = new(default);

    internal Column<int> Supplied { get; } = new(0);

    internal HashSet<(int Supplier, int Code)> SuppliedCodes { get; } = [];

    internal TextTable CodePrefixes { get; } = new();

    internal List<(int Ocid, int Tenderer)> MapTenderers { get; } = [];

    internal Dictionary<int, int> MapBuyers { get; } = [];

    internal Dictionary<int, int> MapEntities { get; } = [];

    internal List<(Indicator Code, int Ocid, int Tenderer)> MapFlags { get; } = [];

    /// <summary>Processes that were used.</summary>
    public long Processes { get; private set; }

    /// <summary>Bids left out of price comparisons because of their currency.</summary>
    public long OtherCurrencyBids { get; private set; }

    /// <summary>Folds one line in.</summary>
    /// <returns>Null, or why the line was skipped (Chinese).</returns>
    public string? Add(ReadOnlySpan<byte> line)
    {
        try
        {
            release.Parse(line);
        }
        catch (JsonException e)
        {
            return $"不是有效的 JSON（第 {e.BytePositionInLine + 1} 字节附近），已跳过";
        }
        catch (LineUnusableException e)
        {
            return e.Message + "，已跳过";
        }
        if (!release.Ocid.IsSet || release.Cancelled) return null;
        if (release.MethodDetails.IsSet && Settings.Excluded.Count > 0 && excluded.Contains(Encoding.UTF8.GetString(release.Text(release.MethodDetails)))) return null;
        Processes++;
        Fold();
        return null;
    }

    private bool On(Indicator indicator) => (enabled & (1 << (int)indicator)) != 0;

    private void Fold()
    {
        var comparable = PricesComparable();
        var winner = SingleWinner();
        if (Map && (On(Indicator.R025) || On(Indicator.R038) || On(Indicator.R048))) MapAllTenderers();
        if (comparable && winner >= 0 && (On(Indicator.R024) || On(Indicator.R058))) FoldSecondLowest(winner);
        if (On(Indicator.R003)) FoldShortPeriod();
        if (On(Indicator.R018)) FoldSingleBid();
        if (On(Indicator.R025) && winner >= 0) FoldWins(winner);
        if (On(Indicator.R028) && comparable) FoldIdenticalPrices();
        if (On(Indicator.R030)) FoldLateBid();
        if (On(Indicator.R035) && AwardsFinal()) FoldAllOthersDisqualified();
        if (On(Indicator.R036) && comparable) FoldLowestDisqualified();
        if (On(Indicator.R038)) FoldDisqualified();
        if (On(Indicator.R048)) FoldSupplied();
    }

    private bool PricesComparable()
    {
        var include = Settings.PriceComparison;
        if (!release.MethodDetails.IsSet) return include.Count == 0;
        if (include.Count == 0 && Settings.NoPriceComparison.Count == 0) return true;
        var details = Encoding.UTF8.GetString(release.Text(release.MethodDetails));
        return include.Count == 0 ? !Settings.NoPriceComparison.Contains(details) : include.Contains(details);
    }

    // One award still open, or of an unknown status, makes the whole process unstable.
    private bool AwardsFinal()
    {
        if (!release.HasAwards || !release.HasBids) return false;
        foreach (var award in release.Awards)
            if (award.State == AwardState.Open) return false;
        return true;
    }

    // The supplier of the only active award; −1 when awards are open, several or shared.
    private int SingleWinner()
    {
        if (!AwardsFinal()) return -1;
        var supplier = -1;
        var active = 0;
        foreach (var award in release.Awards)
        {
            if (award.State != AwardState.Active) continue;
            if (++active > 1 || award.Suppliers.Count != 1) return -1;
            supplier = release.Ids[award.Suppliers.Start];
        }
        return supplier;
    }

    private int Ocid() => Ocids.Add(release.Text(release.Ocid));

    private void Flag(Indicator code) => OcidFlags[Ocid()] |= (ushort)(1 << (int)code);

    private void FlagTenderer(Indicator code, int tenderer)
    {
        TendererFlags[tenderer] |= (ushort)(1 << (int)code);
        if (Map) MapFlags.Add((code, Ocid(), tenderer));
    }

    private bool MainCurrency(Slice currency)
    {
        var id = currencies.Add(release.Text(currency));
        if (mainCurrency < 0) mainCurrency = id;
        if (id == mainCurrency) return true;
        OtherCurrencyBids++;
        return false;
    }

    private void MapAllTenderers()
    {
        foreach (var bid in release.Bids)
        {
            if (!bid.Submitted) continue;
            for (var i = 0; i < bid.Tenderers.Count; i++)
                if (release.Ids[bid.Tenderers.Start + i] is var id and >= 0) MapTenderers.Add((Ocid(), id));
        }
    }

    private void FoldSecondLowest(int winner)
    {
        double winning = double.NaN, other = double.NaN;
        var loser = -1;
        foreach (var bid in release.Bids)
        {
            if (bid.State != BidState.Valid || !bid.HasPrice || bid.Tenderers.Count != 1) continue;
            var id = release.Ids[bid.Tenderers.Start];
            if (id < 0 || !MainCurrency(bid.Currency)) continue;
            if (id == winner)
            {
                if (double.IsNaN(winning) || bid.Amount < winning) winning = bid.Amount;
            }
            else if (double.IsNaN(other) || bid.Amount < other) (other, loser) = (bid.Amount, id);
        }
        // A loser below the winner means that price was not the only criterion.
        if (other >= winning) SecondLowest[Ocid()] = ((other - winning) / winning, winner, loser);
    }

    private void FoldShortPeriod()
    {
        if (Settings.R003Methods.Count > 0 && !(release.Method.IsSet && Settings.R003Methods.Contains(Encoding.UTF8.GetString(release.Text(release.Method))))) return;
        if (!release.PeriodStart.IsSet || !release.PeriodEnd.IsSet) return;
        if (Rfc3339.DaysBetween(release.Text(release.PeriodStart), release.Text(release.PeriodEnd)) is not { } days) return;
        var threshold = Settings.R003Threshold;
        if (Settings.R003Details.Count > 0 && release.MethodDetails.IsSet
            && Settings.R003Details.TryGetValue(Encoding.UTF8.GetString(release.Text(release.MethodDetails)), out var own)) threshold = own;
        if (days < threshold) Flag(Indicator.R003);
    }

    private void FoldSingleBid()
    {
        if (Settings.R018Methods.Count > 0 && !(release.Method.IsSet && Settings.R018Methods.Contains(Encoding.UTF8.GetString(release.Text(release.Method))))) return;
        var count = release.NumberOfTenderers;
        if (count is null && Settings.Strict && release.HasBids)
        {
            seen.Clear();
            foreach (var bid in release.Bids)
                for (var i = 0; bid.Submitted && i < bid.Tenderers.Count; i++)
                    if (release.Ids[bid.Tenderers.Start + i] is var id and >= 0) seen.Add(id);
            count = (ulong)seen.Count;
        }
        if (count == 1) Flag(Indicator.R018);
    }

    private void FoldWins(int winner)
    {
        seen.Clear();
        foreach (var bid in release.Bids)
        {
            if (bid.State != BidState.Valid || bid.Tenderers.Count != 1) continue;
            var id = release.Ids[bid.Tenderers.Start];
            if (id < 0 || !seen.Add(id)) continue;
            ref var count = ref Wins[id];
            count = (count.Wins + (id == winner ? 1 : 0), count.Processes + 1);
        }
    }

    private void FoldIdenticalPrices()
    {
        prices.Clear();
        priceIds.Clear();
        foreach (var bid in release.Bids)
        {
            if (!bid.Submitted || !bid.HasPrice || bid.Tenderers.Count < 0) continue;
            var start = priceIds.Count;
            for (var i = 0; i < bid.Tenderers.Count; i++)
                if (release.Ids[bid.Tenderers.Start + i] is var id and >= 0 && priceIds.IndexOf(id, start) < 0) priceIds.Add(id);
            var count = priceIds.Count - start;
            if (count == 0) continue;
            priceIds.Sort(start, count, null);
            var price = (bid.Amount, currencies.Add(release.Text(bid.Currency)));
            if (prices.TryGetValue(price, out var other) && !SameIds(start, count, other))
            {
                Flag(Indicator.R028);
                for (var i = 0; i < count; i++) FlagTenderer(Indicator.R028, priceIds[start + i]);
                for (var i = 0; i < other.Count; i++) FlagTenderer(Indicator.R028, priceIds[other.Start + i]);
            }
            prices[price] = (start, count);
        }
    }

    private bool SameIds(int start, int count, (int Start, int Count) other)
    {
        if (count != other.Count) return false;
        for (var i = 0; i < count; i++)
            if (priceIds[start + i] != priceIds[other.Start + i]) return false;
        return true;
    }

    private void FoldLateBid()
    {
        if (!release.PeriodEnd.IsSet || !release.HasAwards || !release.HasBids) return;
        seen.Clear();
        foreach (var award in release.Awards)
        {
            if (award.State != AwardState.Active) continue;
            for (var i = 0; i < award.Suppliers.Count; i++)
                if (release.Ids[award.Suppliers.Start + i] is var id and >= 0) seen.Add(id);
        }
        foreach (var bid in release.Bids)
        {
            if (bid.State != BidState.Valid || !bid.Date.IsSet || !Late(bid.Date)) continue;
            for (var i = 0; i < bid.Tenderers.Count; i++)
            {
                var id = release.Ids[bid.Tenderers.Start + i];
                if (id < 0 || !seen.Contains(id)) continue;
                Flag(Indicator.R030);
                FlagTenderer(Indicator.R030, id);
            }
        }
    }

    private bool Late(Slice date) =>
        !Settings.Strict ? release.Text(date).SequenceCompareTo(release.Text(release.PeriodEnd)) > 0
        : Rfc3339.Parse(release.Text(date)) is { } at && Rfc3339.Parse(release.Text(release.PeriodEnd)) is { } end && at.CompareTo(end) > 0;

    private void FoldAllOthersDisqualified()
    {
        seen.Clear();
        valid.Clear();
        disqualified.Clear();
        foreach (var award in release.Awards)
        {
            if (award.State != AwardState.Active) continue;
            for (var i = 0; i < award.Suppliers.Count; i++)
                if (release.Ids[award.Suppliers.Start + i] is var id and >= 0) seen.Add(id);
        }
        foreach (var bid in release.Bids)
        {
            if (bid.State is not (BidState.Valid or BidState.Disqualified)) continue;
            for (var i = 0; i < bid.Tenderers.Count; i++)
                if (release.Ids[bid.Tenderers.Start + i] is var id and >= 0) (bid.State == BidState.Valid ? valid : disqualified).Add(id);
        }
        if (valid.Count != 1 || !valid.SetEquals(seen)) return;
        disqualified.ExceptWith(valid);
        if (disqualified.Count < Settings.R035Threshold) return;
        Flag(Indicator.R035);
        DisqualifiedOthers[Ocid()] = disqualified.Count;
        FlagTenderer(Indicator.R035, valid.First());
    }

    private void FoldLowestDisqualified()
    {
        var active = false;
        foreach (var award in release.Awards) active |= award.State == AwardState.Active;
        if (!active) return;
        var lowest = double.NaN;
        bool lowestDisqualified = false, anyValid = false;
        foreach (var bid in release.Bids)
        {
            if (!bid.Submitted || !bid.HasPrice || !MainCurrency(bid.Currency)) continue;
            if (double.IsNaN(lowest) || bid.Amount < lowest) (lowest, lowestDisqualified) = (bid.Amount, bid.State == BidState.Disqualified);
            anyValid |= bid.State == BidState.Valid;
        }
        if (anyValid && lowestDisqualified) Flag(Indicator.R036);
    }

    private void FoldDisqualified()
    {
        int submitted = 0, rejected = 0;
        foreach (var bid in release.Bids)
        {
            if (!bid.Submitted) continue;
            submitted++;
            var one = bid.State == BidState.Disqualified ? 1 : 0;
            rejected += one;
            for (var i = 0; i < bid.Tenderers.Count; i++)
                if (release.Ids[bid.Tenderers.Start + i] is var id and >= 0) Count(TendererBids, id, one, 1);
        }
        if (submitted == 0) return;
        if (release.Buyer.IsSet)
        {
            var id = Organizations.Add(release.Text(release.Buyer));
            Count(BuyerBids, id, rejected, submitted);
            if (Map && rejected > 0) MapBuyers[Ocid()] = id;
        }
        if (release.ProcuringEntity.IsSet)
        {
            var id = Organizations.Add(release.Text(release.ProcuringEntity));
            Count(EntityBids, id, rejected, submitted);
            if (Map && rejected > 0) MapEntities[Ocid()] = id;
        }
    }

    private static void Count(Column<(int Disqualified, int Submitted, int Processes)> column, int id, int rejected, int submitted)
    {
        ref var count = ref column[id];
        count = (count.Disqualified + rejected, count.Submitted + submitted, count.Processes + 1);
    }

    private void FoldSupplied()
    {
        seen.Clear();
        foreach (var award in release.Awards)
        {
            if (award.State != AwardState.Active || award.Suppliers.Count != 1 || award.Codes.Count == 0) continue;
            var supplier = release.Ids[award.Suppliers.Start];
            if (supplier < 0) continue;
            if (seen.Add(supplier)) Supplied[supplier]++;
            for (var i = 0; i < award.Codes.Count; i++)
                SuppliedCodes.Add((supplier, CodePrefixes.Add(Prefix(release.Text(release.Codes[award.Codes.Start + i])))));
        }
    }

    private ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> code)
    {
        var taken = 0;
        for (var i = 0; i < Settings.R048Digits && taken < code.Length; i++)
        {
            Rune.DecodeFromUtf8(code[taken..], out _, out var length);
            taken += length;
        }
        return code[..taken];
    }
}
