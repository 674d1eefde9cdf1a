using static Tongcai.Law.MethodChoice;

namespace Tongcai.Law.Questions;

/// <summary>一类项目的预留情况，分。</summary>
public sealed record SetAsideLine(long BaseFen, long RequiredFen, long ReservedFen, long ShortfallFen, long SmallMicroRequiredFen, long SmallMicroFen, long SmallMicroShortfallFen, Rule Basis)
{
    internal static SetAsideLine Of(SetAsidePool pool) => new(pool.Base, pool.Required, pool.Reserved, pool.Shortfall, pool.SmallMicroRequired, pool.SmallMicro, pool.SmallMicroShortfall, pool.Rule);
}

/// <summary>预留份额的结论。</summary>
/// <param name="Met">Nothing is short.</param>
/// <param name="Findings">What is short, each with its rule, place and remedy.</param>
public sealed record SetAsideAnswer(int Year, bool Met, SetAsideLine GoodsServices, SetAsideLine Works, IReadOnlyList<RefusalLine> Findings) : LawAnswer
{
    public override IEnumerable<string> InWords() =>
    [
        Met ? $"{Year}年度预留份额达到要求。" : $"{Year}年度预留份额没有达到要求。",
        Words("货物服务", GoodsServices), Words("工程", Works),
        .. Findings.Select(f => $"  {(f.Pointer.Length > 0 ? f.Pointer + " " : "")}{f.Reason}{f.Remedy}（{f.Rule.Source.Instrument} {f.Rule.Source.Article}）"),
    ];

    private static string Words(string what, SetAsideLine line) =>
        $"  {what}　适宜且超过整体预留额度的预算{Yuan(line.BaseFen)}，应预留{Yuan(line.RequiredFen)}，已预留{Yuan(line.ReservedFen)}；其中小微应{Yuan(line.SmallMicroRequiredFen)}，已{Yuan(line.SmallMicroFen)}";
}

/// <summary>中小企业预留份额。</summary>
internal static class SetAsideQuestion
{
    internal static readonly LawQuestion Row = new("set-aside", "预留份额", "一个部门一个年度面向中小企业的预留份额：应当预留多少、已经预留多少、还差多少。",
    [
        QuestionField.Whole("year", "预算年度", 2021, 2099, required: true),
        QuestionField.Choice("level", "预算级次；与行政区划一起决定采购限额标准", FieldChoices.Levels),
        QuestionField.Text("division", "部门所在地六位行政区划代码") with { Longest = 6 },
        QuestionField.Rows("projects", "部门全年的采购项目", 5000,
            QuestionField.Text("name", "项目名称", required: true),
            QuestionField.Choice("kind", "项目属性", FieldChoices.Kinds, required: true),
            QuestionField.Money("budgetFen", "预算，分", required: true),
            QuestionField.Choice("exemption", "不专门预留的法定情形，不填为适宜由中小企业提供", FieldChoices.Of<SetAsideExemption>("没有例外", "非企业主体", "不可替代", "无法充分供应竞争", "框架协议", "省级以上财政部门规定")),
            QuestionField.Money("reservedFen", "预留给中小企业，分"),
            QuestionField.Money("smallMicroFen", "其中预留给小微企业，分")) with { Required = true },
    ],
        typeof(SetAsideAnswer), Decide);

    private static Outcome<LawAnswer> Decide(Given given, DateOnly today)
    {
        var year = given.Whole("year")!.Value;
        var division = given.Text("division");
        if (division.Length > 0 && Divisions.Name(division) is null)
            return InputRules.Range.Refuse($"没有行政区划代码“{division}”。", "填写县级以上六位代码（GB/T 2260）。", "/division");
        List<Refusal> contradictions = [];
        List<SetAsideProject> projects = [];
        foreach (var row in given.Rows("projects"))
        {
            var (budget, reserved, small) = (row.Fen("budgetFen")!.Value, row.Fen("reservedFen") ?? 0, row.Fen("smallMicroFen") ?? 0);
            if (reserved > budget)
                contradictions.Add(InputRules.Range.Refuse($"预留{Yuan(reserved)}多于项目预算{Yuan(budget)}。", "核对预留金额。", row.At("reservedFen")));
            if (small > reserved)
                contradictions.Add(InputRules.Range.Refuse($"小微企业份额{Yuan(small)}多于预留{Yuan(reserved)}。", "小微份额是预留份额的一部分，核对金额。", row.At("smallMicroFen")));
            projects.Add(new(row.Text("name"), row.Choice<ProjectKind>("kind")!.Value, budget, SetAsideShare.IsSuitable(row.Choice<SetAsideExemption>("exemption") ?? SetAsideExemption.None), reserved, small));
        }
        if (contradictions.Count > 0)
            return contradictions;

        var (goods, works) = SetAsideShare.Of(projects, year);
        var findings = SetAsideShare.CheckPool(goods, "/projects").Concat(SetAsideShare.CheckPool(works, "/projects"))
            .Concat(WholeLots(projects, given, division, new DateOnly(year, 12, 31))).Select(RefusalLine.Of).ToList();
        return new SetAsideAnswer(year, findings.Count == 0, SetAsideLine.Of(goods), SetAsideLine.Of(works), findings);
    }

    private static IEnumerable<Refusal> WholeLots(List<SetAsideProject> projects, Given given, string division, DateOnly day)
    {
        if (given.Choice<BudgetLevel>("level") is not { } level || Thresholds.Of(division, level, day, RegionalRules.Shipped.SelectMany(r => r.Thresholds)) is not { } threshold)
            return [];
        return projects.Select((p, i) => SetAsideShare.CheckProject(p, threshold, $"/projects/{i}")).OfType<Refusal>();
    }
}
