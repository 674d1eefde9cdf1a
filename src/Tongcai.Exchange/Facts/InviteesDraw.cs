namespace Tongcai.Exchange.Facts;

/// <summary>邀请供应商的抽取，复算：what supervision checks at once and anyone after the result.</summary>
public static class InviteesDraw
{
    /// <summary>Whether a draw of suppliers is what was committed to: digest, commitments, seed, order, and the first of the order drawn.</summary>
    public static bool Repeats(InviteesDrawn drawn, InviteesCommitted committed)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        ArgumentNullException.ThrowIfNull(committed);
        var roster = drawn.Roster.OrderBy(r => r.Order).ToList();
        return drawn.DrawId == committed.DrawId && drawn.Reveals.Count == 2 && committed.Commitments.SequenceEqual(drawn.Reveals.Select(Roster.Commitment)) && committed.RosterDigest == Roster.Digest(roster.Select(r => r.ApplicationId))
            && drawn.Seed == Roster.Seed(drawn.Reveals[0], drawn.Reveals[1]) && roster.Select(r => r.ApplicationId).SequenceEqual(Roster.Order(drawn.Seed, roster.Select(r => r.ApplicationId)))
            && roster.TakeWhile(r => r.Drawn).Count() == roster.Count(r => r.Drawn);
    }
}
