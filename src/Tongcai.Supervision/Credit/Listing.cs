using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Credit;

/// <summary>失信行为记录的办理状态。</summary>
public enum ListingState
{
    [Label("已告知，待决定")] Told,
    [Label("不予列入")] Dropped,
    [Label("已列入")] Listed,
    [Label("已撤销")] Revoked,
    [Label("已修复移出")] Repaired,
}

/// <summary>记录的对象。</summary>
public enum ListingSubject
{
    [Label("供应商")] Supplier,
    [Label("采购代理机构")] Agency,
}

/// <summary>严重违法失信行为记录, from the notice of rights to its end. What changed is in its steps.</summary>
[Table("listing")]
public sealed record Listing : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>Registered organisation; empty: the firm is not registered.</summary>
    public string OrganisationId { get; init; } = "";
    public string Name { get; init; } = "";
    public string CreditCode { get; init; } = "";
    public string Address { get; init; } = "";
    public ListingSubject Subject { get; init; }
    public ListingState State { get; init; }

    /// <summary>Code of the ground, see <see cref="ListingGrounds"/>.</summary>
    public string Ground { get; init; } = "";
    public string Conduct { get; init; } = "";

    /// <summary>处罚 as proposed in the notice; as decided from the decision on.</summary>
    public string Penalty { get; init; } = "";
    public DateOnly ToldOn { get; init; }

    /// <summary>Account that investigated and told the party; may not decide.</summary>
    public string ToldBy { get; init; } = "";

    /// <summary>Day on which the party stated its opinion or waived it; null: not yet.</summary>
    public DateOnly? AnsweredOn { get; init; }
    public bool HearingAsked { get; init; }
    public DateOnly? HeardOn { get; init; }
    public string Number { get; init; } = "";
    public DateOnly? DecidedOn { get; init; }
    public string DecidedBy { get; init; } = "";
    public string Remedies { get; init; } = "";
    public DateOnly? FromDay { get; init; }
    public DateOnly? ToDay { get; init; }

    /// <summary>Day from which the entry stands no more; null: it runs to its end.</summary>
    public DateOnly? RemovedOn { get; init; }

    /// <summary>An application for repair that waits; empty: none.</summary>
    public string RepairText { get; init; } = "";
    public bool Redressed { get; init; }

    /// <summary>The entry as those who refuse by it see it; null while there is none.</summary>
    public ListedEntry? Entry(string authority) => FromDay is { } from && ToDay is { } to ? new(Number, authority, ListingGrounds.ByCode(Ground)?.Article ?? "", from, to, RemovedOn) : null;

    /// <summary>The state in words on a day: an entry whose days have run is over without anybody's act.</summary>
    public string StateOn(DateOnly today) => this switch
    {
        { State: ListingState.Listed, FromDay: { } from } when today < from => "已决定，尚未起算",
        { State: ListingState.Listed, ToDay: { } to } when to < today => "期限届满，已移出",
        _ => State.Label(),
    };
}

/// <summary>办理的一步，and with a change what stood before.</summary>
[Table("listing_step")]
public sealed record ListingStep : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ListingId { get; init; } = "";
    public string Act { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>Name of the person, as shown.</summary>
    public string Name { get; init; } = "";

    /// <summary>文号 of a decision; unique over all of them. Null: the step is none.</summary>
    public string? Number { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>What the acts on one entry share.</summary>
internal static class ListingCase
{
    /// <summary>The organisation that an entry is about.</summary>
    public static readonly Owner Concerned = new("listed");
    public static readonly Access Heads = Access.To(Owner.Authority, Role.Supervisor).Holding(Post.Head);

    public static Task<Listing> Load(ActContext context) => context.Read(db => db.Get<Listing>(context["listing"]));

    /// <summary>The next 文号 of the authority's decisions on entries.</summary>
    public static Task<string> NextNumber(ActContext context) => DecisionNumber.Next(context, context.Http.RequestServices.GetRequiredService<Authority>().PenaltySymbol, "listing_step");

    public static Refusal? CheckState(Act act, Listing listing, params ListingState[] from) => from.Contains(listing.State) ? null : CreditRules.Recorded.Refuse(
        $"这条记录处在“{listing.State.Label()}”状态，不能{act.Title}。", $"{act.Title}须在“{string.Join("”或者“", from.Select(s => s.Label()))}”状态办理。");

    /// <summary>The advanced row with its step.</summary>
    public static Commit Step(Listing advanced, Act act, Actor actor, string text, DateTimeOffset now, string? number = null) => Commit.Empty
        .Put(advanced)
        .Insert(new ListingStep { Id = RandomId.New(), ListingId = advanced.Id, Act = act.Title, Text = text, Name = actor.Name, Number = number, At = now });

    /// <summary>A step between authority and party, as fact.</summary>
    public static Commit Told(this Commit commit, Listing listing, string step, string text, DateOnly on, Actor actor) =>
        commit.Record(new DishonestyAdvanced(listing.Id, listing.OrganisationId, step, text, on), actor.OrganisationId, listing.OrganisationId);

    /// <summary>The signed fact of a decided entry.</summary>
    public static DishonestyListed Sign(Listing listing, string authority, Sm2PrivateKey key)
    {
        var unsigned = new DishonestyListed(
            listing.Id, listing.OrganisationId, listing.Name, listing.CreditCode, listing.Address, Wire.Name(listing.Subject.ToString()), authority, listing.Number, listing.Conduct, listing.Ground,
            ListingGrounds.ByCode(listing.Ground)!.Article, listing.Penalty, listing.DecidedOn!.Value, listing.FromDay!.Value, listing.ToDay!.Value, listing.Remedies, "");
        return unsigned with { Signature = AuthoritySignature.Sign(unsigned.SignedText(), key) };
    }

    /// <summary>The signed fact of a changed entry.</summary>
    /// <param name="kind">corrected, revoked or repaired.</param>
    public static DishonestyChanged SignChange(Listing listing, string kind, string number, string reason, DateOnly on, Sm2PrivateKey key)
    {
        var unsigned = new DishonestyChanged(listing.Id, listing.CreditCode, kind, number, reason, listing.Conduct, listing.Penalty, on, listing.FromDay!.Value, listing.ToDay!.Value, listing.RemovedOn, "");
        return unsigned with { Signature = AuthoritySignature.Sign(unsigned.SignedText(), key) };
    }

    public static void Show(ActContext context, Listing listing)
    {
        context.Trail(context.Actor.Is(Role.Supervisor) ? "失信行为记录" : "本单位的失信行为记录", context.Actor.Is(Role.Supervisor) ? "/listings" : "/my/listings");
        context.Trail(listing.Name, $"/listings/{listing.Id}");
        context.Show("对象", $"{listing.Name}（{listing.CreditCode}）");
        context.Show("情形", $"{ListingGrounds.ByCode(listing.Ground)?.Text}（{ListingGrounds.ByCode(listing.Ground)?.Article}）");
        context.Show("违法事实", listing.Conduct);
        context.Show(listing.Number.Length > 0 ? "处罚结果" : "拟作出的处罚", listing.Penalty);
        context.Show("状态", listing.StateOn(context.Now.BeijingDate()));
    }
}
