using Tongcai.Platform.Acts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Pages;

/// <summary>采购需求所处的环节。What a demand waits for and which acts have their turn; acts are named, not referenced.</summary>
/// <param name="Title">In words.</param>
/// <param name="Expected">Act that the demand waits for; empty: none.</param>
/// <param name="Also">Other acts that may be done.</param>
public sealed record DemandTurn(string Title, string Expected, IReadOnlyList<string> Also)
{
    private const string Revise = "revise-demand";

    public static DemandTurn Of(Demand demand) => demand.State switch
    {
        DemandState.Drafted when demand.Kind == "goods" && demand.ReuseInUnit is null => new("待答复内部调剂", "answer-reuse", [Revise]),
        DemandState.Drafted when demand.Kind == "goods" => new("待查询公物仓", "query-warehouse", ["answer-reuse", Revise]),
        DemandState.Drafted or DemandState.Queried => new("待审查", "review-demand", [Revise]),
        DemandState.Reviewed => new("待备案计划", demand.ToBuy > 0 ? "file-plan" : "", demand.Kind == "works" ? ["apply-method", "apply-import", "declare-emergency", Revise] : ["call-off", "file-scheme", "apply-method", "apply-import", "declare-emergency", Revise]),
        DemandState.Returned => new("退回修改", Revise, []),
        _ => new("已备案计划", "", []),
    };

    /// <summary>The acts of the names on a demand, with the reason why this person may not.</summary>
    public static IEnumerable<Offer> Offers(QueryContext context, Demand demand, IEnumerable<string> names) =>
        Pages.Offers.Of(context, names, path => path.Replace("{demand}", demand.Id, StringComparison.Ordinal), new HashSet<string> { Owner.Purchaser.Kind })
            .Select(o => o is { Name: "review-demand", Refused: "" } && demand.AuthorId == context.Actor.AccountId ? o with { Refused = "您是编制人，由其他审核岗人员审查" } : o);
}
