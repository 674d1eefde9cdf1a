using System.Net.Http.Json;
using System.Threading.Channels;
using Tongcai.Cli.Demo;
using Tongcai.Cli.Demo.Replay;
using Tongcai.Cli.Running;
using Tongcai.Ledger;

namespace Tongcai.Replay.Tests.Topology;

/// <summary>The acts of an exchange run: procurements on both trading platforms from demand to intention, registrations at the city hub, orders of supervision, and the administrators' attaching and detaching.</summary>
internal sealed class ExchangeDrive(ExchangeRun run, Stack stack, ExchangePlan plan, CancellationToken stop) : IDisposable
{
    private const string Code = "A02102100";
    private const long LineFen = 502_200_000;

    private readonly Dictionary<(string User, string Platform), Person> people = [];
    private readonly Channel<string> ordered = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource lateAttached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource failing = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private int procurements;

    private CancellationToken Cancel => failing.Token;

    /// <summary>Signs everybody in and gives the trading platforms their budget, before anything fails.</summary>
    public async Task Prepare()
    {
        foreach (var (user, platform) in new[]
        {
            ("buyer01", "trading"), ("buyer02", "trading"), ("buyer01", "second"), ("buyer02", "second"), ("ops01", "city"), ("ops01", "second"), ("regulator01", "supervision"), ("regulator03", "supervision"),
        })
            people[(user, platform)] = await run.SignIn(user, platform);
        using var http = new HttpClient { BaseAddress = stack.Ports.Sandbox };
        var school = Cast.Hub.First(e => e.Name == "中州市第一中学");
        foreach (var line in new[] { "trading", "second" }.SelectMany(p => Enumerable.Range(0, plan.Lines).Select(n => Line(p, n))))
        {
            using var answer = await http.PostAsJsonAsync(
                "budget/lines", new { id = line, creditCode = school.CreditCode, departmentCreditCode = school.ParentCreditCode, year = 2026, name = "改善办学条件（教学仪器）", catalogueCode = Code, amountFen = LineFen }, Cancel);
            answer.EnsureSuccessStatusCode();
        }

        await Do("buyer01", "trading", "budget/take-in", new { year = 2026 });
        await Do("buyer01", "second", "budget/take-in", new { year = 2026 });
    }

    /// <summary>Acts until told to stop, and at least as much as the plan asks for.</summary>
    public async Task Run(CancellationToken over)
    {
        var lanes = Task.WhenAll(Lane(Procure("trading", over)), Lane(Procure("second", over)), Lane(Register(over)), Lane(Administer()));
        var orders = Lane(Order());
        _ = lanes.ContinueWith(_ => ordered.Writer.Complete(), TaskScheduler.Default);
        await Task.WhenAll(lanes, orders);
    }

    /// <summary>A lane that fails ends the others, so that its failure is what is seen.</summary>
    private async Task Lane(Task lane)
    {
        try
        {
            await lane;
        }
        catch
        {
            await failing.CancelAsync();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var person in people.Values) person.Dispose();
        failing.Dispose();
    }

    private static string Line(string platform, int number) => FormattableString.Invariant($"ZZ-{platform}-{number:D4}");

    private Task<System.Text.Json.Nodes.JsonObject> Do(string user, string platform, string path, object body) =>
        Patience.Until(path, () => people[(user, platform)].Post(run.At(platform), path, body, Cancel), Cancel);

