using Xunit.v3;

namespace Tongcai.Tests;

/// <summary>Number of the fault in docs/faults.md that a test runs; each number there is looked up here, so none can be left out unseen.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FaultAttribute(int number) : Attribute, ITraitAttribute
{
    public int Number => number;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("fault", number.ToString(System.Globalization.CultureInfo.InvariantCulture))];
}
