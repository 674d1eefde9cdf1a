namespace Tongcai.Law.Tests;

public class MethodWordsTests
{
    private static string Say(ProcurementMethod method, string text) => method.Words.Say(text);

    [Fact]
    public void 公开招标的话一字不变()
    {
        const string Text = "招标文件第五章：投标人应在投标截止前递交投标文件；开标后由评标委员会按最低评标价法提出评标报告，定标后公告中标结果，不足三家废标。";
        Assert.Equal(Text, Say(ProcurementMethods.OpenTender, Text));
        Assert.Equal("发布投标邀请书，投标文件", Say(ProcurementMethods.InvitedTender, "发布招标公告，投标文件"));
    }

    [Fact]
    public void 磋商谈判询价各用自己的话_长的词先认()
    {
        Assert.Equal("发布竞争性磋商公告，连同磋商文件", Say(ProcurementMethods.Consultation, "发布招标公告，连同招标文件"));
        Assert.Equal("供应商应在响应文件提交截止前递交响应文件", Say(ProcurementMethods.Negotiation, "投标人应在投标截止前递交投标文件"));
        Assert.Equal("询价小组提出评审报告，成交通知书发给成交供应商", Say(ProcurementMethods.Inquiry, "评标委员会提出评标报告，中标通知书发给中标人"));
        Assert.Equal(("成交结果公告", "成交通知书", "磋商"), (ProcurementMethods.Consultation.Words.ResultNotice, ProcurementMethods.Consultation.Words.Letter, ProcurementMethods.Consultation.Words.Talk));
        Assert.Equal("入围结果公告", ProcurementMethods.FrameworkAgreement.Words.ResultNotice);
    }

    [Fact]
    public void 引号里是别人的话_公开招标是名称_都不动()
    {
        Assert.Equal("原文：“投标人须提供招标文件”，请改响应文件", Say(ProcurementMethods.Consultation, "原文：“投标人须提供招标文件”，请改投标文件"));
        Assert.Equal("达到公开招标数额标准", Say(ProcurementMethods.Inquiry, "达到公开招标数额标准"));
        Assert.Equal("“没有说完的话，供应商", Say(ProcurementMethods.Inquiry, "“没有说完的话，投标人"));
    }
}
