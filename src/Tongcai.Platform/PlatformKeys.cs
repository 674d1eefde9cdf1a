using System.Text.Json;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform;

/// <summary>平台公钥的打印：<c>Tongcai.Trading keys</c> makes the keys if there are none and prints what others have to pin, so that platforms can be introduced before they run.</summary>
public static class PlatformKeys
{
    /// <summary>Prints one JSON object and says true when the first argument is <c>keys</c>.</summary>
    /// <param name="more">Further public values of the platform.</param>
    public static bool Print(IReadOnlyList<string> args, PlatformOptions options, params (string Name, string Value)[] more)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(options);
        if (args is not ["keys", ..])
            return false;
        using var keys = LedgerKeys.Load(Path.Combine(options.DataDirectory, "keys"), options.Origin);
        var values = new Dictionary<string, string>
        {
            ["origin"] = options.Origin,
            ["verifierKey"] = keys.VerifierKey,
            ["sm2VerifierKey"] = keys.Sm2VerifierKey,
            ["witnessKey"] = keys.WitnessKey,
            ["peerKey"] = keys.PeerKey,
        };
        foreach (var (name, value) in more)
            values[name] = value;
        Console.WriteLine(JsonSerializer.Serialize(values));
        return true;
    }
}
