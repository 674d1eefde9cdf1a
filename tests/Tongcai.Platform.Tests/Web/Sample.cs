using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Web;

public enum SampleMethod
{
    [Label("公开招标")] OpenTender,
    [Label("竞争性磋商")] Consultation,
}

public sealed record SampleLine([property: Field("分项名称", Max = 20)] string Name, [property: Field("单价", Min = 1)] long PriceFen);

/// <summary>A request with a field of every kind.</summary>
public sealed record SampleRequest(
    [property: Field("项目名称", Max = 50, Section = "项目")] string Name,
    [property: Field("说明", Lines = true)] string? Note,
    [property: Field("预算金额", Min = 1, Hint = "与批复的预算一致")] long BudgetFen,
    [property: Field("数量", Min = 1, Max = 10_000, Unit = "台")] int Pieces,
    [property: Field("紧急采购")] bool Urgent,
    [property: Field("采购方式")] SampleMethod Method,
    [property: Field("需求日期", Section = "时间")] DateOnly DueOn,
    [property: Field("开标时间")] DateTimeOffset? OpensAt,
    [property: Field("分项", Min = 1, Max = 5, Section = "内容")] IReadOnlyList<SampleLine> Lines,
    [property: Field("关键词", Max = 3)] IReadOnlyList<string> Tags,
    [property: Field("比例", Min = 0, Max = 100, Unit = "%")] decimal? Ratio = null,
    [property: Field("品目", Choices = "catalogue")] string? Code = null);

public sealed record ConfirmRequest([property: Field("意见", Lines = true)] string? Opinion);

/// <summary>The acts of a small platform, mapped as any platform maps its own.</summary>
public static class Sample
{
    public static readonly Act Create = new("create-sample", "登记采购需求", "/samples/new", Access.To(Owner.None, Role.Purchaser))
    {
        Rules = [InputRules.Required, InputRules.Range],
        Button = "登记需求",
        Intro = "登记后由审核岗审核，审核通过方可编制采购计划。",
    };

    public static readonly Act Confirm = new("confirm-sample", "确认采购需求", "/samples/{id}/confirm", Access.To(Owner.Purchaser, Role.Purchaser)) { Irreversible = true, Button = "确认" };

    public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes)
    {
        routes.MapAct<SampleRequest>(Create, Decide, Prefill);
        routes.MapAct<ConfirmRequest>(Confirm, Confirmed);
        routes.MapQuery("/samples/{id}", Access.To(Owner.Purchaser, Role.Purchaser), Find, "", "采购需求");
    }

    /// <summary>A sample belongs to the purchaser whose id is its note.</summary>
    public static async Task<bool> Owns(Owner owner, Actor actor, Microsoft.AspNetCore.Routing.RouteValueDictionary route, System.Data.Common.DbConnection connection) =>
        owner == Owner.Purchaser
        && await connection.ExecuteScalarAsync<long>("select count(*) from specimen where id = @id and note = @org", new { id = route["id"]?.ToString(), org = actor.OrganisationId }) == 1;

    private static Task<Outcome<Done>> Decide(SampleRequest request, ActContext context)
    {
        if (request.Lines.Sum(l => l.PriceFen) > request.BudgetFen)
            return Task.FromResult<Outcome<Done>>(new Refusal(TimeLimits.All[0], "分项合计超过预算金额", "调整分项，或者先调整预算。", "/budgetFen"));
        var row = Specimen.Named(request.Name) with { Note = context.Actor.OrganisationId, AmountFen = request.BudgetFen, Rank = Math.Abs(request.Name.GetHashCode(StringComparison.Ordinal)) };
        return Task.FromResult<Outcome<Done>>(new Done(
            Commit.Empty.Insert(row).Record(new SpecimenShown(row.Id, row.Name, row.AmountFen), context.Actor.OrganisationId), "采购需求已登记", $"/samples/{row.Id}", new { row.Id }));
    }

    private static Task<SampleRequest?> Prefill(ActContext context)
    {
        context.Offer("catalogue", [new("A02010104", "台式计算机"), new("C21040000", "物业管理服务")]);
        context.Show("采购人", context.Actor.OrganisationName);
        context.Trail("采购需求", "/samples");
        return Task.FromResult<SampleRequest?>(null);
    }

    private static async Task<Outcome<Done>> Confirmed(ConfirmRequest request, ActContext context)
    {
        var row = await Row(context, context["id"]);
        if (row is null) return ActContext.Missing;
        return new Done(Commit.Empty.Update(row with { State = SpecimenState.Published }).Record(new SpecimenShown(row.Id, request.Opinion ?? "", row.AmountFen)), "已确认", $"/samples/{row.Id}");
    }

    private static async Task<object?> Find(QueryContext context) => await Row(context, context["id"]) is { } row ? new { row.Id, row.Name, row.AmountFen, row.State } : null;

    private static Task<Specimen?> Row(RequestContext context, string id) =>
        context.Read(c => c.QuerySingleOrDefaultAsync<Specimen>("select * from specimen where id = @id", new { id }));
}
