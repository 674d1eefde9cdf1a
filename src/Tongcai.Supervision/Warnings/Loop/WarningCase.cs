using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>What the acts on one warning share.</summary>
internal static class WarningCase
{
    public static readonly Access Officers = Access.To(Owner.Authority, Role.Supervisor);

    public static Task<Warning> Load(ActContext context) => context.Read(db => db.Get<Warning>(context["warning"]));

    /// <summary>Refuses a step that the warning's state does not allow.</summary>
    public static Refusal? CheckState(Act act, Warning warning, params WarningState[] from) => from.Contains(warning.State) ? null : WarningRules.Loop.Refuse(
        $"这条预警处在“{warning.State.Label()}”环节，不能{act.Title}。",
        warning.IsOver ? "已经销号，见办理记录；有新的事实或者证据的，重新办理。" : $"{act.Title}须在“{string.Join("”或者“", from.Select(s => s.Label()))}”环节办理。");

    /// <summary>Refuses whoever has judged or inspected; of a closing also whoever handled.</summary>
    public static Refusal? CheckSecond(Act act, Warning warning, Actor actor, bool handled)
    {
        var own = actor.AccountId switch
        {
            var id when id == warning.JudgedBy => "研判人",
            var id when id == warning.VerifiedBy => "核查人",
            var id when handled && id == warning.HandledBy => "处理意见的提出人",
            _ => "",
        };
        return own.Length == 0 ? null : DutyRules.Incompatible.Refuse($"您是这条预警的{own}，不能{act.Title}。", "请另一名有权限的工作人员登录办理。");
    }

    /// <summary>The step as row and fact, with the warning as it stands after it.</summary>
    public static Commit Step(Warning advanced, Act act, Actor actor, string opinion, DateTimeOffset now, string id, string conclusion = "", IReadOnlyList<Evidence>? evidence = null) => Commit.Empty
        .Update(advanced)
        .Insert(new WarningStep { Id = id, WarningId = advanced.Id, State = advanced.State, Act = act.Title, Opinion = opinion, Evidence = new([.. evidence ?? []]), AccountId = actor.AccountId, Name = actor.Name, At = now })
        .Record(new WarningAdvanced(advanced.Id, advanced.ProcurementId, Wire.Name(advanced.State.ToString()), opinion, conclusion, [.. (evidence ?? []).Select(DigestOf)]), actor.OrganisationId);

    /// <summary>SM3 over name, source, point and file digest, a line each: what the ledger holds of a piece of evidence.</summary>
    public static string DigestOf(Evidence evidence) =>
        Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(string.Join('\n', "tongcai/evidence/v1", evidence.Name, evidence.Source, evidence.Sm3?.ToLowerInvariant() ?? "", evidence.Point))));

    public static async Task<TRequest?> Show<TRequest>(ActContext context)
        where TRequest : class
    {
        Show(context, await Load(context));
        return null;
    }

    public static void Show(ActContext context, Warning warning)
    {
        context.Trail("预警", "/warnings");
        context.Trail(warning.Title, $"/warnings/{warning.Id}");
        context.Show("预警", $"{warning.Title}（{warning.Tier} 级）");
        context.Show("所见", warning.Evidence);
        context.Show("可能的合理解释", warning.Innocent);
        if (warning.Clock is { } clock)
            context.Show("时限", $"{clock.InWords(context.Now.BeijingDate())}；{clock.RuleInWords}");
    }
}
