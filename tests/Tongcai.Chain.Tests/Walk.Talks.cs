namespace Tongcai.Chain.Tests;

/// <summary>采购人代表，谈判（磋商），实质性变动，最后报价。</summary>
public sealed partial class Walk
{
    /// <summary>A person of the purchaser joins the group.</summary>
    public async Task Appoint(string representative, string name)
    {
        // Who has never been here cannot be named.
        await troupe.At(representative);
        var head = await troupe.At("buyer03");
        await head.Menu("项目");
        await head.Follow(Title);
        await head.Follow("委派采购人代表");
        await head.Form.Choose("采购人代表", name);
        await head.Do("委派", "采购人代表已委派");
        committee.Add(representative);
    }

    /// <summary>The whole group with each supplier in turn.</summary>
    public async Task Talk()
    {
        var leader = await troupe.At(committee[0]);
        foreach (var (user, _, _, _, _) in project.Bids)
        {
            await Sit(leader, committee[0]);
            await leader.Follow("记录谈判（磋商）");
            await leader.Form.Choose("供应商", Troupe.NameOf(user));
            await leader.Form.Tick("小组全体成员集中与该供应商单独进行");
            await leader.Form.Fill("记录", "请说明光具座的误差和分批到货的安排，供应商逐项答复。");
            await leader.Do("保存记录");
        }
    }

    /// <summary>A change of the needs: proposed by the group, confirmed by the representative, told to all at once.</summary>
    public async Task Change(string representative)
    {
        const string text = "学生电源输出电压由0至24伏改为0至30伏连续可调。";
        var leader = await troupe.At(committee[0]);
        await Sit(leader, committee[0]);
        await leader.Follow("提出实质性变动");
        await leader.Form.Pick("变动的内容属于", "技术要求");
        await leader.Form.Fill("变动后的要求", text);
        await leader.Do("提请采购人代表确认");
        var person = await troupe.At(representative);
        await Sit(person, representative);
        await person.Follow("办理确认");
        await person.Form.Tick("确认上述变动");
        await person.Do("确认并同时通知");
        var supplier = await troupe.At(project.Bids[0].User);
        await supplier.Menu("工作台");
        await supplier.Follow(Title);
        await supplier.Follow(Say("投标"));
        await supplier.Reads(text);
    }
}
