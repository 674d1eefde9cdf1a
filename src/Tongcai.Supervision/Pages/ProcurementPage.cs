using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Supervision.Complaints;
using Tongcai.Supervision.Orders;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Warnings.Pages;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Pages;

/// <summary>一个在监项目：clocks, facts with their places in the ledger, warnings, complaints, orders.</summary>
/// <param name="MayNotOrder">Why the person may not issue an order; empty: may.</param>
public sealed record ProcurementPage(
    string Id, string Code, string Title, string Purchaser, string Agency, string Stage, long BudgetFen, long PriceFen, long PaidFen, DateTimeOffset? BidDeadline, int BidCount, bool Suspended, string Ending,
    IReadOnlyList<ClockView> Clocks, IReadOnlyList<FactView> Facts, IReadOnlyList<WarningRow> Warnings, IReadOnlyList<ComplaintRow> Complaints, IReadOnlyList<OrderRow> Orders, string MayNotOrder, DateOnly Today)
{
    private static readonly Dictionary<string, string> Endings = new() { ["failed"] = "废标", ["terminated"] = "终止", ["annulled"] = "监督决定撤销" };

    internal static Task<ProcurementPage?> Read(QueryContext context)
    {
        var services = context.Http.RequestServices;
        var (kinds, attachments, system) = (services.GetRequiredService<FactKinds>(), services.GetRequiredService<LiveAttachments>().Now, services.GetRequiredService<SystemTime>().GetUtcNow());
        var (id, today) = (context["id"], context.Now.BeijingDate());
        return context.Read(async db =>
        {
            var row = await db.Get<Watched>(id);
            var facts = await db.Where<WatchedFact>("procurement_id = @id order by at desc, leaf_index desc, id", new { id });
            var warnings = await db.Where<Warning>("procurement_id = @id order by tier, raised_at desc, id", new { id });
            var complaints = await db.Where<Complaint>("procurement_id = @id order by lodged_on desc, id", new { id });
            var orders = await db.Where<Order>("procurement_id = @id order by issued_at desc, sent_at desc", new { id });
            return (ProcurementPage?)new ProcurementPage(
                row.Id, row.Code, row.Title, row.PurchaserName, row.AgencyName, row.Stage.Label(), row.BudgetFen, row.PriceFen, row.PaidFen, row.BidDeadline, row.BidCount, row.SuspendedBy.Length > 0,
                Endings.GetValueOrDefault(row.Ending, row.Ending),
                ClockView.Of(Watch.Clocks.Of(row).Concat(complaints.SelectMany(c => c.Clocks())), today),
                [.. facts.Select(f => FactView.Of(f, WatchReaders.Open(f, kinds), attachments, facts.Where(c => c.Kind == "invitees.committed").Select(c => WatchReaders.Open(c, kinds)).OfType<InviteesCommitted>().FirstOrDefault()))],
                [.. warnings.Select(w => WarningRow.Of(w, row.Title, today))],
                [.. complaints.Select(c => ComplaintRow.Of(c, row.Title, today))],
                [.. orders.Select(o => OrderRow.Of(o, row.Title, system))],
                context.Actor.Holds(Post.Head) ? row.Ending.Length > 0 ? "项目已经终止" : "" : "由负责人签发",
                today);
        });
    }
}

/// <summary>一条事实及其在账本中的位置。</summary>
/// <param name="Text">What it says, in one sentence; empty: the title says it.</param>
/// <param name="Digest">Hex leaf hash.</param>
/// <param name="Proof">Address of the proof at the platform that recorded it; empty for a restricted fact, whose proof only its party gets.</param>
public sealed record FactView(string Id, DateTimeOffset At, string Title, string Text, bool Restricted, string Ledger, long Index, string Digest, string Proof)
{
    /// <param name="committed">What the parties to a draw of suppliers committed to; null: nothing.</param>
    internal static FactView Of(WatchedFact kept, IFact fact, AttachmentList attachments, InviteesCommitted? committed = null) => new(
        kept.Id, kept.At, kept.Title, Say(fact, committed), kept.Restricted, kept.Ledger, kept.LeafIndex, kept.Digest,
        kept.Restricted ? "" : attachments.ProofOf(kept.Ledger, kept.Id)?.ToString() ?? "");

