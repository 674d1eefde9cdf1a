namespace Tongcai.Law;

/// <summary>The two shapes nearly every check has.</summary>
internal static class Refusing
{
    /// <summary>A refusal when the rule is broken.</summary>
    internal static Refusal? When(bool broken, Rule rule, string reason, string remedy, string pointer = "") =>
        broken ? rule.Refuse(reason, remedy, pointer) : null;

    /// <summary>A refusal that names what is missing from a list the law prescribes.</summary>
    internal static Refusal? Missing(Rule rule, string what, IEnumerable<string> required, IEnumerable<string> given, string pointer = "")
    {
        var missing = required.Except(given, StringComparer.Ordinal).ToList();
        return When(missing.Count > 0, rule, $"{what}缺少：{string.Join("、", missing)}。", "补齐后再提交。", pointer);
    }

    /// <summary>The refusals that occurred.</summary>
    internal static IReadOnlyList<Refusal> All(params IEnumerable<Refusal?> checks) => [.. checks.OfType<Refusal>()];
}
