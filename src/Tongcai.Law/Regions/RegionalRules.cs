using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongcai.Law;

/// <summary>地方规定。A region may only tighten national limits, each value with its own citation; thresholds are the provinces' to set above the national floor.</summary>
/// <param name="Region">Six digits of GB/T 2260; applies to every division below it.</param>
/// <param name="Limits">Tightened limits, ids REGION/NATIONAL.</param>
public sealed record RegionalRules(string Region, string Name, IReadOnlyList<TimeLimit> Limits, IReadOnlyList<Threshold> Thresholds)
{
    public static readonly Rule OnlyTighter = Instruments.Tendering("REG-01", "地方只能更严并注明依据", "第八十七条",
        "各省、自治区、直辖市财政部门可以根据本办法制定具体实施办法");

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The region files shipped with this assembly.</summary>
    public static readonly IReadOnlyList<RegionalRules> Shipped =
        [.. Resources.Names("regions/").Select(n => Load(Resources.Read(n)) is { Value: { } rules } ? rules : throw new InvalidOperationException($"Bad region file {n}."))];

    /// <summary>Reads a region file; refuses it whole when a value is looser than the nation's, uncited, or malformed.</summary>
    /// <param name="json">region, name, limits (tightens, days, unit, instrument, article, quote, from, to), thresholds (level, limitFen, worksLimitFen, openTenderFen, citation as before).</param>
    public static Outcome<RegionalRules> Load(string json)
    {
        File file;
        try
        {
            file = JsonSerializer.Deserialize<File>(json, Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            return InputRules.Format.Refuse($"地方规定文件不是约定的格式：{e.Path} 第{e.LineNumber + 1}行。", "按 region、name、limits、thresholds 的格式改正。", e.Path ?? "");
        }

        List<Refusal> refusals = [];
        if (file.Region is not { Length: 6 } || !file.Region.All(char.IsAsciiDigit))
            refusals.Add(InputRules.Format.Refuse($"地区代码“{file.Region}”不是六位行政区划代码。", "填写六位代码。", "/region"));
        if (string.IsNullOrWhiteSpace(file.Name))
            refusals.Add(InputRules.Required.Refuse("没有填写地区名称。", "填写地区名称。", "/name"));
        var limits = (file.Limits ?? []).Select((l, i) => Limit(file.Region ?? "", l, $"/limits/{i}", refusals)).ToList();
        var thresholds = (file.Thresholds ?? []).Select((t, i) => ThresholdOf(file.Region ?? "", t, $"/thresholds/{i}", refusals)).ToList();
        return refusals.Count > 0 ? refusals : new RegionalRules(file.Region!, file.Name!, [.. limits.OfType<TimeLimit>()], [.. thresholds.OfType<Threshold>()]);
    }

    /// <summary>Whether this file applies to a division: its own, or one below it.</summary>
    public bool Covers(string division) => division.StartsWith(Region.TrimEnd('0') is { Length: > 0 } stem ? stem.PadRight(stem.Length + (stem.Length % 2), '0') : "", StringComparison.Ordinal);

    /// <summary>The limit that binds in a division on a day: the narrowest region that tightened it, otherwise the national one.</summary>
    public static TimeLimit For(TimeLimit national, string division, DateOnly day, IEnumerable<RegionalRules>? regions = null) =>
        (regions ?? Shipped).Where(r => r.Covers(division)).OrderByDescending(r => r.Region.TrimEnd('0').Length)
            .SelectMany(r => r.Limits).FirstOrDefault(l => l.Id.EndsWith("/" + national.Id, StringComparison.Ordinal) && l.InForceOn(day)) ?? national;

    private static TimeLimit? Limit(string region, LimitRow row, string pointer, List<Refusal> refusals)
    {
        if (TimeLimits.All.FirstOrDefault(l => l.Id == row.Tightens) is not { } national)
        {
            refusals.Add(InputRules.Range.Refuse($"没有编号为“{row.Tightens}”的法定期限。", "填写法定期限的编号。", pointer + "/tightens"));
            return null;
        }

        if (!Cited(row.Instrument, row.Article, row.Quote, pointer, refusals))
            return null;
        if (!IsTighter(national, row.Days, row.Unit))
        {
            refusals.Add(OnlyTighter.Refuse($"{national.Title}的地方期限{row.Days}{(row.Unit == TimeUnit.Workday ? "个工作日" : "日")}宽于或等于法定的{national.Length}。", "地方只能规定更严的期限，否则删去该行。", pointer + "/days"));
            return null;
        }

        return national with
        {
            Id = $"{region}/{national.Id}", Days = row.Days, Unit = row.Unit, From = row.From, To = row.To,
            Source = new(row.Instrument!, row.Article!, row.Quote!), Certainty = row.Certainty,
        };
    }

    private static Threshold? ThresholdOf(string region, ThresholdRow row, string pointer, List<Refusal> refusals)
    {
        if (!Cited(row.Instrument, row.Article, row.Quote, pointer, refusals))
            return null;
        var floor = Law.Thresholds.National.First(t => t.Level == row.Level);
        if (row.LimitFen < floor.LimitFen || row.WorksLimitFen < floor.WorksLimitFen || row.OpenTenderFen < floor.OpenTenderFen)
        {
            refusals.Add(OnlyTighter.Refuse("地方限额标准低于财政部规定的下限。", $"不低于{floor.LimitFen / 100}元、{floor.WorksLimitFen / 100}元、{floor.OpenTenderFen / 100}元。", pointer));
            return null;
        }

        return new(region, row.Level, row.LimitFen, row.WorksLimitFen, row.OpenTenderFen,
            new Rule($"{region}/{row.Level}", "地方限额标准", new(row.Instrument!, row.Article!, row.Quote!)) { From = row.From, To = row.To, Certainty = row.Certainty });
    }

    private static bool Cited(string? instrument, string? article, string? quote, string pointer, List<Refusal> refusals)
    {
        if (!string.IsNullOrWhiteSpace(instrument) && !string.IsNullOrWhiteSpace(article) && !string.IsNullOrWhiteSpace(quote))
            return true;
        refusals.Add(OnlyTighter.Refuse("该值没有写明文件、条款和原文。", "补齐 instrument、article、quote。", pointer));
        return false;
    }

    // Across units only what is tighter on every calendar counts: n working days last at most n + 2 per begun week + the longest holiday of 9 days.
    private static bool IsTighter(TimeLimit national, int days, TimeUnit unit)
    {
        var atMost = national.Kind is LimitKind.Max or LimitKind.MaxBefore or LimitKind.MaxAge;
        var atLeast = national.Kind is LimitKind.Min or LimitKind.MinBefore;
        if (days < 0 || !(atMost || atLeast))
            return false;
        if (unit == national.Unit)
            return atMost ? days < national.Days : days > national.Days;
        return (unit, national.Unit) switch
        {
            (TimeUnit.Workday, TimeUnit.Day) => atMost ? Longest(days) <= national.Days : days >= national.Days,
            (TimeUnit.Day, TimeUnit.Workday) => atMost ? days <= national.Days : days >= Longest(national.Days),
            _ => false,
        };

        static int Longest(int workdays) => workdays + (2 * ((workdays / 5) + 1)) + 9;
    }

    private sealed record File(string? Region, string? Name, List<LimitRow>? Limits, List<ThresholdRow>? Thresholds);

    private sealed record LimitRow(
        string? Tightens, int Days, TimeUnit Unit, string? Instrument, string? Article, string? Quote, DateOnly? From, DateOnly? To, Certainty Certainty = Certainty.Read);

    private sealed record ThresholdRow(
        BudgetLevel Level, long LimitFen, long WorksLimitFen, long OpenTenderFen, string? Instrument, string? Article, string? Quote,
        DateOnly? From, DateOnly? To, Certainty Certainty = Certainty.Read);
}
