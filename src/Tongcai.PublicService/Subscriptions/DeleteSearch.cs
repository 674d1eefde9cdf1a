using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Subscriptions;

/// <summary>删除保存的检索。</summary>
internal static class DeleteSearch
{
    public static readonly Act Act = new("delete-search", "删除保存的检索", "/account/searches/{id}/delete", Access.SignedIn) { Button = "删除", Intro = "删除后不再发邮件；已经发出的订阅地址继续可用。", Irreversible = true, Under = "/notices" };

    public sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await SaveSearch.Mine(context) is not { } search) return ActContext.Missing;
        var hits = await context.Read(db => db.Where<SearchHit>("search_id = @Id", search));
        return new Done(hits.Aggregate(Commit.Empty.Delete(search), (commit, hit) => commit.Delete(hit)), $"“{search.Name}”已删除", "/account/searches");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        context.Trail("我的检索", "/account/searches");
        if (await SaveSearch.Mine(context) is { } search) context.Show("检索", search.Name);
        return null;
    }
}
