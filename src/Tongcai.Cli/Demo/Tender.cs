using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange.Archives;
using Tongcai.Law;
using Tongcai.Ledger;

namespace Tongcai.Cli.Demo;

/// <summary>What the play leaves behind.</summary>
/// <param name="Archive">File with the signed package of the procurement.</param>
/// <param name="Policy">File with what a verifier of the package pins.</param>
internal sealed record Played(string ProcurementId, string Code, string Winner, long PriceFen, string ComplaintNumber, string Archive, string Policy);

/// <summary>一次公开招标，从预算到支付：played through the platforms' public interfaces by the people of the cast, with a complaint on the way.</summary>
internal sealed partial class Tender(Stage stage, Action<string> say)
{
    private const string Code = "A02102100";

    private string procurement = "";

    public async Task<Played> Play()
    {
        await ToNotice();
        await Publicise();
        await Bid();
        await Submit();
        await Open();
        await Evaluate();
        var winner = await Award();
        var number = await Complain();
        await Inspect();
        await Contract(winner);
        var (archive, policy) = await Archive();
        await Supervise();
        var code = (await Read("buyer01", $"procurements/{procurement}"))?["code"]?.GetValue<string>() ?? "";
        return new(procurement, code, winner.Name, winner.PriceFen, number, archive, policy);
    }

    /// <summary>Plays until bids are taken.</summary>
    /// <returns>Id of the procurement.</returns>
    public async Task<string> ToNotice()
    {
        await Prepare();
        await Plan();
        await Document();
        await Notice();
        return procurement;
    }

    private static DateTimeOffset At(int month, int day, int hour, int minute = 0) => new DateOnly(2026, month, day).Beijing(new(hour, minute));

    private async Task<JsonObject> Do(string who, string path, object body) => await (await stage.Of(who)).Post(stage.Trading, path, body, stage.Cancel);

    private async Task<JsonNode?> Read(string who, string path) => await (await stage.Of(who)).Get(stage.Trading, path, stage.Cancel);

    private void Jump(DateTimeOffset to)
    {
        stage.Stack.Advance(to);
        say($"—— {to.BeijingTime()} ——");
    }

