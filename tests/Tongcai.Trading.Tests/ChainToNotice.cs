using System.Net;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests;

/// <summary>Plays a procurement through the acts, from budget to notice; tests stop where they want to look.</summary>
public sealed class ChainToNotice(TradingHost host)
{
    public string DemandId { get; private set; } = "";

    public string Id { get; private set; } = "";

    public static object Demand(string line, long quantity = 10, long budgetFen = 60_000_000) => new
    {
        BudgetLineId = line,
        Title = "实训楼打印机采购",
        CatalogueCode = "A02021003",
        Quantity = quantity,
        Unit = "台",
        BudgetFen = budgetFen,
        Summary = "实训楼办公用黑白激光打印机，含两年上门保修。",
        Requirements = new object[]
        {
            new { Kind = "technical", Text = "每分钟打印不少于 30 页（A4）", Mandatory = true },
            new { Kind = "business", Text = "合同签订后 15 日内送货到实训楼并安装", Mandatory = false },
        },
    };

    public static object Plan(long budgetFen) => new
    {
        Method = "GKZB",
        Uniform = false, CannotSpecify = false, PriceUnknown = false, Urgent = false, FewSuppliers = false, OnlySupplier = false, PublicService = false, InCatalogue = true,
        BudgetFen = budgetFen,
        SetAside = "whole",
        Evaluation = "comprehensive",
        Region = "410100",
        PurchaserContact = "陈立新 0000-0000001 中州市学院路1号",
    };

    public static JsonObject Terms(long budgetFen, long quantity) => new()
    {
        ["lots"] = new JsonArray(new JsonObject
        {
            ["title"] = "打印机", ["catalogueCode"] = "A02021003", ["quantity"] = quantity, ["unit"] = "台", ["budgetFen"] = budgetFen, ["ceilingFen"] = budgetFen, ["setAside"] = "whole",
        }),
        ["qualifications"] = new JsonArray("具有独立承担民事责任的能力"),
        ["factors"] = new JsonArray(
            new JsonObject { ["kind"] = "price", ["title"] = "投标报价", ["standard"] = "评标基准价除以投标报价乘以分值", ["weight"] = 40 },
            new JsonObject { ["kind"] = "objective", ["title"] = "打印速度", ["standard"] = "每分钟 30 页得 20 分，每增加 5 页加 10 分，最多 60 分", ["weight"] = 60 }),
        ["smeDeductionPercent"] = 0, ["consortiumDeductionPercent"] = 0, ["consortiumAllowed"] = true, ["bidValidityDays"] = 90, ["bondFen"] = 0, ["decryptMinutes"] = 30,
        ["delivery"] = "合同签订后 15 日内，中州市学院路1号实训楼", ["payment"] = "验收合格并收到发票后 10 个工作日内一次付清", ["acceptance"] = "按招标文件第三章逐项验收",
        ["warranty"] = "整机两年上门保修", ["breachTerms"] = "逾期交货的，每日按合同金额的万分之五支付违约金", ["contact"] = "刘颖 0000-0000002",
    };

    public async Task ToBudget(long amountFen = 100_000_000)
    {
        await People.Register(host.Store);
        host.Outside.Approved.Add(new("YS-2026-001", People.College.CreditCode, "DEPT", 2026, "办公设备购置", "A02020000", amountFen));
        await Done(People.Handler, "/budget/take-in", new { Year = 2026 });
    }

    public async Task ToReview(int idle = 4)
    {
        await ToBudget();
        host.Outside.Idle["A02021003"] = idle;
        DemandId = (await Done(People.Handler, "/demands/new", Demand("YS-2026-001")))["result"]!["id"]!.GetValue<string>();
        await Done(People.Handler, $"/demands/{DemandId}/reuse", new { InUnit = 0, UnitAnswer = "各处室均无闲置打印机", InDepartment = 0, DepartmentAnswer = "主管部门答复无可调剂" });
        await Done(People.Handler, $"/demands/{DemandId}/warehouse", new { });
    }

    public async Task ToPlan()
    {
        await ToReview();
        await Done(People.Reviewer, $"/demands/{DemandId}/review", new { Kind = "general", NonDiscrimination = true, Competition = true, Policy = true, Risk = true, Passed = true, Opinion = "同意" });
        Id = (await Done(People.Handler, $"/demands/{DemandId}/plan", Plan(36_000_000)))["result"]!["id"]!.GetValue<string>();
    }

    /// <param name="act">Last part of the act's address: plan, or scheme for a framework.</param>
    public async Task FilePlan(object plan, string act = "plan") => Id = (await Done(People.Handler, $"/demands/{DemandId}/{act}", plan))["result"]!["id"]!.GetValue<string>();

    public async Task ToEntrusted()
    {
        await ToPlan();
        await Done(People.Handler, $"/procurements/{Id}/intention", new { Summary = "办公用打印机 6 台", ExpectedOn = "2026-04-07" });
        await Done(People.Handler, $"/procurements/{Id}/entrustment", new { AgencyId = People.Minghe.Id, Scope = new[] { "编制采购文件", "组织开标评审" }, FeePayer = "purchaser", FeeStandard = "定额", FeeFen = 500_000 });
        await Done(People.Agency, $"/procurements/{Id}/entrustment/answer", new { Accept = true, Contact = "刘颖 0000-0000002 中州市商务路2号" });
    }

    public async Task ToConfirmed()
    {
        await ToEntrusted();
        await Done(People.Agency, $"/procurements/{Id}/document/draft", Terms(36_000_000, 6).ToJsonString());
        await Done(People.Reviewer, $"/procurements/{Id}/document/confirmation", new { Edition = 1 });
    }

    /// <summary>The key as the ceremony leaves it; the ceremony itself is another act.</summary>
    public async Task WithKey() => Assert.IsType<Committed>(await host.Store.Execute(Commit.Empty
        .Insert(new ProjectKeyRow { Id = Id, KeyId = "ab12", PublicKey = "04", Threshold = 2, Transcript = "{}" })
        .Record(new KeyCeremonyHeld(Id, "ab12", "04", 2, [], "{}"))));

    public async Task ToNotice()
    {
        await ToConfirmed();
        await WithKey();
        host.Legal.Now = new DateTimeOffset(2026, 4, 7, 1, 0, 0, TimeSpan.Zero);
        await Done(People.Agency, $"/procurements/{Id}/notice", Notice());
    }

    public static object Notice(string from = "2026-04-07", string to = "2026-04-14", string deadline = "2026-04-28T09:30:00+08:00") =>
        new { DocumentsFrom = from, DocumentsTo = to, BidDeadline = deadline, OpeningPlace = "线上开标大厅" };

    public Task<Procurement> Procurement() => host.Store.Read(async c => (await Platform.Storage.RowReads.Find<Procurement>(c, Id))!);

    public async Task<JsonNode> Done(Platform.Acts.Actor actor, string path, object request)
    {
        var (status, body) = await host.Do(actor, path, request);
        Assert.True(status == HttpStatusCode.Created, $"{path}: {(int)status} {body}");
        return body;
    }

    public async Task<JsonNode> Refused(Platform.Acts.Actor actor, string path, object request, string rule)
    {
        var (status, body) = await host.Do(actor, path, request);
        Assert.True(status == HttpStatusCode.UnprocessableEntity, $"{path}: {(int)status} {body}");
        Assert.Contains(body["errors"]!.AsArray(), e => e!["rule"]!.GetValue<string>() == rule);
        return body;
    }
}
