namespace Tongcai.Chain.Tests;

/// <summary>预算、需求、内部调剂、公物仓、审查、计划、意向、委托。</summary>
public sealed partial class Walk
{
    private static readonly (string Kind, string Text, bool Mandatory)[] Requirements =
    [
        ("技术要求", "光具座导轨长度不小于1000毫米，直线度误差不大于0.5毫米。", true),
        ("技术要求", "学生电源输出电压0至24伏连续可调，过载自动保护。", true),
        ("技术要求", "随仪器提供中文说明书和实验指导书。", false),
        ("商务要求", "合同签订后60日内交付并安装调试完毕。", true),
        ("商务要求", "质保期三年，质保期内2小时响应、24小时到场。", false),
    ];

    /// <summary>The approved budget, taken in once a year for all of a unit.</summary>
    public async Task TakeInBudget()
    {
        var handler = await troupe.At("buyer01");
        await handler.Menu("工作台");
        await handler.Follow("预算");
        await handler.Follow("接收预算批复");
        await handler.Form.Fill("预算年度", "2026");
        await handler.Do("接收");
        await handler.Reads(project.Line);
    }

    public async Task Demand()
    {
        var handler = await troupe.At("buyer01");
        await DraftDemand(handler);
        await handler.Follow("答复内部调剂");
        await handler.Form.Fill("本单位可调剂数量", "0");
        await handler.Form.Fill("本单位调剂情况", "查学校库房和各教研室，无可用的同类仪器。");
        await handler.Form.Fill("部门内可调剂数量", "0");
        await handler.Form.Fill("部门内调剂情况", "询教育局装备中心，局属单位无闲置。");
        await handler.Do("提交答复");
        await handler.Follow("查询公物仓");
        await handler.Do("查询并调剂");
        await handler.Reads($"{Number(project.Quantity)} 套");
        await handler.SeesRefused("审查采购需求", "由审核岗办理");
        await ReviewDemand();
    }

    private async Task DraftDemand(Hand handler)
    {
        await handler.Menu("采购需求");
        await handler.Follow("新建采购需求");
        await handler.Form.Rows("技术、商务要求", Requirements.Length);
        await handler.Form.Choose("预算指标", project.Line);
        await handler.Form.Fill("项目名称", Title);
        await handler.Form.Choose("品目", Troupe.Item);
        await handler.Form.Fill("数量", Number(project.Quantity + project.Idle));
        await handler.Form.Fill("计量单位", "套");
        await handler.Form.Fill("预算金额", Number(project.DemandYuan));
        await handler.Form.Fill("需求概况", "高中物理、化学、生物实验室教学仪器，含安装调试、教师培训和三年质保。");
        foreach (var (i, (kind, text, mandatory)) in Requirements.Index())
        {
            var row = handler.Form.Row("技术、商务要求", i + 1);
            await row.Pick("种类", kind);
            await row.Fill("要求", text);
            await row.Tick("实质性要求（★）", mandatory);
        }

        await handler.Do("保存需求");
    }

    private async Task ReviewDemand()
    {
        var reviewer = await troupe.At("buyer02");
        await reviewer.Menu("工作台");
        await reviewer.Follow("审查采购需求", Title);
        await reviewer.Form.Pick("审查种类", "一般性审查");
        await reviewer.Form.Tick("非歧视性：没有指向特定供应商或者产品");
        await reviewer.Form.Tick("竞争性：能够充分竞争");
        await reviewer.Form.Tick("采购政策：进口、中小企业、绿色等政策已落实");
        await reviewer.Form.Tick("履约风险：合同和验收安排能控制风险");
        await reviewer.Form.Tick("结论：审查通过");
        await reviewer.Form.Fill("审查意见", "需求明确，未指向特定产品，同意。");
        await reviewer.Do("提交审查结论");
    }

    /// <param name="ground">Label of what makes the method lawful; empty for 公开招标.</param>
    /// <param name="approval">Words of the approval to choose; empty: none is needed.</param>
    public async Task FilePlan(string ground = "", string approval = "")
    {
        var handler = await troupe.At("buyer01");
        await handler.Menu("工作台");
        await handler.Follow("备案采购计划", Title);
        await handler.Form.Choose("采购方式", project.Row.Name);
        if (ground.Length > 0)
            await handler.Form.Tick(ground);
        await handler.Form.Fill("计划金额", Number(project.PlanYuan));
        await handler.Form.Pick("中小企业预留", project.Reserved ? "整体专门面向中小企业" : "不预留");
        await handler.Form.Pick("评审方法", project.ByPrice ? "最低评标价法" : "综合评分法");
        await handler.Form.Fill("项目所在地", "410100");
        await handler.Form.Fill("采购人联系方式", "陈立新 0379-0000001 中州市学院路1号");
        if (!project.Reserved)
            await handler.Form.Fill("不预留的理由", "按预留份额方案由本部门其他项目预留，本项目给予价格扣除。");
        if (approval.Length > 0)
            await handler.Form.Choose("变更方式的批准", approval);
        await handler.Do("备案计划");
        await handler.Follow("公开采购意向");
        await handler.Form.Fill("采购需求概况", "教学仪器，含安装调试、培训和三年质保，60日内交付。");
        await handler.Form.Fill("预计采购时间", "2026-04-08");
        await handler.Do("公开意向");
    }

    public async Task Entrust()
    {
        var handler = await troupe.At("buyer01");
        await handler.Menu("工作台");
        await handler.Follow("委托代理机构", Title);
        await handler.Form.Rows("委托事项", 4);
        await handler.Form.Choose("代理机构", "明衡招标代理");
        foreach (var (i, scope) in new[] { "编制采购文件", "发布公告和答疑", "组织开标评标", "公告结果" }.Index())
            await handler.Form.Row("委托事项", i + 1).Write(scope);
        await handler.Form.Pick("代理费用支付方", "采购人");
        await handler.Form.Fill("收费方式和标准", "参照发改价格〔2011〕534号下浮20%");
        await handler.Form.Fill("代理费用", "42000");
        await handler.Do("发出委托");
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("答复委托", Title);
        await agent.Form.Tick("接受委托");
        await agent.Form.Fill("代理机构联系方式", "周岚 0379-0000002 中州市建设路12号3层");
        await agent.Do("提交答复");
    }
}
