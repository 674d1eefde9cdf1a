using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Opening;

/// <summary>开标. The platform opens by itself after the deadline; with this the agency asks again at once, e.g. when a trustee is back, and sees who is missing.</summary>
public static class StartOpening
{
    public static readonly Act Act = new("start-opening", "开标", "/procurements/{id}/opening/start", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [OpeningRules.Quorum, OpeningRules.ReadOut, OpeningRules.Undecrypted, SecrecyRules.NoEarlyOpening],
        Button = "开标",
        Intro = "截止后平台即请受托人解密并公布开标一览表。受托人未到齐的，本页写明缺谁。",
    };

    /// <summary>Whether the procurement is where it can be opened.</summary>
    public static Refusal? Check(Procurement procurement) => Standstill.Check(procurement, Act.Title, Stage.Closed);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1" + Act.Path, Api).WithMetadata(Act.Access).WithName(Act.Name).WithSummary(Act.Title);
        routes.MapPost(Act.Path, Form).WithMetadata(Act.Access).ExcludeFromDescription();
    }

    private static async Task<Outcome<object>> Do(string id, HttpContext http)
    {
        var (store, board, cancel) = (http.RequestServices.GetRequiredService<IStore>(), http.RequestServices.GetRequiredService<OpeningBoard>(), http.RequestAborted);
        if (await store.Read(c => c.Find<Procurement>(id), cancel) is not { } procurement)
            return ActContext.Missing;
        if (procurement.Stage is Stage.Opened)
            return new { State = "opened" };
        if (Check(procurement) is { } refusal)
            return refusal;
        return await http.RequestServices.GetRequiredService<Opener>().Try(id, cancel) switch
        {
            OpenResult.Opened => new { State = "opened" },
            OpenResult.Ended => new { State = "ended" },
            _ => OpeningRules.Undecrypted.Refuse(
                string.Join(' ', board.Of(id).Where(t => !t.Answered).Select(t => t.Problem).Prepend(board.Waiting(id))), "通知未到的受托人启动程序；人数足够后平台自动继续，不需要重新提交。"),
        };
    }

    private static async Task<IResult> Api(string id, HttpContext http)
    {
        var outcome = await Do(id, http);
        return outcome.Value is { } value ? Results.Json(value, Platform.Web.Problems.Json) : new Platform.Web.Refused(outcome.Refusals);
    }

    private static async Task<IResult> Form(string id, HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return new Platform.Web.Refused(Platform.Web.HttpRules.Expired);
        var outcome = await Do(id, http);
        if (outcome.Value is null)
            return new Platform.Web.Refused(outcome.Refusals);
        return Platform.Web.LocalPath.SeeOther(http, $"/procurements/{id}/opening");
    }
}
