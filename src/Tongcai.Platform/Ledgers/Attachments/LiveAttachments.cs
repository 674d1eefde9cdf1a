using Tongcai.Exchange.Follow;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>接入的平台。The one live list of this node: followers, recognition of peers, witness, comparison of views and pages ask it and keep no list of their own.</summary>
public sealed class LiveAttachments(PlatformOptions options, IStore store)
{
    private volatile AttachmentList now = AttachmentList.Of(options, [], []);

    /// <summary>The list as it was last read.</summary>
    public AttachmentList Now => now;

    /// <summary>Reads what the database says, whichever node wrote it.</summary>
    public async Task Refresh(CancellationToken cancel = default)
    {
        var (rows, reported) = await store.Read(async c => (await c.All<Attachment>(), await c.All<ReportedAttachment>()), cancel);
        now = AttachmentList.Of(options, rows, reported);
    }
}

/// <summary>How a followed ledger is reached: an address that a person or another platform gave is looked at again at every connection.</summary>
public sealed class LedgerClients(IHttpClientFactory http)
{
    /// <summary>Name of the client that connects to vetted addresses only.</summary>
    public const string Vetted = "vetted";

    public LedgerClient Of(FollowedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(http.CreateClient(source.Vetted ? Vetted : nameof(LedgerClient)), source.BaseUrl, source.Origin);
    }
}