    /// <summary>Repeats a look until it finds something; facts take a moment from one platform to the other.</summary>
    private async Task<T> Until<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stage.Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await look() is { } found)
                return found;
            try
            {
                await Task.Delay(400, patience.Token);
            }
            catch (OperationCanceledException) when (!stage.Cancel.IsCancellationRequested)
            {
                throw new InvalidOperationException($"等了 30 秒没有等到：{what}。{last?.Message}");
            }
        }
    }

    /// <summary>Does an act as soon as the platform has learned what it needs from another.</summary>
    private Task<JsonObject> DoWhenKnown(string who, string path, object body) => Until(path, async () =>
    {
        try
        {
            return await Do(who, path, body);
        }
        catch (RefusedException e) when (e.Status is 404 or 422)
        {
            last = e;
            return null;
        }
    });

    private RefusedException? last;

    private async Task Prepare()
    {
        using var http = new HttpClient { BaseAddress = stage.Stack.Ports.Sandbox };
        var school = Cast.Hub.First(e => e.Name == "中州市第一中学");
        await Outside(http, "budget/lines", new { id = "ZZ-2026-0417", creditCode = school.CreditCode, departmentCreditCode = school.ParentCreditCode, year = 2026, name = "改善办学条件（教学仪器）", catalogueCode = Code, amountFen = 502_200_000 });
        await Outside(http, "budget/lines", new { id = "ZZ-2026-0418", creditCode = school.CreditCode, departmentCreditCode = school.ParentCreditCode, year = 2026, name = "数字化实验平台扩容", catalogueCode = "A08060303", amountFen = 308_000_000 });
        await Outside(http, "assets/idle", new { id = "GWC-0009", catalogueCode = Code, name = "教学仪器（闲置）", count = 4, holder = "中州市第三中学" });
        say("登记数字证书与评审专家");
        foreach (var entry in Cast.Hub.Where(e => e.CreditCode.Length > 0 && e.Accounts[0].UserName != "edu01"))
            await stage.KeysOf(entry.Accounts[0].UserName, entry.CreditCode, entry.Name, entry.Accounts[0].UserName is "supplier02" ? "hx" : "zz");
        var operations = await stage.Only(stage.Hub, "ops01");
        for (var i = 1; i <= 9; i++)
        {
            try
            {
                await operations.Post(stage.Hub, "experts/new", new { userName = $"expert{i:00}", employer = $"中州市某院第{i}研究所", cataloguePrefixes = new[] { "A0210" }, region = Cast.Region, bornOn = $"{1968 + i}-05-01" }, stage.Cancel);
            }
            catch (RefusedException e) when (e.Status == 422)
            {
                // Registered in an earlier play over the same data.
            }
        }
    }

    private async Task Outside(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, stage.Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task Plan()
    {
        say("预算、需求、公物仓、审查、计划、意向");
        await DoWhenKnown("buyer01", "budget/take-in", new { year = 2026 });
        var demand = (await Do("buyer01", "demands/new", new
        {
            budgetLineId = "ZZ-2026-0417", title = "中州市第一中学教学仪器采购项目", catalogueCode = Code, quantity = 124, unit = "套", budgetFen = 502_200_000,
            summary = "高中物理、化学、生物实验室教学仪器，含安装调试、教师培训和三年质保。",
            requirements = new object[]
            {
                new { kind = "technical", text = "光具座导轨长度不小于1000毫米，直线度误差不大于0.5毫米。", mandatory = true },
                new { kind = "technical", text = "学生电源输出电压0至24伏连续可调，过载自动保护。", mandatory = true },
                new { kind = "technical", text = "随仪器提供中文说明书和实验指导书。", mandatory = false },
                new { kind = "business", text = "合同签订后60日内交付并安装调试完毕。", mandatory = true },
                new { kind = "business", text = "质保期三年，质保期内2小时响应、24小时到场。", mandatory = false },
            },
        }))["result"]!["id"]!.GetValue<string>();
        await Do("buyer01", $"demands/{demand}/reuse", new { inUnit = 0, unitAnswer = "查学校库房和各教研室，无可用的同类仪器。", inDepartment = 0, departmentAnswer = "询教育局装备中心，局属单位无闲置。" });
        await Do("buyer01", $"demands/{demand}/warehouse", new { unsuited = 0 });
        await Do("buyer02", $"demands/{demand}/review", new { kind = "general", nonDiscrimination = true, competition = true, policy = true, risk = true, passed = true, opinion = "需求明确，未指向特定产品，同意。" });
        procurement = (await Do("buyer01", $"demands/{demand}/plan", new
        {
            method = "GKZB", uniform = false, cannotSpecify = false, priceUnknown = false, urgent = false, fewSuppliers = false, onlySupplier = false, publicService = false, inCatalogue = false,
            budgetFen = 486_000_000, setAside = "none", evaluation = "comprehensive", region = Cast.Region, purchaserContact = "陈立新 0379-0000001 中州市学院路1号",
            setAsideReason = "按预留份额方案由本部门其他项目预留，本项目给予价格扣除。",
        }))["result"]!["id"]!.GetValue<string>();
        await Do("buyer01", $"procurements/{procurement}/intention", new { summary = "教学仪器120套，含安装调试、培训和三年质保，60日内交付。", expectedOn = "2026-04-08" });
        Jump(At(3, 10, 9));
        var agency = await Until("代理机构的登记", async () => (await stage.Of("agent01")).OrganisationId is { Length: > 0 } id ? id : await Task.FromResult<string?>(null));
        await DoWhenKnown("buyer01", $"procurements/{procurement}/entrustment", new
        {
            agencyId = agency, scope = new[] { "编制招标文件", "发布公告和答疑", "组织开标评标", "公告结果" }, feePayer = "purchaser", feeStandard = "参照发改价格〔2011〕534号下浮20%", feeFen = 4_200_000,
        });
        await Do("agent01", $"procurements/{procurement}/entrustment/answer", new { accept = true, contact = "周岚 0379-0000002 中州市建设路12号3层" });
    }

    private async Task Document()
    {
        Jump(At(3, 25, 9));
        say("编制、确认招标文件，开标密钥仪式");
        await Do("agent01", $"procurements/{procurement}/document/draft", Terms());
        await Do("buyer02", $"procurements/{procurement}/document/confirmation", new { edition = 1 });
        await Do("agent01", $"procurements/{procurement}/key", new { });
    }

    private static object Terms() => new
    {
        lots = new[] { new { title = "教学仪器", catalogueCode = Code, quantity = 120, unit = "套", budgetFen = 486_000_000, ceilingFen = 486_000_000, setAside = "none", coreProduct = "光具座" } },
        qualifications = new[] { "具有独立承担民事责任的能力，资格条件以承诺函代替证明材料。", "未被列入政府采购严重违法失信行为记录名单。" },
        factors = new object[]
        {
            new { kind = "price", title = "价格", standard = "低价优先法：评标基准价÷投标报价×30", weight = 30 },
            new { kind = "objective", title = "技术响应", standard = "非实质性技术要求每满足一项得20分，共40分", weight = 40 },
            new { kind = "subjective", title = "实施方案", standard = "进度安排、安装调试、培训三项：完整可行每项5分，有一处缺失减2分，未提供0分", weight = 15 },
            new { kind = "objective", title = "质保与响应", standard = "质保每多一年得5分，最多15分", weight = 15 },
        },
        smeDeductionPercent = 10, consortiumDeductionPercent = 4, consortiumAllowed = true, bidValidityDays = 90, bondFen = 0, decryptMinutes = 30,
        delivery = "合同签订后60日内送达中州市第一中学并安装调试完毕。", payment = "验收合格并收到发票后30日内一次付清。", acceptance = "按招标文件和投标文件逐项验收，验收结果由双方签字。",
        warranty = "质保三年。", breachTerms = "逾期交付的，每日按未交付部分价款的万分之五支付违约金。", contact = "周岚 0379-0000002 中州市建设路12号3层",
    };

    private async Task Notice()
    {
        Jump(At(4, 8, 9));
        say("发布招标公告");
        await DoWhenKnown("agent01", $"procurements/{procurement}/notice", new { documentsFrom = "2026-04-08", documentsTo = "2026-04-15", bidDeadline = "2026-04-30T09:30:00+08:00", openingPlace = "通采交易平台线上开标大厅" });
        Jump(At(4, 10, 15));
        say("提问与答复");
        var question = (await Do("supplier01", $"procurements/{procurement}/questions", new { text = "光具座导轨长度1000毫米是否含支架？" }))["result"]!["id"]!.GetValue<string>();
        await Do("agent01", $"procurements/{procurement}/questions/{question}/answer", new { question = "光具座导轨长度1000毫米是否含支架？", answer = "不含支架，指导轨本身的长度。", affectsBids = false });
    }

    private async Task Bid()
    {
        say("五家供应商密封投标");
        (string User, long Fen, string Size)[] bids = [("supplier01", 452_360_000, "small"), ("supplier02", 461_000_000, "micro"), ("supplier03", 448_800_000, "medium"), ("supplier04", 470_500_000, "small"), ("supplier05", 471_200_000, "small")];
        Jump(At(4, 20, 10));
        var bidder = new Bidder(stage, procurement);
        foreach (var (user, fen, size) in bids)
            await bidder.Seal(user, fen, size, 55);
        Jump(At(4, 25, 16));
        say("供应商02替换投标文件");
        await bidder.Seal("supplier02", 458_000_000, "micro", 50);
    }

    private async Task Open()
    {
        Jump(At(4, 28, 9));
        say("抽取评审专家");
        const string secret = "中州市明衡 2026-04-28 随机数 7f3a";
        await DoWhenKnown("agent01", $"procurements/{procurement}/draw", new { seats = 5, commitment = Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(secret))) });
        await Do("agent01", $"procurements/{procurement}/draw/reveal", new { secret });
        await Answer();
        Jump(At(4, 30, 9, 30));
        say("投标截止，开标");
        await Until("开标完成", async () =>
        {
            try
            {
                return await Do("agent01", $"procurements/{procurement}/opening/start", new { });
            }
            catch (RefusedException e) when (e.Status is 409 or 422 or 503)
            {
                last = e;
                return null;
            }
        });
        await Do("agent01", $"procurements/{procurement}/opening/record", new { });
    }

    /// <summary>Experts answer their invitations: the first declines, whoever follows accepts.</summary>
    private async Task Answer()
    {
        var declined = false;
        for (var accepted = 0; accepted < 5;)
        {
            var before = accepted;
            for (var i = 1; i <= 9; i++)
            {
                var seats = (await Read($"expert{i:00}", "seats"))?["seats"]?.AsArray() ?? [];
                foreach (var seat in seats.Where(s => s?["procurementId"]?.GetValue<string>() == procurement && s["answer"]?.GetValue<string>() == "invited"))
                {
                    await Do($"expert{i:00}", $"seats/{seat!["id"]!.GetValue<string>()}/answer", declined ? (object)new { reply = "accept" } : new { reply = "decline", ground = "当日出差。" });
                    accepted += declined ? 1 : 0;
                    declined = true;
                }
            }

            if (accepted == before)
                throw new InvalidOperationException("没有专家等待答复");
        }
    }

    private async Task<List<string>> Members()
    {
        List<string> members = [];
        for (var i = 1; i <= 9; i++)
        {
            var seats = (await Read($"expert{i:00}", "seats"))?["seats"]?.AsArray() ?? [];
            if (seats.Any(s => s?["procurementId"]?.GetValue<string>() == procurement && s["answer"]?.GetValue<string>() == "accepted"))
                members.Add($"expert{i:00}");
        }

        return members;
    }

    private async Task Evaluate()
    {
        say("资格审查、符合性审查、评分、报告");
        var lot = $"{procurement}-1";
        var bids = (await Read("agent01", $"procurements/{procurement}/opening"))!["bids"]!.AsArray().Select(b => b!["bidId"]!.GetValue<string>()).ToList();
        await Do("agent01", $"procurements/{procurement}/qualification", new { lotId = lot, findings = bids.Select(b => new { bidId = b, passed = true }) });
        var members = await Members();
        foreach (var member in members)
            await Do(member, $"procurements/{procurement}/compliance", new { lotId = lot, findings = bids.Select(b => new { bidId = b, passed = true }) });
        foreach (var (member, m) in members.Select((x, i) => (x, i)))
        {
            var cells = bids.SelectMany((b, i) => new[]
            {
                new { bidId = b, factorId = "F2", points = 4000 - 500 * (i % 3) },
                new { bidId = b, factorId = "F3", points = 1200 + 50 * ((i + m) % 4) },
                new { bidId = b, factorId = "F4", points = 500 * (1 + i % 3) },
            });
            await Do(member, $"procurements/{procurement}/scores", new { lotId = lot, cells, final = true });
        }

        await Do(members[0], $"procurements/{procurement}/report", new { lotId = lot, lowPrices = Array.Empty<object>(), opinion = "各投标均实质性响应，推荐排名前三的投标人为中标候选人。" });
        foreach (var member in members)
            await Do(member, $"procurements/{procurement}/report/signature", new { lotId = lot });
    }

    private async Task<(string Name, string User, long PriceFen)> Award()
    {
        Jump(At(5, 6, 9));
        say("定标、公告结果");
        var ranking = (await Read("buyer03", $"procurements/{procurement}/evaluation"))!["lots"]![0]!["ranking"]!.AsArray();
        var first = ranking.First(r => r!["rank"]!.GetValue<int>() == 1)!;
        await Do("buyer03", $"procurements/{procurement}/award", new { lotId = $"{procurement}-1", bidId = first["bidId"]!.GetValue<string>() });
        Jump(At(5, 7, 10));
        await Do("agent01", $"procurements/{procurement}/result", new { agencyFeeFen = 4_200_000 });
        var name = first["supplierName"]!.GetValue<string>();
        var user = Cast.Hub.First(e => e.Name == name).Accounts[0].UserName;
        return (name, user, first["priceFen"]!.GetValue<long>());
    }

    private async Task<string> Complain()
    {
        Jump(At(5, 9, 9));
        say("质疑、答复、投诉、暂停、处理决定");
        var challenge = (await Do("supplier03", $"procurements/{procurement}/challenges", new { about = "result", items = new[] { "实施方案评分偏低" }, facts = "本公司方案完整。", legalBasis = "政府采购货物和服务招标投标管理办法第五十五条", demand = "重新评审" }))["result"]!["challengeId"]!.GetValue<string>();
        Jump(At(5, 13, 9));
        await Do("agent01", $"challenges/{challenge}/answer", new { effect = "none", answer = "评委独立评分，分值与评审标准一致，质疑不成立。" });
        Jump(At(5, 14, 9));
        var supplier = await stage.Of("supplier03");
        await supplier.Through(stage.Supervision, stage.Cancel);
        var complaint = (await Until("监督平台得知质疑与答复", async () =>
        {
            try
            {
                return await supplier.Post(stage.Supervision, $"challenges/{challenge}/complaint", new { items = new[] { "实施方案评分偏低" }, facts = "同质疑函。", legalBasis = "政府采购法第五十五条", demand = "责令重新评审" }, stage.Cancel);
            }
            catch (RefusedException e) when (e.Status is 404 or 422)
            {
                last = e;
                return null;
            }
        }))["result"]!["complaintId"]!.GetValue<string>();
        var officer = await stage.Only(stage.Supervision, "regulator01");
        await officer.Post(stage.Supervision, $"complaints/{complaint}/accept", new { finding = "accept", suspend = true }, stage.Cancel);
        await Until("暂停指令在交易平台生效", async () => (await Read("buyer01", $"procurements/{procurement}"))?["standstill"]?.GetValue<string>() is { Length: > 0 } order ? order : null);
        try
        {
            await Do("agent01", $"procurements/{procurement}/contract", new { lotId = $"{procurement}-1" });
            throw new InvalidOperationException("暂停期间起草合同没有被拒绝");
        }
        catch (RefusedException e) when (e.Status == 422 && e.Body.Contains("CMP-07", StringComparison.Ordinal))
        {
            say("暂停期间起草合同：被拒绝（CMP-07）");
        }

        Jump(At(5, 20, 10));
        var decider = await stage.Only(stage.Supervision, "regulator02");
        await decider.Post(stage.Supervision, $"complaints/{complaint}/decide", new
        {
            result = "rejected", rejection = "unfounded", facts = "经调取评分记录，五名评委独立评分，实施方案得分与评审标准一致。", grounds = "依据《政府采购质疑和投诉办法》第二十九条第二项，投诉事项缺乏事实依据，驳回投诉。",
            remedies = "不服本决定的，可在收到之日起60日内向中州市人民政府申请行政复议，或者6个月内向人民法院提起行政诉讼。",
        }, stage.Cancel);
        await Until("恢复指令在交易平台生效", async () => (await Read("buyer01", $"procurements/{procurement}"))?["standstill"] is null ? "resumed" : null);
        return (await officer.Get(stage.Supervision, $"complaints/{complaint}", stage.Cancel))?["number"]?.GetValue<string>() ?? "";
    }

    /// <summary>两家投标人登记地址相同的预警：转核查，询问其中一家。</summary>
    private async Task Inspect()
    {
        say("研判预警，询问当事人");
        var officer = await stage.Only(stage.Supervision, "regulator01");
        var warning = await Until("登记地址相同的预警", async () =>
            (await officer.Get(stage.Supervision, "warnings?state=all&rule=shared-address", stage.Cancel))?["rows"]?.AsArray().FirstOrDefault()?["id"]?.GetValue<string>());
        await officer.Post(stage.Supervision, $"warnings/{warning}/judge", new { finding = "inspect", opinion = "两家登记在同一房号，不是集群登记地址，转核查。" }, stage.Cancel);
        await officer.Post(stage.Supervision, $"warnings/{warning}/ask", new
        {
            organisationId = (await stage.Of("supplier04")).OrganisationId, text = "请说明贵公司登记地址的租赁关系、同一房号的其他承租人，并附租赁合同。",
        }, stage.Cancel);
    }

    private async Task Contract((string Name, string User, long PriceFen) winner)
    {
        Jump(At(5, 21, 9));
        say("签订、公告、备案合同；验收；支付");
        var contract = (await Do("buyer01", $"procurements/{procurement}/contract", new { lotId = $"{procurement}-1" }))["result"]!["contractId"]!.GetValue<string>();
        var text = Encoding.UTF8.GetBytes((await Read("buyer01", $"contracts/{contract}"))!["text"]!.GetValue<string>());
        var school = Cast.Hub.First(e => e.Name == "中州市第一中学");
        var buyer = await stage.KeysOf("buyer01", school.CreditCode, school.Name, "zz");
        var seller = Cast.Hub.First(e => e.Name == winner.Name);
        var supplier = await stage.KeysOf(winner.User, seller.CreditCode, seller.Name, winner.User is "supplier02" ? "hx" : "zz");
        await Do("buyer03", $"contracts/{contract}/sign", new { signature = Convert.ToBase64String(buyer.Signing.Sign(text)) });
        await Do(winner.User, $"contracts/{contract}/sign", new { signature = Convert.ToBase64String(supplier.Signing.Sign(text)) });
        Jump(At(5, 22, 9));
        await Do("buyer01", $"contracts/{contract}/publish", new { withheld = Array.Empty<string>() });
        await Do("buyer01", $"contracts/{contract}/file", new { });
        Jump(At(7, 10, 9));
        var items = (await Read(winner.User, $"procurements/{procurement}/bid"))!["document"]!["requirements"]!.AsArray().Select(r => new { requirementId = r!["id"]!.GetValue<string>(), met = true });
        await Do("buyer05", $"contracts/{contract}/acceptance", new { items, acceptedFen = winner.PriceFen, opinion = "120套全部到货，安装调试合格。" });
        Jump(At(7, 13, 9));
        await Do(winner.User, $"contracts/{contract}/invoices", new { number = "24412000000012345678", amountFen = winner.PriceFen });
        Jump(At(7, 20, 9));
        var invoice = (await Read("buyer04", $"contracts/{contract}"))!["invoices"]![0]!["id"]!.GetValue<string>();
        await Do("buyer04", $"contracts/{contract}/payments", new { invoiceId = invoice });
        await Until("国库回单", async () => (await Read("buyer01", $"procurements/{procurement}"))?["current"]?.GetValue<int>() == 14 ? "paid" : null);
    }

    /// <summary>形成档案，下载，不联网核对。</summary>
    private async Task<(string File, string Policy)> Archive()
    {
        say("形成采购档案，下载后离线核对");
        var made = await DoWhenKnown("buyer01", $"procurements/{procurement}/archive", new { complete = true });
        var package = await (await stage.Of("buyer01")).Download(stage.Trading, $"procurements/{procurement}/archives/{made["result"]!["archiveId"]!.GetValue<string>()}/package.zip", stage.Cancel);
        var (file, policy) = (Path.Combine(stage.Stack.DataDirectory, "archive.zip"), Path.Combine(stage.Stack.DataDirectory, "trading.policy"));
        await File.WriteAllBytesAsync(file, package, stage.Cancel);
        await File.WriteAllTextAsync(policy, stage.Stack.PolicyOf("trading"), stage.Cancel);
        var report = ArchiveVerification.Check(package, TlogPolicy.Parse(await File.ReadAllTextAsync(policy, stage.Cancel))).Report;
        return report.Passed ? (file, policy) : throw new InvalidOperationException($"采购档案核对不符：{string.Join("；", report.Steps.Where(s => s.Passed is false).Select(s => $"{s.Title} {s.Detail}"))}");
    }
}
