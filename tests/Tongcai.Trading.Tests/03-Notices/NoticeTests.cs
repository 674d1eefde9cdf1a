using Tongcai.Exchange.Facts;
using Tongcai.Tests;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Notices;

public sealed class NoticeTests
{
    // 7 April 2026 is a Tuesday after the Qingming holiday; Labour Day is off from 1 to 5 May.
    private static readonly DateTimeOffset Now = At(2026, 4, 7);

    private static PublishNotice.Request Request => new(new(2026, 4, 7), new(2026, 4, 14), At(2026, 4, 27, 9, 30), "线上开标大厅");

    private static Tongcai.Law.Outcome<Platform.Storage.Commit> Publish(PublishNotice.Request request, Procurement? p = null, DateTimeOffset? now = null, bool key = true, bool confirmed = true) =>
        PublishNotice.Decide(p ?? Confirmed, confirmed ? ConfirmedTender : Drafted, key ? Key : null, People.Agency, request, "n1", now ?? Now);

    [Fact, Cites("T012")]
    public void 等标期满二十日可以_第十九日拒绝()
    {
        var fact = Fact<NoticePublished>(Publish(Request));
        Assert.Equal((fact.BidDeadline, "TN", "ab12"), (fact.OpeningAt, fact.Kind, fact.KeyId));
        var early = Publish(Request with { BidDeadline = At(2026, 4, 24, 23, 59) });
        Assert.Equal(("T012", "/bidDeadline"), (Assert.Single(early.Refusals).Rule.Id, early.Refusals[0].Pointer));
    }

    [Fact, Cites("T011")]
    public void 文件提供满五个工作日可以_少一日拒绝()
    {
        Assert.NotNull(Publish(Request).Value);
        Assert.Equal(["T011"], Rules(Publish(Request with { DocumentsTo = new(2026, 4, 13) })));
    }

    [Fact, Cites("T001")]
    public void 意向公开满三十日之日可以发布_前一日拒绝()
    {
        // Published 2 March: thirty days end on 1 April.
        Assert.NotNull(Publish(Request with { DocumentsFrom = new(2026, 4, 1) }, now: At(2026, 4, 1)).Value);
        Assert.Equal(["T001"], Rules(Publish(Request with { DocumentsFrom = new(2026, 3, 31) }, now: At(2026, 3, 31))));
        Assert.NotNull(Publish(Request with { DocumentsFrom = new(2026, 3, 31) }, Confirmed with { UrgentReason = "紧急" }, At(2026, 3, 31)).Value);
    }

    [Fact, Cites("T018")]
    public void 截止日为休息日的拒绝() =>
        Assert.Equal(["T018"], Rules(Publish(Request with { BidDeadline = At(2026, 5, 3, 9, 30) })));

    [Fact, Cites("PLN-17"), Cites("DOC-05"), Cites("SEC-03"), Cites("HSE-01")]
    public void 无委托_未确认_无密钥_不到环节_都不能发布()
    {
        Assert.Equal(["PLN-17"], Rules(Publish(Request, Confirmed with { EntrustedOn = null })));
        Assert.Equal(["DOC-05"], Rules(Publish(Request, confirmed: false)));
        Assert.Equal(["SEC-03"], Rules(Publish(Request, key: false)));
        Assert.Equal(["HSE-01"], Rules(Publish(Request, Entrusted)));
    }

    [Fact, Cites("NOT-03")]
    public void 提供期限不在过去_不晚于截止()
    {
        Assert.Equal(["NOT-03"], Rules(Publish(Request with { DocumentsFrom = new(2026, 4, 6) })));
        Assert.Equal(["NOT-03"], Rules(Publish(Request with { DocumentsTo = new(2026, 4, 28) })));
    }

    [Fact, Cites("CAL-03")]
    public void 跨入未公布年度的拒绝() =>
        Assert.Equal(["CAL-03"], Rules(Publish(new(new(2026, 12, 15), new(2026, 12, 31), At(2027, 1, 15), "线上"), now: At(2026, 12, 15))));

    private static PublishCorrection.Request Correction => new("供应商来函指出付款期限不明", true, [], Terms with { Payment = "验收合格后 5 个工作日内付清" });

    private static Tongcai.Law.Outcome<Platform.Storage.Commit> Correct(PublishCorrection.Request request, DateTimeOffset now) =>
        PublishCorrection.Decide(Noticed, ConfirmedTender, Published, 1, People.Agency, request, "c1", now);

    [Fact, Cites("T013")]
    public void 截止前十五日更正不顺延_差一日即顺延()
    {
        var intime = Fact<CorrectionPublished>(Correct(Correction, At(2026, 4, 13)));
        Assert.Equal(At(2026, 4, 28, 9, 30), intime.BidDeadline);
        var change = Assert.Single(intime.Changes);
        Assert.Equal(("付款", "验收合格后 10 个工作日内付清", "验收合格后 5 个工作日内付清"), (change.Field, change.Before, change.After));

        var late = Correct(Correction, At(2026, 4, 14));
        Assert.Equal(At(2026, 4, 29, 9, 30), Fact<CorrectionPublished>(late).BidDeadline);
        Assert.Equal(At(2026, 4, 29, 9, 30), Row<Procurement>(late).BidDeadline);
        Assert.Equal(2, Row<Tender>(late).Document.Value.Edition);
        Assert.Contains(Fact<CorrectionPublished>(late).Changes, c => c is { Field: "投标截止和开标时间", After: "2026-04-29 09:30" });
    }

