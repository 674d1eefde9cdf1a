namespace Tongcai.Papers.Tests;

/// <summary>Papers that tests write.</summary>
internal static class Specimen
{
    public static Paper Notice { get; } = new("实训楼打印机采购公开招标公告",
    [
        new("项目概况", ["实训楼打印机采购的潜在投标人应在交易平台获取招标文件，并于 2026-03-20 09:30（北京时间）前递交投标文件。"]),
        new("一、项目基本情况", ["项目编号：410100-GKZB-2026-0A1B2C3D", "预算金额：600,000.00 元", "采购需求："])
        {
            Table = new("采购需求", ["包号", "采购标的", "数量", "预算金额（元）", "核心产品"], [["1", "A4 黑白激光打印机，每分钟打印不少于 30 页，支持自动双面，含两年上门保修和随机耗材两套", "10 台", "600,000.00", "打印机"]]),
        },
        new("二、其他补充事宜", ["投标文件以开标密钥加密，密钥编号 0b1c2d3e4f5061728394a5b6c7d8e9f00b1c2d3e4f5061728394a5b6c7d8e9f0；采购人联系人：㛃䶮先生“（办公室）”，①★№℃。", "收据号 00112233445566778899aabbccddeeff，编号 R00112233445566778899aabb。"]),
    ])
    {
        Number = "项目编号 410100-GKZB-2026-0A1B2C3D",
        Signed = ["中州市实验学校", "2026年2月26日"],
        Proof = ["账本 trading.example/log 第 1,234 条，正文 SM3 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"],
    };

    public static Paper Decision { get; } = new("关于实训楼打印机采购项目投诉的处理决定",
        [new("一、查明的事实", ["评标委员会未按招标文件规定的评审标准评分。"]), new("二、处理决定", ["投诉事项成立，责令重新开展采购活动。"])])
    {
        Layout = PaperLayout.Official, Organ = "中州市财政局文件", Number = "中财购决〔2026〕3号", To = "中州办公设备有限公司", Signed = ["中州市财政局", "2026年4月9日"],
    };

    /// <summary>Everything that is read, line ends and spaces left out.</summary>
    public static string Words(Paper paper) => Packed(string.Concat(
        (IEnumerable<string>)[paper.Organ, paper.Number, paper.Title, paper.To, .. paper.Parts.SelectMany(p => (IEnumerable<string>)[p.Heading, .. p.Paragraphs, .. p.Table?.Columns ?? [], .. (p.Table?.Rows ?? []).SelectMany(r => r)]), .. paper.Signed, .. paper.Proof]));

    public static string Packed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
}
