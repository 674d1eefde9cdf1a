using Xunit.v3;

namespace Tongcai.Tests;

/// <summary>Names the rule of law that a test proves; a guard compares all citations with all rules of Tongcai.Law.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class CitesAttribute(params string[] rules) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Rules => rules;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. rules.Select(r => new KeyValuePair<string, string>("rule", r))];
}
