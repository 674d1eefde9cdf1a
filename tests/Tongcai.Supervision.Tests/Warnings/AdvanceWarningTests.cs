using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Supervision.Warnings;

namespace Tongcai.Supervision.Tests.Warnings;

public sealed class AdvanceWarningTests
{
    private static readonly AdvanceWarning.Request Opinion = new("已逐条核对，意见如下。");

    private static AdvanceWarning.Move Move(string name) => AdvanceWarning.Moves.Single(m => m.Act.Name == name);

    private static Law.Outcome<Platform.Storage.Commit> Do(string move, Warning warning, Actor actor) => AdvanceWarning.Decide(Move(move), warning, actor, Opinion, "step", Given.At(6, 1));

    private static Warning After(string move, Warning warning, Actor actor)
    {
        var outcome = Do(move, warning, actor);
        Assert.Empty(outcome.Refusals);
        return (Warning)outcome.Value!.Changes.Single(c => c.Row is Warning).Row;
    }

    [Fact]
    public void 预警经研判核查处理由另一人销号_每一步留下意见和事实()
    {
        var judged = After("judge-warning", new Warning { Id = "w1", ProcurementId = "p1" }, People.Handler);
        var handled = After("handle-warning", After("verify-warning", judged, People.Handler), People.Handler);
        var outcome = Do("close-warning", handled, People.Second);
        Assert.Equal(new WarningAdvanced("w1", "p1", "closed", Opinion.Opinion), Assert.Single(outcome.Value!.Facts).Fact);
        Assert.Equal(("赵敏", Opinion.Opinion, WarningState.Closed), outcome.Value.Changes.Select(c => c.Row).OfType<WarningStep>().Select(s => (s.Name, s.Opinion, s.State)).Single());
    }

    [Theory, Cites("DUT-01")]
    [InlineData("close-warning", WarningState.Handled)]
    [InlineData("dismiss-warning", WarningState.Judged)]
    [InlineData("dismiss-warning", WarningState.Verified)]
    public void 研判人不能销号_别人可以(string move, WarningState state)
    {
        var warning = new Warning { Id = "w1", State = state, JudgedBy = People.Handler.AccountId };
        Assert.Equal("DUT-01", Assert.Single(Do(move, warning, People.Handler).Refusals).Rule.Id);
        Assert.Empty(Do(move, warning, People.Second).Refusals);
    }

    [Fact]
    public void 每一步只能从表中的环节办理()
    {
        foreach (var move in AdvanceWarning.Moves)
        {
            foreach (var state in Enum.GetValues<WarningState>())
                Assert.Equal(move.From.Contains(state), Do(move.Act.Name, new Warning { Id = "w1", State = state, JudgedBy = "somebody" }, People.Handler).Refusals.Count == 0);
        }
    }

    [Fact]
    public void 没有人研判过的预警不能由一个人直接销掉() =>
        Assert.All(AdvanceWarning.Moves.Where(m => m.To is WarningState.Closed or WarningState.Dismissed), m => Assert.DoesNotContain(WarningState.Raised, m.From));
}
