using Tongcai.Risk.Bidding;
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
    internal Fences Fences(string name, Func<IEnumerable<double>> values) => Once(name, () => Statistics.Fences.Of(values()));

    /// <summary>Suppliers registered at a normalised address.</summary>
    internal int RegisteredAt(string address) => Once("suppliers by address", () => All.SelectMany(p => p.Suppliers ?? [])
        .Where(s => s.Address is not null).GroupBy(s => PartyLinks.Normalise(s.Address!)).ToDictionary(g => g.Key, g => g.Select(s => s.Id).Distinct().Count())).GetValueOrDefault(address);

    /// <summary>Bidders that handed in a certificate, in the order of the processes.</summary>
    internal IEnumerable<string> BiddersWith(string certificate) => Once("bidders by certificate", () => All.SelectMany(p => p.Submitted)
        .SelectMany(b => b.Certificates.Select(c => (c.Number, b.Bidder))).Distinct().ToLookup(x => x.Number, x => x.Bidder))[certificate];

    internal IEnumerable<string> Buyers => byBuyer.Keys;

    internal IEnumerable<string> Suppliers => bySupplier.Keys;

    private T Once<T>(string name, Func<T> make)
        where T : notnull
    {
        if (!cache.TryGetValue(name, out var known)) cache[name] = known = make();
        return (T)known;
    }

    private void Index(ProcessFacts process, Action<Dictionary<string, List<ProcessFacts>>, string, ProcessFacts> change)
    {
        if (process.Buyer is { } buyer) change(byBuyer, buyer, process);
        if (process.Category is { } category) change(byCategory, Key(category), process);
        foreach (var supplier in process.Submitted.Select(b => b.Bidder).Concat(process.Winners ?? []).Distinct()) change(bySupplier, supplier, process);
    }
}
