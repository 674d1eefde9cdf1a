using System.Text.Json.Nodes;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Identity;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.OpenData.Releases;

/// <summary>
/// One ledger's story of one procurement, told fact by fact. It keeps what later releases have to repeat (roles, which merging replaces) or refer to (awards, contracts), and nothing else;
/// a release tells what its fact made public and leaves the rest to merging.
/// </summary>
internal sealed class Telling(string procurementId, IReadOnlyDictionary<string, Organisation> registered, Publication publication)
{
    private readonly Roster roster = new(registered);
    private readonly AwardStory awards = new();
    private readonly BidStory bids = new();
    private readonly Dictionary<string, string> lotStatus = new(StringComparer.Ordinal);
    private BudgetApproved? budget;
    private NoticePublished? notice;
    private TenderDocument? document;
    private JsonObject? documentSaid;
    private string purchaserId = "";
    private string procuringId = "";
    private string tenderReleaseId = "";

    /// <summary>What the fact says; null when it is told with another.</summary>
    /// <param name="at">Date of the release.</param>
    public Said? Tell(Recorded recorded, DateTimeOffset at)
    {
        var told = recorded.Fact switch
        {
            IntentionPublished f => Intention(f, recorded, at),
            AgencyEntrusted f => Entrusted(f),
            KeyCeremonyHeld f => KeyHeld(f),
            NoticePublished f => Noticed(f, recorded, at),
            CorrectionPublished f => Corrected(f, recorded, at),
            ClarificationPublished f => Clarified(f, at),
            DeadlinePassed f => Milestone("deadline", Wording.Words(notice?.Method ?? "").Say("投标截止"), f.Deadline, at),
            BidsOpened f => Opened(f),
            ResponsesOpened f => f.Round == 1 ? Update(("bidOpening", Json.Of(("date", Json.Instant(f.OpenedAt))))) : Update(),
            OpeningRecorded f => Update(("bidOpening", Json.Of(("dateRecorded", Json.Instant(f.ClosedAt)), ("objections", f.Objections)))),
            DrawCommitted f => Update(("evaluationCommittee", Json.Of(("rosterDigest", f.RosterDigest), ("rosterSize", f.RosterSize), ("seats", f.Seats), ("commitments", Json.Texts(f.Commitments))))),
            ResultPublished f => Result(f, at),
            ContractPublished f => Contracted(f, recorded, at),
            ContractFiled f => awards.Has(f.ContractId) ? Contract("contractUpdate", Json.Of(("id", f.ContractId), ("awardID", awards.AwardOf(f.ContractId)), ("dateFiled", Json.Instant(Json.Start(f.FiledOn, awards.SignedAt(f.ContractId)))))) : Update(),
            AcceptanceRecorded f => Accepted(f, recorded, at),
            PaymentMade f => Paid(f),
            ProcurementEnded f => Ended(f, recorded, at),
            OrderIssued f => Ordered(f, recorded, at),
            OrderObeyed f => Update([], ("supervisionOrders", Json.List([Json.Of(("id", f.OrderId), ("type", OrderType(f.Kind)), ("dateEffective", Json.Instant(f.EffectiveAt)))]))),
            ComplaintDecided f => Decided(f, recorded, at),
            _ => null,
        };
        if (recorded.Fact is BudgetApproved line) budget = line;
        if (told is not null && roster.Mentioned() is { Count: > 0 } parties) told.Members["parties"] = parties;
        return told;
    }

    private Said Intention(IntentionPublished f, Recorded recorded, DateTimeOffset at)
    {
        purchaserId = f.PurchaserId;
        var line = budget is { } b && b.BudgetLineId == f.BudgetLineId ? b : null;
        var planning = Json.Of(
            ("rationale", f.Summary), ("reuseCheck", f.WarehouseNote), ("urgency", f.UrgentReason),
            ("budget", Json.Of(("id", f.BudgetLineId), ("description", f.BudgetLineName), ("amount", Json.Money(f.BudgetFen)),
                ("approvedLine", line is null ? null : Json.Of(("id", line.BudgetLineId), ("name", line.Name), ("year", line.Year), ("amount", Json.Money(line.AmountFen)))))),
            ("milestones", Json.List([Json.Of(("id", "expected"), ("title", "预计采购时间"), ("type", "preProcurement"), ("dueDate", Json.Instant(Json.Start(f.ExpectedOn))), ("status", "scheduled"))])),
            ("documents", Json.List([Document(recorded.Row.Id, "plannedProcurementNotice", $"{f.Title}采购意向", at)])));
        var tender = Json.Of(
            ("id", procurementId), ("code", f.Code), ("title", f.Title), ("status", "planned"), ("procurementMethod", TenderBlock.MethodOf(f.Method)), ("procurementMethodDetails", Wording.Method(f.Method)),
            ("mainProcurementCategory", TenderBlock.CategoryOf(f.CatalogueCode)), ("plannedSetAside", TenderBlock.SetAside(f.SetAside)));
        return new("planning", Json.Of(("title", f.Title), ("buyer", roster.In("buyer", f.PurchaserId, f.PurchaserName)), ("planning", planning), ("tender", tender)));
    }

