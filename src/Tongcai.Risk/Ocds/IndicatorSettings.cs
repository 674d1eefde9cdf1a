using System.Globalization;

namespace Tongcai.Risk.Ocds;

/// <summary>The eleven indicators of OCP's Cardinal, by the codes of <i>Red Flags in Public Procurement</i> (OCP, 2024).</summary>
public enum Indicator
{
    /// <summary>Short submission period.</summary>
    R003,

    /// <summary>Single bid received.</summary>
    R018,

    /// <summary>Price close to winning bid.</summary>
    R024,

    /// <summary>Excessive unsuccessful bids.</summary>
    R025,

    /// <summary>Identical bid prices.</summary>
    R028,

    /// <summary>Late bid won.</summary>
    R030,

    /// <summary>All except winning bid disqualified.</summary>
    R035,

    /// <summary>Lowest bid disqualified.</summary>
    R036,

    /// <summary>Excessive disqualified bids.</summary>
    R038,

    /// <summary>Heterogeneous supplier.</summary>
    R048,

    /// <summary>Heavily discounted bid.</summary>
    R058,
}

/// <summary>
/// Settings of the indicators, in the INI format of Cardinal: a section enables its indicator. Lists are separated by |.
/// Without a settings file all eleven run with the defaults below.
/// </summary>
public sealed record IndicatorSettings
{
    /// <summary>Main currency; null: the first one seen in the file.</summary>
    public string? Currency { get; init; }

    /// <summary>procurementMethodDetails of processes left out altogether.</summary>
    public IReadOnlySet<string> Excluded { get; init; } = new HashSet<string>();

    /// <summary>procurementMethodDetails whose prices are not compared; a process without the field is compared.</summary>
    public IReadOnlySet<string> NoPriceComparison { get; init; } = new HashSet<string>();

    /// <summary>When not empty, only these procurementMethodDetails are compared.</summary>
    public IReadOnlySet<string> PriceComparison { get; init; } = new HashSet<string>();

    public IReadOnlySet<Indicator> Enabled { get; init; } = Enum.GetValues<Indicator>().ToHashSet();

    /// <summary>R003: whole days below which a submission period is short.</summary>
    public long R003Threshold { get; init; } = 15;

    public IReadOnlySet<string> R003Methods { get; init; } = new HashSet<string>();

    /// <summary>R003: days by procurementMethodDetails.</summary>
    public IReadOnlyDictionary<string, long> R003Details { get; init; } = new Dictionary<string, long>();

    public IReadOnlySet<string> R018Methods { get; init; } = new HashSet<string> { "open", "selective" };

    public double? R024Threshold { get; init; }

    public int R025Percentile { get; init; } = 75;

    public double? R025Threshold { get; init; }

    public int R035Threshold { get; init; } = 1;

    public double? R038Threshold { get; init; }

    public int R038MinimumBids { get; init; } = 2;

    public int R038MinimumProcesses { get; init; } = 2;

    public int R048Digits { get; init; } = 2;

    public int? R048Threshold { get; init; }

    public int R048MinimumProcesses { get; init; } = 20;

    public double? R058Threshold { get; init; }

    /// <summary>
    /// Corrects three known weaknesses: R030 compares instants instead of texts, R018 counts distinct tenderers of submitted bids where
    /// numberOfTenderers is missing, R038 applies minimum_contracting_processes to processes instead of bids. Off: results equal Cardinal's.
    /// </summary>
    public bool Strict { get; init; }

    private static readonly HashSet<string> OtherSections =
        ["output", "defaults", "redactions", "corrections", "modifications", "codelists", "codelists.bid_status", "codelists.award_status", "codelists.BidStatus", "codelists.AwardStatus"];

