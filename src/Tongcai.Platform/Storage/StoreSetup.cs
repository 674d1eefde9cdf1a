using System.Reflection;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.SafeCopies;

namespace Tongcai.Platform.Storage;

/// <summary>What both engines need beside their connection.</summary>
/// <param name="Assemblies">Where migrations, rows and facts are found; Platform and Exchange are always among them.</param>
/// <param name="Legal">Legal time: the default stamp of facts.</param>
/// <param name="System">System time.</param>
public sealed record StoreSetup(IReadOnlyList<Assembly> Assemblies, TimeProvider Legal, TimeProvider System)
{
    private IReadOnlyList<Assembly> Everywhere { get; } = [.. Assemblies.Append(typeof(StoreSetup).Assembly).Append(typeof(FactKinds).Assembly).Distinct()];

    /// <summary>All kinds of facts this program knows.</summary>
    public FactKinds Kinds { get => field ??= new FactKinds(Everywhere); init; }

    /// <summary>Who may see which kind; the published table unless said otherwise.</summary>
    public Entitlements Entitlements { get => field ??= new Entitlements(Kinds, EntitlementTable.Cells); init; }

    /// <summary>Whether a safe copy is kept of everything that is written.</summary>
    public bool Journaled { get; init; }

    /// <summary>While it is on, nothing is written.</summary>
    public RecoveryMode Recovery { get; init; } = new();

    /// <summary>All row types, by table.</summary>
    internal IReadOnlyDictionary<string, RowMap> Rows => field ??= Everywhere.SelectMany(a => a.GetTypes()).Where(t => t.IsAssignableTo(typeof(IRow)) && t.GetCustomAttribute<TableAttribute>() is not null)
        .Select(RowMap.Of).ToDictionary(m => m.Table, StringComparer.Ordinal);

    internal IReadOnlyList<Migration> Migrations => field ??= Storage.Migrations.In(Everywhere);

    internal void RegisterTypes() => DapperTypes.Register(Everywhere);

    internal WriteQueue Queue(SqlDialect dialect) => new(new(dialect, Kinds, Entitlements, Legal, System, Journaled), Journaled, Recovery);
}
