using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Outbox;

namespace Tongcai.PublicService.Webhooks;

/// <summary>事件推送。An address to which an organisation has public events of some kinds sent.</summary>
[Table("webhook", Technical = true)]
public sealed record Webhook : IRow
{
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public string OrganisationId { get; init; } = "";

    public string Url { get; init; } = "";

    /// <summary>Kinds of facts, e.g. result.published.</summary>
    public Json<IReadOnlyList<string>> Kinds { get; init; }

    /// <summary>The key that signs, encrypted by <see cref="WebhookSecrets"/>.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The key before; signs as well until <see cref="EarlierUntil"/>.</summary>
    public string EarlierSecret { get; init; } = "";

    /// <summary>System time.</summary>
    public DateTimeOffset? EarlierUntil { get; init; }

    /// <summary>Why nothing is sent any more; empty while it is.</summary>
    public string Ended { get; init; } = "";

    /// <summary>System time.</summary>
    public DateTimeOffset MadeAt { get; init; }
}

/// <summary>推送的内容：thin, a kind and where to read it. What it is about is public and is read there.</summary>
internal static class WebhookEvents
{
    /// <summary>Kind of the message that only tries the way.</summary>
    public const string Test = "webhook.test";

    /// <summary>The kinds that can be subscribed to: the public facts of procurements.</summary>
    public static readonly IReadOnlyList<FactKind> Kinds = [.. ChainReaders.Kinds.Where(k => k.Kind != "budget.approved")];

    /// <summary>The message that tells a webhook of a fact.</summary>
    /// <param name="site">Own address without a slash at its end.</param>
    public static OutboundMessage Of(Webhook webhook, ChainFact fact, string site, DateTimeOffset system) => Message(
        webhook, FactKinds.Published.Find(fact.Kind)?.Title ?? fact.Kind, fact.Kind, fact.At,
        new { FactId = fact.Id, fact.ProcurementId, fact.Ledger, Index = fact.LeafIndex, Url = $"{site}/procurements/{fact.ProcurementId}", Api = $"{site}/api/v1/procurements/{fact.ProcurementId}", Proof = $"{site}/api/v1/verify?fact={fact.Id}" }, system);

    public static OutboundMessage Trial(Webhook webhook, string site, DateTimeOffset system) => Message(webhook, "测试通知", Test, system, new { WebhookId = webhook.Id, Url = $"{site}/developers" }, system);

    private static OutboundMessage Message(Webhook webhook, string title, string type, DateTimeOffset at, object data, DateTimeOffset system) => new()
    {
        Id = RandomId.New(), Channel = Channel.Webhook, OwnerId = webhook.Id, Target = webhook.Url, Title = title,
        Body = JsonSerializer.Serialize(new { Type = type, Timestamp = at.BeijingIso(), Data = data }, Problems.Json), NextAt = system, MadeAt = system,
    };
}

/// <summary>密钥. Standard Webhooks 1.0: whsec_ and 32 random bytes in base64; the store holds them encrypted with the platform's key ring.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";
    private readonly IDataProtector protector = protection.CreateProtector("Tongcai.Webhook");

    /// <summary>A new secret: as its owner is told it, once, and as it is kept.</summary>
    public (string Told, string Kept) New()
    {
        var told = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        return (told, protector.Protect(told));
    }

    /// <summary>The value of webhook-signature: one signature for the key, one more while the earlier key is good.</summary>
    /// <exception cref="CryptographicException">The key ring that encrypted a secret is lost.</exception>
    public string Sign(Webhook webhook, string id, long timestamp, string body, DateTimeOffset system)
    {
        var keys = webhook.EarlierUntil > system ? [webhook.Secret, webhook.EarlierSecret] : new[] { webhook.Secret };
        return string.Join(' ', keys.Select(k => Sign(protector.Unprotect(k), id, timestamp, body)));
    }

    /// <summary>v1, and the HMAC-SHA256 of id, timestamp and body with dots between them.</summary>
    public static string Sign(string told, string id, long timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(told[Prefix.Length..]), Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}.{timestamp}.{body}"))));
}
