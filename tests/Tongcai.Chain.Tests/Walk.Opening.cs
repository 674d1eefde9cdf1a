namespace Tongcai.Chain.Tests;

/// <summary>抽取评审专家、投标截止、开标。</summary>
public sealed partial class Walk
{
    /// <param name="seats">Experts to be drawn; the first invited declines.</param>
    public async Task Draw(int seats)
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("项目");
        await agent.Follow(Title);
        await agent.Follow("专家抽取准备");
        await agent.Form.Fill("专家人数", Number(seats));
        var words = await agent.Save("保存随机文字");
        await agent.Do("固定名册并承诺");
        await agent.Form.Fill("随机数原文", words);
        await agent.Do("公布并抽取", $"{Number(seats)} 名专家");
        var declined = false;
        for (var i = 1; committee.Count < seats && i <= 2 * Troupe.Experts; i++)
        {
            var user = $"expert{(i - 1) % Troupe.Experts + 1:00}";
            if (committee.Contains(user))
                continue;
            var expert = await troupe.At(user);
            await expert.Menu("工作台");
            if (!await expert.SeesInLine("答复评审邀请", Title))
                continue;
            await expert.Follow("答复评审邀请", Title);
            await expert.Form.Pick("答复", declined ? "接受" : "不能参加");
            if (declined)
                committee.Add(user);
            else
                await expert.Form.Fill("事由", "当日出差。");
            declined = true;
            await expert.Do("答复");
        }

        Assert.Equal(seats, committee.Count);
    }

    /// <summary>After the deadline: everything is decrypted, a tender is read out, and the record confirmed.</summary>
    /// <param name="read">What the hall has to say of the bids; methods without a public opening say nothing of them.</param>
    public async Task OpenBids(string read = "")
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("项目");
        await agent.Follow(Title);
        await agent.Follow(Say("开标大厅"));
        await agent.Awaits(project.Row.Words.IsTender ? "已解密" : "响应文件已经开启");
        await agent.Reads(read);
        await agent.Follow(Say("确认开标记录"));
        await agent.Do(Say("确认开标记录"));
    }
}
