using Tongcai.Exchange.Facts;
using Tongcai.Tests;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Questions;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Questions;

public sealed class QuestionTests
{
    private static readonly Question Asked = new() { Id = "q1", Version = 1, ProcurementId = "p1", SupplierId = People.Hengze.Id, Text = "付款期限从何日起算？", AskedAt = At(2026, 4, 8) };

    private static Tongcai.Law.Outcome<Platform.Storage.Commit> Answer(AnswerQuestion.Request request, DateTimeOffset now, Question? question = null) =>
        AnswerQuestion.Decide(Noticed, question ?? Asked, People.Hengze.Name, ConfirmedTender, Published, 0, People.Agency, request, "k1", "c1", now);

    [Fact, Cites("HSE-03")]
    public void 截止前一刻可以询问_截止那一刻不能()
    {
        var deadline = Noticed.BidDeadline!.Value;
        var outcome = AskQuestion.Decide(Noticed, People.Supplier, new("付款期限从何日起算？"), "q1", deadline.AddTicks(-1));
        Assert.Equal(People.Hengze.Id, Fact<QuestionAsked>(outcome).SupplierId);
        Assert.Equal(["HSE-03"], Rules(AskQuestion.Decide(Noticed, People.Supplier, new("付款期限从何日起算？"), "q1", deadline)));
        Assert.Equal(["HSE-01"], Rules(AskQuestion.Decide(Confirmed with { BidDeadline = deadline }, People.Supplier, new("？"), "q1", At(2026, 4, 8))));
    }

    [Fact, Cites("SEC-01")]
    public void 询问和公开的文字都不得出现提问人()
    {
        Assert.Equal(["SEC-01"], Rules(AskQuestion.Decide(Noticed, People.Supplier, new($"{People.Hengze.Name}拟投标，付款期限？"), "q1", At(2026, 4, 8))));
        var leaking = Answer(new($"{People.Hengze.Name}问付款期限", "验收之日起", false), At(2026, 4, 9));
        Assert.Equal(("SEC-01", "/question"), (Assert.Single(leaking.Refusals).Rule.Id, leaking.Refusals[0].Pointer));
        Assert.Equal("/answer", Assert.Single(Answer(new("付款期限？", $"请{People.Hengze.Name}注意", false), At(2026, 4, 9)).Refusals).Pointer);
    }

    [Fact]
    public void An_answer_is_a_clarification_to_all_without_asker()
    {
        var outcome = Answer(new("付款期限？", "验收合格之日起。", false), At(2026, 4, 9));
        Assert.DoesNotContain(People.Hengze.Id, System.Text.Json.JsonSerializer.Serialize(Fact<ClarificationPublished>(outcome)), StringComparison.Ordinal);
        Assert.Equal("k1", Row<Question>(outcome).ClarificationId);
        Assert.Single(outcome.Value!.Facts);
        Assert.Equal(["HSE-03"], Rules(Answer(new("？", "。", false), At(2026, 4, 9), Asked with { Answer = "已答" })));
    }

    [Fact, Cites("T013"), Cites("HSE-04")]
    public void 影响编制的澄清同时更正并顺延()
    {
        var outcome = Answer(new("付款期限？", "改为验收合格后 5 日内。", true), At(2026, 4, 20));
        Assert.Equal(At(2026, 5, 6, 9, 30), Fact<CorrectionPublished>(outcome).BidDeadline);
        Assert.True(Fact<ClarificationPublished>(outcome).AffectsBids);
        Assert.Equal((1, "MOD"), (Row<Notice>(outcome).Number, Row<Notice>(outcome).Kind));
        Assert.Equal(["HSE-04"], Rules(Answer(new("？", "。", true), At(2026, 4, 28, 9, 30))));
    }
}
