namespace Tongcai.Chain.Tests;

/// <summary>资格审查、符合性审查、五名专家独立评分、报告、签署、定标、结果公告、中标通知书。</summary>
public sealed partial class WholeTenderTests
{
    // 得分 by factor for 01, 02, 03: the first is to win.
    private static readonly (string Factor, string[] Points)[] Scores = [("技术响应", ["40", "40", "20"]), ("实施方案", ["15", "11", "9"]), ("质保与响应", ["10", "5", "5"])];

    private static string NameOf(string user) => Holders.First(h => h.User == user).Name;

    private async Task Evaluate()
    {
        var agent = await At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("资格审查", Title);
        await agent.Do("提交审查结果", "3 家合格");
        foreach (var member in committee)
        {
            var expert = await At(member);
            await expert.Menu("工作台");
            await expert.Follow("评审", Title);
            if (member == committee[0])
                await ReadBid(expert);
            await expert.Follow("符合性审查");
            await expert.Do("提交审查意见");
        }

        foreach (var member in committee)
            await Score(await At(member));
        var leader = await At(committee[0]);
        await leader.Follow("编写评标报告");
        await leader.Form.Fill("评审意见", "各投标均实质性响应，推荐排名前三的投标人为中标候选人。");
        await leader.Do("生成报告");
        await leader.Reads("评标结果排序");
        foreach (var member in committee)
        {
            var expert = await At(member);
            await expert.Menu("我的评审");
            await expert.Follow("进入评审", Title);
            await expert.Follow("签署评标报告");
            await expert.Do("签名");
        }
    }

    /// <summary>A member opens a bid, down to what its bidder wrote.</summary>
    private static async Task ReadBid(Hand expert)
    {
        await expert.Follow(NameOf("supplier02"));
        await expert.Reads("完全响应。");
        Assert.Contains("supplier02：分三批供货", await expert.Save("下载技术方案"), StringComparison.Ordinal);
        await expert.Menu("评审");
    }

    /// <summary>One member scores every bid that stands, in the rows that the page offers.</summary>
    private static async Task Score(Hand expert)
    {
        await expert.Menu("我的评审");
        await expert.Follow("进入评审", Title);
        await expert.Follow("评分");
        foreach (var (factor, points) in Scores)
        {
            foreach (var (user, score) in Bids.Select(b => b.User).Zip(points))
                await expert.Form.RowSaying("评分", NameOf(user), factor).Fill("得分", score);
        }

        await expert.Form.Tick("提交评分");
        await expert.Do("保存", "评分已提交");
        await expert.Reads("本人评分");
    }

    private async Task Award()
    {
        Jump(5, 6, 9);
        var head = await At("buyer03");
        await head.Menu("工作台");
        await head.Follow(Title);
        await head.Follow("评审");
        await head.Reads(NameOf("supplier01"));
        await head.Menu("工作台");
        await head.Follow("确定中标人", Title);
        await head.Form.Choose("中标候选人", NameOf("supplier01"));
        await head.Do("确定", $"已确定 {NameOf("supplier01")} 中标");
        Jump(5, 7, 10);
        var agent = await At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("公告中标结果", Title);
        await agent.Form.Fill("代理服务费", "42000");
        await agent.Do("立即公告", "中标通知书已发出");
    }
}