    private Said Entrusted(AgencyEntrusted f)
    {
        var engagement = Json.Of(
            ("agency", roster.In("procuringEntity", f.AgencyId, f.AgencyName)), ("scope", Json.Texts(f.Scope)), ("feePayer", f.FeePayer is "purchaser" or "winner" ? f.FeePayer : ""), ("feeStandard", f.FeeStandard), ("fee", Json.Money(f.FeeFen)));
        return Update([("procuringEntity", Procuring(f.AgencyId, f.AgencyName))], ("agencyEngagement", engagement));
    }

    private Said KeyHeld(KeyCeremonyHeld f) => Update(("openingKey", Json.Of(
        ("id", f.KeyId), ("threshold", f.Threshold), ("trustees", Json.List(f.Trustees.Select(t => Json.Of(("id", t.TrusteeId), ("name", t.Name), ("role", t.Role))))))));

    private Said Noticed(NoticePublished f, Recorded recorded, DateTimeOffset at)
    {
        var expected = purchaserId.Length > 0;
        (notice, document, purchaserId, tenderReleaseId) = (f, f.Document, f.PurchaserId, Release.IdOf(recorded.Row.Ledger, recorded.Row.LeafIndex));
        foreach (var lot in f.Document.Lots) lotStatus[lot.LotId] = "active";
        documentSaid = TenderBlock.OfDocument(f.Document);
        var tender = TenderBlock.OfNotice(f, at);
        foreach (var (name, value) in documentSaid) tender[name] = value?.DeepClone();
        tender["status"] = "active";
        tender["lots"] = TenderBlock.Lots(f.Document, Status);
        if (Procuring(f.AgencyId.Length > 0 ? f.AgencyId : f.PurchaserId, f.AgencyId.Length > 0 ? f.AgencyName : f.PurchaserName, f.AgencyId.Length > 0 ? f.AgencyContact : f.PurchaserContact) is { } procuring) tender["procuringEntity"] = procuring;
        // An invitation is published nowhere: there is no page of it to name.
        if (!Wording.InvitesDrawn(f.Method))
            tender["documents"] = Json.List([Document(f.NoticeId, "tenderNotice", $"{f.Title}{Wording.Method(f.Method)}公告", at), Document($"{f.NoticeId}-documents", "biddingDocuments", $"{f.Title}{Wording.Words(f.Method).Document}（第 {f.Document.Edition} 版）", at, f.NoticeId)]);
        var planning = expected ? Json.Of(("milestones", Json.List([Json.Of(("id", "expected"), ("status", "met"), ("dateMet", Json.Instant(at)))]))) : null;
        return new("tender", Json.Of(("title", f.Title), ("buyer", roster.In("buyer", f.PurchaserId, f.PurchaserName, f.PurchaserContact)), ("planning", planning), ("tender", tender)));
    }

    private Said Corrected(CorrectionPublished f, Recorded recorded, DateTimeOffset at)
    {
        foreach (var gone in lotStatus.Keys.Where(id => f.Document.Lots.All(l => l.LotId != id)).ToList()) lotStatus[gone] = "cancelled";
        foreach (var lot in f.Document.Lots) lotStatus.TryAdd(lot.LotId, "active");
        var said = TenderBlock.OfDocument(f.Document);
        var tender = said.DeepClone().AsObject().Instead(documentSaid);
        var lots = TenderBlock.Lots(f.Document, Status);
        foreach (var gone in lotStatus.Keys.Where(id => f.Document.Lots.All(l => l.LotId != id))) lots.Add((JsonNode)Json.Of(("id", gone), ("status", lotStatus[gone])));
        tender["lots"] = lots;
        tender["tenderPeriod"] = Json.Of(("endDate", Json.Instant(f.BidDeadline)));
        tender["amendments"] = Json.List([Json.Of(
            ("id", f.NoticeId), ("date", Json.Instant(at)), ("rationale", f.Reason), ("description", string.Join('\n', f.Changes.Select(c => $"{c.Field}：“{c.Before}”改为“{c.After}”"))),
            ("amendsReleaseID", tenderReleaseId), ("releaseID", Release.IdOf(recorded.Row.Ledger, recorded.Row.LeafIndex)),
            ("fieldChanges", Json.List(f.Changes.Select(c => Json.Of(("field", c.Field), ("before", c.Before), ("after", c.After))))))]);
        tender["documents"] = Json.List([Document(f.NoticeId, "tenderNotice", $"{notice?.Title}更正公告（第 {f.Number} 次）", at)]);
        (document, documentSaid, tenderReleaseId) = (f.Document, said, Release.IdOf(recorded.Row.Ledger, recorded.Row.LeafIndex));
        return new("tenderAmendment", Tender(tender));
    }

