namespace Tongcai.Law;

/// <summary>规则的说法：数值、施行期间、依据标记。How the value, the period in force and the confidence of a rule are said to people.</summary>
public static class RuleWords
{
    /// <summary>The number the rule fixes: 20日, 不少于3, 不超过10%; empty where it fixes none.</summary>
    public static string Value(Rule rule) => rule switch
    {
        TimeLimit limit => $"{Kind(limit.Kind)}{limit.Length}",
        MinimumCount count => $"不少于{count.Minimum}",
        ShareLimit share => $"不超过{share.PerMille / 10m:0.#}%",
        MinimumShare share => $"不低于{share.PerMille / 10m:0.#}%",
        RateRange range => $"{range.From100:0.#}%至{range.To100:0.#}%",
        _ => "",
    };

    /// <summary>2021-01-01起, 2021-01-01至2022-06-30; empty where it has applied since before any date we judge.</summary>
    public static string Period(Rule rule) => (rule.From, rule.To) switch
    {
        (null, null) => "",
        ({ } from, null) => $"{from:yyyy-MM-dd}起",
        (null, { } to) => $"至{to:yyyy-MM-dd}",
        ({ } from, { } to) => $"{from:yyyy-MM-dd}至{to:yyyy-MM-dd}",
    };

    /// <summary>逐字、转引、熟知、待核.</summary>
    public static string Mark(Certainty certainty) => certainty switch
    {
        Certainty.Read => "逐字",
        Certainty.ReadSecondary => "转引",
        Certainty.Sure => "熟知",
        _ => "待核",
    };

    private static string Kind(LimitKind kind) => kind switch
    {
        LimitKind.Min => "不少于",
        LimitKind.Max => "不超过",
        LimitKind.MinBefore => "至少提前",
        LimitKind.MaxBefore => "不早于之前",
        LimitKind.MaxAge => "有效",
        LimitKind.Lookback => "追溯",
        LimitKind.Due => "每年",
        _ => "",
    };
}