    private static string Say(IFact fact, InviteesCommitted? committed) => fact switch
    {
        FrameworkFiled f => $"{FrameworkWords.Form(f.Terms.Form)}，第二阶段{FrameworkWords.Second(f.Terms.Second)}，期限 {f.Terms.TermMonths} 个月，调查采购人 {f.BuyersSurveyed} 个、供应商 {f.SuppliersSurveyed} 个。{f.Ground}{(f.Approval.Length > 0 ? $"（{f.Approval}）" : "")}",
        FrameworkApplied f => f.SupplierName,
        FrameworkDeclined f => f.Reason,
        FrameworkAdmitted f => f.Entrant.SupplierName,
        FrameworkEntered f => string.Join("；", f.Lots.Select(l => $"{l.Title}：{l.Responsive} 家符合要求，入围 {string.Join("、", l.Entrants.Select(e => $"{e.SupplierName} {Yuan.Text(e.UnitPriceFen)} 元"))}")),
        FrameworkAgreed f => $"{f.Entrant.SupplierName}，{Yuan.Text(f.Entrant.UnitPriceFen)} 元/{f.Entrant.Unit}，{f.From:yyyy-MM-dd} 至 {f.To:yyyy-MM-dd}",
        FrameworkLeft f => $"{f.SupplierName}。{f.Reason}",
        FrameworkSummarised f => string.Join("；", f.Totals.Select(t => $"{t.SupplierName} {t.Contracts} 份 {Yuan.Text(t.AmountFen)} 元")),
        CallOffInvited f => $"{f.Until.BeijingTime()} 报价截止",
        CallOffBegun f => $"{f.Quantity} {f.Unit}，{f.Deadline.BeijingTime()} 报价截止",
        CallOffAwarded f => $"{f.Entrant.SupplierName}，{f.Quantity} × {Yuan.Text(f.UnitPriceFen)} 元。{f.Reason}",
        SourcePublicised f => $"拟向 {f.SupplierName} 采购，公示至 {f.To:yyyy-MM-dd}",
        SourceObjected f => f.SupplierName,
        ApprovalApplied f => f.Reason,
        EmergencyDeclared f => $"{f.Reason}集体决策 {f.Decision}，{string.Join("、", f.Deciders)}{(f.Direct ? $"；直接采购：{f.DirectReason}" : "")}",
        PlanFiled f => $"预算 {Yuan.Text(f.BudgetFen)} 元",
        AgencyEntrusted f => $"委托 {f.AgencyName}",
        PrequalificationPublished f => $"申请截止 {f.ApplyBy.BeijingTime()}，拟邀请 {f.Wanted} 家",
        ApplicationReviewed f => f.Passed ? "合格" : $"不合格：{string.Join("；", f.Findings.Where(x => !x.Met).Select(x => x.Reason))}",
        PrequalificationFailed f => f.Applications.Count == 0 ? "没有供应商申请" : string.Join("；", f.Applications.Select(a => $"{a.SupplierName} {(a.Passed ? "合格" : $"不合格：{string.Join("；", a.Findings.Where(x => !x.Met).Select(x => x.Reason))}")}")),
        CandidatesListed f => $"备选 {f.Candidates.Count} 家：{string.Join("、", f.Candidates.Select(x => x.SupplierName))}",
        InviteesDrawn f => $"名册 {f.Roster.Count} 家，抽中 {f.Roster.Count(r => r.Drawn)} 家；在场监督 {string.Join("、", f.Witnesses)}；{(committed is null ? "账本上没有抽取承诺" : InviteesDraw.Repeats(f, committed) ? "按承诺和双方随机数复算一致" : "按承诺和双方随机数复算不一致")}",
        SupplierInvited f => f.SupplierName,
        NoticePublished f => $"投标截止 {f.BidDeadline.BeijingTime()}",
        CorrectionPublished f => $"{f.Reason}；投标截止 {f.BidDeadline.BeijingTime()}",
        OpeningCalled f => $"受托人 {string.Join("、", f.Missing)} 未给出部分解密，等到 {f.TrusteesUntil.BeijingSeconds()}；此后投标人可在 {f.BiddersUntil.BeijingSeconds()} 前自行解密",
        PartialsPublished f => f.Name,
        ContentKeysDisclosed f => $"{f.Keys.Count} 份投标由投标人自行解密",
        ResponsesRead f => $"第 {f.Round} 轮 {f.Bids.Select(b => b.SupplierId).Distinct().Count()} 家响应，{f.Unopened.Count} 份未能开启",
        NegotiationRecorded f => $"第 {f.Number} 次：{f.Minutes}",
        NeedChangeNotified f => f.Text,
        BidsOpened f => $"{f.Bids.Select(b => b.SupplierId).Distinct().Count()} 家投标，{f.Unopened.Count} 份未能开启",
        AwardDecided f => $"{Yuan.Text(f.PriceFen)} 元{(f.BySilence ? "，逾期未确定，视为按排序第一确定" : "")}",
        ResultPublished f => string.Join("；", f.Lots.Select(l => $"{l.SupplierName} {Yuan.Text(l.PriceFen)} 元")),
        ChallengeLodged f => string.Join("；", f.Items),
        ChallengeAnswered f => f.Upheld ? "质疑成立" : "质疑不成立",
        PaymentMade f => $"{Yuan.Text(f.AmountFen)} 元",
        PaymentRefused f => f.Reason,
        BondVerified f => f.Reason,
        BondClaimed f => f.Ground,
        ProcurementEnded f => f.Reason,
        ArchiveFiled f => $"{(f.Final ? "完整档案" : "阶段性档案")}，事实 {f.Facts} 条，文件 {f.Documents} 份{(f.KeepUntil is { } until ? $"，保存至 {until:yyyy-MM-dd}" : "")}",
        OrderObeyed f => Order.Kinds.GetValueOrDefault(f.Kind, ""),
        _ => "",
    };
}
