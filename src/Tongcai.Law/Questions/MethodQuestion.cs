using static Tongcai.Law.MethodChoice;

namespace Tongcai.Law.Questions;

/// <summary>一条理由与依据。</summary>
public sealed record ReasonLine(string Text, Rule Basis);

/// <summary>一种采购方式的要件。</summary>
/// <param name="MinimumSuppliers">Suppliers needed; null where competition is not required.</param>
/// <param name="CommitteeMinimum">Members the review body needs; null where none is formed.</param>
/// <param name="Limits">Time limits of notice, documents and response.</param>
public sealed record MethodLine(
    string Code, string Name, IReadOnlyList<string> Evaluation, int? MinimumSuppliers, int? CommitteeMinimum, IReadOnlyList<Rule> Limits, IReadOnlyList<string> Steps, Rule Basis)
{
    internal static MethodLine Of(ProcurementMethod m, CommitteeSize committee) => new(
        m.Code, m.Name, m.Evaluation, m.MinimumSuppliers?.Value, committee.Minimum > 0 ? committee.Minimum : null,
        [.. new[] { m.NoticePeriod, m.DocumentSupply, m.ClarificationLead, m.ResponsePeriod }.OfType<TimeLimit>()], m.Steps, m.Basis);
}

/// <summary>对选定方式的判断。</summary>
/// <param name="NeedsApproval">The finance department has to approve it first.</param>
/// <param name="Refusal">Why it may not be used; null when it may.</param>
public sealed record ChosenMethod(string Code, string Name, bool Allowed, bool NeedsApproval, RefusalLine? Refusal);

/// <summary>采购方式的建议。</summary>
/// <param name="Proposed">The method proposed.</param>
/// <param name="Allowed">All methods allowed without approval, the proposed one first.</param>
/// <param name="AboveOpenTender">The amount reaches 公开招标数额标准.</param>
/// <param name="Chosen">Judgment on the method chosen; null when none was.</param>
public sealed record MethodAnswer(
    MethodLine Proposed, IReadOnlyList<FieldChoice> Allowed, IReadOnlyList<ReasonLine> Reasons, bool AboveOpenTender, long LimitFen, long OpenTenderFen, Rule Threshold, ChosenMethod? Chosen) : LawAnswer
{
    public override IEnumerable<string> InWords()
    {
        yield return $"建议采用{Proposed.Name}（{Proposed.Code}）。可以采用：{string.Join("、", Allowed.Select(m => m.Name))}。";
        foreach (var reason in Reasons)
            yield return $"  {reason.Text}（{reason.Basis.Source.Instrument} {reason.Basis.Source.Article}，{RuleWords.Mark(reason.Basis.Certainty)}）";
        yield return $"  采购限额标准{Yuan(LimitFen)}，公开招标数额标准{Yuan(OpenTenderFen)}（{Threshold.Source.Instrument}）。";
        if (Proposed.MinimumSuppliers is { } suppliers)
            yield return $"  供应商不少于{suppliers}家{(Proposed.CommitteeMinimum is { } members ? $"，评审组织{members}人以上单数" : "")}。";
        foreach (var limit in Proposed.Limits)
            yield return $"  {limit.Title}{RuleWords.Value(limit)}（{limit.Source.Instrument} {limit.Source.Article}）";
        if (Chosen is { } chosen)
            yield return chosen.Refusal is { } no ? $"  不能采用{chosen.Name}：{no.Reason}{no.Remedy}" : $"  可以采用{chosen.Name}。";
    }
}

/// <summary>采购方式选择。</summary>
internal static class MethodQuestion
{
    private static readonly IReadOnlyList<FieldChoice> Methods = [.. ProcurementMethods.All.Select(m => new FieldChoice(m.Code, m.Name))];

