namespace Tongcai.Chain.Tests;

/// <summary>单一来源：理由和论证，邀请，响应和报价，协商情况记录。</summary>
public sealed partial class Walk
{
    /// <summary>The unit itself decides below the threshold; its reasons are recorded.</summary>
    /// <param name="only">User of the only supplier.</param>
    public async Task ApplySingleSource(string only)
    {
        var handler = await troupe.At("buyer01");
        await handler.Menu("采购需求");
        await handler.Follow(Title);
        await handler.Follow("申请变更采购方式");
        await handler.Form.Rows("专业人员、评审专家论证意见", 1);
        await handler.Form.Choose("采购方式", "单一来源");
        await handler.Form.Choose("法定情形", "只能从唯一供应商处采购");
        await handler.Form.Fill("理由", "在用实验平台的专利接口只能由原厂商提供，扩容沿用原有数据。");
        await handler.Form.Fill("预算金额", Number(project.PlanYuan));
        await handler.Form.Fill("项目所在地", "410100");
        await handler.Form.Fill("主管预算单位意见", "同意");
        await handler.Form.Fill("拟定的供应商", Troupe.NameOf(only));
        await handler.Form.Fill("供应商地址", "中州市高新区科苑路6号");
        var expert = handler.Form.Row("专业人员、评审专家论证意见", 1);
        await expert.Fill("姓名", "周启明");
        await expert.Fill("工作单位", "河南工业大学");
        await expert.Fill("职称", "教授");
        await expert.Fill("论证意见", "核心部件使用不可替代的专利。");
        await handler.Do("提交申请");
    }

    public async Task Invite(string only, string day, string time)
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("发出单一来源采购文件", Title);
        await agent.Form.Rows("采购人员", 2);
        await agent.Form.Choose("供应商", Troupe.NameOf(only));
        await agent.Form.Moment("协商时间", day, time);
        await agent.Form.Fill("协商地点", "采购中心三楼");
        foreach (var (i, (name, experience)) in new[] { ("陈立新", "同类设备采购八年"), ("周岚", "采购师") }.Index())
        {
            var row = agent.Form.Row("采购人员", i + 1);
            await row.Choose("采购人员", name);
            await row.Fill("相关经验", experience);
        }

        await agent.Do("发出");
    }

    public async Task Offer(string only, string unitPrice)
    {
        var supplier = await troupe.At(only);
        await supplier.Menu("工作台");
        await supplier.Follow("提交响应", Title);
        var form = supplier.Form;
        await form.Row("分项报价", 1).Fill("单价", unitPrice);
        await form.Fill("交付期", "45");
        for (var i = 1; i <= Requirements.Length; i++)
            await form.Row("逐项响应", i).Fill("响应", "完全响应。");
        await form.Fill("标的成本", "材料、装配、运输各占成本六成、三成、一成，与近期合同相同。");
        await form.Fill("联系方式", $"{only} 0379-00000{only[^2..]}");
        await supplier.Do("提交");
    }

    /// <summary>The record of the talks, signed by all who negotiated.</summary>
    public async Task Record(string day, string price)
    {
        var agent = await troupe.At("agent01");
        await agent.Menu("工作台");
        await agent.Follow("编写协商情况记录", Title);
        var form = agent.Form;
        await form.Rows("同类项目合同价格", 1);
        await form.Fill("公示情况说明", "未达到公开招标数额标准，不需要公示。");
        await form.Fill("协商日期", day);
        await form.Fill("协商地点", "采购中心三楼");
        await form.Fill("采购标的成本", "供应商说明成本构成，与同类合同相符。");
        var similar = form.Row("同类项目合同价格", 1);
        await similar.Fill("采购单位", "中州市图书馆");
        await similar.Fill("合同", "数字平台采购合同");
        await similar.Fill("签订日期", "2025-11-03");
        await similar.Fill("折合本项目数量的价格", price);
        await similar.Fill("来源", "合同公告");
        await form.Fill("相关专利、专有技术等情况", "平台接口专利。");
        await form.Fill("合同主要条款及价格商定情况", "四十五日内交付，验收后付清，价格商定如上。");
        await form.Fill("商定的成交价格", price);
        await agent.Do("生成记录");
        foreach (var user in new[] { "agent01", "buyer01" })
        {
            var member = await troupe.At(user);
            await member.Menu("工作台");
            await member.Follow("签署", Title);
            await member.Do("签名");
        }
    }
}
