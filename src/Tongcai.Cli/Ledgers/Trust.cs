using System.CommandLine;
using System.Text.Json;
using Tongcai.Ledger;

namespace Tongcai.Cli.Ledgers;

/// <summary>What was given cannot be used at all; the message says what, why and what to do.</summary>
internal sealed class UnusableException(string message) : Exception(message);

/// <summary>What the person who verifies trusts, from the command line: keys or a policy file, never anything that the ledger says of itself.</summary>
internal sealed class Trust
{
    /// <summary>Origins of demos begin so.</summary>
    private const string DemoPrefix = "demo.";

    private readonly Option<string[]> keys = new("--key")
    {
        Description = "信任的账本公钥（vkey：名称+编号+Base64），可多次给出；印在回执和平台的 /ledger/vkey，应从另一渠道核对 (trusted verifier key)", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<FileInfo?> policy = new("--policy") { Description = "见证规则文件（C2SP tlog-policy）：信任的账本、见证方和数目；平台公布在 /ledger/policy (trust policy file)" };

    private readonly Option<bool> demo = new("--demo") { Description = "接受演示账本（来源名以 demo. 开头） (accept a demo ledger)" };

    public void AddTo(Command command)
    {
        command.Options.Add(keys);
        command.Options.Add(policy);
        command.Options.Add(demo);
    }

    /// <exception cref="UnusableException">Neither or both are given, or they cannot be read.</exception>
    public TlogPolicy Read(ParseResult parse)
    {
        var (given, file) = (parse.GetValue(keys) ?? [], parse.GetValue(policy));
        if (given.Length == 0 == file is null)
            throw new UnusableException("没有办法判断信任谁：请给出 --key 公钥，或者 --policy 规则文件，二者取一。 Give either --key or --policy.");
        try
        {
            return file is null ? TlogPolicy.LogOnly(given.Select(NoteKey.Parse)) : TlogPolicy.Parse(File.ReadAllText(file.FullName));
        }
        catch (Exception e) when (e is LedgerFormatException or IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{(file is null ? "公钥" : $"规则文件 {file.Name}")} 无法使用：{e.Message} 请从平台的 /ledger/vkey 或 /ledger/policy 取得后核对。");
        }
    }

    /// <summary>Why an origin is not accepted; empty when it is.</summary>
    public string Objection(ParseResult parse, string origin) => origin.StartsWith(DemoPrefix, StringComparison.Ordinal) && !parse.GetValue(demo)
        ? $"{origin} 是演示账本，其中的时间和事实都是演示的；确要校验请加 --demo。 This is a demo ledger; add --demo to accept it."
        : "";
}

/// <summary>Reading arguments and saying what came out.</summary>
internal static class LedgerConsole
{
    public const int Verified = 0;
    public const int Refuted = 1;
    public const int Unusable = 2;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<bool> JsonOption() => new("--json") { Description = "只输出一个 JSON 对象 (print one JSON object)" };

    /// <summary>Runs and turns what cannot be used into an explanation and exit code 2.</summary>
    public static async Task<int> Guarded(ParseResult parse, Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is UnusableException or IOException or UnauthorizedAccessException or LedgerConflictException or LedgerFaultException or LedgerFormatException)
        {
            await parse.InvocationConfiguration.Error.WriteLineAsync(e.Message);
            return Unusable;
        }
    }

    /// <exception cref="UnusableException">The file is not there, cannot be read or is too long.</exception>
    public static byte[] Read(FileInfo file, long longest = 64L << 20)
    {
        try
        {
            return file.Length <= longest ? File.ReadAllBytes(file.FullName) : throw new UnusableException($"{file.Name} 有 {file.Length:#,##0} 字节，超过 {longest:#,##0}：请核对是不是选错了文件。");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{file.Name} 打不开：{e.Message}");
        }
    }
}
