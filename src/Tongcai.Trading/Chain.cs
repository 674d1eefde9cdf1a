using Tongcai.Platform.Outages;
using Tongcai.Trading.Archives;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Frameworks;
using Tongcai.Trading.Invitations;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Payments;
using Tongcai.Trading.Performance;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Questions;
using Tongcai.Trading.SingleSource;

namespace Tongcai.Trading;

/// <summary>采购链：交易平台的目录。Every act is listed here, in the order of the chain.</summary>
public static class Chain
{
    public static void MapChain(this IEndpointRouteBuilder routes)
    {
        // 01 预算、资产、需求、审批、计划、意向、委托
        TakeInBudget.Map(routes);
        DraftDemand.Map(routes);
        ReviseDemand.Map(routes);
        AnswerReuse.Map(routes);
        QueryWarehouse.Map(routes);
        ReviewDemand.Map(routes);
        ApplyMethod.Map(routes);
        ApplyImport.Map(routes);
        PubliciseSource.Map(routes);
        ObjectToSource.Map(routes);
        AnswerObjections.Map(routes);
        SubmitApproval.Map(routes);
        DeclareEmergency.Map(routes);
        FilePlan.Map(routes);
        ReopenDemand.Map(routes);
        PublishIntention.Map(routes);
        EntrustAgency.Map(routes);
        AcceptEntrustment.Map(routes);

        // 02 采购文件
        DraftDocument.Map(routes);
        ConfirmDocument.Map(routes);

        // 03 开标密钥、公告
        OpenKey.Map(routes);
        PublishNotice.Map(routes);
        PublishCorrection.Map(routes);
        EndProcurement.Map(routes);

        // 17 邀请招标：资格预审、备选名单、抽取、投标邀请书
        PublishPrequalification.Map(routes);
        ListCandidates.Map(routes);
        ApplyPrequalification.Map(routes);
        ReviewPrequalification.Map(routes);
        CommitInvitees.Map(routes);
        DrawInvitees.Map(routes);
        SendInvitations.Map(routes);
        PrequalificationPage.Map(routes);

        // 04 答疑
        AskQuestion.Map(routes);
        AnswerQuestion.Map(routes);

        // 05 投标
        BidTerms.Map(routes);
        BidEndpoints.Map(routes);
        RehearseBid.Map(routes);
        ReportAttempt.Map(routes);
        Incidents.Map(routes);
        SelfCheck.Map(routes);
        OfflinePacker.Map(routes);
        SealProbeEndpoint.Map(routes);

        // 06 开标
        Hall.Map(routes);
        BidDocument.Map(routes);
        StartOpening.Map(routes);
        OpeningPackages.Map(routes);
        HandInKey.Map(routes);
        ObjectToOpening.Map(routes);
        RecordOpening.Map(routes);

        // 16 保证金
        Bonds.BondPage.Map(routes);
        Bonds.ReturnBond.Map(routes);
        Bonds.ClaimBond.Map(routes);

        // 07 评审专家
        CommitDraw.Map(routes);
        RevealDraw.Map(routes);
        AnswerInvitation.Map(routes);
        AppointRepresentative.Map(routes);

        // 08 评审
        ReviewQualification.Map(routes);
        ReviewCompliance.Map(routes);
        RecordTalk.Map(routes);
        ProposeChange.Map(routes);
        ConfirmChange.Map(routes);
        LeaveTalks.Map(routes);
        CallOffers.Map(routes);
        SubmitScores.Map(routes);
        MakeReport.Map(routes);
        SignReport.Map(routes);
        ReportPaper.Map(routes);

        // 09 定标与结果
        DecideAward.Map(routes);
        PublishResult.Map(routes);
        AwardLetter.Map(routes);

        // 10 合同
        DraftContract.Map(routes);
        SignContract.Map(routes);
        PublishContract.Map(routes);
        FileContract.Map(routes);
        ContractPaper.Map(routes);

        // 11 验收
        RecordAcceptance.Map(routes);

        // 12 支付
        ReceiveInvoice.Map(routes);
        RequestPayment.Map(routes);

        // 13 质疑
        LodgeChallenge.Map(routes);
        AnswerChallenge.Map(routes);

        // 15 单一来源
        InviteSource.Map(routes);
        OfferSource.Map(routes);
        RecordSource.Map(routes);
        EndSource.Map(routes);
        SourcePage.Map(routes);

        // 16 框架协议
        FileScheme.Map(routes);
        CallFramework.Map(routes);
        JoinFramework.Map(routes);
        ReviewJoining.Map(routes);
        LeaveFramework.Map(routes);
        PublishEntry.Map(routes);
        SignAgreement.Map(routes);
        RemoveEntrant.Map(routes);
        SupplementFramework.Map(routes);
        CallOff.Map(routes);
        ConcludeCallOff.Map(routes);
        DeclineCallOff.Map(routes);
        SummariseFramework.Map(routes);
        FrameworkPage.Map(routes);

        // 14 归档
        FileArchive.Map(routes);
        ArchivePages.Map(routes);
    }
}
