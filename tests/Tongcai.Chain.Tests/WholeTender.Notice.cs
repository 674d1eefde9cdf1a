namespace Tongcai.Chain.Tests;

/// <summary>招标文件、确认、开标密钥、公告、询问与答复。</summary>
public sealed partial class WholeTenderTests
{
    private static readonly (string Kind, string Title, string Standard, string Weight)[] Factors =
    [
        ("价格分", "价格", "低价优先法：评标基准价÷投标报价×30", "30"),
        ("客观分", "技术响应", "非实质性技术要求每满足一项得20分，共40分", "40"),
        ("主观分", "实施方案", "进度安排、安装调试、培训三项：完整可行每项5分，有一处缺失减2分，未提供0分", "15"),
        ("客观分", "质保与响应", "质保每多一年得5分，最多15分", "15"),
    ];

    private async Task Announce()
    {
        Jump(3, 25, 9);
        var agent = await At("agent01");
        await DraftDocument(agent);
        var reviewer = await At("buyer02");
        await reviewer.Menu("工作台");
        await reviewer.Follow(Title);
        await reviewer.Follow("招标文件");
        await reviewer.Reads("光具座导轨长度不小于1000毫米");
        await reviewer.Follow("确认招标文件");
        await reviewer.Form.Fill("确认的稿次", "1");
        await reviewer.Do("确认这一稿");
        await agent.Menu("工作台");
        await agent.Follow(Title);
        await agent.Follow("举行开标密钥仪式");
        await agent.Do("举行仪式");
        Jump(4, 8, 9);
        await agent.Menu("工作台");
        await agent.Follow("发布招标公告", Title);
        await agent.Form.Fill("招标文件提供期限自", "2026-04-08");
        await agent.Form.Fill("招标文件提供期限至", "2026-04-15");
        await agent.Form.Moment("投标截止和开标时间", "2026-04-30", "09:30");
        await agent.Form.Fill("开标地点", "通采交易平台线上开标大厅");
        await agent.Do("发布公告");
    }

    private static async Task DraftDocument(Hand agent)
    {
        await agent.Menu("工作台");
        await agent.Follow("编制招标文件", Title);
        await agent.Form.Rows("标段", 1);
        await agent.Form.Rows("资格要求", 2);
        await agent.Form.Rows("评审因素", Factors.Length);
        var lot = agent.Form.Row("标段", 1);
        await lot.Fill("标段名称", "教学仪器");
        await lot.Choose("品目", Item);
        await lot.Fill("数量", "120");
        await lot.Fill("单位", "套");
        await lot.Fill("预算金额", "4860000");
        await lot.Fill("最高限价", "4860000");
        await lot.Pick("中小企业预留", "不预留");
        await lot.Fill("核心产品", "光具座");
        await agent.Form.Row("资格要求", 1).Write("具有独立承担民事责任的能力，资格条件以承诺函代替证明材料。");
        await agent.Form.Row("资格要求", 2).Write("未被列入政府采购严重违法失信行为记录名单。");
        foreach (var (i, (kind, title, standard, weight)) in Factors.Index())
        {
            var row = agent.Form.Row("评审因素", i + 1);
            await row.Pick("种类", kind);
            await row.Fill("评审因素", title);
            await row.Fill("评分标准", standard);
            await row.Fill("分值", weight);
        }

        foreach (var (label, value) in new[]
        {
            ("小微企业价格扣除", "10"), ("联合体、分包价格扣除", "4"), ("投标有效期", "90"), ("投标保证金", "0"), ("解密时限", "30"), ("交付（实施）时间和地点", "合同签订后60日内送达中州市第一中学并安装调试完毕。"),
            ("付款", "验收合格并收到发票后30日内一次付清。"), ("验收", "按招标文件和投标文件逐项验收，验收结果由双方签字。"), ("质量保证和售后", "质保三年。"),
            ("违约责任和争议解决", "逾期交付的，每日按未交付部分价款的万分之五支付违约金。"), ("接收质疑函的方式和联系人", "周岚 0379-0000002 中州市建设路12号3层"),
        })
            await agent.Form.Fill(label, value);
        await agent.Form.Tick("接受联合体投标");
        await agent.Do("保存这一稿");
        await agent.Reads("招标文件");
    }
}