    [Fact, Cites("T013")]
    public void 顺延到休息日的再顺延到工作日() =>
        // Fifteen days from 16 April end on 1 May, a holiday until 5 May.
        Assert.Equal(At(2026, 5, 6, 9, 30), Fact<CorrectionPublished>(Correct(Correction, At(2026, 4, 16))).BidDeadline);

    [Fact, Cites("T013")]
    public void 不影响编制的不顺延_自定的截止时间不得过早()
    {
        Assert.Equal(At(2026, 4, 28, 9, 30), Fact<CorrectionPublished>(Correct(Correction with { AffectsBids = false }, At(2026, 4, 24))).BidDeadline);
        Assert.Equal(At(2026, 4, 28, 14, 0), Fact<CorrectionPublished>(Correct(Correction with { BidDeadline = At(2026, 4, 28, 14, 0) }, At(2026, 4, 13))).BidDeadline);
        Assert.Equal(["T013"], Rules(Correct(Correction with { BidDeadline = At(2026, 4, 28, 14, 0) }, At(2026, 4, 14))));
        Assert.Equal(At(2026, 5, 8, 9, 0), Fact<CorrectionPublished>(Correct(Correction with { BidDeadline = At(2026, 5, 8) }, At(2026, 4, 14))).BidDeadline);
        Assert.Contains("T012", Rules(Correct(Correction with { BidDeadline = At(2026, 4, 24) }, At(2026, 4, 8))));
    }

    [Fact, Cites("DOC-20")]
    public void 标的和资格条件不得更正()
    {
        var lot = Terms.Lots[0];
        Assert.Equal(["DOC-20"], Rules(Correct(Correction with { Document = Terms with { Lots = [lot with { Quantity = 7 }] } }, At(2026, 4, 8))));
        Assert.Equal(["DOC-20"], Rules(Correct(Correction with { Document = Terms with { Qualifications = ["具有软件企业证书"] } }, At(2026, 4, 8))));
        Assert.NotNull(Correct(Correction with { Document = Terms with { Lots = [lot with { CeilingFen = 35_000_000 }] } }, At(2026, 4, 8)).Value);
        Assert.Equal("/requirements/0/id", Assert.Single(Correct(Correction with { Requirements = [new("R9", "x")] }, At(2026, 4, 8)).Refusals).Pointer);
        Assert.Equal("每分钟不少于 25 页", Row<Tender>(Correct(Correction with { Requirements = [new("R1", "每分钟不少于 25 页")] }, At(2026, 4, 8))).Document.Value.Requirements[0].Text);
    }

    [Fact, Cites("HSE-04"), Cites("NOT-03")]
    public void 截止后不能更正_没有变化的不能发布()
    {
        Assert.NotNull(Correct(Correction with { AffectsBids = false }, At(2026, 4, 28, 9, 30).AddTicks(-1)).Value);
        Assert.Contains("HSE-04", Rules(Correct(Correction, At(2026, 4, 28, 9, 30))));
        Assert.Equal(["NOT-03"], Rules(Correct(Correction with { Document = Terms }, At(2026, 4, 8))));
    }

    [Fact, Cites("NOT-08"), Cites("HSE-05")]
    public void 任务取消才能终止_预算退回()
    {
        var drawn = Line with { DrawnFen = 36_000_000 };
        var outcome = EndProcurement.Decide(Noticed, drawn, People.Handler, new(EndingCause.TaskCancelled, "学校整体搬迁，市政府决定取消该项目"), "e1", Today);
        Assert.Equal((Stage.Ended, "terminated", 0L), (Row<Procurement>(outcome).Stage, Row<Procurement>(outcome).Ending, Row<BudgetLine>(outcome).DrawnFen));
        Assert.Equal("HSE-05", Fact<ProcurementEnded>(outcome).RuleId);
        Assert.Equal(["NOT-08"], Rules(EndProcurement.Decide(Noticed, drawn, People.Handler, new(EndingCause.Other, "想换一家供应商来做这个项目"), "e1", Today)));
        Assert.Equal(["HSE-05"], Rules(EndProcurement.Decide(Noticed, drawn, People.Handler, new(EndingCause.TaskCancelled, "取消"), "e1", Today)));
        Assert.Equal(["HSE-01"], Rules(EndProcurement.Decide(Noticed with { Stage = Stage.Contracted }, drawn, People.Handler, new(EndingCause.TaskCancelled, "学校整体搬迁，市政府决定取消该项目"), "e1", Today)));
    }
}
