using System.CommandLine;
using System.Text;
using Tongcai.Ledger;

namespace Tongcai.Cli.Ledgers;

/// <summary>
/// <c>tongcai witness DIR --policy FILE</c>: a witness of its own, for a university, a notary, an upper hub: cosigns the checkpoints of the logs that the policy file names, each only if it
/// extends the last one. Key and record lie in the directory; the record is on the disk before an answer leaves.
/// </summary>
internal static class WitnessCommand
{
    public static Command Create()
    {
        var place = new Argument<DirectoryInfo>("DIR") { Description = "见证方的目录：密钥和见证记录；须备份，且不得恢复旧记录 (key and record)" };
        var policy = new Option<FileInfo?>("--policy") { Description = "规则文件：其中的 log 行是所见证的账本（平台公布在 /ledger/policy） (logs to witness)" };
        var name = new Option<string?>("--name") { Description = "见证方名称，第一次必须给出，例如 witness.example.edu/w1 (name, needed the first time)" };
        var url = new Option<string>("--url") { Description = "监听地址 (address to listen on)", DefaultValueFactory = _ => "http://127.0.0.1:8081" };
        var show = new Option<bool>("--show-key") { Description = "只打印公钥，交给账本方写入见证规则 (print the verifier key and end)" };
        var command = new Command("witness", "运行一个独立的见证方（C2SP tlog-witness） (run a witness)") { place, policy, name, url, show };
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, async () =>
        {
            var directory = parse.GetRequiredValue(place).FullName;
            var (own, secret) = LedgerKeyFile.Open(new FileInfo(Path.Combine(directory, "witness.key")), parse.GetValue(name));
            using var signing = secret;
            var cosigner = NoteSigner.Cosignature(own, secret, TimeProvider.System);
            var output = parse.InvocationConfiguration.Output;
            await output.WriteLineAsync(cosigner.Key.ToString());
            if (parse.GetValue(show)) return LedgerConsole.Verified;

            var logs = Logs(parse.GetValue(policy) ?? throw new UnusableException("没有说明见证哪些账本：请用 --policy 给出规则文件，其中每个账本一行 log 公钥。 Give --policy."));
            var witness = new Witness(logs, WitnessState.InDirectory(Path.Combine(directory, "state")), cosigner);
            await using var host = await StaticHost.Witness(witness, cosigner.Key, parse.GetRequiredValue(url), answer => output.WriteLine($"{answer.Status} {answer.Body.Split('\n')[0]}"), cancel);
            await output.WriteLineAsync($"正在见证 {string.Join("、", logs.Select(l => l.Name).Distinct())}，提交前缀 {host.Address}，按 Ctrl+C 停止。");
            await host.Stopped(cancel);
            return LedgerConsole.Verified;
        }));
        return command;
    }

    /// <summary>The logs that a policy file names; a file of nothing but log lines will do.</summary>
    internal static IReadOnlyList<NoteKey> Logs(FileInfo file)
    {
        try
        {
            var text = Encoding.UTF8.GetString(LedgerConsole.Read(file));
            var lines = text.ReplaceLineEndings("\n").Split('\n').Where(line => line.TrimStart().StartsWith("log", StringComparison.Ordinal));
            return TlogPolicy.Parse(string.Join('\n', lines) + "\nquorum none\n").Logs;
        }
        catch (LedgerFormatException e)
        {
            throw new UnusableException($"规则文件 {file.Name} 无法使用：{e.Message} 每个账本一行：log 公钥。");
        }
    }
}
