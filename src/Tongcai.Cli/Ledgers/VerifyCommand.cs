using System.CommandLine;
using System.Text;
using System.Text.Json;
using Tongcai.Exchange.Archives;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Verify;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Cli.Ledgers;

/// <summary>
/// <c>tongcai verify receipt|proof|ledger|archive|fork</c>: checks what a platform has handed out or published, believing nothing but the keys that are given. Files are checked
/// offline. Exit code 0 verified, 1 refuted, 2 could not be checked.
/// </summary>
internal static class VerifyCommand
{
    private static readonly Dictionary<string, string> English = new()
    {
        ["证明格式"] = "form", ["账本"] = "ledger", ["检查点签名"] = "checkpoint signature", ["见证签名"] = "cosignatures", ["位置"] = "place", ["记录"] = "entry", ["批内路径"] = "path in batch",
        ["推算到根"] = "path to root", ["正文摘要"] = "body digests", ["回执格式"] = "receipt form", ["回执签名"] = "receipt signature", ["承诺"] = "commitment", ["回执内容"] = "receipt content",
        ["投标文件"] = "envelope", ["账本证明"] = "proof", ["分叉证据"] = "fork evidence", ["档案格式"] = "container", ["档案签名"] = "signature", ["文件清单"] = "files", ["事实"] = "facts", ["流的连续"] = "streams", ["目录"] = "index",
    };

    public static Command Create() => new("verify", "校验回执、证明、整本账本、采购档案或分叉证据（退出码 0 通过，1 不通过，2 无法校验） (verify receipts, proofs, ledgers, archives)") { Receipt(), Proof(), Ledger(), Archive(), Fork() };

