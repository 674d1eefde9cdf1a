using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Watch;

/// <summary>在监项目：what the followed facts say of one procurement. Facts of two feeds arrive in any order, so each only adds what it knows.</summary>
[Table("watched", Technical = true)]
public sealed record Watched : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public string PurchaserName { get; init; } = "";
    public string AgencyId { get; init; } = "";
    public string AgencyName { get; init; } = "";
    public string Region { get; init; } = "";
    public string CatalogueCode { get; init; } = "";
    public string Method { get; init; } = "";
    public long BudgetFen { get; init; }

    /// <summary>The last step of the chain known, as the fact's Chinese title.</summary>
    public string Step { get; init; } = "";
    public DateTimeOffset LastAt { get; init; }
    public DateOnly? PlanOn { get; init; }
    public DateOnly? IntentionOn { get; init; }
    public DateOnly? NoticedOn { get; init; }
    public DateTimeOffset? BidDeadline { get; init; }
    public DateOnly? OpenedOn { get; init; }
    public int BidCount { get; init; }
    public DateOnly? ReportedOn { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public DateOnly? ResultOn { get; init; }
    public DateOnly? ChallengeUntil { get; init; }
    public DateOnly? SignedOn { get; init; }
    public DateOnly? ContractPublishedOn { get; init; }
    public DateOnly? FiledOn { get; init; }
    public DateOnly? AcceptedOn { get; init; }
    public DateOnly? InvoicedOn { get; init; }
    public DateOnly? PaymentDueOn { get; init; }
    public DateOnly? PaidOn { get; init; }
    public long PriceFen { get; init; }
    public long PaidFen { get; init; }
    public string SuspendedBy { get; init; } = "";
    public string Ending { get; init; } = "";

    /// <summary>The row with what one more fact says.</summary>
    /// <param name="at">Legal instant of the fact.</param>
    /// <param name="title">Chinese title of its kind.</param>
    public Watched With(IFact fact, DateTimeOffset at, string title)
    {
        var day = Tongcai.Law.BeijingTimes.BeijingDate(at);
        var row = at >= LastAt && fact is not BudgetApproved ? this with { Step = title, LastAt = at } : this;
        return fact switch
        {
            PlanFiled f => row with
            {
                Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, CatalogueCode = f.CatalogueCode, Method = f.Method, BudgetFen = f.BudgetFen, PlanOn = day,
            },
            IntentionPublished f => row with
            {
                Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, Region = f.Region, CatalogueCode = f.CatalogueCode,
                Method = f.Method, BudgetFen = f.BudgetFen, IntentionOn = f.PublishedOn,
            },
            AgencyEntrusted f => row with { AgencyId = f.AgencyId, AgencyName = f.AgencyName },
            NoticePublished f => row with
            {
                Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, AgencyId = f.AgencyId, AgencyName = f.AgencyName,
                Region = f.Region, CatalogueCode = f.CatalogueCode, Method = f.Method, BudgetFen = f.BudgetFen, NoticedOn = f.PublishedOn, BidDeadline = f.BidDeadline,
            },
            CorrectionPublished f => row with { BidDeadline = f.BidDeadline },
            BidsOpened f => row with { OpenedOn = Tongcai.Law.BeijingTimes.BeijingDate(f.OpenedAt), BidCount = f.Bids.Count + f.Unopened.Count },
            EvaluationReported => row with { ReportedOn = day },
            AwardDecided => row with { DecidedOn = day },
            ResultPublished f => row with { ResultOn = f.PublishedOn, ChallengeUntil = f.ChallengeUntil, PriceFen = f.Lots.Sum(l => l.PriceFen) },
            ContractSigned f => row with { SignedOn = f.SignedOn },
            ContractPublished f => row with { SignedOn = f.SignedOn, ContractPublishedOn = f.PublishedOn },
            ContractFiled f => row with { FiledOn = f.FiledOn },
            AcceptanceRecorded f => row with { AcceptedOn = f.AcceptedOn },
            InvoiceReceived f => row with { InvoicedOn = f.ReceivedOn, PaymentDueOn = f.DueOn },
            PaymentMade f => row with { PaidOn = f.PaidOn, PaidFen = f.PaidTotalFen },
            ProcurementEnded f => row with { Ending = f.Ending },
            OrderObeyed { Kind: "suspend" } f => row with { SuspendedBy = f.OrderId },
            OrderObeyed => row with { SuspendedBy = "" },
            _ => row,
        };
    }
}

/// <summary>在监项目的一条事实。Id = id of the fact.</summary>
[Table("watched_fact", Technical = true)]
public sealed record WatchedFact : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string Kind { get; init; } = "";
    /// <summary>What inside the procurement the fact is about, e.g. the id of a challenge; else empty.</summary>
    public string Subject { get; init; } = "";
    public string Title { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public string Ledger { get; init; } = "";
    public long LeafIndex { get; init; }
    public bool Restricted { get; init; }
    /// <summary>Canonical JSON of the fact.</summary>
    public string Body { get; init; } = "";
}

/// <summary>登记的主体，as the hub publishes them; addresses feed the first warnings.</summary>
[Table("organisation", Technical = true)]
public sealed record Organisation : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";
    public string CreditCode { get; init; } = "";
    public string Region { get; init; } = "";
    public string Address { get; init; } = "";
    public Json<List<string>> Roles { get; init; } = new([]);
}
