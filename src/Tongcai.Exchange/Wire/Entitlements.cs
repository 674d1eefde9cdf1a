namespace Tongcai.Exchange.Wire;

/// <summary>受众。Who can ask for facts.</summary>
public enum Audience
{
    /// <summary>公众。</summary>
    Public,

    /// <summary>公共服务平台。</summary>
    Hub,

    /// <summary>行政监督平台。</summary>
    Supervision,

    /// <summary>交易平台。</summary>
    Trading,

    /// <summary>当事人：the organisation that the fact belongs to.</summary>
    Party,
}

/// <summary>One cell of the table.</summary>
public sealed record Entitlement(string Kind, Audience Audience, ReleaseMoment From);

/// <summary>
/// 谁能看什么、从何时起。The table fact kind × audience. Public facts are everybody's at once, the party always sees its own;
/// what the table does not say is <see cref="ReleaseMoment.Never"/>.
/// </summary>
public sealed class Entitlements
{
    private readonly Dictionary<(string Kind, Audience Audience), ReleaseMoment> moments = [];

    /// <param name="kinds">The kinds that exist.</param>
    /// <param name="said">Cells of private kinds.</param>
    /// <exception cref="InvalidOperationException">A cell names no private kind, is said twice, opens a sealed kind before the opening or a private one to the public.</exception>
    public Entitlements(FactKinds kinds, IEnumerable<Entitlement> said)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        foreach (var kind in kinds.All)
        {
            foreach (var audience in Enum.GetValues<Audience>())
                moments[(kind.Kind, audience)] = kind.FactClass is FactClass.Public || audience is Audience.Party ? ReleaseMoment.AtOnce : ReleaseMoment.Never;
        }

        foreach (var cell in said)
        {
            var problem = kinds.Find(cell.Kind)?.FactClass switch
            {
                null => "there is no such kind",
                FactClass.Public => "the kind is public",
                FactClass.Sealed when cell.From is ReleaseMoment.AtOnce => "a sealed fact is seen by nobody but its party before the opening",
                _ when cell.Audience is Audience.Public => "the public sees a private fact only through a public one that reveals it",
                _ when cell.Audience is Audience.Party => "the party always sees its own",
                _ when moments[(cell.Kind, cell.Audience)] is not ReleaseMoment.Never => "it is said twice",
                _ => "",
            };
            if (problem.Length > 0) throw new InvalidOperationException($"Entitlement {cell.Kind} × {cell.Audience}: {problem}.");
            moments[(cell.Kind, cell.Audience)] = cell.From;
        }
    }

    /// <summary>The table of the published interface.</summary>
    public static Entitlements Published { get; } = new(FactKinds.Published, EntitlementTable.Cells);

    /// <summary>The audiences that have a restricted feed of their own.</summary>
    public static IReadOnlyList<Audience> FeedAudiences { get; } = [Audience.Hub, Audience.Supervision, Audience.Trading];

    /// <summary>Every pair of kind and audience, by kind.</summary>
    public IEnumerable<Entitlement> All => moments.Select(m => new Entitlement(m.Key.Kind, m.Key.Audience, m.Value));

    /// <summary>From when the audience may see facts of the kind; an unknown kind: never.</summary>
    public ReleaseMoment From(string kind, Audience audience) => moments.GetValueOrDefault((kind, audience), ReleaseMoment.Never);

    /// <summary>Platforms that get facts of the kind at this moment through the restricted feed.</summary>
    public IEnumerable<Audience> At(string kind, ReleaseMoment moment) =>
        FeedAudiences.Where(audience => moment is not ReleaseMoment.Never && From(kind, audience) == moment);
}
