using System.Text.Json.Nodes;

namespace Tongcai.Cli.Demo;

/// <summary>另一项需求申请单一来源：application with expert reasoning, publicity, objection of a supplier, conclusion; in the end it waits for the authority.</summary>
internal sealed partial class Tender
{
    private static readonly object[] Reasoning =
    [
        new { name = "周启明", employer = "河南工业大学", title = "教授", lawyer = false, opinion = "扩容的接口由原平台的专利协议保护，其他厂商无法提供。" },
    ];

    private string approval = "";

    /// <summary>Until the publicity has met its objection.</summary>
    private async Task Publicise()
    {
        say("另一项需求申请单一来源：论证、公示、异议");
        var demand = (await Do("buyer01", "demands/new", new
        {
            budgetLineId = "ZZ-2026-0418", title = "数字化实验平台扩容采购项目", catalogueCode = "A08060303", quantity = 1, unit = "套", budgetFen = 308_000_000,
            summary = "在用数字化实验平台扩充三十六间教室的接入许可和接口，沿用原有数据。",
            requirements = new object[]
            {
                new { kind = "technical", text = "与在用平台的数据和接口一致，原有实验记录不迁移。", mandatory = true },
                new { kind = "business", text = "合同签订后30日内完成三十六间教室的接入。", mandatory = true },
            },
        }))["result"]!["id"]!.GetValue<string>();
        await Do("buyer01", $"demands/{demand}/reuse", new { inUnit = 0, unitAnswer = "单位没有闲置的许可。", inDepartment = 0, departmentAnswer = "局属单位没有可调剂的许可。" });
        await Do("buyer01", $"demands/{demand}/warehouse", new { unsuited = 0 });
        await Do("buyer02", $"demands/{demand}/review", new { kind = "focused", nonDiscrimination = true, competition = true, policy = true, risk = true, passed = true, opinion = "属于唯一供应商的情形，论证后公示。" });
        approval = (await Do("buyer01", $"demands/{demand}/approvals/method", new
        {
            method = "DYLY", ground = "only-supplier", reason = "平台的接口和数据格式受专利保护，扩容只能由原厂商提供。", budgetFen = 308_000_000, region = Cast.Region, consent = "中教函〔2026〕12号同意",
            supplierName = "恒泽智能装备股份有限公司", supplierAddress = "中州市经开区恒泽大道1号", experts = Reasoning,
        }))["result"]!["id"]!.GetValue<string>();
        await Do("buyer01", $"approvals/{approval}/publicity", new
        {
            description = "数字化实验平台扩充三十六间教室的接入许可和接口，沿用原有数据。", to = "2026-04-20", purchaserContact = "陈立新 0379-0000001 中州市学院路1号", authorityContact = "中州市财政局政府采购监督管理科 0379-0000009",
        });
        await Do("supplier02", $"approvals/{approval}/objections", new { text = "本公司的实验平台也能读取该格式的数据，请说明专利的编号和范围。" });
    }

    /// <summary>After the publicity: the objection is answered and the application goes to the authority, where it waits.</summary>
    private async Task Submit()
    {
        say("答复异议，单一来源申请报财政部门");
        var objections = (await Read("buyer01", $"approvals/{approval}"))?["objections"]?.AsArray() ?? throw new InvalidOperationException("没有读到异议。");
        await Do("buyer01", $"approvals/{approval}/conclusions", new
        {
            conclusions = objections.OfType<JsonObject>().Select(o => new { objectionId = o["id"]!.GetValue<string>(), upheld = false, conclusion = "专利号已在论证意见中列明；读取数据不等于提供同一接口，异议不成立。" }).ToArray(),
            experts = Reasoning,
        });
        await Do("buyer01", $"approvals/{approval}/submission", new { });
    }
}
