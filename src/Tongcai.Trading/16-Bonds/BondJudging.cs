using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bonds;

/// <summary>By when a bond has to be given back.</summary>
/// <param name="From">Day from which the limit runs.</param>
public sealed record BondDue(TimeLimit Limit, DateOnly From, DateOnly Due);

/// <summary>投标保证金的判断: what an answer is worth, when it has to be given back.</summary>
public static class BondJudging
{
    /// <summary>The bond that an opened bid names, before anybody was asked about it.</summary>
    /// <param name="requiredFen">What the tender document asks for.</param>
    public static BidBondRow Named(OpenedBidRow bid, long requiredFen)
    {
        ArgumentNullException.ThrowIfNull(bid);
        var bond = bid.Content.Value.Bond;
        return new()
        {
            Id = bid.Id, ProcurementId = bid.ProcurementId, LotId = bid.LotId, SupplierId = bid.SupplierId, SupplierName = bid.SupplierName, RequiredFen = requiredFen,
            Form = bond?.Form ?? "", Issuer = bond?.Issuer ?? "", Number = bond?.Number ?? "",
        };
    }

    /// <summary>The commit that records what the institution said.</summary>
    /// <param name="answer">Null when it knows no such number.</param>
    /// <param name="supplierCode">统一社会信用代码, likewise the beneficiaries'.</param>
    /// <param name="validUntil">Last day of the bid's validity.</param>
    public static Commit Verified(Procurement procurement, BidBondRow bond, BondAnswer? answer, string supplierCode, IReadOnlyCollection<string> beneficiaries, DateOnly validUntil, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(bond);
        var reason = bond.Number.Length == 0 ? "投标文件没有写明保证金。"
            : answer is null ? "机构没有这个编号的记录。"
            : string.Concat(
                answer.Number == bond.Number && answer.State == "open" ? "" : "机构的记录显示已经退还、支付或者编号不符。",
                answer.Project == procurement.Code ? "" : "不是为本项目出具的。",
                answer.ApplicantCreditCode == supplierCode ? "" : "申请人不是本投标人。",
                beneficiaries.Contains(answer.BeneficiaryCreditCode) ? "" : "受益人不是采购人或者采购代理机构。",
                answer.ValidUntil >= validUntil ? "" : $"有效期至 {answer.ValidUntil:yyyy-MM-dd}，短于投标有效期。",
                BiddingRules.CheckBond(bond.RequiredFen, answer.AmountFen)?.Reason ?? "");
        var given = answer?.AmountFen ?? 0;
        return Commit.Empty
            .Insert(bond with { State = reason.Length == 0 ? "sound" : "wanting", Reason = reason, GivenFen = given, VerifiedAt = now, Reference = answer?.Reference ?? "" })
            .Record(new BondVerified(bond.ProcurementId, bond.LotId, bond.Id, bond.SupplierId, bond.Form, bond.Number, bond.RequiredFen, given, reason.Length == 0, reason), procurement.PurchaserId, bond.SupplierId);
    }

    /// <summary>When a bond has to be given back: losers after the award letter, the winner after the contract, all when the procurement has ended; null while no limit runs.</summary>
    /// <param name="award">Of its lot.</param>
    /// <param name="endedOn">Day on which the procurement ended without a result.</param>
    public static BondDue? Due(BidBondRow bond, Award? award, Contract? contract, DateOnly? endedOn, WorkCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(bond);
        ArgumentNullException.ThrowIfNull(calendar);
        var (limit, from) = endedOn is { } ended ? (TimeLimits.TerminationRefund, ended)
            : award is { LetterOn: { } letter } && award.SupplierId != bond.SupplierId ? (TimeLimits.LoserBondRefund, letter)
            : contract is { SignedOn: { } signed } && contract.SupplierId == bond.SupplierId ? (TimeLimits.BondRefund, signed)
            : (default(TimeLimit), default(DateOnly));
        return limit is null ? null : new(limit, from, limit.Latest(from, calendar));
    }

    /// <summary>The commit that records a settled bond; null while the institution's answer is not what was asked for.</summary>
    public static Commit? Settled(Procurement procurement, BidBondRow bond, BondDue? due, BondAnswer answer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(bond);
        ArgumentNullException.ThrowIfNull(answer);
        var today = now.BeijingDate();
        if (answer.Number != bond.Number || answer.AmountFen != bond.GivenFen)
            return null;
        return (bond.State, answer.State, due) switch
        {
            ("returning", "released", { } d) => Commit.Empty.Update(bond with { State = "returned", SettledOn = today, Reference = answer.Reference })
                .Record(new BondReturned(bond.ProcurementId, bond.LotId, bond.Id, bond.SupplierId, bond.GivenFen, d.From, d.Due, today, d.Limit.Id, answer.Reference), procurement.PurchaserId, bond.SupplierId),
            ("claiming", "claimed", _) => Commit.Empty.Update(bond with { State = "claimed", SettledOn = today, Reference = answer.Reference })
                .Record(new BondClaimed(bond.ProcurementId, bond.LotId, bond.Id, bond.SupplierId, bond.GivenFen, bond.Reason, today, answer.Reference), procurement.PurchaserId, bond.SupplierId),
            _ => null,
        };
    }
}
