using System.Reflection;

namespace Tongcai.Exchange.Wire;

/// <summary>A kind of fact: its name on the wire and the record that carries it.</summary>
public sealed record FactKind(string Kind, FactClass FactClass, int Version, string Title, string Basis, Type Type);

/// <summary>事实目录。Kind ↔ record, read from the assemblies' <see cref="FactKindAttribute"/>s.</summary>
public sealed class FactKinds
{
    private readonly Dictionary<string, FactKind> byKind = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, FactKind> byType = [];

    /// <exception cref="InvalidOperationException">Two records claim one kind, or a record of <see cref="IFact"/> has no kind.</exception>
    public FactKinds(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.Distinct().SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IFact))))
        {
            var named = type.GetCustomAttribute<FactKindAttribute>() ?? throw new InvalidOperationException($"{type} is a fact without a [FactKind].");
            var kind = new FactKind(named.Kind, named.FactClass, named.Version, named.Title, named.Basis, type);
            if (!byKind.TryAdd(kind.Kind, kind)) throw new InvalidOperationException($"{type} and {byKind[kind.Kind].Type} are both called {kind.Kind}.");
            byType.Add(type, kind);
        }

        All = [.. byKind.Values.OrderBy(k => k.Kind, StringComparer.Ordinal)];
    }

    /// <summary>The kinds of the published interface.</summary>
    public static FactKinds Published { get; } = new([typeof(FactKinds).Assembly]);

    /// <summary>All kinds, by name.</summary>
    public IReadOnlyList<FactKind> All { get; }

    /// <summary>The kind of that name; null when this program does not know it.</summary>
    public FactKind? Find(string kind) => byKind.GetValueOrDefault(kind);

    /// <exception cref="ArgumentException">The record is in none of the assemblies.</exception>
    public FactKind Of(IFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return byType.GetValueOrDefault(fact.GetType()) ?? throw new ArgumentException($"{fact.GetType()} is no known kind of fact.", nameof(fact));
    }
}