    internal static readonly LawQuestion Row = new("method", "采购方式选择", "按项目属性、金额、地区和情形给出应当或者可以采用的采购方式，每条理由有依据。",
    [
        QuestionField.Choice("kind", "项目属性", FieldChoices.Kinds, required: true),
        QuestionField.Money("budgetFen", "预算金额，分", required: true),
        QuestionField.Choice("level", "预算级次", FieldChoices.Levels, required: true),
        QuestionField.Text("division", "采购人所在地六位行政区划代码，不填按全国规定") with { Longest = 6 },
        QuestionField.Day("day", "采购活动开始日，决定适用的限额标准，不填为当日"),
        QuestionField.Flag("inCatalogue", "集中采购目录以内"),
        QuestionField.Flag("worksMustBeTendered", "工程依法必须招标"),
        QuestionField.Flag("uniform", "货物规格、标准统一，现货充足，价格变化小"),
        QuestionField.Flag("cannotSpecify", "技术复杂或者性质特殊，不能确定详细规格"),
        QuestionField.Flag("priceUnknown", "不能事先计算价格总额"),
        QuestionField.Flag("urgent", "紧急需要，不是采购人拖延所致"),
        QuestionField.Flag("tenderFailed", "招标后没有供应商投标、没有合格标的或者重新招标未能成立"),
        QuestionField.Flag("fewSuppliers", "只能从有限范围的供应商处采购"),
        QuestionField.Flag("tenderCostly", "采用公开招标方式的费用占项目总价值的比例过大"),
        QuestionField.Flag("onlySupplier", "只能从唯一供应商处采购"),
        QuestionField.Flag("publicService", "政府购买服务"),
        QuestionField.Flag("smallAndFrequent", "小额零星、多频次采购"),
        QuestionField.Choice("chosen", "拟采用的方式；填了就判断能否采用", Methods),
        QuestionField.Choice("approved", "财政部门已批准采用的方式", Methods),
    ],
        typeof(MethodAnswer), Decide);

    private static Outcome<LawAnswer> Decide(Given given, DateOnly today)
    {
        var (division, level, day) = (given.Text("division"), given.Choice<BudgetLevel>("level")!.Value, given.Day("day") ?? today);
        if (division.Length > 0 && Divisions.Name(division) is null)
            return InputRules.Range.Refuse($"没有行政区划代码“{division}”。", "填写县级以上六位代码（GB/T 2260）。", "/division");
        if (Thresholds.Of(division, level, day, RegionalRules.Shipped.SelectMany(r => r.Thresholds)) is not { } threshold)
        {
            var rule = level == BudgetLevel.Central ? MethodRules.CentralThresholds : MethodRules.LocalThresholds;
            return rule.Refuse($"{day:yyyy-MM-dd}没有收录的限额标准，{rule.Source.Instrument}{RuleWords.Period(rule)}施行。", "填写施行之后的日期；更早的项目按当时的标准人工判断。", "/day");
        }
        var project = new ProjectNature(given.Choice<ProjectKind>("kind")!.Value, given.Fen("budgetFen")!.Value)
        {
            InCatalogue = given.Flag("inCatalogue"), WorksMustBeTendered = given.Flag("worksMustBeTendered"), Uniform = given.Flag("uniform"),
            CannotSpecify = given.Flag("cannotSpecify"), PriceUnknown = given.Flag("priceUnknown"), Urgent = given.Flag("urgent"), TenderFailed = given.Flag("tenderFailed"),
            FewSuppliers = given.Flag("fewSuppliers"), TenderCostly = given.Flag("tenderCostly"), OnlySupplier = given.Flag("onlySupplier"), PublicService = given.Flag("publicService"), SmallAndFrequent = given.Flag("smallAndFrequent"),
        };
        if (Contradiction(project) is { } contradiction)
            return contradiction;

        var proposal = Propose(project, threshold);
        ChosenMethod? chosen = null;
        if (ProcurementMethods.ByCode(given.Text("chosen")) is { } method)
        {
            var refusal = Check(project, threshold, method, given.Text("approved") is { Length: > 0 } approved ? approved : null, "/chosen");
            chosen = new(method.Code, method.Name, refusal is null, proposal.NeedsApproval(method), refusal is null ? null : RefusalLine.Of(refusal));
        }
        var committee = CommitteeSize.Of(proposal.Method, project.BudgetFen, complex: project.CannotSpecify, reachesOpenTender: proposal.AboveOpenTender);
        return new MethodAnswer(
            MethodLine.Of(proposal.Method, committee), [.. proposal.Allowed.Select(m => new FieldChoice(m.Code, m.Name))], [.. proposal.Reasons.Select(r => new ReasonLine(r.Value, r.Rule))],
            proposal.AboveOpenTender, project.Kind == ProjectKind.Works ? threshold.WorksLimitFen : threshold.LimitFen, threshold.OpenTenderFen, threshold.Rule, chosen);
    }

    private static Refusal? Contradiction(ProjectNature project) =>
        project is { WorksMustBeTendered: true, Kind: not ProjectKind.Works } ? InputRules.Range.Refuse("“工程依法必须招标”只用于工程，项目属性不是工程。", "改正项目属性，或者取消这一项。", "/worksMustBeTendered")
        : project is { OnlySupplier: true, FewSuppliers: true } ? InputRules.Range.Refuse("“有限范围的供应商”与“唯一供应商”不能同时成立。", "保留其中一项。", "/fewSuppliers")
        : project is { Uniform: true, CannotSpecify: true } ? InputRules.Range.Refuse("“规格、标准统一”与“不能确定详细规格”不能同时成立。", "保留其中一项。", "/uniform")
        : null;
}
