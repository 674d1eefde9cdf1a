using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Tongcai.Platform.Web;

/// <summary>页头元数据。What a page says of itself: title, column and the metadata of 政府网站发展指引（国办发〔2017〕47号）.</summary>
/// <param name="Title">Title of the page, also the h1 unless the page writes its own.</param>
public sealed record PageHead(string Title)
{
    /// <summary>栏目名称.</summary>
    public string Column { get; init; } = "";

    public string ColumnType { get; init; } = "";

    public string Description { get; init; } = "";

    public string Keywords { get; init; } = "";

    /// <summary>Source of the content, e.g. the purchaser; empty: the sponsor of the site.</summary>
    public string ContentSource { get; init; } = "";

    public DateTimeOffset? Published { get; init; }

    /// <summary>Breadcrumb between 首页 and this page.</summary>
    public IReadOnlyList<NavItem> Trail { get; init; } = [];

    /// <summary>Address of the navigation entry that is current; empty: the longest entry the path begins with.</summary>
    public string Under { get; init; } = "";

    /// <summary>Whether this page is drawn in the back office; null: whenever somebody is signed in at a platform with a side menu.</summary>
    public bool? Office { get; init; }

    /// <summary>Whether the page shows what was refused; the window title then begins with 有误.</summary>
    public bool Failed { get; init; }

    /// <summary>Whether the layout writes the h1 (the page then must not).</summary>
    public bool Heading { get; init; } = true;

    /// <summary>Further scripts of wwwroot/dist by name, e.g. htmx.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>A page that must not tell under which address it was asked for (404).</summary>
    internal bool Nameless { get; init; }
}

/// <summary>Carries the head from a page to its layout.</summary>
public static class PageHeadViewData
{
    private const string Key = "Tongcai.Head";

    /// <summary>Sets the head of the page; call it at the top of a view.</summary>
    public static void SetHead(this ViewDataDictionary view, PageHead head) => view[Key] = head;

    /// <summary>The head; made of ViewData["Title"] when the page set none.</summary>
    public static PageHead Head(this ViewDataDictionary view) => view[Key] as PageHead ?? new PageHead(view["Title"] as string ?? "");
}
