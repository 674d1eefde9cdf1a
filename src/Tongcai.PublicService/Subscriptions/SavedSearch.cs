using Microsoft.AspNetCore.WebUtilities;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Search;

namespace Tongcai.PublicService.Subscriptions;

/// <summary>How often a saved search tells of new notices by mail.</summary>
public enum Frequency
{
    [Label("不发邮件")] Never,
    [Label("有新公告时立即")] AtOnce,
    [Label("每日八时汇总")] Daily,
    [Label("每周一八时汇总")] Weekly,
}

/// <summary>保存的检索。A question that an account keeps; nobody else's business and nobody's right, so no fact tells of it.</summary>
[Table("saved_search", Technical = true)]
public sealed record SavedSearch : IRow
{
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public string AccountId { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Address parameters of the question, beginning with ?; empty: all notices.</summary>
    public string Query { get; init; } = "";

    public Frequency Frequency { get; init; }

    /// <summary>Address of the mails; empty when there are none.</summary>
    public string Mail { get; init; } = "";

    /// <summary>128 random bits that only mails to the address carry: whoever has them may confirm and stop.</summary>
    public string MailKey { get; init; } = "";

    /// <summary>Whether the holder of the address has agreed; nothing but the question whether he does is mailed before.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Legal instant of the next summary; null when there is none.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Legal instant.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Whether mails go out.</summary>
    public bool Mails => Frequency is not Frequency.Never && Confirmed;

    /// <summary>The question; null when this program no longer understands it.</summary>
    public NoticeQuery? Asked => Parse(Query).Value;

    /// <summary>The question of an address or of its parameters alone; a page number is left out.</summary>
    public static Outcome<NoticeQuery> Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.IndexOf('?', StringComparison.Ordinal);
        var parameters = QueryHelpers.ParseQuery(at < 0 ? "" : address[at..].Split('#')[0]);
        parameters.Remove("after");
        parameters.Remove("before");
        return NoticeAddress.Parse(new QueryCollection(parameters));
    }

    /// <summary>Beijing eight o'clock of the next day, of the next Monday; null for what is not summed up.</summary>
    public static DateTimeOffset? Next(Frequency frequency, DateTimeOffset now)
    {
        if (frequency is not (Frequency.Daily or Frequency.Weekly)) return null;
        var today = now.BeijingDate();
        var next = today.Beijing(new TimeOnly(8, 0)) > now ? today : today.AddDays(1);
        while (frequency is Frequency.Weekly && next.DayOfWeek is not DayOfWeek.Monday) next = next.AddDays(1);
        return next.Beijing(new TimeOnly(8, 0));
    }
}

/// <summary>A notice that a summary will name.</summary>
[Table("search_hit", Technical = true)]
public sealed record SearchHit : IRow
{
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public string SearchId { get; init; } = "";

    public string NoticeId { get; init; } = "";
}
