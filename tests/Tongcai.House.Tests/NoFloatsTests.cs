using System.Reflection;

namespace Tongcai.House.Tests;

/// <summary>Money is integer fen and law counts whole days: no binary floating point in law, facts, storage or trading.</summary>
public sealed class NoFloatsTests
{
    private static readonly string[] Assemblies = ["Tongcai.Law", "Tongcai.Exchange", "Tongcai.Platform", "Tongcai.Trading"];

    public static IEnumerable<string> Floats(IEnumerable<Type> types) =>
        from type in types
        where type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null
        from found in Members(type)
        where Holds(found.Type)
        select $"{type.FullName}.{found.Name}";

    private static IEnumerable<(string Name, Type Type)> Members(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetFields(all).Select(f => (f.Name, f.FieldType))
            .Concat(type.GetProperties(all).Select(p => (p.Name, p.PropertyType)))
            .Concat(type.GetMethods(all).SelectMany(m => m.GetParameters().Select(p => (m.Name + "/" + p.Name, p.ParameterType)).Append((m.Name, m.ReturnType))));
    }

    private static bool Holds(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(Half)
        || (type.HasElementType && Holds(type.GetElementType()!))
        || type.GenericTypeArguments.Any(Holds);

    [Fact]
    public void Law_facts_storage_and_trading_hold_no_float() =>
        Assert.Empty(Floats(Assemblies.SelectMany(a => Assembly.Load(a).GetTypes())));

    [Fact]
    public void A_planted_float_is_found()
    {
        Assert.Equal(2, Floats([typeof(Planted)]).Count(f => !f.Contains("get_", StringComparison.Ordinal) && !f.Contains('<', StringComparison.Ordinal)));
    }

    private sealed class Planted
    {
        public double Price { get; } = 1;

        public static List<float?> Weights { get; } = [];
    }
}
