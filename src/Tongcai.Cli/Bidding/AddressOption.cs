using System.CommandLine;

namespace Tongcai.Cli.Bidding;

/// <summary>Options that name a platform by its address; the command line reads no addresses by itself.</summary>
internal static class AddressOption
{
    public static Option<Uri?> Of(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[^1].Value.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return address;
            result.AddError($"{name} 应为 http 或 https 地址，例如 https://platform.example/。");
            return null;
        },
    };
}
