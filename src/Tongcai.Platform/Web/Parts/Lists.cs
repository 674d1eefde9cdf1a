using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Tongcai.Platform.Web.Parts;

/// <summary>One step of a procedure.</summary>
/// <param name="Note">A second line: date or state.</param>
public sealed record Step(string Title, string Note, Mark Mark);

/// <summary>步骤条，at most seven.</summary>
[HtmlTargetElement("tc-steps", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StepsPart : TagHelper
{
    public string Label { get; set; } = "步骤";

    public IReadOnlyList<Step> Items { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("ol", "flow");
        output.Attributes.SetAttribute("aria-label", Label);
        foreach (var step in Items)
        {
            var css = step.Mark switch { Mark.Done => "done", Mark.Running or Mark.Near => "now", Mark.Late => "late", _ => "" };
            var item = Html.Tag("li", css, Html.Tag("b", null, step.Title), step.Note);
            output.Content.AppendHtml(step.Mark is Mark.Running or Mark.Near ? item.With("aria-current", "step") : item);
        }
    }
}

/// <summary>A statutory clock.</summary>
/// <param name="Title">What runs.</param>
/// <param name="State">How much is left, in words.</param>
/// <param name="Mark">Drawn mark.</param>
/// <param name="Length">Days the law gives.</param>
/// <param name="Passed">Days passed.</param>
/// <param name="Rule">The rule with its last day; a clock never stands without it.</param>
public sealed record Clock(string Title, string State, Mark Mark, int Length, int Passed, string Rule);

/// <summary>法定时钟.</summary>
[HtmlTargetElement("tc-clocks", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ClocksPart : TagHelper
{
    public IReadOnlyList<Clock> Items { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("ul", "clocks");
        foreach (var clock in Items)
        {
            var bar = Html.Tag("progress", clock.Mark switch { Mark.Late => "bad", Mark.Near => "warn", _ => "" })
                .With("max", Math.Max(1, clock.Length).ToString(CultureInfo.InvariantCulture))
                .With("value", Math.Clamp(clock.Passed, 0, Math.Max(1, clock.Length)).ToString(CultureInfo.InvariantCulture))
                .With("aria-label", $"{clock.Title}：{clock.State}");
            output.Content.AppendHtml(Html.Tag("li", null,
                Html.Tag("div", "row tight", Html.Tag("b", null, clock.Title), Html.Tag("span", $"end {StatusPart.Css(clock.Mark)}", clock.State)),
                bar,
                Html.Tag("small", null, clock.Rule)));
        }
    }
}

/// <summary>倒计时 on server time, spoken at 60, 30, 10, 5 and 1 minutes.</summary>
[HtmlTargetElement("tc-countdown", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CountdownPart : TagHelper
{
    public DateTimeOffset Until { get; set; }

    public DateTimeOffset Now { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var left = Until > Now ? Until - Now : TimeSpan.Zero;
        output.Become("p", left < TimeSpan.FromHours(1) ? "count hot" : "count");
        output.Attributes.SetAttribute("data-until", Acts.Beijing.BeijingIso(Until));
        Microsoft.AspNetCore.Html.IHtmlContent Part(string key, int value, string format) => Html.Tag("span", null, value.ToString(format, CultureInfo.InvariantCulture)).With($"data-{key}", "");
        output.Content.AppendHtml(Html.Tag("span", "big",
            Part("d", left.Days, "0"), Html.Tag("small", null, "天"), Part("h", left.Hours, "00"), Html.Tag("small", null, "时"),
            Part("m", left.Minutes, "00"), Html.Tag("small", null, "分"), Part("s", left.Seconds, "00"), Html.Tag("small", null, "秒")));
        output.PostElement.AppendHtml(Html.Tag("span", "vh").With("data-say", "").With("aria-live", "polite"));
    }
}

/// <summary>One record of a chain.</summary>
/// <param name="On">Day.</param>
/// <param name="Title">What happened.</param>
/// <param name="Note">State with its rule, e.g. 距采购公告 35 日，规定不少于 30 日; empty: none.</param>
/// <param name="Mark">Mark of the note; <see cref="Mark.Late"/> also draws the record as late.</param>
/// <param name="Text">One sentence; empty: none.</param>
public sealed record ChainItem(DateOnly On, string Title, string Note, Mark Mark, string Text)
{
    public IReadOnlyList<NavItem> Links { get; init; } = [];

    public string By { get; init; } = "";

    public long? Index { get; init; }

    public string Digest { get; init; } = "";

    public string Proof { get; init; } = "";

    /// <summary>Whether it modifies an earlier record (更正).</summary>
    public bool Modifies { get; init; }
}

/// <summary>全过程记录.</summary>
[HtmlTargetElement("tc-chain", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChainPart : TagHelper
{
    public IReadOnlyList<ChainItem> Items { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("ol", "chain");
        foreach (var item in Items)
        {
            var day = item.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var box = Html.Tag("div", "box", Html.Tag("h3", null, item.Title, item.Note.Length > 0 ? Html.Tag("span", "end", Html.Tag("span", StatusPart.Css(item.Mark), item.Note)) : null));
            if (item.Text.Length > 0) box.InnerHtml.AppendHtml(Html.Tag("p", null, item.Text));
            if (item.Links.Count > 0) box.InnerHtml.AppendHtml(Html.Tag("p", "row tight ul", [.. item.Links.Select(l => (object)Html.Tag("a", null, l.Text).With("href", l.Href))]));
            if (item.Digest.Length > 0)
            {
                var proof = new TagHelperOutput("tc-proof", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
                new ProofPart { By = item.By, Index = item.Index, Digest = item.Digest, Href = item.Proof }.Process(context, proof);
                box.InnerHtml.AppendHtml(proof);
            }

            output.Content.AppendHtml(Html.Tag("li", item.Mark is Mark.Late ? "late" : item.Modifies ? "mod" : "",
                Html.Tag("time", null, day, Html.Tag("small", null, Acts.Beijing.Weekday(item.On).Replace("星期", "周", StringComparison.Ordinal))).With("datetime", day),
                box));
        }
    }
}

/// <summary>分页：共 N 条; the current page, its neighbours, the first and the last.</summary>
[HtmlTargetElement("tc-pager", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerPart : TagHelper
{
    /// <summary>1-based page.</summary>
    public int Page { get; set; } = 1;

    public int Size { get; set; } = 20;

    public long Total { get; set; }

    /// <summary>Address with {page}.</summary>
    public string Href { get; set; } = "?page={page}";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("nav", "pager");
        output.Attributes.SetAttribute("aria-label", "分页");
        var last = (int)Math.Max(1, (Total + Size - 1) / Size);
        output.Content.AppendHtml(Html.Tag("span", "soft", string.Create(CultureInfo.InvariantCulture, $"共 {Total:#,##0} 条")));
        if (last == 1) return;
        string Address(int page) => Href.Replace("{page}", page.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (Page > 1) output.Content.AppendHtml(Html.Tag("a", null, "上一页").With("href", Address(Page - 1)).With("rel", "prev"));
        var before = 0;
        foreach (var page in Enumerable.Range(1, last).Where(p => p == 1 || p == last || Math.Abs(p - Page) <= 2))
        {
            if (page > before + 1) output.Content.AppendHtml(Html.Tag("span", null, "…"));
            var text = page.ToString(CultureInfo.InvariantCulture);
            output.Content.AppendHtml(page == Page ? Html.Tag("span", null, text).With("aria-current", "page") : Html.Tag("a", null, text).With("href", Address(page)));
            before = page;
        }

        if (Page < last) output.Content.AppendHtml(Html.Tag("a", null, "下一页").With("href", Address(Page + 1)).With("rel", "next"));
    }
}

/// <summary>打印 by a button; without scripts the browser's own menu prints the same page.</summary>
[HtmlTargetElement("tc-print", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PrintPart : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("button", "btn s no-print");
        output.Attributes.SetAttribute("type", "button");
        output.Attributes.SetAttribute("data-print", "");
        output.Content.Append("打印");
    }
}
