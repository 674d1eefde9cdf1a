using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Tongcai.Cli.Ledgers;
using Tongcai.Cryptography;
using Tongcai.Exchange.Conformance;
using Tongcai.Exchange.Follow;
using Tongcai.Ledger;

namespace Tongcai.Cli.Conformance;

/// <summary>
/// <c>tongcai conformance URL</c>: tests a platform from outside against every rule of the specification, knowing only the published page, and signs what it found. Exit code 0 no rule broken, 1 some
/// are, 2 could not be tested.
/// </summary>
internal static class ConformanceCommand
{
    private const int ShortestWatch = 1;
    private const int LongestWatch = 86_400;

    private static readonly Argument<string> Place = new("URL") { Description = "平台的网址 (address of the platform)" };
    private static readonly Option<int> Seconds = new("--seconds") { Description = "观察账本的时间，秒；至少三个节拍才能检测密封批次 (how long to watch)", DefaultValueFactory = _ => 20 };
    private static readonly Option<string?> Key = new("--key") { Description = "另行核对过的账本公钥 (verifier key known from elsewhere)" };
    private static readonly Option<FileInfo?> Sign = new("--sign") { Description = "检测机构的签名密钥文件；没有则以 --name 建立 (key to sign the report)" };
    private static readonly Option<string?> Name = new("--name") { Description = "检测机构的名称，建立密钥时给出，例如 lab.example.org/conformance (name to sign under)" };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "签名报告的保存位置，须同时给出 --sign (where the signed report goes)" };
    private static readonly Option<FileInfo?> Peer = new("--peer") { Description = "已在该平台登记的平台密钥（peer.sm2），检测限定数据 (key of a pinned platform)" };
    private static readonly Option<string?> PeerOrigin = new("--peer-origin") { Description = "该密钥登记的账本名称 (origin it is pinned under)" };
    private static readonly Option<FileInfo?> Log = new("--log") { Description = "供检测用的账本密钥文件，其公钥须先由平台列为见证对象 (key of a test log that the platform witnesses)" };
    private static readonly Option<string[]> Private = new("--private-fact") { Description = "不公开事实的编号，取自回执，可多次给出 (ids of private facts)", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var json = LedgerConsole.JsonOption();
        var command = new Command("conformance", "从外部按接口规范逐条检测一个平台，签发检测报告（退出码 0 没有不符，1 有不符，2 无法检测） (test a platform against the specification)")
        {
            Place, Seconds, Key, Sign, Name, Report, Peer, PeerOrigin, Log, Private, json,
        };
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, () => Run(parse, parse.GetValue(json), cancel)));
        return command;
    }

    private static async Task<int> Run(ParseResult parse, bool json, CancellationToken cancel)
    {
        var place = parse.GetRequiredValue(Place);
        var address = PlatformAddress.Parse(place) ?? throw new UnusableException($"{place} 不是 http(s) 网址：请给出平台的网址。 Not an address.");
        var (file, key) = (parse.GetValue(Report), parse.GetValue(Sign));
        if (file is not null && key is null) throw new UnusableException("报告要由检测机构签名：请用 --sign 给出密钥文件。 Give --sign.");
        // A key that cannot be used is said before the platform is troubled.
        var signing = key is null ? default : LedgerKeyFile.Open(key, parse.GetValue(Name));
        using var secret = signing.Key;
        using var peer = PeerKey(parse);
        var log = parse.GetValue(Log) is { } logFile ? LedgerKeyFile.Open(logFile, null) : default;
        using var logSecret = log.Key;
        var terms = Terms(parse) with { Peer = peer is null ? null : new(peer, parse.GetValue(PeerOrigin)!, TimeProvider.System), Witnessed = log.Key is null ? null : new TestLog(log.Name, log.Key) };

        using var http = new HttpClient(new Unreachable(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })) { Timeout = TimeSpan.FromSeconds(30) };
        var (error, began) = (parse.InvocationConfiguration.Error, TimeProvider.System.GetUtcNow());
        var observed = await Observer.Run(http, address, terms, TimeProvider.System, json ? null : line => error.WriteLine(line + "……"), cancel);
        if (observed.Page.Status == 0) throw new UnusableException($"{address} 没有应答：{observed.Page.Text} 请核对网址。 No answer.");
        var report = ConformanceReport.Of(observed, began, TimeProvider.System.GetUtcNow());
        ConformancePrint.Write(parse.InvocationConfiguration.Output, report, json);
        if (secret is not null && file is not null)
        {
            var signer = NoteSigner.Ed25519(signing.Name, secret);
            await File.WriteAllBytesAsync(file.FullName, report.Sign(signer), cancel);
            if (!json) await parse.InvocationConfiguration.Output.WriteLineAsync($"签名报告 {file.Name}，公钥 {signer.Key}");
        }

        return report.Count(ConformanceOutcome.Failed) > 0 ? LedgerConsole.Refuted : LedgerConsole.Verified;
    }

    private static ConformanceTerms Terms(ParseResult parse)
    {
        var seconds = parse.GetValue(Seconds);
        if (seconds is < ShortestWatch or > LongestWatch) throw new UnusableException($"--seconds 应为 {ShortestWatch} 到 {LongestWatch}。");
        try
        {
            return new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(1)) { Pinned = parse.GetValue(Key) is { } key ? NoteKey.Parse(key) : null, PrivateFacts = parse.GetValue(Private) ?? [] };
        }
        catch (LedgerFormatException e)
        {
            throw new UnusableException($"--key 无法使用：{e.Message} 应为 名称+编号+Base64。");
        }
    }

    private static Sm2PrivateKey? PeerKey(ParseResult parse)
    {
        if (parse.GetValue(Peer) is not { } file) return null;
        if (parse.GetValue(PeerOrigin) is null) throw new UnusableException("请用 --peer-origin 给出该密钥登记的账本名称。 Give --peer-origin.");
        try
        {
            return Sm2PrivateKey.ImportPkcs8(LedgerConsole.Read(file));
        }
        catch (CryptographicException e)
        {
            throw new UnusableException($"{file.Name} 不是 SM2 私钥（PKCS#8）：{e.Message}");
        }
    }
}
