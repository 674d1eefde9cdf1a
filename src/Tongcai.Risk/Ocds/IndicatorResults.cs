using System.Globalization;
using System.Text.Json;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Ocds;

/// <summary>Fences, flags and the JSON object of a finished run: OCID, Buyer, ProcuringEntity, Tenderer, Meta, Maps.</summary>
public sealed class IndicatorResults
{
    private static readonly Indicator[] AllCodes = Enum.GetValues<Indicator>();

    private readonly Indicators run;
    private readonly SortedDictionary<Indicator, List<(string Name, double Value)>> meta = [];
    private readonly Dictionary<int, List<(Indicator Code, double Value)>> tendererValues = [];
    private readonly Dictionary<int, double> buyers = [];
    private readonly Dictionary<int, double> entities = [];

    /// <summary>Computes the fences and marks what lies beyond them. The run must not be added to afterwards.</summary>
    public IndicatorResults(Indicators run)
    {
        this.run = run;
        var settings = run.Settings;
        if (settings.Enabled.Contains(Indicator.R024)) CloseToWinner();
        if (settings.Enabled.Contains(Indicator.R025)) Unsuccessful();
        if (settings.Enabled.Contains(Indicator.R038))
        {
            Disqualified("Buyer", run.BuyerBids, run.Organizations.Count, settings.R038MinimumProcesses, settings.Strict, (id, ratio) => buyers[id] = ratio);
            Disqualified("ProcuringEntity", run.EntityBids, run.Organizations.Count, settings.R038MinimumProcesses, settings.Strict, (id, ratio) => entities[id] = ratio);
            Disqualified("Tenderer", run.TendererBids, run.Parties.Count, settings.R038MinimumBids, false, (id, ratio) => Tenderer(id, Indicator.R038, ratio));
        }
        if (settings.Enabled.Contains(Indicator.R048)) Heterogeneous();
        if (settings.Enabled.Contains(Indicator.R058)) Discounted();
    }

    /// <summary>Number of flagged identifiers per group, groups without any left out.</summary>
    public IReadOnlyList<(string Group, int Count)> Counts()
    {
        var processes = 0;
        foreach (var flags in run.OcidFlags.Upto(run.Ocids.Count)) processes += flags == 0 ? 0 : 1;
        var tenderers = 0;
        for (var id = 0; id < run.Parties.Count; id++) tenderers += run.TendererFlags[id] != 0 || tendererValues.ContainsKey(id) ? 1 : 0;
        return [.. new[] { ("OCID", processes), ("Buyer", buyers.Count), ("ProcuringEntity", entities.Count), ("Tenderer", tenderers) }.Where(g => g.Item2 > 0)];
    }

