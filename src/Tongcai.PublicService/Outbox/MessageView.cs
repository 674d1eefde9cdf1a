using System.Data.Common;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Outbox;

/// <summary>One message of the log.</summary>
/// <param name="MadeAt">System time.</param>
/// <param name="NextAt">System time of the next try; null when there is none.</param>
internal sealed record MessageView(string Id, string Title, string Target, MessageState State, DateTimeOffset MadeAt, DateTimeOffset? NextAt, IReadOnlyList<AttemptView> Attempts)
{
    /// <summary>Path of the act that sends it once more; empty: none.</summary>
    public string Replay { get; init; } = "";

    /// <summary>Messages that the log shows.</summary>
    private const int Most = 30;

    /// <summary>The newest messages of a search or webhook.</summary>
    public static async Task<IReadOnlyList<MessageView>> Of(DbConnection db, string ownerId)
    {
        var messages = await db.Where<OutboundMessage>("owner_id = @ownerId order by made_at desc, id limit @Most", new { ownerId, Most });
        var attempts = (await db.Among<OutboundAttempt>("message_id", messages.Select(m => m.Id))).ToLookup(a => a.MessageId);
        return [.. messages.Select(m => new MessageView(
            m.Id, m.Title, m.Target, m.State, m.MadeAt, m.State is MessageState.Waiting or MessageState.Accepted ? m.NextAt : null, [.. attempts[m.Id].OrderBy(a => a.At).Select(a => new AttemptView(a.At, a.Milliseconds, a.Outcome))]))];
    }
}

/// <summary>One try.</summary>
/// <param name="At">System time.</param>
internal sealed record AttemptView(DateTimeOffset At, long Milliseconds, string Outcome);
