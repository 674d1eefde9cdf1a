using static Tongcai.Exchange.Wire.Audience;
using static Tongcai.Exchange.Wire.ReleaseMoment;

namespace Tongcai.Exchange.Wire;

/// <summary>The cells of <see cref="Entitlements.Published"/>: private kinds only; what is not here is never shown.</summary>
public static class EntitlementTable
{
    public static IReadOnlyList<Entitlement> Cells { get; } =
    [
        // 专家库供交易平台抽取。
        new("expert.registered", Trading, AtOnce),
        new("expert.registered", Supervision, AtOnce),

        // 账户停用须即时终止各平台的会话；账户的登记只在公共服务平台，其他平台登录时才得知本人信息。
        new("account.disabled", Trading, AtOnce),
        new("account.disabled", Supervision, AtOnce),

        // 采购前期：不涉及供应商，监督部门可即时查看。
        new("warehouse.queried", Supervision, AtOnce),
        new("demand.drafted", Supervision, AtOnce),
        new("reuse.answered", Supervision, AtOnce),
        new("demand.reviewed", Supervision, AtOnce),
        new("demand.reopened", Supervision, AtOnce),
        new("plan.filed", Supervision, AtOnce),
        new("entrustment.offered", Supervision, AtOnce),
        new("entrustment.declined", Supervision, AtOnce),
        new("document.drafted", Supervision, AtOnce),
        new("document.confirmed", Supervision, AtOnce),

        // 采购审批：申请和异议送财政部门，批复回到交易平台。
        new("approval.prepared", Supervision, AtOnce),
        new("approval.applied", Supervision, AtOnce),
        new("approval.dropped", Supervision, AtOnce),
        new("source.objected", Supervision, AtOnce),
        new("objection.answered", Supervision, AtOnce),
        new("approval.decided", Trading, AtOnce),

        new("emergency.declared", Supervision, AtOnce),

        // 单一来源：响应在结果公告后可见，协商记录即时。
        new("source.invited", Supervision, AtOnce),
        new("source.offered", Supervision, AfterResult),
        new("source.recorded", Supervision, AtOnce),

        // 邀请招标：谁申请、谁合格、谁受邀请，开标前监督部门也不知悉；开标后即可复算抽取。
        new("application.submitted", Supervision, AfterOpening),
        new("application.reviewed", Supervision, AfterOpening),
        new("prequalification.failed", Supervision, AtOnce),
        new("candidates.listed", Supervision, AfterOpening),
        new("invitees.drawn", Supervision, AfterOpening),
        new("supplier.invited", Supervision, AfterOpening),

        // 框架协议：方案和申请即时可查；二次竞价的报价是密封的响应。
        new("framework.filed", Supervision, AtOnce),
        new("framework.applied", Supervision, AtOnce),
        new("framework.declined", Supervision, AtOnce),
        new("framework.signature", Supervision, AtOnce),
        new("calloff.invited", Supervision, AtOnce),

        // 开标前任何人不得知悉谁、多少：监督部门也不例外。
        new("question.asked", Supervision, AfterOpening),
        new("bid.sealed", Supervision, AfterOpening),
        new("bid.withdrawn", Supervision, InCase),
        new("attempt.reported", Supervision, InCase),
        new("bidkey.handed", Supervision, AfterOpening),
        new("opening.objected", Supervision, AtOnce),
        new("bond.verified", Supervision, AtOnce),
        new("bond.ordered", Supervision, AtOnce),
        new("bond.returned", Supervision, AtOnce),
        new("bond.claimed", Supervision, AtOnce),
        new("responses.read", Supervision, AtOnce),

        // 谈判、磋商：各供应商只知道自己的；监督部门可即时查看过程。
        new("negotiation.recorded", Supervision, AtOnce),
        new("change.proposed", Supervision, AtOnce),
        new("change.notified", Supervision, AtOnce),
        new("negotiation.left", Supervision, AtOnce),

        // 评审过程：名单与打分在结果公告前保密；抽取由监督部门即时复算。
        new("experts.drawn", Supervision, AtOnce),
        new("seat.answered", Supervision, AtOnce),
        new("representative.appointed", Supervision, AtOnce),
        new("qualification.reviewed", Supervision, AtOnce),
        new("compliance.reviewed", Supervision, AtOnce),
        new("scores.submitted", Supervision, AfterResult),
        new("compliance.submitted", Supervision, AfterResult),
        new("scores.saved", Supervision, AfterResult),
        new("report.drafted", Supervision, AfterResult),
        new("report.signed", Supervision, AtOnce),
        new("evaluation.reported", Supervision, AtOnce),

        // 结果、合同、履约。
        new("award.decided", Supervision, AtOnce),
        new("award.letter", Supervision, AtOnce),
        new("reasons.given", Supervision, AtOnce),
        new("contract.drafted", Supervision, AtOnce),
        new("contract.signature", Supervision, AtOnce),
        new("contract.signed", Supervision, AtOnce),
        new("invoice.received", Supervision, AtOnce),
        new("payment.requested", Supervision, AtOnce),
        new("payment.refused", Supervision, AtOnce),
        new("challenge.lodged", Supervision, AtOnce),
        new("challenge.answered", Supervision, AtOnce),

        // 投诉的提起与审查只在当事人与监督部门之间。
        new("complaint.lodged", Supervision, AtOnce),
        new("complaint.reviewed", Supervision, AtOnce),
        new("complaint.corrected", Supervision, AtOnce),
        new("complaint.withdrawn", Supervision, AtOnce),
        new("warning.raised", Supervision, AtOnce),
        new("warning.grown", Supervision, AtOnce),
        new("warning.advanced", Supervision, AtOnce),
        new("inquiry.sent", Supervision, AtOnce),
        new("inquiry.answered", Supervision, AtOnce),
        new("detector.changed", Supervision, AtOnce),

        // 失信行为记录：列入以前只在当事人与监督部门之间，列入后公开。
        new("dishonesty.advanced", Supervision, AtOnce),
        new("inspection.advanced", Supervision, AtOnce),
        new("inspector.kept", Supervision, AtOnce),
        new("score.objected", Supervision, AtOnce),

        // 监督平台发出：受理投诉可能要求暂停，交易平台须即时知悉。
        new("complaint.accepted", Trading, AtOnce),
    ];
}
