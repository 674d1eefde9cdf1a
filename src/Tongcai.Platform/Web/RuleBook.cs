using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Web;

/// <summary>规则一览。Every rule by its id: those of the law, those of the interface, and those the platform's own assemblies declare.</summary>
public sealed class RuleBook
{
    private readonly FrozenDictionary<string, Rule> rules;

    /// <param name="assemblies">Assemblies whose static fields and properties of type <see cref="Rule"/> are collected, beside Law and Platform.</param>
    public RuleBook(IEnumerable<Assembly> assemblies) =>
        rules = assemblies.Append(typeof(Rule).Assembly).Append(typeof(RuleBook).Assembly).Distinct()
            .SelectMany(a => a.GetExportedTypes()).Where(t => !t.ContainsGenericParameters).SelectMany(Declared)
            .Concat(RuleQuery.Regional(_ => true))
            .DistinctBy(r => r.Id).ToFrozenDictionary(r => r.Id);

    public IReadOnlyList<Rule> All => [.. rules.Values.OrderBy(r => r.Id, StringComparer.Ordinal)];

    public Rule? Find(string id) => rules.GetValueOrDefault(id);

    internal IResult List(HttpContext http)
    {
        var outcome = RuleList.Of(http.Request.Query, All);
        return outcome.Value is { } list ? new View("/Pages/Rules.cshtml", list, new PageHead("规则一览") { Column = "规则一览" }) : new Refused(outcome.Refusals);
    }

    // A regional id has a slash, which arrives as it was escaped.
    internal IResult One(HttpContext http, string id) =>
        Find(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is { } rule ? new View("/Pages/Rule.cshtml", rule, new PageHead(rule.Title) { Column = "规则一览", Trail = [new("规则一览", "/problems")] }) : new Refused(HttpRules.NotFound);

    private static IEnumerable<Rule> Declared(Type type)
    {
        const BindingFlags Statics = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var values = type.GetFields(Statics).Where(f => !f.IsLiteral && Holds(f.FieldType)).Select(f => f.GetValue(null))
            .Concat(type.GetProperties(Statics).Where(p => p.GetIndexParameters().Length == 0 && Holds(p.PropertyType)).Select(p => p.GetValue(null)));
        return values.SelectMany(v => v switch
        {
            Rule rule => [rule],
            IEnumerable<Rule> many => many,
            _ => Array.Empty<Rule>(),
        });
    }

    private static bool Holds(Type type) => typeof(Rule).IsAssignableFrom(type) || typeof(IEnumerable<Rule>).IsAssignableFrom(type);
}
