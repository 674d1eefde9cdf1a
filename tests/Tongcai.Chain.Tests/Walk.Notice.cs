namespace Tongcai.Chain.Tests;

/// <summary>采购文件、确认、开标密钥、公告、询问与答复。</summary>
public sealed partial class Walk
{
    private const string Question = "光具座导轨长度1000毫米是否含支架？";

    private static readonly (string Kind, string Title, string Standard, string Weight)[] Factors =
    [
        ("价格分", "价格", "低价优先法：评标基准价÷投标报价×30", "30"),
        ("客观分", "技术响应", "非实质性技术要求每满足一项得20分，共40分", "40"),
        ("主观分", "实施方案", "进度安排、安装调试、培训三项：完整可行每项5分，有一处缺失减2分，未提供0分", "15"),
        ("客观分", "质保与响应", "质保每多一年得5分，最多15分", "15"),
    ];

    /// <summary>The document drafted by the agency and confirmed by the purchaser.</summary>
    public async Task Document()
    {
        var agent = await troupe.At("agent01");
        await DraftDocument(agent);
        var reviewer = await troupe.At("buyer02");
        await reviewer.Menu("工作台");
        await reviewer.Follow(Title);
        await reviewer.Follow(project.Row.Words.Document);
        await reviewer.Reads("光具座导轨长度不小于1000毫米");
        await reviewer.Follow(Say("确认招标文件"));
        await reviewer.Form.Fill("确认的稿次", "1");
        await reviewer.Do("确认这一稿");
    }

    public async Task HoldCeremony()
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow(Title);
        await agent.Follow(Say("举行开标密钥仪式"));
        await agent.Do("举行仪式");
    }

    /// <param name="from">First day of supply of the document.</param>
    /// <param name="to">Last day.</param>
    /// <param name="deadline">Day of the deadline, 9:30.</param>
    public async Task Announce(string from, string to, string deadline)
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow(Say("发布招标公告"), Title);
        await agent.Form.Fill(Say("招标文件提供期限自"), from);
        await agent.Form.Fill(Say("招标文件提供期限至"), to);
        await agent.Form.Moment(Say("投标截止和开标时间"), deadline, "09:30");
        await agent.Form.Fill(Say("开标地点"), "通采交易平台线上开标大厅");
        await agent.Do("发布公告");
    }

    private async Task DraftDocument(Hand agent)
    {
        var factors = project.ByPrice ? [] : Factors;
        await agent.Menu("工作台");
        await agent.Follow(Say("编制招标文件"), Title);
        await agent.Form.Rows("标段", 1);
        await agent.Form.Rows("资格要求", 2);
        await agent.Form.Rows("评审因素", factors.Length);
        var lot = agent.Form.Row("标段", 1);
        await lot.Fill("标段名称", "教学仪器");
        await lot.Choose("品目", Troupe.Item);
        await lot.Fill("数量", Number(project.Quantity));
        await lot.Fill("单位", "套");
        await lot.Fill("预算金额", Number(project.PlanYuan));
        await lot.Fill("最高限价", Number(project.PlanYuan));
        await lot.Pick("中小企业预留", project.Reserved ? "整体专门面向中小企业" : "不预留");
        await lot.Fill("核心产品", "光具座");
        await agent.Form.Row("资格要求", 1).Write("具有独立承担民事责任的能力，资格条件以承诺函代替证明材料。");
        await agent.Form.Row("资格要求", 2).Write("未被列入政府采购严重违法失信行为记录名单。");
        foreach (var (i, (kind, title, standard, weight)) in factors.Index())
        {
            var row = agent.Form.Row("评审因素", i + 1);
            await row.Pick("种类", kind);
            await row.Fill("评审因素", title);
            await row.Fill("评分标准", standard);
            await row.Fill("分值", weight);
        }

        foreach (var (label, value) in new[]
        {
            ("小微企业价格扣除", project.Reserved ? "0" : "10"), ("联合体、分包价格扣除", project.Reserved ? "0" : "4"), (Say("投标有效期"), "90"), (Say("投标保证金"), Number(project.BondYuan)), ("解密时限", "30"),
            ("交付（实施）时间和地点", "合同签订后60日内送达中州市第一中学并安装调试完毕。"), ("付款", "验收合格并收到发票后30日内一次付清。"), ("验收", "按采购文件和供应商的响应逐项验收，验收结果由双方签字。"),
            ("质量保证和售后", "质保三年。"), ("违约责任和争议解决", "逾期交付的，每日按未交付部分价款的万分之五支付违约金。"), ("接收质疑函的方式和联系人", "周岚 0379-0000002 中州市建设路12号3层"),
        })
            await agent.Form.Fill(label, value);
        await agent.Form.Tick(Say("接受联合体投标"));
        await agent.Do("保存这一稿");
        await agent.Reads(project.Row.Words.Document);
    }

    /// <summary>A supplier asks, the agency answers everybody.</summary>
    public async Task Ask()
    {
        var supplier = await troupe.At("supplier01");
        await supplier.Menu("工作台");
        await supplier.Follow(Title);
        await supplier.Follow("提出询问");
        await supplier.Form.Fill("询问内容", Question);
        await supplier.Do("提交询问");
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("答复询问", Title);
        await agent.Form.Fill("公开的问题", Question);
        await agent.Form.Fill("答复", "不含支架，指导轨本身的长度。");
        await agent.Do("公开答复");
    }
}
