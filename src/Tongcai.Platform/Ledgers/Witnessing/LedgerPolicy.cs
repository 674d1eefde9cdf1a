using Tongcai.Ledger;

namespace Tongcai.Platform.Ledgers.Witnessing;

/// <summary>见证规则 (C2SP tlog-policy). Who witnesses this platform's ledger and how many of them are needed: what its verifiers are told, and whom it asks.</summary>
/// <param name="Text">As served at /ledger/policy: the ledger's Ed25519 key, then the configured witnesses, groups and quorum.</param>
public sealed record LedgerPolicy(string Text, TlogPolicy Parsed)
{
    private const string NoWitnesses = "quorum none\n";

    /// <summary>Reads the configured file; without one no witness is asked and none is needed.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read or is no policy.</exception>
    public static LedgerPolicy Load(string? file, LedgerKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        try
        {
            // The ledger's own key stands here once, whatever the file says: it is the one the checkpoints are signed with.
            var lines = (file is null ? NoWitnesses : File.ReadAllText(file)).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => !line.StartsWith("log ", StringComparison.Ordinal) && !line.StartsWith("log\t", StringComparison.Ordinal));
            var text = $"log {keys.VerifierKey}\n{string.Join('\n', lines)}\n";
            return new LedgerPolicy(text, TlogPolicy.Parse(text));
        }
        catch (Exception e) when (e is LedgerFormatException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"见证规则文件（设置 WitnessPolicy）无法使用：{e.Message}", e);
        }
    }
}
