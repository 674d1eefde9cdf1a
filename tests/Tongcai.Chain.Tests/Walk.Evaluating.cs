namespace Tongcai.Chain.Tests;

/// <summary>资格审查、符合性审查、独立评分、报告、签署、定标、结果公告、中标通知书。</summary>
public sealed partial class Walk
{
    // 得分 by factor for 01, 02, 03: the first is to win.
    private static readonly (string Factor, string[] Points)[] Scores = [("技术响应", ["40", "40", "20"]), ("实施方案", ["15", "11", "9"]), ("质保与响应", ["10", "5", "5"])];

    public async Task ReviewQualification()
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("资格审查", Title);
        await agent.Do("提交审查结果", $"{Number(project.Bids.Length)} 家合格");
    }

    public async Task Comply()
    {
        foreach (var member in committee)
        {
            var expert = await troupe.At(member);
            await expert.Menu("工作台");
            await expert.Follow("评审", Title);
            if (member == committee[0])
                await ReadBid(expert);
            await expert.Follow("符合性审查");
            await expert.Do("提交审查意见");
        }
    }

    public async Task Score()
    {
        foreach (var member in committee)
        {
            var scorer = await troupe.At(member);
            await Sit(scorer, member);
            await Score(scorer);
        }
    }

    public async Task Report()
    {
        var leader = await troupe.At(committee[0]);
        await Sit(leader, committee[0]);
        await leader.Follow(Say("编写评标报告"));
        await leader.Form.Fill("评审意见", Say("各投标均实质性响应，推荐排名前三的投标人为中标候选人。"));
        await leader.Do("生成报告");
        await leader.Reads(Say("评标结果排序"));
        foreach (var member in committee)
        {
            var signer = await troupe.At(member);
            await Sit(signer, member);
            await signer.Follow(Say("签署评标报告"));
            await signer.Do("签名");
        }
    }

    /// <summary>A member goes to its place in the group: an expert by its seats, the purchaser's representative by what waits for it.</summary>
    private async Task Sit(Hand member, string user)
    {
        if (user.StartsWith("expert", StringComparison.Ordinal))
        {
            await member.Menu("我的评审");
            await member.Follow("进入评审", Title);
            return;
        }

        await member.Menu("工作台");
        await member.Follow("评审", Title);
    }

    /// <summary>A member opens a bid, down to what its bidder wrote.</summary>
    private static async Task ReadBid(Hand expert)
    {
        await expert.Follow(Troupe.NameOf("supplier01"));
        await expert.Reads("完全响应。");
        Assert.Contains("supplier01：分三批供货", await expert.Save("下载技术方案"), StringComparison.Ordinal);
        await expert.Menu("评审");
    }

    /// <summary>One member scores every bid that stands, in the rows that the page offers.</summary>
    private async Task Score(Hand expert)
    {
        await expert.Follow("评分");
        foreach (var (factor, points) in Scores)
        {
            foreach (var (user, score) in project.Bids.Select(b => b.User).Zip(points))
                await expert.Form.RowSaying("评分", Troupe.NameOf(user), factor).Fill("得分", score);
        }

        await expert.Form.Tick("提交评分");
        await expert.Do("保存", "评分已提交");
        await expert.Reads("本人评分");
    }

    /// <param name="winner">User of the firm that ranks first.</param>
    public async Task Award(string winner)
    {
        var head = await troupe.At("buyer03");
        await head.Menu("工作台");
        await head.Follow(Title);
        await head.Follow(project.Row.OneSupplier ? "单一来源协商" : "评审");
        await head.Reads(Troupe.NameOf(winner));
        await head.Menu("工作台");
        await head.Follow(Say("确定中标人"), Title);
        await head.Form.Choose(Say("中标候选人"), Troupe.NameOf(winner));
        await head.Do("确定", Say($"已确定 {Troupe.NameOf(winner)} 中标"));
    }

    public async Task PublishResult()
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow(Say("公告中标结果"), Title);
        await agent.Form.Fill("代理服务费", "42000");
        await agent.Do("立即公告", Say("中标通知书已发出"));
    }
}
