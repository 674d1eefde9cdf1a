using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>The text of each kind of notice, from its fact and what the same ledger said before.</summary>
public static class NoticeText
{
    /// <summary>The notice a fact publishes; null when it publishes none.</summary>
    /// <param name="chain">The chain up to the fact, as <see cref="ProcurementChain.Until"/> gives it.</param>
    public static OfficialNotice? Of(Recorded recorded, ProcurementChain chain)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(chain);
        var about = new NoticeSubject(chain);
        return recorded.Fact switch
        {
            SourcePublicised f => SourceText.Of(f),
            FrameworkCalled f => FrameworkText.Of(f),
            FrameworkEntered f => FrameworkText.Of(f, about),
            FrameworkAgreed f => FrameworkText.Of(recorded, f, about),
            FrameworkAdmitted f => FrameworkText.Of(f, about),
            FrameworkLeft f => FrameworkText.Of(f, about),
            FrameworkSummarised f => FrameworkText.Of(f, about),
            CallOffAwarded f => FrameworkText.Of(f),
            IntentionPublished f => Intention(recorded, f),
            PrequalificationPublished f => PrequalificationText.Of(f),
            // An invitation goes to the invited; what everybody is told of it is the chain's record.
            NoticePublished f => Wording.InvitesDrawn(f.Method) ? null : TenderText.Of(f),
            CorrectionPublished f => Correction(f, about),
            ClarificationPublished f => Clarification(recorded, f, about),
            // What nobody was told of before, as a call-off that found no key, has no notice of its end.
            ProcurementEnded f => about.Title.Length == 0 ? null : Ending(recorded, f, about),
            ResultPublished f => ResultText.Of(f, about),
            ContractPublished f => ContractText.Of(recorded, f, about),
            AcceptanceRecorded f => ContractText.Of(recorded, f, about),
            ComplaintDecided f => Decision(recorded, f),
            _ => null,
        };
    }

    private static OfficialNotice Intention(Recorded recorded, IntentionPublished f) => new(
        recorded.Row.Id, NoticeKind.Intention, $"{f.Title}采购意向", f.PublishedOn, f.PurchaserName,
        [
            new("", [$"为便于供应商及时了解政府采购信息，根据《财政部关于开展政府采购意向公开工作的通知》（财库〔2020〕10号）等有关规定，现将{f.PurchaserName}{f.ExpectedOn:yyyy年M月}采购意向公开如下："])
            {
                Table = new("采购意向", ["序号", "采购项目名称", "采购需求概况", "预算金额（万元）", "预计采购时间", "备注"],
                    [["1", f.Title, f.Summary, Yuan.Wan(f.BudgetFen), $"{f.ExpectedOn:yyyy年M月}", Remarks(f)]]),
            },
            new("", ["本次公开的采购意向是本单位政府采购工作的初步安排，具体采购项目情况以相关采购公告和采购文件为准。"]),
        ]);

    private static string Remarks(IntentionPublished f) => string.Join("；", new[]
    {
        $"品目 {f.CatalogueCode} {f.CatalogueName}", Wording.SetAside(f.SetAside), f.WarehouseNote, f.UrgentReason.Length > 0 ? $"因紧急情况未提前三十日公开：{f.UrgentReason}" : "",
    }.Where(s => s.Length > 0));

    private static OfficialNotice Correction(CorrectionPublished f, NoticeSubject about) => new(
        f.NoticeId, NoticeKind.Correction, $"{about.Title}更正公告（第 {f.Number} 次）", f.PublishedOn, about.Publisher,
        [
            new("一、项目基本情况", [$"原公告的采购项目编号：{about.Code}", $"原公告的采购项目名称：{about.Title}", $"首次公告日期：{about.Tender?.PublishedOn.InWords() ?? "见采购公告"}"]),
            new("二、更正信息", ["更正事项：采购文件", $"更正事由：{f.Reason}", "更正内容："])
            {
                Table = new("更正前后对照", ["更正事项", "更正前", "更正后"], [.. f.Changes.Select(c => (IReadOnlyList<string>)[c.Field, c.Before, c.After])]),
            },
            new("", [$"更正日期：{f.PublishedOn.InWords()}"]),
            new("三、其他补充事宜", [about.Words.Say($"更正后的提交投标文件截止时间和开标时间：{f.BidDeadline.BeijingTime()}（北京时间）。"), $"{about.Words.Document}以第 {f.Edition} 版为准，在交易平台免费下载。"]),
            about.Contacts("四、凡对本次公告内容提出询问，请按以下方式联系"),
        ]);

    private static OfficialNotice Clarification(Recorded recorded, ClarificationPublished f, NoticeSubject about) => new(
        recorded.Row.Id, NoticeKind.Clarification, $"{about.Title}澄清答复", recorded.Row.At.BeijingDate(), about.Publisher,
        [
            new("一、项目基本情况", [$"采购项目编号：{about.Code}", $"采购项目名称：{about.Title}"]),
            new("二、供应商提出的问题", [f.Question]),
            new("三、答复", [f.Answer]),
            new("四、其他补充事宜", [about.Words.Say(f.AffectsBids ? "本答复可能影响投标文件编制，以同时发布的更正公告为准。" : "本答复不影响投标文件编制，截止时间不变。")]),
            about.Contacts("五、凡对本次公告内容提出询问，请按以下方式联系"),
        ]);

    private static OfficialNotice Ending(Recorded recorded, ProcurementEnded f, NoticeSubject about) => new(
        recorded.Row.Id, NoticeKind.Ending, $"{about.Title}{about.Words.Say(Wording.Ending(f.Ending))}公告", f.PublishedOn, about.Publisher,
        [
            new("一、项目基本情况", [$"采购项目编号：{about.Code}", $"采购项目名称：{about.Title}", f.LotIds.Count == 0 ? "范围：全部采购包" : $"范围：{string.Join('、', f.LotIds.Select(about.Lot))}"]),
            new($"二、项目{about.Words.Say(Wording.Ending(f.Ending))}的原因", [f.Reason, .. AllRules.ById(f.RuleId) is { } rule ? [$"依据：{rule.Source.Instrument}{rule.Source.Article}，“{rule.Source.Quote}”。"] : Array.Empty<string>()]),
            new("三、其他补充事宜", [about.Words.Say("已交纳的投标保证金依法退还；对本公告有疑问的，可以向下列联系人询问，认为权益受到损害的，可以依法质疑。")]),
            about.Contacts("四、凡对本次公告内容提出询问，请按以下方式联系"),
        ]);

    private static OfficialNotice Decision(Recorded recorded, ComplaintDecided f) => new(
        recorded.Row.Id, NoticeKind.Decision, $"投诉处理结果公告（{f.Number}）", f.DecidedOn, "政府采购监督管理部门",
        [
            new("一、处理结果", [Wording.Outcome(f.Outcome)]),
            new("二、查明的事实", [f.Facts]),
            new("三、处理依据", [f.Grounds]),
            new("四、救济途径", [f.Remedies]),
        ]);
}
