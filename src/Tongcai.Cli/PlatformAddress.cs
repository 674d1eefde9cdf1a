using System.CommandLine;

namespace Tongcai.Cli;

/// <summary>Addresses of platforms and ledgers as people type them; the command line reads no addresses by itself.</summary>
internal static class PlatformAddress
{
    /// <summary>The address with a slash at its end; null for what is no http(s) address.</summary>
    public static Uri? Parse(string text) => Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>An option that takes one.</summary>
    public static Option<Uri?> Option(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Parse(result.Tokens[^1].Value) is { } address)
                return address;
            result.AddError($"{name} 应为 http 或 https 地址，例如 https://platform.example/。");
            return null;
        },
    };
}