    private async Task Procure(string platform, CancellationToken over)
    {
        for (var n = 0; n < plan.Lines && (n < plan.Procurements || !over.IsCancellationRequested); n++)
        {
            var demand = (await Do("buyer01", platform, "demands/new", new
            {
                budgetLineId = Line(platform, n), title = $"中州市第一中学教学仪器采购项目（{platform} {n + 1}）", catalogueCode = Code, quantity = 124, unit = "套", budgetFen = LineFen, summary = "高中物理、化学、生物实验室教学仪器。",
                requirements = new[]
                {
                    new { kind = "technical", text = "光具座导轨长度不小于1000毫米，直线度误差不大于0.5毫米。", mandatory = true }, new { kind = "business", text = "合同签订后60日内交付并安装调试完毕。", mandatory = true },
                },
            }))["result"]!["id"]!.GetValue<string>();
            await Do("buyer01", platform, $"demands/{demand}/reuse", new { inUnit = 0, unitAnswer = "查学校库房和各教研室，无可用的同类仪器。", inDepartment = 0, departmentAnswer = "询教育局装备中心，局属单位无闲置。" });
            await Do("buyer01", platform, $"demands/{demand}/warehouse", new { unsuited = 0 });
            await Do("buyer02", platform, $"demands/{demand}/review", new { kind = "general", nonDiscrimination = true, competition = true, policy = true, risk = true, passed = true, opinion = "需求明确，未指向特定产品，同意。" });
            var procurement = (await Do("buyer01", platform, $"demands/{demand}/plan", new
            {
                method = "GKZB", uniform = false, cannotSpecify = false, priceUnknown = false, urgent = false, fewSuppliers = false, onlySupplier = false, publicService = false, inCatalogue = false,
                budgetFen = 486_000_000, setAside = "none", evaluation = "comprehensive", region = Cast.Region, purchaserContact = "陈立新 0379-0000001 中州市学院路1号",
                setAsideReason = "按预留份额方案由本部门其他项目预留，本项目给予价格扣除。",
            }))["result"]!["id"]!.GetValue<string>();
            await Do("buyer01", platform, $"procurements/{procurement}/intention", new { summary = "教学仪器120套，含安装调试、培训和三年质保，60日内交付。", expectedOn = "2026-04-08" });
            Interlocked.Increment(ref procurements);
            if (platform is "trading" || lateAttached.Task.IsCompleted) ordered.Writer.TryWrite(procurement);
        }
    }

    /// <summary>Supervision suspends what was announced; the trading platform that has it obeys.</summary>
    private async Task Order()
    {
        await foreach (var procurement in ordered.Reader.ReadAllAsync(Cancel))
            await Do("regulator03", "supervision", $"procurements/{procurement}/orders/new", new { kind = "suspend", reason = "核查采购意向与预算批复是否一致，核查期间暂停。" });
    }

    private async Task Register(CancellationToken over)
    {
        using var firm = await run.SignIn("supplier01", "city");
        for (var n = 1; n <= plan.Procurements || !over.IsCancellationRequested; n++)
        {
            await Patience.Until("register", () => firm.Post(run.At("city"), "register", new
            {
                creditCode = ReplayCast.Code("91", n), name = $"演练供应商{n:D4}", role = "supplier", size = "small", region = Cast.Region, address = $"中州市演练路{n}号", administratorName = $"负责{n}", userName = $"drill{n:D4}",
                password = "three-plain-words-2026",
            }, Cancel), Cancel);
            await Task.Delay(200, Cancel);
        }
    }

    /// <summary>One platform is attached late, one is detached in the middle and attached again: while all others act.</summary>
    private async Task Administer()
    {
        await Progress(1);
        // The city let it read the registry already; the terms change by detaching and attaching.
        await Do("ops01", "city", Detach("second"), new { reason = "改为双向接入，先停止原来的单向接入。" });
        await Do("ops01", "city", "ledger/attachments/new", Terms("city", "second", "trading", null, "trading"));
        await Do("ops01", "second", "ledger/attachments/new", Terms("second", "supervision", "supervision", "trading", "supervision"));
        await Do("regulator01", "supervision", "ledger/attachments/new", Terms("supervision", "second", "trading", "supervision", "trading"));
        lateAttached.SetResult();

        await Progress(Math.Max(3, plan.Procurements));
        await Do("ops01", "city", Detach("trading"), new { reason = "交易平台升级演练，按双方约定暂时停止接入。" });
        await Progress(Math.Max(3, plan.Procurements) + 2);
        await Do("ops01", "city", "ledger/attachments/new", Terms("city", "trading", "trading", "hub", "trading"));
    }

    private string Detach(string platform) => $"ledger/attachments/{WitnessState.FileName((string)run.Keys(platform)["origin"]!)}/detach";

    private object Terms(string here, string other, string role, string? asksAs, string readsAs) => new
    {
        role, verifierKey = (string)run.Keys(other)["verifierKey"]!, followed = true, address = run.Between(here, other).ToString(), asksAs, withSubordinates = false, readsAs, peerKey = (string)run.Keys(other)["peerKey"]!,
    };

    private async Task Progress(int count)
    {
        while (procurements < count) await Task.Delay(50, Cancel);
    }
}