    private Said Clarified(ClarificationPublished f, DateTimeOffset at) => Update(
        ("hasEnquiries", true),
        ("enquiries", Json.List([Json.Of(("id", f.ClarificationId), ("description", f.Question), ("answer", f.Answer), ("dateAnswered", Json.Instant(at)), ("affectsBids", f.AffectsBids))])));

    private Said Milestone(string id, string title, DateTimeOffset due, DateTimeOffset met) => Update(
        ("milestones", Json.List([Json.Of(("id", id), ("title", title), ("dueDate", Json.Instant(due)), ("dateMet", Json.Instant(met)), ("status", "met"))])));

    private Said Opened(BidsOpened f)
    {
        var (details, statistics) = bids.Opened(f, roster);
        return Update(
            [("numberOfTenderers", bids.Tenderers.Count), ("tenderers", Json.List(bids.Tenderers.Select(id => roster.In("tenderer", id)))), ("bidOpening", Json.Of(("date", Json.Instant(f.OpenedAt))))],
            ("bids", Json.Of(("statistics", statistics), ("details", details))));
    }

    private Said Result(ResultPublished f, DateTimeOffset at)
    {
        foreach (var lot in f.Lots) lotStatus[lot.LotId] = "complete";
        var (made, first) = awards.Result(f, document, bids, roster, at, Json.List([Document(f.NoticeId, "awardNotice", $"{notice?.Title}{Wording.Words(notice?.Method ?? "").ResultNotice}", at)]));
        var tender = Tender(Json.Of(
            ("status", TenderStatus()), ("lots", Json.List(f.Lots.Select(l => Json.Of(("id", l.LotId), ("status", "complete"))))), ("evaluationCommittee", Json.Of(("members", Json.Texts(f.CommitteeNames))))));
        tender["awards"] = made;
        if (bids.Judged(f) is { Count: > 0 } judged) tender["bids"] = judged;
        if (f.AgencyFeeFen > 0) tender["agencyEngagement"] = Json.Of(("feeCharged", Json.Money(f.AgencyFeeFen)), ("feeChargedStandard", f.FeeStandard));
        return new(first ? "award" : "awardUpdate", tender);
    }

    private Said Contracted(ContractPublished f, Recorded recorded, DateTimeOffset at)
    {
        var signed = awards.Sign(f);
        return Contract("contract", Json.Of(
            ("id", f.ContractId), ("awardID", awards.AwardOf(f.ContractId)), ("number", f.Number), ("title", notice is null ? "" : $"{notice.Title}合同"), ("status", "active"), ("value", Json.Money(f.PriceFen)),
            ("dateSigned", Json.Instant(signed)), ("smeReserved", f.SmeReserved), ("items", Json.List(Items(f.LotId))), ("documents", Json.List([Document(recorded.Row.Id, "contractNotice", "合同公告", at)]))));
    }

    private Said Accepted(AcceptanceRecorded f, Recorded recorded, DateTimeOffset at) => !awards.Has(f.ContractId) ? Update() : Implementation(f.ContractId, Json.Of(
        ("milestones", Json.List([Json.Of(
            ("id", recorded.Row.Id), ("title", "履约验收"), ("type", "delivery"), ("description", f.Opinion), ("status", f.Passed ? "met" : "notMet"), ("dateMet", f.Passed ? Json.Instant(Json.Start(f.AcceptedOn, awards.SignedAt(f.ContractId))) : ""),
            ("acceptedValue", Json.Money(f.AcceptedFen)), ("requirementResults", Json.List(f.Items.Select(i => Json.Of(("id", i.RequirementId), ("met", i.Met), ("note", i.Note))))))])),
        ("documents", Json.List([Document(recorded.Row.Id, "completionCertificate", "履约验收公告", at)]))));

    private Said Paid(PaymentMade f)
    {
        if (!awards.Has(f.ContractId)) return Update();
        var (payee, payeeName) = awards.SupplierOf(f.ContractId);
        return Implementation(f.ContractId, Json.Of(("transactions", Json.List([Json.Of(
            ("id", f.PaymentId), ("date", Json.Instant(Json.Start(f.PaidOn, awards.SignedAt(f.ContractId)))), ("value", Json.Money(f.AmountFen)), ("payer", roster.In("payer", purchaserId)), ("payee", roster.In("payee", payee, payeeName)),
            ("dateDue", Json.End(f.DueOn)), ("treasuryReference", f.TreasuryReference))]))));
    }