    /// <summary>Reads an INI text.</summary>
    /// <returns>The settings, or the errors (Chinese, with line numbers); an unknown name is an error.</returns>
    public static (IndicatorSettings? Settings, IReadOnlyList<string> Errors) Parse(string text)
    {
        List<string> errors = [];
        Dictionary<string, Dictionary<string, (string Value, int Line)>> sections = new() { [""] = [] };
        var section = "";
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] is ';' or '#') continue;
            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].Trim();
                sections.TryAdd(section, []);
            }
            else if (line.IndexOf('=') is var at and > 0) sections[section][line[..at].Trim()] = (Unquote(line[(at + 1)..].Trim()), number);
            else errors.Add($"设置文件第 {number} 行既不是 [节]，也不是“名称 = 值”：{line}");
        }
        var settings = new Reader(sections, errors).Read();
        return errors.Count > 0 ? (null, errors) : (settings, errors);
    }

    private static string Unquote(string value) => value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;

    private sealed class Reader(Dictionary<string, Dictionary<string, (string Value, int Line)>> sections, List<string> errors)
    {
        private readonly HashSet<(string, string)> read = [];

        public IndicatorSettings Read()
        {
            var settings = new IndicatorSettings
            {
                Currency = Text("", "currency"),
                NoPriceComparison = Set("", "no_price_comparison_procurement_methods", ""),
                PriceComparison = Set("", "price_comparison_procurement_methods", ""),
                Excluded = Set("exclusions", "procurement_method_details", ""),
                R003Threshold = Whole("R003", "threshold", long.MinValue) ?? 15,
                R003Methods = Set("R003", "procurement_methods", ""),
                R003Details = Details(),
                R018Methods = Set("R018", "procurement_methods", "open|selective"),
                R024Threshold = Real("R024", "threshold"),
                R025Percentile = (int)(Whole("R025", "percentile", 0, 100) ?? 75),
                R025Threshold = Real("R025", "threshold"),
                R035Threshold = Math.Max(1, (int)(Whole("R035", "threshold", 0) ?? 1)),
                R038Threshold = Real("R038", "threshold"),
                R038MinimumBids = (int)(Whole("R038", "minimum_submitted_bids", 0) ?? 2),
                R038MinimumProcesses = (int)(Whole("R038", "minimum_contracting_processes", 0) ?? 2),
                R048Digits = (int)(Whole("R048", "digits", 0) ?? 2),
                R048Threshold = (int?)Whole("R048", "threshold", 0),
                R048MinimumProcesses = (int)(Whole("R048", "minimum_contracting_processes", 0) ?? 20),
                R058Threshold = Real("R058", "threshold"),
            };
            HashSet<Indicator> enabled = [];
            foreach (var (section, values) in sections)
            {
                var code = section.Split('.')[0];
                if (Enum.TryParse<Indicator>(code, out var indicator) && Enum.IsDefined(indicator) && code == indicator.ToString() && section is not ['R', .., '.'])
                    enabled.Add(indicator);
                else if (OtherSections.Contains(section)) continue;
                else if (section is not ("" or "exclusions")) errors.Add($"设置文件中的节 [{section}] 不认识");
                foreach (var (name, value) in values)
                    if (!read.Contains((section, name))) errors.Add($"设置文件第 {value.Line} 行：[{section}] 没有名为 {name} 的设置");
            }
            return settings with { Enabled = enabled };
        }

        private string? Text(string section, string name)
        {
            read.Add((section, name));
            return sections.TryGetValue(section, out var values) && values.TryGetValue(name, out var value) ? value.Value : null;
        }

        private HashSet<string> Set(string section, string name, string otherwise)
        {
            var parts = (Text(section, name) ?? otherwise).Split('|').ToList();
            if (parts[^1].Length == 0) parts.RemoveAt(parts.Count - 1);
            return [.. parts];
        }

        private double? Real(string section, string name)
        {
            if (Text(section, name) is not { } text) return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
            errors.Add($"设置 [{section}] {name} 应是小数，现在是：{text}");
            return null;
        }

        private long? Whole(string section, string name, long least, long most = int.MaxValue)
        {
            if (Text(section, name) is not { } text) return null;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
            errors.Add($"设置 [{section}] {name} 应是整数，现在是：{text}");
            return null;
        }

        private Dictionary<string, long> Details()
        {
            const string section = "R003.procurement_method_details";
            Dictionary<string, long> details = [];
            if (sections.TryGetValue(section, out var values))
                foreach (var name in values.Keys)
                    if (Whole(section, name, long.MinValue) is { } days) details[name] = days;
            return details;
        }
    }
}
