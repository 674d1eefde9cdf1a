namespace Tongcai.Chain.Tests;

/// <summary>质疑、答复、投诉、暂停、处理决定、恢复。</summary>
public sealed partial class WholeTenderTests
{
    private async Task Dispute()
    {
        troupe.Jump(5, 9, 9);
        var loser = await troupe.At("supplier03");
        await loser.Menu("工作台");
        await loser.Follow(Title);
        await loser.Follow("提出质疑");
        await loser.Form.Pick("质疑对象", "中标结果");
        await loser.Form.Rows("质疑事项", 1);
        await loser.Form.Row("质疑事项", 1).Write("实施方案评分偏低");
        await loser.Form.Fill("事实依据", "本公司方案完整。");
        await loser.Form.Fill("法律依据", "政府采购货物和服务招标投标管理办法第五十五条");
        await loser.Form.Fill("请求", "重新评审");
        await loser.Do("提交质疑函", "质疑已送达");
        troupe.Jump(5, 13, 9);
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("答复质疑", Title);
        await agent.Form.Pick("处理", "质疑不成立，继续采购活动");
        await agent.Form.Fill("答复内容", "评委独立评分，分值与评审标准一致，质疑不成立。");
        await agent.Do("发出答复");
        troupe.Jump(5, 14, 9);
        await Complain(loser);
        await Suspend();
        await Decide();
    }

    /// <summary>From the answer to the 质疑 on to the supervision platform, with the same account.</summary>
    private static async Task Complain(Hand loser)
    {
        await loser.Menu("工作台");
        await loser.Follow(Title);
        await loser.Follow("质疑（已答复）");
        await loser.Follow("向财政部门投诉");
        await loser.Follow("前往登录");
        await loser.Awaits(Title);
        await loser.AwaitsNot("尚未答复");
        await loser.Follow("投诉", Title);
        await loser.Form.Tick("实施方案评分偏低");
        await loser.Form.Fill("事实依据", "同质疑函。");
        await loser.Form.Fill("法律依据", "政府采购法第五十五条");
        await loser.Form.Fill("投诉请求", "责令重新评审");
        await loser.Do("提交投诉书");
    }

    private async Task Suspend()
    {
        var officer = await troupe.Officer("regulator01");
        await officer.Follow("进入实时在线监管");
        await officer.Reads(Title);
        await officer.Menu("投诉处理");
        await officer.Follow(Title);
        await officer.Follow("审查投诉");
        await officer.Form.Pick("审查结论", "受理");
        await officer.Form.Tick("暂停采购活动");
        await officer.Do("作出结论", "已受理");
        var handler = await troupe.At("buyer01");
        await handler.Menu("项目");
        await handler.Follow(Title);
        await handler.Awaits("项目暂停办理");
        await handler.SeesRefused("起草合同", "暂停");
    }

    private async Task Decide()
    {
        troupe.Jump(5, 20, 10);
        var decider = await troupe.Officer("regulator02");
        await decider.Follow("进入实时在线监管");
        await decider.Menu("投诉处理");
        await decider.Follow(Title);
        await decider.Follow("作出处理决定");
        await decider.Form.Pick("处理结果", "驳回投诉");
        await decider.Form.Choose("驳回的情形", "投诉事项缺乏事实依据");
        await decider.Form.Fill("查明的事实", "经调取评分记录，五名评委独立评分，实施方案得分与评审标准一致。");
        await decider.Form.Fill("处理依据和理由", "依据《政府采购质疑和投诉办法》第二十九条第二项，投诉事项缺乏事实依据，驳回投诉。");
        await decider.Form.Fill("救济途径", "不服本决定的，可在收到之日起60日内向中州市人民政府申请行政复议，或者6个月内向人民法院提起行政诉讼。");
        await decider.Do("作出决定", "决定已作出并公告");
        var handler = await troupe.At("buyer01");
        await handler.AwaitsNot("项目暂停办理");
    }
}
