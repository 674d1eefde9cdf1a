using System.CommandLine;
using System.Text;
using Tongcai.Exchange.Follow;
using Tongcai.Ledger;

namespace Tongcai.Cli.Ledgers;

/// <summary><c>tongcai ledger append|serve|prove DIR</c>: a ledger of plain lines in a directory, for trials and for outside checkers. Its secret key lies beside the directory, never in it.</summary>
internal static class LedgerCommand
{
    private const int Chunk = 8_192;

    public static Command Create() => new("ledger", "用普通文本行建立、发布账本，取证明（C2SP tlog-tiles） (a ledger of plain lines)") { Append(), Serve(), Prove() };

    private static Argument<DirectoryInfo> Place() => new("DIR") { Description = "账本目录 (directory of the ledger)" };

    private static Command Append()
    {
        var (place, lines) = (Place(), new Argument<string>("FILE") { Description = "文本文件，一行一条；- 表示标准输入 (one entry per line)", DefaultValueFactory = _ => "-" });
        var origin = new Option<string?>("--origin") { Description = "来源名，第一次必须给出，例如 log.example.org/ledger (origin, needed the first time)" };
        var key = new Option<FileInfo?>("--key-file") { Description = "签名密钥文件；默认在账本目录旁，名为 目录名.key (secret key)" };
        var witnesses = new Option<FileInfo?>("--witnesses") { Description = "见证规则文件：向其中有地址的见证方请求签名 (policy file with witnesses to ask)" };
        var command = new Command("append", "追加：每行一条，签名并发布后返回 (append lines, sign, publish)") { place, lines, origin, key, witnesses };
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, async () =>
        {
            var directory = parse.GetRequiredValue(place).FullName.TrimEnd(Path.DirectorySeparatorChar);
            var policy = parse.GetValue(witnesses) is { } file ? Policy(file) : null;
            var (name, secret) = LedgerKeyFile.Open(parse.GetValue(key) ?? new FileInfo(directory + ".key"), parse.GetValue(origin));
            using var signing = secret;
            var signer = NoteSigner.Ed25519(name, secret);
            using var ledger = PlainLedger.Open(directory, signer, NoteSigner.Ed25519(name + LedgerPaths.Sm3OriginSuffix, secret));
            var first = ledger.Size;
            foreach (var chunk in Lines(parse.GetRequiredValue(lines)).Chunk(Chunk).DefaultIfEmpty([])) ledger.Append(chunk);
            var output = parse.InvocationConfiguration.Output;
            await output.WriteLineAsync($"账本 {name}：追加 {ledger.Size - first:#,##0} 条，自第 {first:#,##0} 条（从 0 起），现有 {ledger.Size:#,##0} 条。");
            await output.WriteLineAsync($"公钥 {signer.Key}");
            if (policy is not null) await Cosign(ledger, directory, policy, output, cancel);
            return LedgerConsole.Verified;
        }));
        return command;
    }

    private static Command Serve()
    {
        var place = Place();
        var url = new Option<string>("--url") { Description = "监听地址 (address to listen on)", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var command = new Command("serve", "以静态文件发布账本，直到按 Ctrl+C (serve the ledger until stopped)") { place, url };
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, async () =>
        {
            var directory = parse.GetRequiredValue(place).FullName;
            if (!File.Exists(Path.Combine(directory, LedgerPaths.Checkpoint))) throw new UnusableException($"{directory} 不是账本目录（没有 checkpoint）：请先用 tongcai ledger append 建立。");
            await using var host = await StaticHost.Ledger(directory, parse.GetRequiredValue(url), cancel);
            await parse.InvocationConfiguration.Output.WriteLineAsync($"正在发布 {host.Address}，按 Ctrl+C 停止。");
            await host.Stopped(cancel);
            return LedgerConsole.Verified;
        }));
        return command;
    }

    private static Command Prove()
    {
        var place = new Argument<string>("URL|DIR") { Description = "账本的网址或者目录 (prefix or directory of the ledger)" };
        var index = new Argument<long>("INDEX") { Description = "第几条，从 0 起 (index of the entry)" };
        var output = new Option<FileInfo?>("--out") { Description = "保存位置；不给则写到标准输出 (where to)" };
        var command = new Command("prove", "取一条记录的证明（tlog-proof） (make a tlog-proof)") { place, index, output };
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, async () =>
        {
            using var http = Unreachable.Client(TimeSpan.FromSeconds(60));
            var (files, at) = (VerifyCommand.FilesAt(parse.GetRequiredValue(place), http), parse.GetRequiredValue(index));
            var reader = LedgerReader.Sha256(files);
            var note = await files.ReadAsync(LedgerPaths.Witnessed, cancel) is { } witnessed && at < Checkpoint.Parse(witnessed).Size
                ? witnessed
                : await reader.CheckpointAsync(cancel) ?? throw new UnusableException("没有检查点（checkpoint）：不是账本，或者还没有发布。");
            var size = Checkpoint.Parse(note).Size;
            if (at < 0 || at >= size) throw new UnusableException($"账本有 {size:#,##0} 条，没有第 {at:#,##0} 条（从 0 起）。");
            var proof = TlogProof.Make(await reader.InclusionAsync(at, size, cancel), note).ToBytes();
            if (parse.GetValue(output) is { } file) await File.WriteAllBytesAsync(file.FullName, proof, cancel);
            else await parse.InvocationConfiguration.Output.WriteAsync(Encoding.UTF8.GetString(proof));
            return LedgerConsole.Verified;
        }));
        return command;
    }

    /// <summary>Asks every witness once; what comes back stands under the published checkpoint.</summary>
    private static async Task Cosign(PlainLedger ledger, string directory, TlogPolicy policy, TextWriter output, CancellationToken cancel)
    {
        using var http = Unreachable.Client(TimeSpan.FromSeconds(20));
        var files = new ServedFiles(directory);
        var note = SignedNote.Parse((await files.ReadAsync(LedgerPaths.Checkpoint, cancel))!);
        foreach (var (name, address) in policy.Addresses)
        {
            switch (await new WitnessClient(http, address, policy.Witnesses[name]).SubmitAsync(note.ToBytes(), LedgerReader.Sha256(files), cancel))
            {
                case WitnessOutcome.Cosigned cosigned:
                    note = note.With(cosigned.Line);
                    await output.WriteLineAsync($"见证方 {name} 已签名，{cosigned.Time:yyyy-MM-dd HH:mm:ss}Z");
                    break;
                case WitnessOutcome.WitnessAhead ahead:
                    await output.WriteLineAsync($"见证方 {name} 记录的账本已有 {ahead.WitnessSize:#,##0} 条，多于本账本：本账本可能由旧备份恢复。");
                    break;
                case WitnessOutcome.Refused refused:
                    await output.WriteLineAsync($"见证方 {name} 拒绝（HTTP {refused.Status}）：{refused.Detail.Trim()}");
                    break;
                case WitnessOutcome.Unreachable unreachable:
                    await output.WriteLineAsync($"见证方 {name} 没有应答：{unreachable.Detail}");
                    break;
            }
        }

        ledger.Cosign(note);
    }

    private static TlogPolicy Policy(FileInfo file)
    {
        try
        {
            return TlogPolicy.Parse(Encoding.UTF8.GetString(LedgerConsole.Read(file)));
        }
        catch (LedgerFormatException e)
        {
            throw new UnusableException($"规则文件 {file.Name} 无法使用：{e.Message}");
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = path == "-" ? Console.In : new StreamReader(path, Encoding.UTF8);
        for (var number = 1L; reader.ReadLine() is { } line; number++)
        {
            yield return Encoding.UTF8.GetByteCount(line) <= EntryBundle.LongestEntry ? line
                : throw new UnusableException($"第 {number:#,##0} 行超过 {EntryBundle.LongestEntry:#,##0} 字节：账本只放摘要和元数据，请改为记录摘要。此前完整的各批已经追加。");
        }
    }
}
