using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Flags;

/// <summary>The processes a process is compared with, indexed once; one changed process is replaced in place.</summary>
public sealed class Population
{
    private readonly Dictionary<string, ProcessFacts> processes = [];
    private readonly Dictionary<string, List<ProcessFacts>> byBuyer = [];
    private readonly Dictionary<string, List<ProcessFacts>> byCategory = [];
    private readonly Dictionary<string, List<ProcessFacts>> bySupplier = [];
    private readonly Dictionary<string, object> cache = [];

    public Population(IEnumerable<ProcessFacts> facts)
    {
        foreach (var process in facts) Put(process);
    }

    public IReadOnlyCollection<ProcessFacts> All => processes.Values;

    /// <summary>Adds a process or replaces the one with its id.</summary>
    public void Put(ProcessFacts process)
    {
        if (processes.TryGetValue(process.Id, out var old)) Index(old, (map, key, p) => map[key].Remove(p));
        processes[process.Id] = process;
        Index(process, (map, key, p) => (map.TryGetValue(key, out var list) ? list : map[key] = []).Add(p));
        cache.Clear();
    }

    internal IReadOnlyList<ProcessFacts> OfBuyer(string? buyer) => buyer is not null && byBuyer.TryGetValue(buyer, out var list) ? list : [];

    internal IReadOnlyList<ProcessFacts> OfCategory(string? category) => category is not null && byCategory.TryGetValue(Key(category), out var list) ? list : [];

    internal IReadOnlyList<ProcessFacts> OfSupplier(string supplier) => bySupplier.TryGetValue(supplier, out var list) ? list : [];

    internal static string Key(string category) => category.Length <= 3 ? category : category[..3];

    /// <summary>Fences of a figure over all processes or suppliers, computed once per state of the population.</summary>
    internal Fences Fences(string name, Func<IEnumerable<double>> values)
    {
        if (cache.TryGetValue(name, out var known)) return (Fences)known;
        var fences = Statistics.Fences.Of(values());
        cache[name] = fences;
        return fences;
    }

    internal IEnumerable<string> Buyers => byBuyer.Keys;

    internal IEnumerable<string> Suppliers => bySupplier.Keys;

    private void Index(ProcessFacts process, Action<Dictionary<string, List<ProcessFacts>>, string, ProcessFacts> change)
    {
        if (process.Buyer is { } buyer) change(byBuyer, buyer, process);
        if (process.Category is { } category) change(byCategory, Key(category), process);
        foreach (var supplier in process.Submitted.Select(b => b.Bidder).Concat(process.Winners ?? []).Distinct()) change(bySupplier, supplier, process);
    }
}
