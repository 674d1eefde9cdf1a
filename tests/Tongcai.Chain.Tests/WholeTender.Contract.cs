namespace Tongcai.Chain.Tests;

/// <summary>合同由双方在浏览器中签名，公告、备案；验收；发票；支付；公众看全链。</summary>
public sealed partial class WholeTenderTests
{
    private const string Price = "4523600.40";

    private async Task Contract()
    {
        Jump(5, 21, 9);
        var handler = await At("buyer01");
        await handler.Menu("工作台");
        await handler.Follow("起草合同", Title);
        await handler.Do("生成合同文本");
        await handler.Reads("4,523,600.40");
        await Sign("buyer03", Key("buyer01", "signing.key"), "等待对方签名");
        await Sign("supplier01", Key("supplier01", "signing.key"), "合同已签订");
        Jump(5, 22, 9);
        await handler.Menu("工作台");
        await handler.Follow("公告合同", Title);
        await handler.Do("立即公告", "合同已公告");
        await handler.Menu("工作台");
        await handler.Follow("合同备案", Title);
        await handler.Do("备案", "合同已备案");
    }

    private async Task Sign(string user, string key, string said)
    {
        var signer = await At(user);
        await signer.Menu("工作台");
        await signer.Follow("签订合同", Title);
        await signer.Form.Attach("签名私钥文件", key);
        await signer.Reads("已在本机对合同文本签名");
        await signer.Do("签名", said);
    }

    private async Task Perform()
    {
        Jump(7, 10, 9);
        var assets = await At("buyer05");
        await assets.Menu("工作台");
        await assets.Follow("履约验收", Title);
        await assets.Form.Fill("验收意见", "120套全部到货，安装调试合格。");
        await assets.Do("出具验收书", "验收合格");
        Jump(7, 13, 9);
        var supplier = await At("supplier01");
        await supplier.Menu("工作台");
        await supplier.Follow("提交发票", Title);
        await supplier.Form.Fill("发票号码", "24412000000012345678");
        await supplier.Form.Fill("发票金额", Price);
        await supplier.Do("提交", "最迟");
        Jump(7, 20, 9);
        var finance = await At("buyer04");
        await finance.Menu("工作台");
        await finance.Follow("申请支付", Title);
        await finance.Do("提交国库支付", "已提交国库");
        await finance.Awaits("已支付");
    }

    /// <summary>Anybody, without an account: from the front page to the whole chain, the notice, the decision, and on paper.</summary>
    private async Task Publicity()
    {
        var anyone = await Sit("anyone");
        await anyone.Open(stack.Hub);
        await anyone.Menu("信息公告");
        await anyone.Awaits(Title);
        await anyone.Follow(Title);
        await anyone.LookAtPrint();
        await anyone.Follow(Title);
        await anyone.Awaits("已付清");
        foreach (var step in new[] { "采购意向", "招标公告", "开标", "中标结果", "合同公告", "验收", "支付", "投诉" })
            await anyone.Reads(step);
        await anyone.LookAtPrint();
        await anyone.Follow("验证");
        await anyone.Open(stack.Supervision);
        await anyone.Follow(Title);
        await anyone.Reads("驳回投诉");
        await anyone.LookAtPrint();
    }
}
