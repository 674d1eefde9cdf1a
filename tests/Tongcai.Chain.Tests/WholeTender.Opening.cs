namespace Tongcai.Chain.Tests;

/// <summary>抽取评审专家、投标截止、开标。</summary>
public sealed partial class WholeTenderTests
{
    private readonly List<string> committee = [];

    private async Task Draw()
    {
        Jump(4, 28, 9);
        var agent = await At("agent01");
        await agent.Menu("项目");
        await agent.Follow(Title);
        await agent.Follow("专家抽取准备");
        await agent.Form.Fill("专家人数", "5");
        var words = await agent.Save("保存随机文字");
        await agent.Do("固定名册并承诺");
        await agent.Form.Fill("随机数原文", words);
        await agent.Do("公布并抽取", "5 名专家");
        var declined = false;
        for (var i = 1; committee.Count < 5 && i <= 2 * Experts; i++)
        {
            var user = $"expert{(i - 1) % Experts + 1:00}";
            if (committee.Contains(user))
                continue;
            var expert = await At(user);
            await expert.Menu("工作台");
            if (!await expert.Sees("答复评审邀请"))
                continue;
            await expert.Follow("答复评审邀请");
            await expert.Form.Pick("答复", declined ? "接受" : "不能参加");
            if (declined)
                committee.Add(user);
            else
                await expert.Form.Fill("事由", "当日出差。");
            declined = true;
            await expert.Do("答复");
        }

        Assert.Equal(5, committee.Count);
    }

    private async Task OpenBids()
    {
        Jump(4, 30, 9, 30);
        var agent = await At("agent01");
        await agent.Menu("项目");
        await agent.Follow(Title);
        await agent.Follow("开标大厅");
        await agent.Awaits("已解密");
        await agent.Reads("4,580,000.40");
        await agent.Follow("确认开标记录");
        await agent.Do("确认开标记录");
    }
}
