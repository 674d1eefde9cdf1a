using System.Collections;
using System.Reflection;

namespace Tongcai.Law;

/// <summary>全部规则。Every rule of this assembly, found in the static fields of its types, so that none can be forgotten.</summary>
public static class AllRules
{
    private static readonly Lazy<IReadOnlyList<Rule>> Found = new(Find);

    /// <summary>All rules by id; ids are unique.</summary>
    public static IReadOnlyList<Rule> All => Found.Value;

    /// <summary>The rule of that id, or null.</summary>
    public static Rule? ById(string id) => All.FirstOrDefault(r => r.Id == id);

    private static List<Rule> Find()
    {
        var rules = typeof(AllRules).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, ContainsGenericParameters: false } && t != typeof(AllRules))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => typeof(Rule).IsAssignableFrom(f.FieldType) || typeof(IEnumerable<Rule>).IsAssignableFrom(f.FieldType))
            .SelectMany(f => f.GetValue(null) switch
            {
                Rule one => [one],
                IEnumerable many => many.Cast<Rule>(),
                _ => Enumerable.Empty<Rule>(),
            })
            .Distinct(ReferenceEqualityComparer.Instance).Cast<Rule>()
            .OrderBy(r => r.Id, StringComparer.Ordinal)
            .ToList();
        var twice = rules.GroupBy(r => r.Id).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? rules : throw new InvalidOperationException($"Rule id {twice.Key} stands for several rules.");
    }
}
