using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tongcai.Cli.Running;
using Tongcai.Law;

namespace Tongcai.Cli.Demo;

/// <summary><c>tongcai demo</c>: starts the three platforms, plays a procurement through them, and stays until it is stopped; with <c>--exit</c> it checks and ends.</summary>
internal static class DemoCommand
{
    /// <summary>Legal instant at which a demo begins: a Monday inside the announced calendars.</summary>
    private static readonly DateTimeOffset Epoch = new DateOnly(2026, 3, 2).Beijing(new(9, 0));

    /// <summary>Trustees of a demo; three of them open.</summary>
    internal const int Trustees = 5;

    private const int Threshold = 3;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var exit = new Option<bool>("--exit") { Description = "演示、校验三本账本、打印一行结论后退出（0 成功，1 失败）" };
        var bare = new Option<bool>("--no-play") { Description = "只启动平台和账号，不演示采购" };
        var data = new Option<string>("--data") { Description = "数据目录", DefaultValueFactory = _ => Path.Combine("data", "demo") };
        var port = new Option<int>("--port") { Description = "起始端口；三个平台依次为其后第 1、2、3 个", DefaultValueFactory = _ => 5100 };
        var keep = new Option<bool>("--keep") { Description = "保留上次的数据继续" };
        var watch = new Option<int>("--watch") { Description = "演示结束后法定时间的倍速，1 为真实速度", DefaultValueFactory = _ => 1 };
        var replay = new Option<bool>("--replay") { Description = "回放真实的城市工程拍卖数据，逐项与原结果核对后退出（0 相符，1 不符）" };
        var auctions = new Option<int>("--auctions") { Description = "回放多少次拍卖，在全部数据中均匀选取；0 为全部", DefaultValueFactory = _ => 0 };
        var kills = new Option<int>("--kills") { Description = "回放途中三个平台和受托人各断电（kill -9）多少次" };
        var seed = new Option<int>("--seed") { Description = "断电时刻的随机种子", DefaultValueFactory = _ => 1 };
        var requests = new Option<int>("--requests") { Description = "断电分布在前多少次请求之内：不断电的回放报告的请求数", DefaultValueFactory = _ => 1_000 };
        var restore = new Option<bool>("--restore") { Description = "回放途中在投标之后丢失交易平台，由投标之前的备份恢复并从镜像补齐" };
        var report = new Option<string?>("--report") { Description = "回放结果写入的 JSON 文件" };
        var record = new Option<string?>("--record") { Description = "把演示中的每次接口调用逐行写入这个文件（JSON）" };
        var command = new Command("demo", "在本机运行三个平台，演示一次完整采购") { exit, bare, data, port, keep, watch, replay, auctions, kills, seed, requests, restore, report, record };
        command.SetAction((parse, cancel) => parse.GetValue(replay)
            ? Replayed(
                Path.GetFullPath(parse.GetRequiredValue(data)), parse.GetValue(port), parse.GetValue(auctions),
                new(parse.GetValue(kills), parse.GetValue(seed), Math.Max(1, parse.GetValue(requests))), parse.GetValue(restore), parse.GetValue(report), cancel)
            : Run(
            parse.GetValue(exit), parse.GetValue(bare), Path.GetFullPath(parse.GetRequiredValue(data)), parse.GetValue(port), parse.GetValue(keep), parse.GetValue(watch), parse.GetValue(record), cancel));
        return command;
    }

    private static async Task<int> Run(bool exit, bool bare, string data, int port, bool keep, int watch, string? record, CancellationToken cancel)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Cancel();
        });
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var one = OneDemo.Take(data, new(port));
            if (!keep && Directory.Exists(data))
                Directory.Delete(data, recursive: true);
            await using var stack = await Stack.Start(data, new Ports(port), Cast.Write(data), Epoch, Trustees, Threshold, exit ? 1_000 : 2_000, null, stopping.Token);
            Console.WriteLine($"三个平台已就绪（{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} 秒）");
            Played? played = null;
            if (!bare)
            {
                await using var written = record is null ? null : new StreamWriter(record);
                using var stage = new Stage(stack, stopping.Token, heard: e => written?.WriteLine(JsonSerializer.Serialize(e, Format)));
                played = await new Tender(stage, Console.WriteLine).Play();
            }

            if (exit)
                return await Conclude(stack, played, began, stopping.Token);
            stack.Clock.Watch(watch);
            Welcome(stack, played);
            await Task.Delay(Timeout.Infinite, stopping.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Console.WriteLine("已停止。");
            return 0;
        }
        catch (Exception e) when (e is RefusedException or InvalidOperationException or HttpRequestException or FileNotFoundException)
        {
            await Console.Error.WriteLineAsync($"演示失败：{e.Message}\n日志在 {Path.Combine(data, "logs")}");
            return 1;
        }
    }

    private static async Task<int> Replayed(string data, int port, int auctions, Replay.KillPlan plan, bool restore, string? report, CancellationToken cancel)
    {
        try
        {
            using var one = OneDemo.Take(data, new(port));
            if (Directory.Exists(data))
                Directory.Delete(data, recursive: true);
            return await Replay.ReplayPlay.Run(data, port, auctions, plan, restore, report, Console.WriteLine, cancel);
        }
        catch (Exception e) when (e is RefusedException or InvalidOperationException or HttpRequestException or FileNotFoundException)
        {
            await Console.Error.WriteLineAsync($"回放失败：{e.Message}\n日志在 {Path.Combine(data, "logs")}");
            return 1;
        }
    }

    private static async Task<int> Conclude(Stack stack, Played? played, long began, CancellationToken cancel)
    {
        var verdicts = await LedgerCheck.All(stack, cancel);
        foreach (var verdict in verdicts)
            Console.WriteLine($"{verdict.Name} {verdict.Origin}：{verdict.Size} 条，{(verdict.Findings.Count == 0 ? "全部重读，与签名并由另两个平台见证的根一致" : string.Join("；", verdict.Findings))}");
        var sound = verdicts.All(v => v.Findings.Count == 0);
        var what = played is null ? "未演示采购" : $"{played.Code} {played.Winner} 中标 {played.PriceFen / 100m:N2} 元，从预算到支付办结，投诉处理决定 {played.ComplaintNumber}";
        Console.WriteLine($"{(sound ? "成功" : "失败")}：{what}；三本账本共 {verdicts.Sum(v => v.Size)} 条{(sound ? "校验一致" : "校验不一致")}；用时 {Stopwatch.GetElapsedTime(began).TotalSeconds:0} 秒");
        return sound ? 0 : 1;
    }

    private static string Relative(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);

    private static void Welcome(Stack stack, Played? played)
    {
        Console.WriteLine($"""

            公共服务平台  {stack.Ports.Hub}
            交易平台      {stack.Ports.Trading}
            行政监督平台  {stack.Ports.Supervision}
            沙箱（外部系统的对端） {stack.Ports.Sandbox}

            演示账号（口令都是 {Cast.Password}）
              采购人 buyer01 经办 · buyer02 审核 · buyer03 负责人 · buyer04 财务 · buyer05 资产
              代理机构 agent01　供应商 supplier01 … supplier05　评审专家 expert01 … expert09　运营 ops01
              监督平台 regulator01 受理 · regulator02 审核 · regulator03 负责人

            试一试
              1. {(played is null ? stack.Ports.Hub : new Uri(stack.Ports.Hub, $"procurements/{played.ProcurementId}"))}　看一个项目从预算到支付的全链，点“验证”
              2. {new Uri(stack.Ports.Trading, "work")}　以 buyer01 登录，新建一项采购需求
              3. {new Uri(stack.Ports.Supervision, "board")}　以 regulator01 登录，看在监项目、时钟与预警{(played is null ? "" : $"\n  4. ./tongcai verify archive {Relative(played.Archive)} --policy {Relative(played.Policy)} --demo　断开网络也能核对整个项目的档案")}

            数据在 {stack.DataDirectory}。按 Ctrl+C 停止；重新运行从头开始，加 --keep 继续。
            """);
    }
}
