using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tongcai.Cli.Ledgers;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Recovery;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Cli.Recovery;

/// <summary>
/// <c>tongcai recovery key</c> makes the key of a platform's safe copy and splits it among holders; <c>tongcai recovery open</c> opens the segments of a mirror with enough shares, for a platform that
/// was restored from a backup. Shares are under passwords, read from the terminal or, one a line, from a file.
/// </summary>
internal static class RecoveryCommand
{
    private const string PublicKeyFile = "recovery.pub";

    public static Command Create() => new("recovery", "安全副本的恢复密钥：生成、分持、补齐 (recovery key of a safe copy)") { Key(), Open() };

    private static Command Key()
    {
        var place = new Argument<DirectoryInfo>("DIR") { Description = "写出公钥和份额文件的目录 (where to)" };
        var shares = new Option<int>("--shares") { Description = "份额数，一至七 (shares)", DefaultValueFactory = _ => 5 };
        var threshold = new Option<int>("--threshold") { Description = "恢复所需的份额数 (shares needed)", DefaultValueFactory = _ => 3 };
        var holders = new Option<string[]>("--holder") { Description = "保管单位的名称，按份额顺序，每份一个 (names of the holders)", AllowMultipleArgumentsPerToken = true };
        var passwords = Passwords();
        var command = new Command("key", "生成恢复密钥，公钥写入 recovery.pub，私钥分为份额后即不存在 (make and split a key)") { place, shares, threshold, holders, passwords };
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, async () =>
        {
            var (n, k, directory) = (parse.GetValue(shares), parse.GetValue(threshold), parse.GetRequiredValue(place));
            if (n is < 1 or > CeremonyPlan.MaximumTrustees || k < 1 || k > n) throw new UnusableException($"份额数应为一至 {CeremonyPlan.MaximumTrustees}，所需份额数应为一至份额数；现为 {n} 份、{k} 份。");
            var names = parse.GetValue(holders) is { Length: > 0 } given ? given : [.. Enumerable.Range(1, n).Select(i => string.Create(CultureInfo.InvariantCulture, $"第{i}份"))];
            if (names.Length != n || names.Distinct(StringComparer.Ordinal).Count() != n) throw new UnusableException($"有 {n} 份份额，应给出 {n} 个不同的保管单位名称，现有 {names.Length} 个。");
            if (directory.Exists && directory.EnumerateFileSystemInfos().Any()) throw new UnusableException($"{directory.Name} 不是空目录：请换一个目录，以免覆盖已有的份额。");
            var words = new PasswordSource(parse.GetValue(passwords));

            Directory.CreateDirectory(directory.FullName);
            var (key, dealt) = DealtKey.Deal("safe-copy", k, names);
            foreach (var share in dealt)
            {
                using (share) OwnerOnlyFiles.Write(Path.Combine(directory.FullName, $"share-{share.Index}.json"), ShareFile.Write(key, share, words.New($"“{names[share.Index - 1]}”的份额")), overwrite: false);
            }

            await File.WriteAllTextAsync(Path.Combine(directory.FullName, PublicKeyFile), key.Point + "\n", cancel);
            var output = parse.InvocationConfiguration.Output;
            await output.WriteLineAsync($"恢复公钥（设置 SafeCopy:PublicKey）：{key.Point}");
            await output.WriteLineAsync($"已写出 {n} 份份额，{k} 份即可恢复。请把每一份交给保管单位，并从本机删除。");
            return LedgerConsole.Verified;
        }));
        return command;
    }

    private static Command Open()
    {
        var mirror = new Option<string[]>("--mirror") { Description = "镜像平台的网址，可多次给出：取段最多的一个 (addresses of mirroring platforms; the one with most is used)", Required = true, AllowMultipleArgumentsPerToken = true };
        var share = new Option<FileInfo[]>("--share") { Description = "份额文件，每份一个 (share files)", Required = true, AllowMultipleArgumentsPerToken = true };
        var data = new Option<DirectoryInfo>("--data") { Description = "所恢复平台的数据目录 (data directory of the restored platform)", Required = true };
        var passwords = Passwords();
        var command = new Command("open", "用足数的份额打开镜像中的安全副本，写出补齐文件；随后重新启动平台 (open the segments since the backup)") { mirror, share, data, passwords };
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, async () =>
        {
            var (directory, output) = (parse.GetRequiredValue(data).FullName, parse.InvocationConfiguration.Output);
            var request = Request(directory);
            using var key = Restore(request, parse.GetRequiredValue(share), new PasswordSource(parse.GetValue(passwords)), out var holders);
            using var peer = PeerKey(directory);
            using var http = Unreachable.Client(TimeSpan.FromSeconds(60));
            var self = new PeerIdentity(peer, request.Origin, TimeProvider.System);
            var mirrors = new List<MirrorSegments>();
            foreach (var given in parse.GetRequiredValue(mirror))
            {
                var address = PlatformAddress.Parse(given) ?? throw new UnusableException($"{given} 不是 http(s) 网址：请核对。");
                mirrors.Add(await MirrorSegments.At(http, address, request, self, cancel));
            }

            var mirrored = mirrors.MaxBy(m => m.Last)!;
            var (head, steps, until) = await mirrored.Open(key, holders, cancel);
            HealingFile.Write(directory, head, steps);
            await output.WriteLineAsync(head.To == head.From
                ? "镜像没有更新的段：备份已含全部能够恢复的内容。请重新启动平台。"
                : $"已打开第 {head.From + 1} 至 {head.To} 段，含 {until:yyyy-MM-dd HH:mm:ss}Z 以前确认的全部内容。请重新启动平台，补齐后即恢复办理。");
            return LedgerConsole.Verified;
        }));
        return command;
    }

    private static Option<FileInfo?> Passwords() => new("--passwords") { Description = "口令文件，每行一个，按份额顺序；不给则从终端输入 (passwords, one a line)" };

    private static HealingRequest Request(string directory)
    {
        var file = Path.Combine(directory, HealingRequest.File);
        if (!File.Exists(file)) throw new UnusableException($"{directory} 中没有恢复请求：请先启动所恢复的平台，它发现数据落后时会写出请求并停止办理。");
        var request = JsonSerializer.Deserialize<HealingRequest>(File.ReadAllBytes(file), WireJson.Options) ?? throw new UnusableException("恢复请求无法读取，请重新启动平台。");
        return request.RecoveryKey.Length > 0 ? request : throw new UnusableException("所恢复的平台没有设置安全副本（SafeCopy:PublicKey），无法从镜像补齐。");
    }

    private static Sm2PrivateKey PeerKey(string directory)
    {
        var file = Path.Combine(directory, "keys", "peer.sm2");
        return File.Exists(file) ? Sm2PrivateKey.ImportPkcs8(File.ReadAllBytes(file)) : throw new UnusableException($"{directory} 中没有平台的密钥（keys/peer.sm2）：请连同密钥一起恢复备份。");
    }

    /// <summary>Every share that cannot be used is named before anything is said of the number.</summary>
    private static Sm2PrivateKey Restore(HealingRequest request, FileInfo[] files, PasswordSource words, out IReadOnlyList<string> holders)
    {
        var (problems, shares) = (new List<string>(), new SortedDictionary<int, KeyShare>());
        ProjectKey? key = null;
        try
        {
            foreach (var file in files)
            {
                var bytes = LedgerConsole.Read(file, 1 << 20);
                if (ShareFile.Peek(bytes) is not var (of, index))
                {
                    problems.Add($"{file.Name} 已损坏，或者不是份额文件：请向保管单位另取一份副本。");
                    words.Skip();
                }
                else if (of.Point.ToString() != request.RecoveryKey)
                {
                    problems.Add($"{file.Name} 是另一把恢复密钥的份额：本平台的恢复公钥是 {request.RecoveryKey[..18]}…。");
                    words.Skip();
                }
                else if (ShareFile.Open(bytes, words.Known($"“{of.Trustees[index - 1].Name}”的份额 {file.Name}")) is not { } opened)
                {
                    problems.Add($"{file.Name}（{of.Trustees[index - 1].Name}）的口令不对：请该保管单位重新输入。");
                }
                else if (!opened.IsOf(of) || !shares.TryAdd(index, opened))
                {
                    problems.Add($"{file.Name} 与另一份重复，或者内容与公钥不符：每个保管单位的份额只计一次。");
                    opened.Dispose();
                }
                else
                {
                    key = of;
                }
            }

            if (key is null || shares.Count < key.Threshold) problems.Add($"有效的份额 {shares.Count} 份{(key is null ? "" : $"，需要 {key.Threshold} 份")}：请会同其余保管单位。");
            if (problems.Count > 0 && (key is null || shares.Count < key.Threshold)) throw new UnusableException(string.Join('\n', problems));
            holders = [.. shares.Keys.Take(key!.Threshold).Select(i => key.Trustees[i - 1].Name)];
            return DealtKey.Restore(key, shares.Values);
        }
        finally
        {
            foreach (var share in shares.Values) share.Dispose();
        }
    }
}
