namespace Tongcai.Exchange.Facts;

/// <summary>
/// 双随机抽取的计算。The seed of both reveals puts the objects in order and the first share of them is drawn; for each object seed and object put the inspectors in order anew, and the first who need not avoid it inspect.
/// </summary>
public static class InspectionDraw
{
    /// <summary>How many of the roster a share draws, rounded up; at least one.</summary>
    public static int CountOf(int rosterSize, int sharePercent) => rosterSize == 0 ? 0 : Math.Max(1, (rosterSize * sharePercent + 99) / 100);

    /// <summary>The inspectors in the order in which they are asked for an object.</summary>
    public static IReadOnlyList<string> InspectorsFor(string seed, string objectPseudonym, IEnumerable<string> inspectors) => Roster.Order($"{seed}\n{objectPseudonym}", inspectors);

    /// <summary>The team of an object, and who was passed over before it was full.</summary>
    /// <param name="avoids">Whether the inspector of that pseudonym has to avoid the object.</param>
    public static (IReadOnlyList<string> Team, IReadOnlyList<string> Avoided) TeamOf(string seed, string objectPseudonym, IEnumerable<string> inspectors, int size, Func<string, bool> avoids)
    {
        List<string> team = [], avoided = [];
        foreach (var inspector in InspectorsFor(seed, objectPseudonym, inspectors))
        {
            if (team.Count == size) break;
            (avoids(inspector) ? avoided : team).Add(inspector);
        }

        return (team, avoided);
    }

    /// <summary>Repeats a published draw; what does not agree, in Chinese, nothing when all does. Who had to avoid is taken as published: names are not public.</summary>
    public static IReadOnlyList<string> Check(InspectionPlanned planned, InspectionDrawn drawn)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(drawn);
        List<string> wrong = [];
        void Demand(bool holds, string what)
        {
            if (!holds) wrong.Add(what);
        }

        Demand(drawn.Reveals.Count == 2 && drawn.Reveals.Select(Roster.Commitment).SequenceEqual(planned.Commitments), "公布的随机数与承诺不符");
        Demand(drawn.Reveals.Count == 2 && Roster.Seed(drawn.Reveals[0], drawn.Reveals[1]) == drawn.Seed, "种子不是由双方随机数算出");
        Demand(drawn.RosterPseudonyms.Count == planned.RosterSize && Roster.Digest(drawn.RosterPseudonyms) == planned.RosterDigest, "检查对象名录与计划不符");
        Demand(drawn.InspectorPseudonyms.Count == planned.Inspectors && Roster.Digest(drawn.InspectorPseudonyms) == planned.InspectorDigest, "检查人员名录与计划不符");
        Demand(Roster.Order(drawn.Seed, drawn.RosterPseudonyms).SequenceEqual(drawn.RosterPseudonyms), "检查对象的次序与种子不符");
        Demand(drawn.Objects.Select(o => o.Pseudonym).SequenceEqual(drawn.RosterPseudonyms.Take(CountOf(planned.RosterSize, planned.SharePercent))), "抽中的不是次序在前的对象");
        foreach (var one in drawn.Objects)
        {
            var (team, avoided) = TeamOf(drawn.Seed, one.Pseudonym, drawn.InspectorPseudonyms, planned.Team, one.Avoided.Contains);
            Demand(Roster.Pseudonym(drawn.InspectionId, one.OrganisationId) == one.Pseudonym, $"第 {one.Order} 个对象的代号不符");
            Demand(team.Count == planned.Team && team.SequenceEqual(one.Team) && avoided.SequenceEqual(one.Avoided), $"第 {one.Order} 个对象的检查人员与次序不符");
        }

        return wrong;
    }
}