    private Said Ended(ProcurementEnded f, Recorded recorded, DateTimeOffset at)
    {
        var status = f.Ending == "failed" ? "unsuccessful" : "cancelled";
        var lots = f.LotIds.Count == 0 ? [.. lotStatus.Keys] : f.LotIds;
        foreach (var lot in lots) lotStatus[lot] = status;
        var tender = Tender(Json.Of(
            ("status", awards.Any ? "complete" : f.LotIds.Count == 0 ? status : TenderStatus()), ("lots", Json.List(lots.Select(l => Json.Of(("id", l), ("status", status), ("endingRationale", f.Reason))))),
            ("endingRationale", f.Reason), ("endingRule", f.RuleId), ("documents", Json.List([Document(recorded.Row.Id, "cancellationDetails", $"{Wording.Ending(f.Ending)}公告", at)]))));
        var undone = awards.End(lots);
        foreach (var (name, value) in undone) tender[name] = value?.DeepClone();
        return new(undone.Count > 0 ? "awardCancellation" : f.LotIds.Count == 0 ? "tenderCancellation" : "tenderUpdate", tender);
    }

    private Said Ordered(OrderIssued f, Recorded recorded, DateTimeOffset at) => Update([], ("supervisionOrders", Json.List([Json.Of(
        ("id", f.OrderId), ("type", OrderType(f.Kind)), ("dateIssued", Json.Instant(at)), ("untilDate", f.Until is { } until ? Json.End(until) : ""), ("rationale", f.Reason), ("rule", f.RuleId), ("issuer", roster.In("reviewBody", recorded.Row.ByOrg)))])));

    private Said Decided(ComplaintDecided f, Recorded recorded, DateTimeOffset at) => Update([], ("complaints", Json.List([Json.Of(
            ("id", f.ComplaintId), ("number", f.Number), ("dateDecided", Json.Instant(Json.Start(f.DecidedOn, at))), ("outcome", f.Outcome is "rejected" or "upheld-continue" or "upheld-next" or "upheld-restart" or "dismissed" or "withdrawn" ? f.Outcome : ""),
            ("facts", f.Facts), ("grounds", f.Grounds), ("remedies", f.Remedies), ("reviewBody", roster.In("reviewBody", recorded.Row.ByOrg)))])));

    /// <summary>Who runs the procedure; whoever did before does no more.</summary>
    private JsonObject? Procuring(string id, string name, string contact = "")
    {
        if (procuringId.Length > 0 && procuringId != id) roster.Leave("procuringEntity", procuringId);
        procuringId = id;
        return roster.In("procuringEntity", id, name, contact);
    }

    private string Status(string lotId) => lotStatus.GetValueOrDefault(lotId, "active");

    private string TenderStatus() => lotStatus.ContainsValue("active") ? "active" : lotStatus.ContainsValue("complete") ? "complete" : lotStatus.ContainsValue("unsuccessful") ? "unsuccessful" : "cancelled";

    private IEnumerable<JsonObject> Items(string lotId) => document?.Lots.Where(l => l.LotId == lotId).Select(TenderBlock.Item) ?? [];

    private JsonObject Document(string id, string type, string title, DateTimeOffset at, string noticeId = "") => Json.Of(
        ("id", id), ("documentType", type), ("title", title), ("url", $"{publication.Site}/notices/{Uri.EscapeDataString(noticeId.Length > 0 ? noticeId : id)}"), ("datePublished", Json.Instant(at)), ("format", "text/html"), ("language", "zh"));

    private static string OrderType(string kind) => kind is "suspend" or "resume" or "next" or "annul" ? kind : "";

    /// <summary>Members of a release with a tender: its id always stands in it.</summary>
    private JsonObject Tender(JsonObject tender)
    {
        tender["id"] = procurementId;
        return new JsonObject { ["tender"] = tender };
    }

    private Said Update(params ReadOnlySpan<(string Name, JsonNode? Value)> tender) => new(notice is null && purchaserId.Length > 0 ? "planningUpdate" : "tenderUpdate", Tender(Json.Of(tender)));

    private Said Update(ReadOnlySpan<(string Name, JsonNode? Value)> tender, (string Name, JsonNode? Value) beside)
    {
        var said = Update(tender);
        said.Members[beside.Name] = beside.Value;
        return said;
    }

    private static Said Contract(string tag, JsonObject contract) => new(tag, new JsonObject { ["contracts"] = new JsonArray(contract) });

    private Said Implementation(string contractId, JsonObject implementation) =>
        Contract(awards.Begin(contractId) ? "implementation" : "implementationUpdate", Json.Of(("id", contractId), ("awardID", awards.AwardOf(contractId)), ("implementation", implementation)));
}
