using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Outbox;

/// <summary>Which way a message goes.</summary>
public enum Channel
{
    [Label("电子邮件")] Mail,
    [Label("事件推送")] Webhook,
}

/// <summary>How far a message has come.</summary>
public enum MessageState
{
    [Label("待发送")] Waiting,

    /// <summary>The other side said that it has it, which is looked up afterwards.</summary>
    [Label("对方已接收，待核实")] Accepted,
    [Label("已送达")] Delivered,
    [Label("多次未送达，已停止重试")] GivenUp,

    /// <summary>Nobody wants it any more.</summary>
    [Label("已取消")] Dropped,
}

/// <summary>待发件。One message to the outside. Written in the commit of what it tells, sent afterwards until it has arrived or been given up.</summary>
[Table("outbound_message", Technical = true)]
public sealed record OutboundMessage : IRow
{
    /// <summary>Also the key under which the other side knows a repetition.</summary>
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public Channel Channel { get; init; }

    /// <summary>The saved search or webhook it is sent for.</summary>
    public string OwnerId { get; init; } = "";

    /// <summary>Mail address or URL.</summary>
    public string Target { get; init; } = "";

    /// <summary>Subject of the mail, kind of the event.</summary>
    public string Title { get; init; } = "";

    public string Body { get; init; } = "";

    public MessageState State { get; init; }

    public int Attempts { get; init; }

    /// <summary>System time of the next try; of the last one when there will be none.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>System time.</summary>
    public DateTimeOffset MadeAt { get; init; }
}

/// <summary>发送记录。One try.</summary>
[Table("outbound_attempt", Technical = true)]
public sealed record OutboundAttempt : IRow
{
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public string MessageId { get; init; } = "";

    /// <summary>System time.</summary>
    public DateTimeOffset At { get; init; }

    public long Milliseconds { get; init; }

    /// <summary>What came of it, in words for the owner.</summary>
    public string Outcome { get; init; } = "";
}

/// <summary>What came of a try.</summary>
/// <param name="State">Where the message stands now; what is not settled is tried again.</param>
/// <param name="Outcome">In words for the owner.</param>
public sealed record Sent(MessageState State, string Outcome)
{
    /// <summary>When to look again; null: by <see cref="Retries"/>.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>What else changes, e.g. the subscription that the other side ended.</summary>
    public Commit Also { get; init; } = Commit.Empty;
}

/// <summary>One way out.</summary>
public interface IChannel
{
    Channel Channel { get; }

    /// <summary>Tries once, or looks up what became of an <see cref="MessageState.Accepted"/> message. Whatever the other side does is an answer, never an exception.</summary>
    Task<Sent> Send(OutboundMessage message, CancellationToken cancel);
}