    /// <summary>Writes one JSON object in UTF-8.</summary>
    public void Write(Stream output, bool withMeta)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var counts = Counts().ToDictionary(c => c.Group, c => c.Count);
        json.WriteStartObject();
        if (counts.ContainsKey("OCID")) WriteOcids(json);
        if (counts.ContainsKey("Buyer")) WriteRatios(json, "Buyer", buyers);
        if (counts.ContainsKey("ProcuringEntity")) WriteRatios(json, "ProcuringEntity", entities);
        if (counts.ContainsKey("Tenderer")) WriteTenderers(json);
        if (withMeta) WriteMeta(json);
        if (run.Map) new IndicatorMaps(run).Write(json);
        json.WriteEndObject();
    }

    private void CloseToWinner()
    {
        var (fence, q1) = run.Settings.R024Threshold is { } threshold ? (threshold, 1.0) : SecondLowestFences(Indicator.R024) is var f ? (f.Lower, f.Q1) : default;
        Add(Indicator.R024, "lower_fence", fence);
        // q1 = 0: three quarters of the processes would be flagged.
        if (!(q1 > 0 && fence > 0)) return;
        for (var ocid = 0; ocid < run.Ocids.Count; ocid++)
        {
            var (ratio, winner, other) = run.SecondLowest[ocid];
            if (!(ratio <= fence)) continue;
            Flag(Indicator.R024, ocid, winner);
            Flag(Indicator.R024, ocid, other);
        }
    }

    private void Discounted()
    {
        var fence = run.Settings.R058Threshold ?? SecondLowestFences(Indicator.R058).Upper;
        Add(Indicator.R058, "upper_fence", fence);
        if (!(fence > 0)) return;
        for (var ocid = 0; ocid < run.Ocids.Count; ocid++)
            if (run.SecondLowest[ocid] is var second && second.Ratio >= fence) Flag(Indicator.R058, ocid, second.Winner);
    }

    private void Flag(Indicator code, int ocid, int tenderer)
    {
        run.OcidFlags[ocid] |= (ushort)(1 << (int)code);
        run.TendererFlags[tenderer] |= (ushort)(1 << (int)code);
        if (run.Map) run.MapFlags.Add((code, ocid, tenderer));
    }

    private Fences SecondLowestFences(Indicator code)
    {
        List<double> ratios = [];
        foreach (var second in run.SecondLowest.Upto(run.Ocids.Count))
            if (second.Winner >= 0) ratios.Add(second.Ratio);
        return Fence(code, "", ratios);
    }

    private Fences Fence(Indicator code, string prefix, IEnumerable<double> values)
    {
        var fences = Fences.Of(values);
        Add(code, prefix + "q1", fences.Q1);
        Add(code, prefix + "q3", fences.Q3);
        return fences;
    }

    private void Unsuccessful()
    {
        List<(int Id, double Ratio, double Processes)> tenderers = [];
        for (var id = 0; id < run.Parties.Count; id++)
            if (run.Wins[id] is { Processes: > 0 } w) tenderers.Add((id, (double)w.Wins / w.Processes, w.Processes));
        double[] processes = [.. tenderers.Select(t => t.Processes).Order()];
        var busy = Quantiles.Of(processes, run.Settings.R025Percentile / 100.0);
        var (fence, q1) = run.Settings.R025Threshold is { } threshold ? (threshold, 1.0)
            : Fence(Indicator.R025, "", tenderers.Select(t => t.Ratio)) is var f ? (f.Lower, f.Q1) : default;
        Add(Indicator.R025, "upper_fence", busy);
        Add(Indicator.R025, "lower_fence", fence);
        if (!(q1 > 0 && fence > 0)) return;
        foreach (var t in tenderers)
            if (t.Processes >= busy && t.Ratio <= fence) Tenderer(t.Id, Indicator.R025, t.Ratio);
    }

    private void Disqualified(
        string group, Column<(int Disqualified, int Submitted, int Processes)> column, int count, int minimum, bool countProcesses, Action<int, double> flag)
    {
        List<(int Id, double Ratio)> ratios = [];
        for (var id = 0; id < count; id++)
            if (column[id] is { Submitted: > 0 } c && (countProcesses ? c.Processes : c.Submitted) >= minimum) ratios.Add((id, (double)c.Disqualified / c.Submitted));
        if (ratios.Count == 0) return;
        var fence = run.Settings.R038Threshold ?? Fence(Indicator.R038, group + "_", ratios.Select(r => r.Ratio)).Upper;
        Add(Indicator.R038, group + "_upper_fence", fence);
        if (!(fence > 0)) return;
        foreach (var (id, ratio) in ratios)
            if (ratio >= fence) flag(id, ratio);
    }

    private void Heterogeneous()
    {
        var kinds = new Dictionary<int, int>();
        foreach (var (supplier, _) in run.SuppliedCodes) kinds[supplier] = kinds.GetValueOrDefault(supplier) + 1;
        var kept = kinds.Where(k => run.Supplied[k.Key] >= run.Settings.R048MinimumProcesses).OrderBy(k => k.Key).ToList();
        var fence = run.Settings.R048Threshold ?? Fence(Indicator.R048, "", kept.Select(k => (double)k.Value)).Upper;
        Add(Indicator.R048, "upper_fence", fence);
        foreach (var (supplier, count) in kept)
            if (count >= fence) Tenderer(supplier, Indicator.R048, count);
    }

    private void Tenderer(int id, Indicator code, double value)
    {
        if (!tendererValues.TryGetValue(id, out var values)) tendererValues[id] = values = [];
        values.Add((code, value));
    }

    private void Add(Indicator code, string name, double value)
    {
        if (!meta.TryGetValue(code, out var values)) meta[code] = values = [];
        values.Add((name, value));
    }

    private void WriteOcids(Utf8JsonWriter json)
    {
        json.WriteStartObject("OCID");
        for (var ocid = 0; ocid < run.Ocids.Count; ocid++)
        {
            var flags = run.OcidFlags[ocid];
            if (flags == 0) continue;
            json.WriteStartObject(run.Ocids[ocid]);
            foreach (var code in AllCodes)
            {
                if ((flags & (1 << (int)code)) == 0) continue;
                WriteNumber(json, code.ToString(), code switch
                {
                    Indicator.R024 or Indicator.R058 => run.SecondLowest[ocid].Ratio,
                    Indicator.R035 => run.DisqualifiedOthers[ocid],
                    _ => 1,
                });
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void WriteRatios(Utf8JsonWriter json, string group, Dictionary<int, double> ratios)
    {
        json.WriteStartObject(group);
        foreach (var (id, ratio) in ratios.OrderBy(r => r.Key))
        {
            json.WriteStartObject(run.Organizations[id]);
            WriteNumber(json, "R038", ratio);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void WriteTenderers(Utf8JsonWriter json)
    {
        json.WriteStartObject("Tenderer");
        for (var id = 0; id < run.Parties.Count; id++)
        {
            var flags = run.TendererFlags[id];
            var values = tendererValues.GetValueOrDefault(id);
            if (flags == 0 && values is null) continue;
            json.WriteStartObject(run.Parties[id]);
            foreach (var code in AllCodes)
            {
                if ((flags & (1 << (int)code)) != 0) WriteNumber(json, code.ToString(), code is Indicator.R028 or Indicator.R030 ? 1 : 0);
                else if (values?.Find(v => v.Code == code) is { } v && v != default) WriteNumber(json, code.ToString(), v.Value);
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void WriteMeta(Utf8JsonWriter json)
    {
        json.WriteStartObject("Meta");
        foreach (var (code, values) in meta)
        {
            json.WriteStartObject(code.ToString());
            foreach (var (name, value) in values) WriteNumber(json, name, Math.Round(value * 10_000, MidpointRounding.AwayFromZero) / 10_000);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    // A decimal always shows as one (1.0), and what cannot be computed as null.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        if (!double.IsFinite(value)) json.WriteNullValue();
        else if (value == Math.Floor(value) && Math.Abs(value) < 1e15) json.WriteRawValue(value.ToString("0.0", CultureInfo.InvariantCulture));
        else json.WriteNumberValue(value);
    }
}
