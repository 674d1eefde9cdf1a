using System.Globalization;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Warnings.Loop;

namespace Tongcai.Supervision.Warnings.Rules;

/// <summary>预警规则变更：one officer proposes, the replay shows what would change, another puts it in force or either withdraws it.</summary>
public static class ChangeRule
{
    /// <summary>一个参数的新值。</summary>
    public sealed record Value(
        [property: Field("参数", Choices = "parameter", Given = true)] string Name,
        [property: Field("取值")] decimal Number);

    public sealed record Proposal(
        [property: Field("启用这条规则")] bool Enabled,
        [property: Field("参数")] IReadOnlyList<Value>? Values,
        [property: Field("理由", Hint = "写明为什么变更；随变更记录保存", Lines = true, Min = 5, Max = 2_000)] string Reason);

    public sealed record Confirmation([property: Field("核定意见", Hint = "写明看过回放结果后的意见", Lines = true, Min = 5, Max = 2_000)] string Opinion);

    private static readonly Access Officers = Access.To(Owner.None, Role.Supervisor);

    public static readonly Act Propose = new("propose-rule-change", "提出规则变更", "/warning-rules/{rule}/propose", Officers)
    {
        Rules = [WarningRules.ReplayFirst], Button = "提出并回放", Intro = "提出后在已有事实上回放，不影响施行中的规则；由另一人核定后施行。", Under = "/warning-rules",
    };

    public static readonly Act Enforce = new("enforce-rule-change", "核定施行规则变更", "/warning-rules/{rule}/enforce", Officers)
    {
        Rules = [WarningRules.ReplayFirst, DutyRules.Incompatible], Button = "施行", Intro = "施行后到达的事实按新值判断；已经提出的预警不因此改变。", Under = "/warning-rules", Irreversible = true,
    };

    public static readonly Act Withdraw = new("withdraw-rule-change", "撤回规则变更", "/warning-rules/{rule}/withdraw", Officers)
    {
        Rules = [WarningRules.ReplayFirst], Button = "撤回", Under = "/warning-rules",
    };

    /// <summary>The setting with a proposed change.</summary>
    public static Outcome<DetectorSetting> Decide(Detector detector, DetectorSetting setting, Actor actor, Proposal request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [];
        if (setting.Proposed)
            refusals.Add(WarningRules.ReplayFirst.Refuse($"{setting.ProposedName}已经提出一项变更，还没有核定。", "先核定施行或者撤回那一项。"));
        Dictionary<string, decimal> values = [];
        foreach (var (value, i) in (request.Values ?? []).Select((v, i) => (v, i)))
        {
            if (detector.Parameters.FirstOrDefault(p => p.Name == value.Name) is not { } parameter)
                refusals.Add(InputRules.Format.Refuse($"这条规则没有名为“{value.Name}”的参数。", "从列出的参数中填写。", $"/values/{i}/name"));
            else if (!values.TryAdd(parameter.Name, value.Number))
                refusals.Add(InputRules.Format.Refuse($"参数“{parameter.Label}”填写了两次。", "只填一次。", $"/values/{i}/name"));
            else if (InputRules.CheckRange(value.Number, parameter.Least, parameter.Most, parameter.Label, $"/values/{i}/number") is { } outside)
                refusals.Add(outside);
        }

        if (refusals.Count > 0) return refusals;
        var inForce = setting.InForce(detector);
        var proposed = detector.Parameters.Select(p => new ParameterValue(p.Name, values.GetValueOrDefault(p.Name, inForce[p.Name]).ToString(CultureInfo.InvariantCulture))).ToList();
        if (request.Enabled == setting.Enabled && detector.Parameters.All(p => values.GetValueOrDefault(p.Name, inForce[p.Name]) == inForce[p.Name]))
            return WarningRules.ReplayFirst.Refuse("与施行中的规则没有不同。", "改变参数，或者启用、停用规则。", "/values");
        return setting with
        {
            Proposed = true, ProposedEnabled = request.Enabled, ProposedParameters = new(proposed), ProposedBy = actor.AccountId, ProposedName = actor.Name, ProposedAt = now, Reason = request.Reason,
        };
    }

    /// <summary>Why this person may not put the change in force; empty: may.</summary>
    public static IReadOnlyList<Refusal> CheckEnforce(DetectorSetting setting, Actor actor) => setting switch
    {
        { Proposed: false } => [WarningRules.ReplayFirst.Refuse("没有提出的变更。", "先提出变更并回放。")],
        _ when setting.ProposedBy == actor.AccountId => [DutyRules.Incompatible.Refuse("这项变更是您提出的，不能由您核定。", "请另一名有权限的工作人员登录核定。")],
        _ => [],
    };

    /// <summary>The setting with the proposed values in force.</summary>
    public static Outcome<DetectorSetting> DecideEnforce(DetectorSetting setting, Actor actor, DateTimeOffset now) =>
        CheckEnforce(setting, actor) is { Count: > 0 } refusals ? refusals.ToList() : Cleared(setting) with { Edition = setting.Edition + 1, Enabled = setting.ProposedEnabled, Parameters = setting.ProposedParameters, Since = now };