    private static Command Proof()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "tlog-proof 或者密封事件证明的文件 (proof)" };
        var entry = new Option<FileInfo?>("--entry") { Description = "记录（叶）的文件；末尾一个换行不计 (the entry)" };
        var commitment = new Option<string?>("--commitment") { Description = "密封事件的承诺，64 位十六进制 (commitment of a sealed event)" };
        var body = new Option<FileInfo?>("--body") { Description = "事实正文的文件，核对叶中的摘要 (body of the fact)" };
        var (trust, json) = (new Trust(), LedgerConsole.JsonOption());
        var command = new Command("proof", "校验一份证明 (verify one proof, offline)") { file, entry, commitment, body, json };
        trust.AddTo(command);
        command.SetAction((parse, _) => LedgerConsole.Guarded(parse, () =>
        {
            var policy = trust.Read(parse);
            var (given, hex) = (parse.GetValue(entry), parse.GetValue(commitment));
            if (given is null == hex is null) throw new UnusableException("请给出 --entry 记录文件，或者 --commitment 承诺，二者取一。 Give either --entry or --commitment.");
            var proof = Encoding.UTF8.GetString(LedgerConsole.Read(parse.GetRequiredValue(file)));
            var bytes = given is null ? Encoding.UTF8.GetBytes(hex!.Trim()) : LedgerConsole.Read(given);
            var report = Verification.Check(proof, Line(bytes), parse.GetValue(body) is { } text ? LedgerConsole.Read(text) : null, policy);
            return Task.FromResult(Say(parse, parse.GetValue(json), Objected(parse, trust, report)));
        }));
        return command;
    }

    private static Command Receipt()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "投标回执（JSON） (bid receipt)" };
        var proof = new Option<FileInfo?>("--proof") { Description = "账本证明的文件；回执中已有的不必给 (proof, unless the receipt holds one)" };
        var envelope = new Option<FileInfo?>("--envelope") { Description = "密封的投标信封（envelope.json），核对摘要 (the sealed envelope)" };
        var (trust, json) = (new Trust(), LedgerConsole.JsonOption());
        var command = new Command("receipt", "校验投标回执：签名、承诺、内容、账本证明 (verify a bid receipt, offline)") { file, proof, envelope, json };
        trust.AddTo(command);
        command.SetAction((parse, _) => LedgerConsole.Guarded(parse, () =>
        {
            var policy = trust.Read(parse);
            var outside = parse.GetValue(proof) is { } given ? Encoding.UTF8.GetString(LedgerConsole.Read(given)) : null;
            var report = ReceiptVerification.Check(LedgerConsole.Read(parse.GetRequiredValue(file)), outside, parse.GetValue(envelope) is { } sealedBid ? LedgerConsole.Read(sealedBid) : null, policy);
            return Task.FromResult(Say(parse, parse.GetValue(json), Objected(parse, trust, report)));
        }));
        return command;
    }

    private static Command Ledger()
    {
        var place = new Argument<string>("URL|DIR") { Description = "账本的网址（如 https://平台/ledger/）或者目录 (prefix or directory of the ledger)" };
        var quiet = new Option<bool>("--quiet") { Description = "不显示进度 (no progress)" };
        var (trust, json) = (new Trust(), LedgerConsole.JsonOption());
        var command = new Command("ledger", "重读整本账本：每一条、每一块、两棵树、签名和见证 (re-read a whole ledger)") { place, quiet, json };
        trust.AddTo(command);
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, async () =>
        {
            var policy = trust.Read(parse);
            using var http = Unreachable.Client(TimeSpan.FromSeconds(60));
            var files = FilesAt(parse.GetRequiredValue(place), http);
            var progress = parse.GetValue(quiet) || parse.GetValue(json) ? null : Progress(parse.InvocationConfiguration.Error);
            var report = await WholeLedger.Check(files, policy, progress, cancel);
            if (trust.Objection(parse, report.Origin) is { Length: > 0 } objection) report = report with { Findings = [objection, .. report.Findings] };
            return Say(parse, parse.GetValue(json), report);
        }));
        return command;
    }

    private static Command Archive()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "采购档案的签名包（ZIP） (signed package)" };
        var (trust, json) = (new Trust(), LedgerConsole.JsonOption());
        var command = new Command("archive", "校验采购档案：签名、每个文件、每件事实和证明，指出哪里不对 (verify the archive of a procurement, offline)") { file, json };
        trust.AddTo(command);
        command.SetAction((parse, _) => LedgerConsole.Guarded(parse, () =>
        {
            var policy = trust.Read(parse);
            var report = ArchiveVerification.Check(LedgerConsole.Read(parse.GetRequiredValue(file), ArchiveZip.Longest), policy).Report;
            return Task.FromResult(Say(parse, parse.GetValue(json), Objected(parse, trust, report)));
        }));
        return command;
    }

    private static Command Fork()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "分叉证据（JSON，取自平台的 /ledger/seen/…） (fork evidence)" };
        var (trust, json) = (new Trust(), LedgerConsole.JsonOption());
        var command = new Command("fork", "校验分叉证据：同一账本是否签出过两种历史；证据成立时退出码为 0 (verify that a log signed two histories)") { file, json };
        trust.AddTo(command);
        command.SetAction((parse, _) => LedgerConsole.Guarded(parse, () =>
        {
            var policy = TlogPolicy.LogOnly(trust.Read(parse).Logs);
            var fact = FactBody.Read(FactKinds.Published.Find("ledger.forked")!, LedgerConsole.Read(parse.GetRequiredValue(file))).Fact as LedgerForked;
            var problem = fact is { Ledger: not null, First: not null, Second: not null, Root: not null, Hashes: not null } && fact.Evidence() is { } evidence ? evidence.Problem(policy) : "不是分叉证据的文件（JSON，含 ledger、first、second、root、hashes）";
            VerifyReport report = problem.Length == 0
                ? new(true, $"证据成立：{fact!.Ledger} 的密钥签出过两种历史。", [new("分叉证据", true, "两份检查点签名有效，历史互不相容。")])
                : new(false, "证据不成立。", [new("分叉证据", false, problem)]);
            return Task.FromResult(Say(parse, parse.GetValue(json), report));
        }));
        return command;
    }

    /// <exception cref="UnusableException">Neither a directory nor an address.</exception>
    internal static ITileSource FilesAt(string place, HttpClient http)
    {
        if (Directory.Exists(place)) return new ServedFiles(place);
        return PlatformAddress.Parse(place) is { } address
            ? new HttpTileSource(http, address)
            : throw new UnusableException($"{place} 既不是目录，也不是 http(s) 网址：请核对。 Neither a directory nor an address.");
    }

    private static VerifyReport Objected(ParseResult parse, Trust trust, VerifyReport report) => trust.Objection(parse, report.Ledger) is { Length: > 0 } objection ? report with { Passed = false, Verdict = objection } : report;

    private static ReadOnlyMemory<byte> Line(byte[] bytes) => bytes switch
    {
        [.., (byte)'\r', (byte)'\n'] => bytes.AsMemory(0, bytes.Length - 2),
        [.., (byte)'\n'] => bytes.AsMemory(0, bytes.Length - 1),
        _ => bytes,
    };

    private static Action<long, long> Progress(TextWriter error)
    {
        const long step = 64 * TilePath.FullWidth;
        var next = step;
        return (done, all) =>
        {
            if (done < next) return;
            next = done + step;
            error.WriteLine($"已核对 {done:#,##0} / {all:#,##0} 条 entries");
        };
    }

    private static int Say(ParseResult parse, bool json, VerifyReport report)
    {
        var output = parse.InvocationConfiguration.Output;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { verified = report.Passed, verdict = report.Verdict, steps = report.Steps }, LedgerConsole.Json));
        }
        else
        {
            foreach (var step in report.Steps)
                output.WriteLine($"{step.Passed switch { true => "✓", false => "✗", _ => "–" }} {step.Title} {English.GetValueOrDefault(step.Title, "")}：{step.Detail}");
            output.WriteLine($"{report.Verdict} {(report.Passed ? "Verified." : "NOT verified.")}");
        }

        return report.Passed ? LedgerConsole.Verified : LedgerConsole.Refuted;
    }

    private static int Say(ParseResult parse, bool json, LedgerReport report)
    {
        var output = parse.InvocationConfiguration.Output;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { verified = report.Sound, report.Origin, report.Size, report.Root, report.Cosigned, report.Sm3Size, report.Findings }, LedgerConsole.Json));
        }
        else
        {
            output.WriteLine($"账本 ledger {report.Origin}：{report.Size:#,##0} 条，根 root {report.Root}");
            if (report.Sm3Size is { } sm3) output.WriteLine($"SM3 树 SM3 tree：{sm3:#,##0} 条");
            foreach (var (name, time) in report.Cosigned) output.WriteLine($"见证 cosigned by {name}：{time:yyyy-MM-dd HH:mm:ss}Z");
            foreach (var finding in report.Findings) output.WriteLine($"✗ {finding}");
            output.WriteLine(report.Sound ? "验证通过：全部重读，与签名的根一致。 Verified." : $"验证没有通过：{report.Findings.Count} 处不符。 NOT verified.");
        }

        return report.Sound ? LedgerConsole.Verified : LedgerConsole.Refuted;
    }
}
