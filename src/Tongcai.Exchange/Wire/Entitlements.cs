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
public sealed record Entitlement(string Kind, FactClass FactClass, Audience Audience, ReleaseMoment From);

/// <summary>谁能看什么、从何时起。The table fact kind × audience, made from the kinds' own attributes, so that every pair can be listed and tested.</summary>
public sealed class Entitlements
{
    private readonly Dictionary<(string Kind, Audience Audience), ReleaseMoment> moments = [];

    /// <exception cref="InvalidOperationException">A sealed kind is opened to somebody before the opening, a private one to the public, or an entitlement is said twice.</exception>
    public Entitlements(FactKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        All = [.. kinds.All.SelectMany(kind => Enum.GetValues<Audience>().Select(audience => new Entitlement(kind.Kind, kind.FactClass, audience, MomentOf(kind, audience))))];
        foreach (var cell in All) moments.Add((cell.Kind, cell.Audience), cell.From);
    }

    /// <summary>Every pair of kind and audience, in the order of the kinds.</summary>
    public IReadOnlyList<Entitlement> All { get; }

    /// <summary>From when the audience may see facts of the kind; an unknown kind: never.</summary>
    public ReleaseMoment From(string kind, Audience audience) => moments.GetValueOrDefault((kind, audience), ReleaseMoment.Never);

    /// <summary>Platforms that get facts of the kind at this moment through the restricted feed.</summary>
    public IEnumerable<Audience> At(string kind, ReleaseMoment moment) =>
        FeedAudiences.Where(audience => moment is not ReleaseMoment.Never && From(kind, audience) == moment);

    /// <summary>The audiences that have a feed of their own.</summary>
    public static IReadOnlyList<Audience> FeedAudiences { get; } = [Audience.Hub, Audience.Supervision, Audience.Trading];

    private static ReleaseMoment MomentOf(FactKind kind, Audience audience)
    {
        if (kind.FactClass is FactClass.Public || audience is Audience.Party) return ReleaseMoment.AtOnce;
        var said = kind.Entitled.Where(e => e.Audience == audience).ToList();
        return said switch
        {
            [] => ReleaseMoment.Never,
            [_, _, ..] => throw new InvalidOperationException($"{kind.Kind} says twice from when {audience} may see it."),
            [{ From: ReleaseMoment.AtOnce }] when kind.FactClass is FactClass.Sealed => throw new InvalidOperationException($"{kind.Kind} is sealed: nobody but its party sees it before the opening, {audience} neither."),
            [{ From: not ReleaseMoment.Never }] when audience is Audience.Public => throw new InvalidOperationException($"{kind.Kind} is private: the public sees it only through a public fact that reveals it."),
            [var one] => one.From,
        };
    }
}
