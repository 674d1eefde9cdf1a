using System.CommandLine;
using System.Net;
using System.Text.Json;
using Tongcai.Cli.Bidding;
using Tongcai.Cli.Ledgers;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;

namespace Tongcai.Cli.Opening;

/// <summary><c>tongcai open DIR</c>：opens bids, or opens them again, without the trading platform: from an opening package, the ledger and what trustees gave. Names on whose side every failure lies.</summary>
internal static class OpenCommand
{
    private static readonly Dictionary<OpeningSide, string> Sides = new()
    {
        [OpeningSide.None] = "已开启", [OpeningSide.Bidder] = "投标人原因，视为撤销", [OpeningSide.Platform] = "平台原因，视为撤回", [OpeningSide.Trustees] = "受托人不足，视为撤回", [OpeningSide.NotCarried] = "不在开标包内（尚未公开）",
    };

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "开标包目录：opening.json 和 chunks/ (opening package)" };
        var from = PlatformAddress.Option("--from", "先从这个交易平台取得已开标项目的开标包 (fetch the package of an opened procurement first)");
        var procurement = new Option<string?>("--procurement") { Description = "与 --from 同用：项目编号 (procurement id)" };
        var ledger = new Option<string>("--ledger") { Description = "账本的网址或者目录 (ledger: address or directory)", Required = true };
        var partials = new Option<FileInfo[]>("--partials") { Description = "受托人给出的部分解密文件，可多次给出；目录里的 partials-N.json 自动读取 (partial decryptions)", AllowMultipleArgumentsPerToken = true };
        var keys = new Option<FileInfo[]>("--disclosed") { Description = "投标人披露的内容密钥（tongcai bid disclose），可多次给出；目录里的 disclosed-*.json 自动读取 (content keys that bidders disclosed)", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string?>("--out") { Description = "开启的内容写入这个目录 (where contents go)" };
        var (trust, json) = (new Trust(), LedgerConsole.JsonOption());
        var command = new Command("open", "不经交易平台开标，或者复核开标：从账本、受托人的部分解密和密文 (open bids without the trading platform)") { folder, from, procurement, ledger, partials, keys, output, json };
        trust.AddTo(command);
        command.SetAction((parse, cancel) => LedgerConsole.Guarded(parse, async () =>
        {
            var (policy, at) = (trust.Read(parse), parse.GetRequiredValue(folder));
            using var http = Unreachable.Client(TimeSpan.FromSeconds(60));
            if (parse.GetValue(from) is { } platform)
                await Fetch(http, platform, parse.GetValue(procurement) ?? throw new UnusableException("请用 --procurement 给出项目编号。"), at, cancel);
            var package = await Package(at, parse.GetValue(partials) ?? [], parse.GetValue(keys) ?? [], cancel);
            if (trust.Objection(parse, package.Ledger) is { Length: > 0 } objection)
                throw new UnusableException(objection);
            var target = parse.GetValue(output);
            var reopened = await new Reopening(VerifyCommand.FilesAt(parse.GetRequiredValue(ledger), http), policy, (sm3, stop) => Chunk(at, sm3, stop))
                .Run(package, (bid, section) => target is null ? Stream.Null : File.Create(Path.Combine(Directory.CreateDirectory(Path.Combine(target, bid.BidId)).FullName, section.Name)), cancel);
            foreach (var closed in reopened.Sections.Where(s => target is not null && s.Side is not OpeningSide.None))
                File.Delete(Path.Combine(target!, closed.BidId, closed.Section));
            return Say(parse, parse.GetValue(json), reopened);
        }));
        return command;
    }

    private static async Task<OpeningPackage> Package(string folder, FileInfo[] partials, FileInfo[] keys, CancellationToken cancel)
    {
        var package = await Read<OpeningPackage>(Path.Combine(folder, OpeningPackage.File), cancel);
        if (!package.IsWhole)
            throw new UnusableException($"{OpeningPackage.File} 缺少内容：请重新取得开标包。");
        List<TrusteePartials> given = [.. package.Partials];
        foreach (var file in Beside(folder, "partials-*.json", partials))
            given.Add(await Read<TrusteePartials>(file, cancel));
        List<DisclosedKey> disclosed = [.. package.Keys];
        foreach (var file in Beside(folder, "disclosed-*.json", keys))
            disclosed.AddRange(await Read<List<DisclosedKey>>(file, cancel));
        package = package with { Partials = given, Keys = disclosed };
        return package.IsWhole ? package : throw new UnusableException("部分解密或披露密钥的文件缺少内容：请重新取得。");
    }

    private static IEnumerable<string> Beside(string folder, string pattern, FileInfo[] named) =>
        Directory.GetFiles(folder, pattern).Concat(named.Select(f => f.FullName)).Select(Path.GetFullPath).Distinct().Order(StringComparer.Ordinal);

    private static async Task<T> Read<T>(string path, CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(await File.ReadAllBytesAsync(path, cancel), WireJson.Options) ?? throw new UnusableException($"{Path.GetFileName(path)} 是空的。");
        }
        catch (JsonException e)
        {
            throw new UnusableException($"{Path.GetFileName(path)} 无法读取：{e.Message}");
        }
    }

    private static async Task<byte[]?> Chunk(string folder, string sm3, CancellationToken cancel)
    {
        var path = Path.Combine(folder, OpeningPackage.ChunkPath(sm3));
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel) : null;
    }

    private static async Task Fetch(HttpClient http, Uri platform, string procurement, string folder, CancellationToken cancel)
    {
        var root = new Uri(platform, $"/api/v1/procurements/{Uri.EscapeDataString(procurement)}/opening/");
        var bytes = await Get(http, new(root, "package"), cancel) ?? throw new UnusableException("没有这个项目，或者还没有开标：开标前没有开标包。");
        var package = JsonSerializer.Deserialize<OpeningPackage>(bytes, WireJson.Options) is { IsWhole: true } whole ? whole : throw new UnusableException("平台的答复不是开标包。");
        Directory.CreateDirectory(Path.Combine(folder, "chunks"));
        foreach (var bid in package.Bids)
        {
            foreach (var chunk in SealedEnvelope.TryParse(bid.Document)?.Envelope.Sections.Where(s => package.Carried.Contains(s.Name)).SelectMany(s => s.Chunks) ?? [])
            {
                // What the platform has lost is missing here too, and is named so.
                if (await Get(http, new(root, $"bids/{Uri.EscapeDataString(bid.BidId)}/chunks/{chunk.Sm3}"), cancel) is { } stored)
                    await File.WriteAllBytesAsync(Path.Combine(folder, OpeningPackage.ChunkPath(chunk.Sm3)), stored, cancel);
            }
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, OpeningPackage.File), bytes, cancel);
    }

    private static async Task<byte[]?> Get(HttpClient http, Uri address, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(address, cancel);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancel)
                : answer.StatusCode is HttpStatusCode.NotFound ? null : throw new UnusableException($"{address.AbsolutePath}：HTTP {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            throw new UnusableException($"交易平台没有应答：{e.Message}");
        }
    }

    private static int Say(ParseResult parse, bool json, Reopened reopened)
    {
        var output = parse.InvocationConfiguration.Output;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    opened = reopened.IsOpened, steps = reopened.Checks.Steps, trustees = reopened.Trustees,
                    sections = reopened.Sections.Select(s => new { s.BidId, s.Lot, s.Bidder, s.Section, side = s.Side.ToString(), s.ByBidder, s.Findings }),
                }, LedgerConsole.Json));
            return reopened.IsOpened ? LedgerConsole.Verified : LedgerConsole.Refuted;
        }

        foreach (var step in reopened.Checks.Steps)
            output.WriteLine($"{(step.Passed is true ? "✓" : "✗")} {step.Title}：{step.Detail}");
        foreach (var finding in reopened.Trustees)
            output.WriteLine($"! 受托人：{finding.Reason}{finding.Remedy}");
        foreach (var section in reopened.Sections)
        {
            output.WriteLine($"{(section.Side is OpeningSide.None ? "✓" : section.Side is OpeningSide.NotCarried ? "–" : "✗")} {section.Bidder}（{section.BidId}） {EnvelopeSection.TitleOf(section.Section)}：{Sides[section.Side]}{(section.ByBidder ? "（投标人自留密钥）" : "")}"
                + string.Concat(section.Findings.Select(f => $"。{f.Reason}{f.Remedy}")));
        }

        output.WriteLine(reopened.IsOpened ? "全部开启。 Opened." : reopened.Sections.Count == 0 ? $"{reopened.Checks.Verdict} NOT opened." : "没有全部开启，原因见上。 NOT all opened.");
        return reopened.IsOpened ? LedgerConsole.Verified : LedgerConsole.Refuted;
    }
}
