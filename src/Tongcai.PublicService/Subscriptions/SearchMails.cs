using System.Text;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Outbox;
using Tongcai.PublicService.Search;

namespace Tongcai.PublicService.Subscriptions;

/// <summary>检索的邮件。Plain text; every one carries the way to stop it.</summary>
internal static class SearchMails
{
    /// <summary>Notices that one mail names; the page has the others.</summary>
    private const int Most = 50;

    /// <summary>Asks the holder of the address whether he wants mails; sent before anything else is.</summary>
    public static OutboundMessage Ask(SavedSearch search, MailSettings settings, DateTimeOffset system) => Message(
        search, system, $"请确认：在{settings.Name}订阅“{search.Name}”",
        $"""
        有人在{settings.Name}保存了检索“{search.Name}”，请把新公告发到这个邮箱（{search.Frequency.Label()}）。

        是您本人，请打开下面的网址确认：
        {settings.Site}/searches/{search.MailKey}/confirm

        不是您，不必理会：不确认就不会再收到邮件。要求不再发送确认邮件：
        {settings.Site}/searches/{search.MailKey}/stop
        """);

    /// <summary>Tells of new notices.</summary>
    /// <param name="lines">At least one.</param>
    public static OutboundMessage Tell(SavedSearch search, IReadOnlyList<NoticeLine> lines, MailSettings settings, DateTimeOffset system)
    {
        var text = new StringBuilder();
        foreach (var line in lines.OrderByDescending(l => l.PublishedOn).ThenBy(l => l.Id, StringComparer.Ordinal).Take(Most))
        {
            text.Append('【').Append(line.KindName).Append('】').AppendLine(line.Title);
            if (NoticeFeeds.Describe(line) is { Length: > 0 } words) text.AppendLine(words);
            text.Append(settings.Site).Append("/notices/").AppendLine(line.Id).AppendLine();
        }

        if (lines.Count > Most) text.Append("其余 ").Append(lines.Count - Most).AppendLine(" 条见检索页。").AppendLine();
        return Message(
            search, system, $"“{search.Name}”有 {lines.Count} 条新公告",
            $"""
            {text}全部结果：{settings.Site}/notices{search.Query}
            更改或者删除：{settings.Site}/account/searches/{search.Id}
            退订（不需要登录）：{settings.Site}/searches/{search.MailKey}/stop

            本邮件由{settings.Name}自动发出，请勿回复。
            """);
    }

    private static OutboundMessage Message(SavedSearch search, DateTimeOffset system, string title, string body) =>
        new() { Id = RandomId.New(), Channel = Channel.Mail, OwnerId = search.Id, Target = search.Mail, Title = title, Body = body, NextAt = system, MadeAt = system };
}
