using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Identity;

/// <summary>An authorization code, known by its digest; single use.</summary>
[Table("oauth_code", Technical = true)]
public sealed record OAuthCode : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>Base64url SHA-256 of the verifier (PKCE S256).</summary>
    public required string Challenge { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset Until { get; init; }

    public bool Used { get; init; }
}

/// <summary>An access token, known by its digest; good for telling who signed in, nothing else.</summary>
[Table("oauth_token", Technical = true)]
public sealed record OAuthToken : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public required string ClientId { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Code it was given for; a code that comes back ends it.</summary>
    public required string CodeId { get; init; }

    public required DateTimeOffset Until { get; init; }
}
