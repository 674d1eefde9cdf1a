namespace Tongcai.Chain.Tests;

/// <summary>保证金：opened at the institution, named in the sealed bid, examined after the opening, given back to the losers.</summary>
public sealed partial class Walk
{
    private readonly Dictionary<string, string> bonds = [];

    /// <summary>After the opening: one is a fen short.</summary>
    public async Task ExamineBonds()
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("项目");
        await agent.Follow(Title);
        await agent.Follow("投标保证金");
        await agent.Awaits("89,999.99");
        await agent.Awaits("已核实");
        await agent.Reads("不符合要求");
    }

    public async Task ReturnBonds(params IEnumerable<string> losers)
    {
        var agent = await troupe.At("agent01");
        foreach (var user in losers)
        {
            await agent.Menu("项目");
            await agent.Follow(Title);
            await agent.Follow("投标保证金");
            await agent.Follow("退还投标保证金");
            await agent.Form.Choose("投标人", Troupe.NameOf(user));
            await agent.Do("退还", "已通知机构退还");
            var loser = await troupe.At(user);
            await loser.Menu("项目");
            await loser.Follow(Title);
            await loser.Follow("投标保证金");
            await loser.Awaits("已退还");
        }
    }

    /// <summary>A bond that the bidder opens at the institution itself; that of supplier03 is one fen short.</summary>
    private async Task Bond(Hand bidder, Fields form, string user)
    {
        if (project.BondYuan == 0)
            return;
        if (!bonds.TryGetValue(user, out var number))
        {
            var code = (await bidder.Text(".title .soft")).Split('　')[0].Trim();
            var answer = await troupe.Outside("bonds/bonds", new
            {
                form = "guarantee", project = code, applicantCreditCode = Troupe.Holders.Single(h => h.User == user).CreditCode, beneficiaryCreditCode = Troupe.Holders[0].CreditCode,
                amountFen = (project.BondYuan * 100L) - (user == "supplier03" ? 1 : 0), validUntil = "2026-08-30",
            });
            bonds[user] = number = answer["number"]!.GetValue<string>();
        }

        await form.Choose("保证金形式", "保函");
        await form.Fill("出具保证金的机构", "中州银行");
        await form.Fill("保证金编号", number);
    }
}
