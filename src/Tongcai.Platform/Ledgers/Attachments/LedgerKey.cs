using Tongcai.Ledger;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>对方账本公钥的检查。</summary>
internal static class LedgerKey
{
    /// <summary>Most characters of an origin: it stands in the leaves of facts.</summary>
    private const int LongestOrigin = 200;

    /// <summary>Origin of the ledger whose verifier key it is; or what is wrong, in Chinese. Never throws on bad input.</summary>
    public static (string Origin, string Problem) Check(string verifierKey, PlatformOptions options)
    {
        NoteKey key;
        try
        {
            key = NoteKey.Parse(verifierKey);
        }
        catch (LedgerFormatException)
        {
            return ("", "不是账本公钥，应为“名称+八位编号+base64”的一行");
        }

        return key switch
        {
            { Algorithm: not NoteAlgorithm.Ed25519 } => ("", "不是账本的 Ed25519 公钥"),
            { Name.Length: > LongestOrigin } => ("", $"账本名称超过 {LongestOrigin} 个字符"),
            _ when key.Name == options.Origin => ("", "是本平台自己的账本公钥"),
            _ when key.Name.StartsWith(PlatformParts.DemoPrefix, StringComparison.Ordinal) != options.IsDemo => ("", options.IsDemo ? "是正式平台的账本，演示平台不与正式平台互联" : "是演示平台的账本，正式平台不与演示平台互联"),
            _ => (key.Name, ""),
        };
    }
}
