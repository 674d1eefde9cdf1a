using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Outbox;

namespace Tongcai.PublicService.Subscriptions;

/// <summary>A saved search as its owner sees it.</summary>
/// <param name="Query">Address parameters, beginning with ?.</param>
/// <param name="Mail">Address; empty when no mails are sent.</param>
/// <param name="DueAt">Next summary.</param>
internal sealed record SavedSearchView(string Id, string Name, string Query, Frequency Frequency, string Mail, bool Confirmed, DateTimeOffset? DueAt)
{
    /// <summary>Mails of this search, newest first, each with its tries; empty in the list.</summary>
    public IReadOnlyList<MessageView> Messages { get; init; } = [];

    public static SavedSearchView Of(SavedSearch search) => new(search.Id, search.Name, search.Query, search.Frequency, search.Frequency is Frequency.Never ? "" : search.Mail, search.Confirmed, search.DueAt);
}

internal sealed record SavedSearchList(IReadOnlyList<SavedSearchView> Items);

/// <summary>我的检索：list and one of it with the log of its mails.</summary>
internal static class SavedSearchPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery<SavedSearchList>("/account/searches", Access.SignedIn, async context => new([.. (await SaveSearch.Own(context)).Select(SavedSearchView.Of)]), "/Subscriptions/SavedSearches.cshtml", "我的检索");
        routes.MapQuery<SavedSearchView>("/account/searches/{id}", Access.SignedIn, One, "/Subscriptions/SavedSearch.cshtml", "保存的检索");
    }

    private static async Task<SavedSearchView?> One(QueryContext context) => await SaveSearch.Mine(context) is { } search
        ? SavedSearchView.Of(search) with { Messages = await context.Read(db => MessageView.Of(db, search.Id)) }
        : null;
}
