using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;
using Organisation = Tongcai.Trading.Registry.Organisation;

namespace Tongcai.Trading.SingleSource;

/// <summary>发出单一来源采购文件，约定协商。To the supplier that was publicised and approved; experienced staff negotiate, no committee is formed.</summary>
public static class InviteSource
{
    /// <summary>一名采购人员。</summary>
    public sealed record Member(
        [property: Field("采购人员", Choices = "staff", Max = 64, Hint = "采购人或者代理机构的人员，协商情况记录由本人签字；没有列出的，请本人先登录一次交易平台")] string AccountId,
        [property: Field("相关经验", Max = 200)] string Experience);

    public sealed record Request(
        [property: Field("供应商", Choices = "suppliers", Section = "协商")] string SupplierId,
        [property: Field("协商时间")] DateTimeOffset MeetingAt,
        [property: Field("协商地点", Max = 200)] string Place,
        [property: Field("采购人员", Section = "采购人员", Min = 1, Max = 15, Hint = "具有相关经验的专业人员，全体在协商情况记录上签字")] IReadOnlyList<Member> Staff);

    public static readonly Act Act = new("invite-source", "发出单一来源采购文件", "/procurements/{id}/source/invitation", Access.To(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [ApprovalRules.FairPrice, MethodRules.SingleSource, TimeLimits.IntentionLead, CreditRules.ListedRefused],
        Button = "发出",
        Intro = "采购文件送唯一供应商，约定协商的时间、地点和采购人员。供应商在协商中提交响应和成本说明，可以多次报价，最后一次为准。",
        Irreversible = true,
    };

    /// <param name="supplier">The organisation named; null when none is registered.</param>
    /// <param name="staff">Accounts of the purchaser and of its agency.</param>
    /// <param name="newId">Random ids for the rows.</param>
    /// <param name="listings">Entries of the list of severe dishonesty about the supplier.</param>
    public static Outcome<Commit> Decide(
        SourceCase c, Organisation? supplier, IReadOnlyList<KnownAccount> staff, Actor actor, Request request, Func<string> newId, DateTimeOffset now, params IEnumerable<ListedEntry> listings) => Checks.OnTheCalendar<Commit>("/meetingAt", () =>
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title, Stage.Confirmed));
        refusals.Unless(CreditRules.CheckParticipant(supplier?.Name ?? "", listings, now.BeijingDate(), "/supplierId"));
        if (refusals.Count > 0)
            return refusals;
        var procurement = c.Procurement;
        if (procurement.UrgentReason is null && procurement.IntentionOn is { } intention)
        {
            var start = WorkCalendar.Official.AddDays(intention, TimeLimits.IntentionLead.Days);
            refusals.Unless(now.BeijingDate() >= start, TimeLimits.IntentionLead, $"采购意向 {intention:yyyy-MM-dd} 公开，满 {TimeLimits.IntentionLead.Length} 为 {start:yyyy-MM-dd}。", $"{start:yyyy-MM-dd} 起再发出采购文件。");
        }

        refusals.Unless(supplier is not null && supplier.Roles.Value.Contains("supplier"), MethodRules.SingleSource, "没有登记这家供应商。", "供应商先在公共服务平台登记。", "/supplierId");
        refusals.Unless(supplier is null || c.Approval is not { SupplierName.Length: > 0 } || c.Approval.SupplierName == supplier.Name, MethodRules.SingleSource,
            $"批准的唯一供应商是 {c.Approval?.SupplierName}，不是 {supplier?.Name}。", $"选择 {c.Approval?.SupplierName}；情况变化的，终止后重新申请。", "/supplierId");
        refusals.Unless(c.Document.Lots.Count == 1, MethodRules.SingleSource, $"采购文件有 {c.Document.Lots.Count} 个采购包。", "单一来源采购文件只设一个采购包；几项内容分别协商的，分别备案计划。");
        refusals.Unless(request.MeetingAt > now, ApprovalRules.FairPrice, "协商时间已经过去。", "改为今后的时间。", "/meetingAt");
        var names = staff.ToDictionary(a => a.Id, a => a.Name);
        for (var i = 0; i < request.Staff.Count; i++)
        {
            refusals.Unless(names.ContainsKey(request.Staff[i].AccountId), ApprovalRules.FairPrice, "不是采购人或者代理机构在本平台办理过业务的人员。", "从列出的人员中选择；没有列出的，请本人先登录一次交易平台。", $"/staff/{i}/accountId");
            refusals.Unless(request.Staff.Take(i).All(m => m.AccountId != request.Staff[i].AccountId), ApprovalRules.FairPrice, "同一个人填写了两次。", "每人一行。", $"/staff/{i}/accountId");
        }

        if (refusals.Count > 0)
            return refusals;
        var meeting = new SourceMeeting { Id = procurement.Id, SupplierId = supplier!.Id, SupplierName = supplier.Name, MeetingAt = request.MeetingAt.ToUniversalTime(), Place = request.Place.Trim() };
        var commit = Commit.Empty.Insert(meeting).Update(procurement with { Stage = Stage.Opened }).Require(c.Tender!)
            .Insert(new Bidder { Id = newId(), ProcurementId = procurement.Id, SupplierId = supplier.Id, Pseudonym = newId() });
        foreach (var member in request.Staff)
            commit = commit.Insert(new Seat { Id = newId(), ProcurementId = procurement.Id, Kind = "negotiator", AccountId = member.AccountId, Name = names[member.AccountId], Ground = member.Experience.Trim(), Answer = "accepted" });
        return commit.Record(
            new SourceInvited(procurement.Id, supplier.Id, supplier.Name, c.Document.Edition, meeting.MeetingAt, meeting.Place, [.. request.Staff.Select(m => names[m.AccountId])]), actor.OrganisationId, supplier.Id);
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await SourceCase.Load(context) is not { } c)
            return ActContext.Missing;
        var (supplier, staff, listings) = await context.Read(async db => (
            await db.Find<Organisation>(request.SupplierId), await Staff(db, c.Procurement), (await db.ListingsOf([request.SupplierId]))[request.SupplierId]));
        return Decide(c, supplier, staff, context.Actor, request, RandomId.New, context.Now, listings).Done("采购文件已发出。", $"/procurements/{c.Procurement.Id}/source");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await SourceCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        var name = c.Approval?.SupplierName ?? "";
        var suppliers = await context.Read(db => name.Length > 0 ? db.Where<Organisation>("name = @name", new { name }) : db.Where<Organisation>("roles like '%supplier%' order by name limit 500", new { }));
        context.Offer("staff", (await context.Read(db => Staff(db, c.Procurement))).Select(a => new Choice(a.Id, a.Name)));
        context.Offer("suppliers", suppliers.Select(s => new Choice(s.Id, s.Name)));
        return new(suppliers is [var only] ? only.Id : "", context.Now.AddDays(3), "", []);
    }

    private static Task<List<KnownAccount>> Staff(DbConnection db, Procurement procurement) => KnownRegistry.Accounts(db, procurement.PurchaserId, procurement.AgencyId ?? procurement.PurchaserId);
}
