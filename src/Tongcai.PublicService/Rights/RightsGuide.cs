using System.Text.RegularExpressions;
using Tongcai.Law;
using Tongcai.Papers;

namespace Tongcai.PublicService.Rights;

/// <summary>救济的一步。</summary>
/// <param name="To">Whom it is handed to.</param>
/// <param name="Limits">Time limits, as the law project has them.</param>
/// <param name="Rules">Further rules.</param>
/// <param name="Template">Code of the template; empty: none.</param>
internal sealed record RightsStep(string Title, string When, string To, IReadOnlyList<TimeLimit> Limits, IReadOnlyList<Rule> Rules, string Template);

/// <summary>文书范本, with what the law asks it to say.</summary>
/// <param name="Article">Article that lists the contents; empty: none does.</param>
internal sealed record RightsTemplate(string Code, string Title, string Article);

/// <summary>询问、质疑、投诉的途径、期限和文书。Limits and contents come from the rules and texts of the law project; nothing of them is written again here.</summary>
internal static partial class RightsGuide
{
    private const string Measures = "政府采购质疑和投诉办法";

    public static readonly IReadOnlyList<RightsStep> Steps =
    [
        new("询问", "对采购活动的事项有疑问", "采购人，或者受委托的采购代理机构", [TimeLimits.EnquiryAnswer], [HouseRules.QuestionToPurchaser, ChallengeRules.AgencyScope], "enquiry"),
        new("质疑", "认为采购文件、采购过程、中标或者成交结果使自己的权益受到损害", "采购人，或者受委托的采购代理机构；接收质疑函的方式见采购文件", [TimeLimits.ChallengeWindow, TimeLimits.ChallengeAnswer],
            [ChallengeRules.KnownFrom, ChallengeRules.Participant, ChallengeRules.DocumentTaker, ChallengeRules.LetterContents, ChallengeRules.Signed, ChallengeRules.MustBeTaken], "challenge"),
        new("投诉", "对质疑答复不满意，或者没有按时得到答复", "采购人所属预算级次的本级财政部门",
            [TimeLimits.ComplaintWindow, TimeLimits.ComplaintAcceptance, TimeLimits.ComplaintRejection, TimeLimits.ComplaintNotification, TimeLimits.ComplaintReply, TimeLimits.ComplaintDecision, TimeLimits.SuspensionMax],
            [ComplaintRules.ToFinance, ComplaintRules.ChallengedFirst, ComplaintRules.OnlyWhatWasChallenged, ComplaintRules.LetterContents, ComplaintRules.BurdenOfProof, ComplaintRules.TimeNotCounted], "complaint"),
        new("行政复议、行政诉讼", "对投诉处理决定不服，或者财政部门逾期没有处理", "行政复议机关，或者人民法院", [TimeLimits.AdministrativeReview, TimeLimits.Lawsuit, TimeLimits.LawsuitAfterReview], [], ""),
    ];

    public static readonly IReadOnlyList<RightsTemplate> Templates =
        [new("enquiry", "询问函", ""), new("challenge", "质疑函", "第十二条"), new("complaint", "投诉书", "第十八条"), new("authorisation", "授权委托书", "第八条")];

    /// <summary>The paper to fill in; null for a code that is none.</summary>
    public static Paper? Paper(string code) => Templates.FirstOrDefault(t => t.Code == code) is not { } template ? null : new Paper(template.Title, [.. Parts(template)])
    {
        To = code switch { "complaint" => "（采购人所属预算级次的本级财政部门）", "authorisation" => "", _ => "（采购人或者采购代理机构）" },
        Signed = ["（签字或者签章，公章）", "　　年　　月　　日"],
        Proof = template.Article.Length > 0 ? [$"依据：{Measures}{template.Article}。"] : [$"依据：{HouseRules.QuestionToPurchaser.Source.Instrument}{HouseRules.QuestionToPurchaser.Source.Article}。"],
    };

    private static IEnumerable<PaperPart> Parts(RightsTemplate template)
    {
        const string blank = "　　　　　　　　";
        switch (template.Code)
        {
            case "enquiry":
                yield return new("一、询问人", [$"名称：{blank}", $"联系人：{blank}　联系电话：{blank}"]);
                yield return new("二、项目", [$"项目名称：{blank}", $"项目编号：{blank}　采购包：{blank}"]);
                yield return new("三、询问的事项", [blank]);
                break;
            case "authorisation":
                yield return new("", [$"委托人：{blank}", $"代理人姓名或者名称：{blank}", $"代理事项：就项目（名称：{blank}，编号：{blank}）提出质疑、提起投诉", $"具体权限：{blank}", $"期限：自　　年　　月　　日至　　年　　月　　日", $"相关事项：{blank}"]);
                break;
            default:
                // The law's own list, item by item, each with room to write.
                foreach (var item in Contents(template.Article)) yield return new(item, [blank]);
                yield return new("附", ["必要的证明材料。委托代理人的，附授权委托书。"]);
                break;
        }
    }

    /// <summary>The items that an article lists, as the official text has them.</summary>
    private static IEnumerable<string> Contents(string article) => Statutes.All[Measures].Split('\n')
        .SkipWhile(l => !l.StartsWith(article, StringComparison.Ordinal)).Skip(1).TakeWhile(l => !Article().IsMatch(l)).Where(l => l.StartsWith('（')).Select(l => l.Trim().TrimEnd('；', '。'));

    [GeneratedRegex("^第[一二三四五六七八九十百]+条", RegexOptions.None, 1000)]
    private static partial Regex Article();
}
