using System.Text;

namespace Tongcai.Law;

/// <summary>
/// 用语：what the law calls the same thing under a method. 招标 is the tongue in which the texts of acts that methods share are written; <see cref="Say"/> says them in that of another method.
/// </summary>
public sealed class MethodWords
{
    private readonly (string From, string To)[] pairs;

    private MethodWords(string document, string notice, string offer, string offerer, string group, string report, string winner, string win, string decide, string lowest, string best = "综合评分法")
    {
        (Document, Notice, Offer, Offerer, Group, Report, Winner, Win, Decide, Lowest, Best) = (document, notice, offer, offerer, group, report, winner, win, decide, lowest, best);
        pairs = Pairs();
    }

    /// <summary>公开招标: the words as they are.</summary>
    public static readonly MethodWords Tender = new("招标文件", "招标公告", "投标文件", "投标人", "评标委员会", "评标报告", "中标人", "中标", "定标", "最低评标价法");

    /// <summary>邀请招标: the words of a tender; what invites is a letter to those who were chosen.</summary>
    public static readonly MethodWords Invited = new("招标文件", "投标邀请书", "投标文件", "投标人", "评标委员会", "评标报告", "中标人", "中标", "定标", "最低评标价法");

    /// <summary>采购文件, e.g. 磋商文件.</summary>
    public string Document { get; }

    /// <summary>What invites, e.g. 竞争性磋商公告.</summary>
    public string Notice { get; }

    /// <summary>投标文件 or 响应文件.</summary>
    public string Offer { get; }

    /// <summary>投标人 or 供应商.</summary>
    public string Offerer { get; }

    /// <summary>评审组织, e.g. 磋商小组.</summary>
    public string Group { get; }

    /// <summary>评标报告 or 评审报告.</summary>
    public string Report { get; }

    /// <summary>中标人, 成交供应商 or 入围供应商.</summary>
    public string Winner { get; }

    /// <summary>中标, 成交 or 入围.</summary>
    public string Win { get; }

    /// <summary>What the purchaser does with the report: 定标 or 确定成交供应商.</summary>
    public string Decide { get; }

    /// <summary>The evaluation by price alone, e.g. 最低评标价法.</summary>
    public string Lowest { get; }

    /// <summary>The evaluation by score, e.g. 综合评分法.</summary>
    public string Best { get; }

    /// <summary>中标通知书, 成交通知书 or 入围通知书.</summary>
    public string Letter => Win + "通知书";

    /// <summary>中标结果公告, 成交结果公告 or 入围结果公告.</summary>
    public string ResultNotice => Win + "结果公告";

    /// <summary>What the group does with each supplier: 谈判, 磋商.</summary>
    public string Talk => Group.Replace("小组", "", StringComparison.Ordinal);

    /// <summary>Whether the words are those of a tender.</summary>
    public bool IsTender => Offer == Tender.Offer;

    /// <summary>Words of a method that is no tender.</summary>
    internal static MethodWords Of(string document, string notice, string group, string lowest, string report = "评审报告", string win = "成交", string best = "综合评分法") =>
        new(document, notice, "响应文件", "供应商", group, report, win + "供应商", win, $"确定{win}供应商", lowest, best);

    /// <summary>
    /// A text written in the words of a tender, in the words of the method. What stands in “quotation marks” is what somebody else has said and stays; the names 公开招标 and 邀请招标 stay too.
    /// </summary>
    public string Say(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (pairs.Length == 0)
            return text;
        var said = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '“' && text.IndexOf('”', i) is var end and >= 0)
            {
                said.Append(text, i, end + 1 - i);
                i = end + 1;
                continue;
            }

            var (from, to) = pairs.FirstOrDefault(p => string.CompareOrdinal(text, i, p.From, 0, p.From.Length) == 0);
            said.Append(from is null ? text[i].ToString() : to);
            i += from?.Length ?? 1;
        }

        return said.ToString();
    }

    // The longest first: a word is never taken for a part of a longer one.
    private (string From, string To)[] Pairs()
    {
        List<(string From, string To)> pairs = [];
        if (Notice != "招标公告")
            pairs.Add(("招标公告", Notice));
        if (Offer != "投标文件")
        {
            pairs.AddRange(
            [
                ("招标文件", Document), ("投标文件", Offer), ("投标人", Offerer), ("评标委员会", Group), ("评标报告", Report), ("中标人", Winner), ("中标供应商", Winner), ("中标、成交", "中标、成交"),
                ("中标", Win), ("定标", Decide), ("最低评标价法", Lowest), ("综合评分法", Best), ("评标价", "评审价"), ("评标", "评审"), ("开标评标", "组织评审"), ("开标、评审", "开启、评审"),
                ("投标截止", "响应文件提交截止"), ("投标已截止", "响应文件提交已截止"), ("投标已经截止", "响应文件提交已经截止"), ("投标尚未截止", "响应文件提交尚未截止"),
                ("投标保证金", "保证金"), ("投标有效期", "响应有效期"), ("投标报价", "报价"), ("投标总价", "总报价"), ("投标价格", "报价"), ("联合体投标", "联合体参加"), ("接受投标", "接受响应"),
                ("公开邀请供应商投标", "公开邀请供应商参加采购活动"), ("投标邀请", "采购邀请"), ("投标", "响应"), ("开标一览表", "报价一览表"), ("开标密钥", "开启密钥"), ("开标", "开启"), ("唱标", "报价"),
                ("废标", "终止"), ("重新招标", "重新采购"), ("本次招标", "本次采购"),
            ]);
        }

        // What is bought directly in an emergency goes the way of a single source and is none.
        if (Document == "紧急采购文件")
            pairs.AddRange([("单一来源采购文件", Document), ("终止单一来源采购", "终止紧急采购"), ("单一来源协商", "紧急采购协商"), ("单一来源响应", "响应")]);
        return [.. pairs.OrderByDescending(p => p.From.Length)];
    }
}
