namespace Tongcai.Chain.Tests;

/// <summary>合同由双方在浏览器中签名，公告、备案；验收；发票；支付。</summary>
public sealed partial class Walk
{
    /// <param name="winner">Who signs for the supplier.</param>
    /// <param name="price">In yuan, as the text of the contract writes it.</param>
    public async Task Contract(string winner, string price)
    {
        var handler = await troupe.At("buyer01");
        await handler.Menu("工作台");
        await handler.Follow("起草合同", Title);
        await handler.Do("生成合同文本");
        await handler.Reads(price);
        await Sign("buyer03", troupe.Key("buyer01", "signing.key"), "等待对方签名");
        await Sign(winner, troupe.Key(winner, "signing.key"), "合同已签订");
    }

    public async Task PublishContract()
    {
        var handler = await troupe.At("buyer01");
        await handler.Menu("工作台");
        await handler.Follow("公告合同", Title);
        await handler.Do("立即公告", "合同已公告");
        await handler.Menu("工作台");
        await handler.Follow("合同备案", Title);
        await handler.Do("备案", "合同已备案");
    }

    public async Task Accept()
    {
        var assets = await troupe.At("buyer05");
        await assets.Menu("工作台");
        await assets.Follow("履约验收", Title);
        await assets.Form.Fill("验收意见", "全部到货，安装调试合格。");
        await assets.Do("出具验收书", "验收合格");
    }

    public async Task Invoice(string winner, string price)
    {
        var supplier = await troupe.At(winner);
        await supplier.Menu("工作台");
        await supplier.Follow("提交发票", Title);
        await supplier.Form.Fill("发票号码", "24412000000012345678");
        await supplier.Form.Fill("发票金额", price.Replace(",", "", StringComparison.Ordinal));
        await supplier.Do("提交", "最迟");
    }

    public async Task Pay()
    {
        var finance = await troupe.At("buyer04");
        await finance.Menu("工作台");
        await finance.Follow("申请支付", Title);
        await finance.Do("提交国库支付", "已提交国库");
        await finance.Awaits("已支付");
    }

    private async Task Sign(string user, string key, string said)
    {
        var signer = await troupe.At(user);
        await signer.Menu("工作台");
        await signer.Follow("签订合同", Title);
        await signer.Form.Attach("签名私钥文件", key);
        await signer.Reads("已在本机对合同文本签名");
        await signer.Do("签名", said);
    }
}
