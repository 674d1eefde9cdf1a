using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Pages;

/// <summary>一个项目的文书和页面：what there is to be opened of a procurement besides its own page, for one reader.</summary>
public static class Places
{
    /// <param name="owns">In what senses the reader owns the procurement.</param>
    /// <param name="document">Whether the reader may see the tender document.</param>
    /// <param name="awards">As the contracts.</param>
    /// <param name="contracts">All of the procurement; others than the reader's are left out.</param>
    /// <param name="challenges">As the contracts.</param>
    /// <param name="bonds">Whether bids were opened that had to name a bond.</param>
    public static IReadOnlyList<NavItem> Of(
        Procurement procurement, Actor actor, IReadOnlySet<string> owns, bool document, IReadOnlyList<Award> awards, IReadOnlyList<Contract> contracts, IReadOnlyList<Challenge> challenges, bool bonds = false)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(actor);
        var (inside, home) = (owns.Contains(Owner.Purchaser.Kind) || owns.Contains(Owner.Agency.Kind), $"/procurements/{procurement.Id}");
        List<NavItem> places = [];
        if (document)
            places.Add(new(procurement.MethodRow().InvitesEntrants ? "采购内容" : procurement.Words().Document, $"{home}/document"));
        if (procurement is { BidDeadline: not null, NoticedOn: not null })
        {
            if (actor.Is(Role.Supplier) && document)
                places.Add(new(procurement.Words().Say("投标"), $"{home}/bid"));
            places.Add(new(procurement.Words().Say("开标大厅"), $"{home}/opening"));
        }

        if (procurement.MethodRow().InvitesDrawn && (procurement.ApplyBy is not null || (inside && procurement.Stage >= Stage.Confirmed)))
            places.Add(new("资格预审与邀请", $"{home}/prequalification"));

        if (procurement is { Stage: >= Stage.Confirmed, Ending: null } && procurement.MethodRow().OneSupplier)
            places.Add(new(procurement.Words().Say("单一来源协商"), $"{home}/source"));

        if (procurement.Framework.Value is not null || procurement.FrameworkId.Length > 0)
            places.Add(new("框架协议", $"/procurements/{(procurement.FrameworkId.Length > 0 ? procurement.FrameworkId : procurement.Id)}/framework"));

        var reader = owns.Contains(Owner.Agency.Kind) || actor.Is(Role.Expert) ? Stage.Opened : Stage.Reported;
        if (procurement.Stage >= reader && procurement.OpenedAt is not null && procurement.MethodRow().CommitteeMinimum is not null && (inside || actor.Is(Role.Expert)))
            places.Add(new("评审", $"{home}/evaluation"));
        if (bonds && (inside || actor.Is(Role.Supplier)))
            places.Add(new(procurement.Words().Say("投标保证金"), $"{home}/bonds"));
        places.AddRange(challenges.Where(c => inside || c.SupplierId == actor.OrganisationId)
            .Select(c => new NavItem($"质疑（{(c.AnsweredOn is null ? $"{c.AnswerBy:yyyy-MM-dd} 前答复" : "已答复")}）", $"/challenges/{c.Id}")));
        places.AddRange(awards.Where(a => a.LetterOn is not null && (inside || a.SupplierId == actor.OrganisationId))
            .Select(a => new NavItem(awards.Count > 1 ? $"{procurement.Words().Letter}（{a.SupplierName}）" : procurement.Words().Letter, $"{home}/letters/{a.Id}")));
        places.AddRange(contracts.Where(c => inside || c.SupplierId == actor.OrganisationId).Select(c => new NavItem($"合同 {c.Number}", $"/contracts/{c.Id}")));
        if (inside && procurement.Stage >= Stage.Published)
            places.Add(new("采购档案", $"{home}/archives"));
        return places;
    }

    /// <summary>What is done on a page of its own and not by the form of an act: a supplier bids while bids are taken, the agency opens them in the hall.</summary>
    /// <param name="mayBid">Whether a supplier may take part at all: in an invited tender only the invited.</param>
    public static IEnumerable<Offer> Expected(Procurement procurement, Actor actor, DateTimeOffset now, bool mayBid = true)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Is(Role.Supplier) && procurement is { Stage: Stage.Confirmed, ApplyBy: { } applyBy } && now < applyBy)
            yield return new("apply-prequalification", "提交资格预审申请", $"/procurements/{procurement.Id}/prequalification/application", Standstill.Check(procurement)?.Reason ?? "");
        if (mayBid && actor.Is(Role.Supplier) && procurement is { Stage: Stage.Noticed, BidDeadline: { } deadline } && now < deadline)
            yield return new("bid", procurement.Words().Say("编制和递交投标文件"), $"/procurements/{procurement.Id}/bid", Standstill.Check(procurement)?.Reason ?? "");
        if (actor.Is(Role.Supplier) && procurement is { Stage: Stage.Evaluating, OfferDeadline: { } until } && now < until)
            yield return new("bid", "递交最后报价", $"/procurements/{procurement.Id}/bid", Standstill.Check(procurement)?.Reason ?? "");
        if (procurement.Stage == Stage.Closed && actor.Is(Role.Agency) && procurement.AgencyId == actor.OrganisationId)
            yield return new("start-opening", procurement.Words().Say("开标"), $"/procurements/{procurement.Id}/opening", Standstill.Check(procurement)?.Reason ?? "");
    }
}