    /// <summary>The setting without the proposed change.</summary>
    public static Outcome<DetectorSetting> DecideWithdraw(DetectorSetting setting) =>
        setting.Proposed ? Cleared(setting) : WarningRules.ReplayFirst.Refuse("没有提出的变更。", "不必撤回。");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Proposal>(Propose, HandlePropose, Prefill);
        routes.MapAct<Confirmation>(Enforce, (request, context) => HandleSecond("enforced", request, context), Show<Confirmation>);
        routes.MapAct<Confirmation>(Withdraw, (request, context) => HandleSecond("withdrawn", request, context), Show<Confirmation>);
    }

    private static DetectorSetting Cleared(DetectorSetting setting) => setting with { Proposed = false, ProposedBy = "", ProposedName = "", ProposedAt = null, ProposedParameters = new([]), Reason = "" };

    private static async Task<Outcome<Done>> HandlePropose(Proposal request, ActContext context)
    {
        if (DetectorCatalogue.Find(context["rule"]) is not { } detector) return ActContext.Missing;
        var setting = await Setting(context, detector);
        var outcome = Decide(detector, setting, context.Actor, request, context.Now);
        if (outcome.Value is not { } proposed) return outcome.Refusals.ToList();
        var replay = await Replay(context, detector, proposed);
        return new Done(
            Commit.Empty.Put(proposed).Record(new DetectorChanged(detector.Id, "proposed", proposed.Edition + 1, proposed.ProposedEnabled, proposed.ProposedParameters.Value, request.Reason, replay.New.Count, replay.Gone.Count), context.Actor.OrganisationId),
            $"已提出；回放 {replay.Procurements} 个项目，新增 {replay.New.Count} 条、减少 {replay.Gone.Count} 条", $"/warning-rules/{detector.Id}", new { replay.Procurements, replay.Before, replay.After, More = replay.New.Count, Fewer = replay.Gone.Count });
    }

    private static async Task<Outcome<Done>> HandleSecond(string step, Confirmation request, ActContext context)
    {
        if (DetectorCatalogue.Find(context["rule"]) is not { } detector) return ActContext.Missing;
        var setting = await Setting(context, detector);
        var outcome = step == "enforced" ? DecideEnforce(setting, context.Actor, context.Now) : DecideWithdraw(setting);
        if (outcome.Value is not { } decided) return outcome.Refusals.ToList();
        var replay = step == "enforced" ? await Replay(context, detector, setting) : null;
        return new Done(
            Commit.Empty.Put(decided).Record(new DetectorChanged(detector.Id, step, decided.Edition, decided.Enabled, decided.Parameters.Value, request.Opinion, replay?.New.Count ?? 0, replay?.Gone.Count ?? 0), context.Actor.OrganisationId),
            step == "enforced" ? $"第 {decided.Edition} 版已施行" : "变更已撤回", $"/warning-rules/{detector.Id}");
    }

    private static async Task<ReplayResult> Replay(ActContext context, Detector detector, DetectorSetting setting)
    {
        var kinds = context.Http.RequestServices.GetRequiredService<FactKinds>();
        return ReplayResult.Of(await context.Read(db => RuleReplay.Scenes(db, detector, kinds)), detector, setting.Enabled ? setting.InForce(detector) : null, setting.ProposedEnabled ? setting.AsProposed(detector) : null);
    }

    private static Task<DetectorSetting> Setting(ActContext context, Detector detector) =>
        context.Read(async db => await db.Find<DetectorSetting>(detector.Id) ?? DetectorSetting.Shipped(detector));

    private static async Task<Proposal?> Prefill(ActContext context)
    {
        await Show<Proposal>(context);
        if (DetectorCatalogue.Find(context["rule"]) is not { } detector) return null;
        var setting = await Setting(context, detector);
        context.Offer("parameter", detector.Parameters.Select(p => new Choice(p.Name, $"{p.Label}（{p.Least} 至 {p.Most}{p.Unit}）")));
        return new(setting.Enabled, [.. detector.Parameters.Select(p => new Value(p.Name, setting.InForce(detector)[p.Name]))], "");
    }

    private static async Task<T?> Show<T>(ActContext context)
        where T : class
    {
        context.Trail("预警规则", "/warning-rules");
        if (DetectorCatalogue.Find(context["rule"]) is not { } detector) return null;
        var setting = await Setting(context, detector);
        context.Trail(detector.Title, $"/warning-rules/{detector.Id}");
        context.Show("规则", detector.Title);
        context.Show("方法", detector.Method);
        context.Show("施行中", $"第 {setting.Edition} 版，{(setting.Enabled ? "启用" : "停用")}{string.Concat(detector.Parameters.Select(p => $"；{p.Label} {setting.InForce(detector)[p.Name]}{p.Unit}"))}");
        if (setting.Proposed)
            context.Show("提出的变更", $"{setting.ProposedName}：{(setting.ProposedEnabled ? "启用" : "停用")}{string.Concat(detector.Parameters.Select(p => $"；{p.Label} {setting.AsProposed(detector)[p.Name]}{p.Unit}"))}。理由：{setting.Reason}");
        return null;
    }
}
