using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Web.Parts;

/// <summary>Small building of markup; every text goes through the encoder.</summary>
internal static class Html
{
    public static TagBuilder Tag(string name, string? cssClass, params IReadOnlyList<object?> content)
    {
        var tag = new TagBuilder(name);
        if (cssClass is { Length: > 0 }) tag.AddCssClass(cssClass);
        foreach (var part in content)
        {
            if (part is IHtmlContent html) tag.InnerHtml.AppendHtml(html);
            else if (part is string { Length: > 0 } text) tag.InnerHtml.Append(text);
        }

        return tag;
    }

    public static TagBuilder With(this TagBuilder tag, string attribute, string value)
    {
        tag.Attributes[attribute] = value;
        return tag;
    }

    public static void Become(this TagHelperOutput output, string name, string cssClass)
    {
        output.TagName = name;
        output.TagMode = TagMode.StartTagAndEndTag;
        var given = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", string.IsNullOrEmpty(given) ? cssClass : $"{cssClass} {given}");
    }
}

/// <summary>State of a thing: ● done, ◐ running, ○ not begun, ◆ overdue; never colour alone.</summary>
public enum Mark
{
    Waiting,
    Running,
    Done,
    Near,
    Late,
}

/// <summary>状态：<c>&lt;tc-status mark="Running"&gt;今日 24:00&lt;/tc-status&gt;</c>.</summary>
[HtmlTargetElement("tc-status")]
public sealed class StatusPart : TagHelper
{
    public Mark Mark { get; set; }

    internal static string Css(Mark mark) => mark switch
    {
        Mark.Done => "st ok",
        Mark.Running => "st ok half",
        Mark.Near => "st warn half",
        Mark.Late => "st bad",
        _ => "st soft",
    };

    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become("span", Css(Mark));
}

/// <summary>金额：two decimals with separators in 元, or in 万元 with <c>wan</c>.</summary>
[HtmlTargetElement("tc-money", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MoneyPart : TagHelper
{
    public long Fen { get; set; }

    public bool Wan { get; set; }

    /// <summary>Whether the unit is written behind the figure (not in table cells, whose head names it).</summary>
    public bool Unit { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("span", "nw");
        output.Content.Append((Wan ? Yuan.Wan(Fen) : Yuan.Text(Fen)) + (Unit ? Wan ? " 万元" : " 元" : ""));
    }
}

/// <summary>时刻 in Beijing time as a time element.</summary>
[HtmlTargetElement("tc-time", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimePart : TagHelper
{
    public DateTimeOffset At { get; set; }

    public bool Seconds { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("time", "nw");
        output.Attributes.SetAttribute("datetime", At.BeijingIso());
        output.Content.Append(Seconds ? At.BeijingSeconds() : At.BeijingTime());
    }
}

/// <summary>空列表：what is missing and what to loosen.</summary>
[HtmlTargetElement("tc-empty")]
public sealed class EmptyPart : TagHelper
{
    /// <summary>e.g. 没有符合条件的公告.</summary>
    public string Title { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "none");
        output.PreContent.AppendHtml(Html.Tag("b", null, Title));
    }
}

/// <summary>表格 in a scrolling region that can be focused; below 640 px its rows become cards (cells carry data-k).</summary>
[HtmlTargetElement("tc-table")]
public sealed class TablePart : TagHelper
{
    /// <summary>Name of the region, e.g. 待办列表.</summary>
    public string Label { get; set; } = "";

    /// <summary>cards (default), fit, or pin for a sticky first column.</summary>
    public string Form { get; set; } = "cards";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "tw");
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", $"表格：{Label}");
        output.Attributes.SetAttribute("tabindex", "0");
        output.PreContent.AppendHtml($"<table class=\"{Form} mid\">");
        output.PostContent.AppendHtml("</table>");
    }
}

/// <summary>证明行：who, ledger number, short digest, 验证.</summary>
[HtmlTargetElement("tc-proof", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProofPart : TagHelper
{
    public string By { get; set; } = "";

    /// <summary>Index in the ledger; null while the sequencer has not run.</summary>
    public long? Index { get; set; }

    /// <summary>Hex digest of the leaf.</summary>
    public string Digest { get; set; } = "";

    /// <summary>Address of the proof.</summary>
    public string Href { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "proof");
        if (By.Length > 0) output.Content.AppendHtml(Html.Tag("span", null, By));
        output.Content.AppendHtml(Html.Tag("span", null, Index is { } i ? string.Create(CultureInfo.InvariantCulture, $"账本第 {i:#,##0} 条") : "账本序号编排中"));
        if (Digest.Length > 14) output.Content.AppendHtml(Html.Tag("span", "mono", $"{Digest[..8]}…{Digest[^6..]}").With("title", Digest));
        if (Href.Length > 0) output.Content.AppendHtml(Html.Tag("span", "end", Html.Tag("a", null, "验证").With("href", Href)));
    }
}

/// <summary>拒绝：what happened, the rule in its own words, what to do, whom to ask, the number to name.</summary>
[HtmlTargetElement("tc-refusal", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RefusalPart : TagHelper
{
    public Refusal Value { get; set; } = null!;

    public string Number { get; set; } = "";

    public string Contact { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("section", "no");
        output.Attributes.SetAttribute("data-testid", "refusal");
        var (rule, ask) = (Value.Rule, Value.Ask.Length > 0 ? Value.Ask : Contact);
        output.Content.AppendHtml(Html.Tag("p", null, Html.Tag("b", null, Value.Reason)));
        if (rule.Source.Quote.Length > 0)
        {
            output.Content.AppendHtml(Html.Tag("blockquote", null, rule.Source.Quote,
                Html.Tag("cite", null, $"{rule.Source.Instrument} {rule.Source.Article}，", Html.Tag("a", null, $"规则 {rule.Id}").With("href", Problems.Page(rule)))));
        }

        output.Content.AppendHtml(Html.Tag("p", null, Html.Tag("b", null, "怎么办："), Value.Remedy));
        if (ask.Length > 0) output.Content.AppendHtml(Html.Tag("p", null, Html.Tag("b", null, "找谁："), ask));
        if (Number.Length > 0) output.Content.AppendHtml(Html.Tag("p", "soft sm", "编号 ", Html.Tag("span", "mono", Number)));
    }
}

/// <summary>办理按钮：an act one may open, or one that stays visible with the reason why not.</summary>
[HtmlTargetElement("tc-act")]
public sealed class ActPart : TagHelper
{
    public string Href { get; set; } = "";

    /// <summary>Why this person may not do it now; empty: may.</summary>
    public string Refused { get; set; } = "";

    public bool Primary { get; set; }

    public bool Small { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var css = $"btn{(Small ? " s" : "")}{(Primary && Refused.Length == 0 ? " go" : "")}";
        if (Refused.Length == 0)
        {
            output.Become("a", css);
            output.Attributes.SetAttribute("href", Href);
            return;
        }

        // In a loop the framework's id is the same each time; the address tells the turns apart.
        var why = $"why-{context.UniqueId}{Href.Replace('/', '-')}";
        output.Become("span", css);
        output.Attributes.SetAttribute("role", "link");
        output.Attributes.SetAttribute("aria-disabled", "true");
        output.Attributes.SetAttribute("aria-describedby", why);
        output.PostElement.AppendHtml(Html.Tag("small", "soft", Refused).With("id", why));
    }
}
