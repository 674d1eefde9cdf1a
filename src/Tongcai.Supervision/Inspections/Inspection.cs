using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Inspections;

/// <summary>检查对象的类别。</summary>
public enum InspectionSubject
{
    [Label("采购代理机构")] Agency,
    [Label("采购人")] Purchaser,
    [Label("供应商")] Supplier,
}

/// <summary>一个对象的检查办到哪一步。</summary>
public enum CheckState
{
    [Label("待检查")] Drawn,
    [Label("待公开结果")] Recorded,
    [Label("未发现问题")] Clean,
    [Label("整改中")] Rectifying,
    [Label("已报整改")] Rectified,
    [Label("已销号")] Closed,
}

/// <summary>执法检查人员名录库的一人。Id = account.</summary>
[Table("inspector")]
public sealed record Inspector : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Organisations that the person has worked for or has another tie to, by name.</summary>
    public Json<List<string>> Ties { get; init; } = new([]);
    public bool Active { get; init; }

    /// <summary>Whether the person has to avoid an object: the object or its 主管单位 is among the ties.</summary>
    public bool Avoids(string name, string parentName) => Ties.Value.Any(t => t == name || (parentName.Length > 0 && t == parentName));
}

/// <summary>双随机抽查计划。</summary>
[Table("inspection")]
public sealed record Inspection : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Title { get; init; } = "";
    public InspectionSubject Subject { get; init; }
    public string Region { get; init; } = "";
    public int SharePercent { get; init; }

    /// <summary>Inspectors for each object.</summary>
    public int Team { get; init; }
    public Json<List<InspectionItem>> Items { get; init; } = new([]);

    /// <summary>Ids of the objects, as they were when the plan was fixed.</summary>
    public Json<List<string>> Objects { get; init; } = new([]);
    public Json<List<string>> Inspectors { get; init; } = new([]);
    public string PlatformSecret { get; init; } = "";
    public string PartyCommitment { get; init; } = "";

    /// <summary>Empty until the draw.</summary>
    public string Seed { get; init; } = "";
    public DateOnly PlannedOn { get; init; }
    public string PlannedBy { get; init; } = "";
}

/// <summary>检查人员，in the team of an object.</summary>
public sealed record TeamMember(string AccountId, string Name, string Pseudonym);

/// <summary>一个抽中对象的检查。</summary>
[Table("inspection_check")]
public sealed record Check : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string InspectionId { get; init; } = "";
    public string OrganisationId { get; init; } = "";
    public string Name { get; init; } = "";
    public int DrawOrder { get; init; }
    public Json<List<TeamMember>> Team { get; init; } = new([]);
    public CheckState State { get; init; }
    public DateTimeOffset StateSince { get; init; }

    /// <summary>Last day of the next step; null: none is owed, or the calendar of that year is not announced.</summary>
    public DateOnly? DueOn { get; init; }
    public Json<List<InspectionResult>> Results { get; init; } = new([]);
    public string Conclusion { get; init; } = "";

    /// <summary>Account that published; may not close.</summary>
    public string PublishedBy { get; init; } = "";
    public DateOnly? RectifyBy { get; init; }
    public string Rectification { get; init; } = "";

    public bool IsInspector(Actor actor) => Team.Value.Any(m => m.AccountId == actor.AccountId);

    /// <summary>The check in another state, its clock started anew; while something is rectified, the day set for it runs.</summary>
    public Check In(CheckState state, DateTimeOffset now, DateOnly? rectifyBy = null)
    {
        try
        {
            return this with { State = state, StateSince = now, DueOn = state is CheckState.Rectifying ? rectifyBy : InspectionRules.LimitIn(state)?.Latest(now.BeijingDate(), WorkCalendar.Official), RectifyBy = rectifyBy ?? RectifyBy };
        }
        catch (CalendarNotAnnouncedException)
        {
            return this with { State = state, StateSince = now, DueOn = null, RectifyBy = rectifyBy ?? RectifyBy };
        }
    }

    /// <summary>The clock of the next step; null: none runs.</summary>
    public LegalClock? Clock => InspectionRules.LimitIn(State) is { } limit && DueOn is { } due ? new(limit, StateSince.BeijingDate(), due, null) : null;
}

/// <summary>检查办理的一步。</summary>
[Table("inspection_step")]
public sealed record CheckStep : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string CheckId { get; init; } = "";
    public string Act { get; init; } = "";
    public string Text { get; init; } = "";
    public Json<List<Evidence>> Evidence { get; init; } = new([]);
    public string Name { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>What the acts on checks share.</summary>
internal static class CheckCase
{
    public static readonly Owner Inspected = new("inspected");
    public static readonly Access Officers = Access.To(Owner.Authority, Role.Supervisor);

    public static Task<Check> Load(ActContext context) => context.Read(db => db.Get<Check>(context["check"]));

    public static Refusal? CheckStateOf(Act act, Check check, params CheckState[] from) => from.Contains(check.State) ? null : InspectionRules.Rectified.Refuse(
        $"这项检查处在“{check.State.Label()}”环节，不能{act.Title}。", $"{act.Title}须在“{string.Join("”或者“", from.Select(s => s.Label()))}”环节办理。");

    public static Commit Step(Check advanced, Act act, Actor actor, string text, DateTimeOffset now, IReadOnlyList<Evidence>? evidence = null) => Commit.Empty
        .Update(advanced)
        .Insert(new CheckStep { Id = RandomId.New(), CheckId = advanced.Id, Act = act.Title, Text = text, Evidence = new([.. evidence ?? []]), Name = actor.Name, At = now });

    public static InspectionAdvanced Advanced(Check check, string step, string text, IReadOnlyList<Evidence>? evidence) =>
        new(check.Id, check.InspectionId, check.OrganisationId, step, text, [.. (evidence ?? []).Select(WarningCase.DigestOf)]);

    public static async Task<TRequest?> Show<TRequest>(ActContext context)
        where TRequest : class
    {
        await Show(context);
        return null;
    }

    public static async Task<(Check Check, Inspection Inspection)> Show(ActContext context)
    {
        var (check, inspection) = await context.Read(async db =>
        {
            var found = await db.Get<Check>(context["check"]);
            return (found, await db.Get<Inspection>(found.InspectionId));
        });
        context.Trail(context.Actor.Is(Role.Supervisor) ? "双随机检查" : "本单位的检查", context.Actor.Is(Role.Supervisor) ? "/inspections" : "/my/checks");
        context.Trail(check.Name, $"/checks/{check.Id}");
        context.Show("检查", inspection.Title);
        context.Show("对象", check.Name);
        if (check.Conclusion.Length > 0)
            context.Show("检查结论", check.Conclusion);
        if (check.RectifyBy is { } by)
            context.Show("整改期限", $"{by:yyyy-MM-dd}");
        if (check.Rectification.Length > 0)
            context.Show("整改报告", check.Rectification);
        return (check, inspection);
    }
}
