using Tongcai.Law;

namespace Tongcai.Supervision.Pages;

/// <summary>办理按钮，with the reason when it may not be pressed.</summary>
public sealed record ActLink(string Title, string Href, string Refused);

/// <summary>一条规则及其原文。</summary>
public sealed record RuleView(string Id, string Title, string Instrument, string Article, string Quote)
{
    internal static RuleView Of(Rule rule) => new(rule.Id, rule.Title, rule.Source.Instrument, rule.Source.Article, rule.Source.Quote);
}
