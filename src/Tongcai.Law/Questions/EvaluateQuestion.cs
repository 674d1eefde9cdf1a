namespace Tongcai.Law.Questions;

/// <summary>评审中的一份投标。</summary>
/// <param name="Index">Place in the question.</param>
/// <param name="PriceFen">Price after correction.</param>
internal sealed record OfferedBid(int Index, string Bidder, long PriceFen, decimal Score, decimal TechnicalScore, SmePreference Preference, bool Domestic, string Brand);

/// <summary>名次。Prices in fen; scores in points.</summary>
/// <param name="DeductionPercent">Percent taken off for the comparison.</param>
/// <param name="EvaluatedFen">Evaluated price, two decimals.</param>
/// <param name="PriceScore">Null where nothing is scored.</param>
/// <param name="Formula">How the price score came about.</param>
public sealed record RankLine(int Rank, string Bidder, long PriceFen, decimal DeductionPercent, decimal EvaluatedFen, decimal? PriceScore, decimal? OtherScore, decimal? Total, string? Formula);

/// <summary>不参加排序的投标。</summary>
public sealed record OutLine(string Bidder, string Reason, Rule? Basis);

/// <summary>启动异常低价审查的投标。</summary>
/// <param name="Signs">Which of the three lines it lies below.</param>
public sealed record LowLine(string Bidder, long PriceFen, IReadOnlyList<string> Signs, Rule Basis);

/// <summary>报价修正。</summary>
public sealed record CorrectionLine(string Bidder, int Item, string Field, long FromFen, long ToFen);

/// <summary>评审的结论。</summary>
/// <param name="Bidders">Bidders that count: those of one brand as one.</param>
/// <param name="Ties">Groups of equals, whom the way of the documents or a draw has to tell apart.</param>
/// <param name="Basis">Rules applied.</param>
public sealed record EvaluateAnswer(
    int Bidders, IReadOnlyList<RankLine> Ranking, IReadOnlyList<IReadOnlyList<string>> Ties, IReadOnlyList<OutLine> Out, IReadOnlyList<LowLine> AbnormallyLow,
    IReadOnlyList<CorrectionLine> Corrections, IReadOnlyList<Rule> Basis) : LawAnswer
{
    public override IEnumerable<string> InWords()
    {
        foreach (var r in Ranking)
            yield return $"第{r.Rank}名　{r.Bidder}　报价{MethodChoice.Yuan(r.PriceFen)}，评审价{r.EvaluatedFen / 100:#,0.##}元（扣除{r.DeductionPercent:0.##}%）{(r.Total is { } total ? $"，价格分{r.Formula}，总分{total}" : "")}";
        foreach (var tie in Ties)
            yield return $"  并列：{string.Join("、", tie)}，按采购文件规定的方式确定，没有规定的随机抽取。";
        foreach (var o in Out)
            yield return $"  不参加排序：{o.Bidder}，{o.Reason}{(o.Basis is { } rule ? $"（{rule.Source.Instrument} {rule.Source.Article}）" : "")}";
        foreach (var low in AbnormallyLow)
            yield return $"  异常低价：{low.Bidder} {string.Join("、", low.Signs)}，应当要求在评审现场书面说明（{low.Basis.Source.Instrument}，{RuleWords.Mark(low.Basis.Certainty)}）";
        foreach (var c in Corrections)
            yield return $"  修正：{c.Bidder} {c.Field}由{MethodChoice.Yuan(c.FromFen)}改为{MethodChoice.Yuan(c.ToFen)}（87号令第五十九条第{c.Item}项），须经确认";
        yield return $"  依据　{string.Join("、", Basis.Select(r => $"{r.Id} {r.Title}"))}";
    }
}

/// <summary>评审计算：报价修正、有效投标、政策扣除、价格分、同品牌、排序、并列。</summary>
internal static class EvaluateQuestion
{
    private static readonly IReadOnlyList<FieldChoice> Methods =
        [.. new[] { ProcurementMethods.OpenTender, ProcurementMethods.InvitedTender, ProcurementMethods.Negotiation, ProcurementMethods.Consultation, ProcurementMethods.Inquiry }.Select(m => new FieldChoice(m.Code, m.Name))];

    internal static readonly LawQuestion Row = new("evaluate", "评审计算", "报价修正、政策扣除、价格分、同品牌、异常低价、排序和并列，按采购方式和公告之日适用的规定计算。",
    [
        QuestionField.Choice("method", "采购方式", Methods, required: true),
        QuestionField.Choice("evaluation", "评审方法", [new("comprehensive", "综合评分法"), new("lowest", "最低评标价法、最低报价")], required: true),
        QuestionField.Choice("kind", "项目属性", FieldChoices.Kinds, required: true),
        QuestionField.Day("noticeDay", "公告之日，决定适用的扣除幅度和异常低价规定", required: true),
        QuestionField.Money("ceilingFen", "最高限价，没有的填预算，分", required: true),
        QuestionField.Number("priceWeight", "价格分值，满分一百分中的分数；综合评分法必填", 0, 100),
        QuestionField.Whole("decimals", "价格分保留的小数位数，不填为2", 0, 6),
        QuestionField.Flag("fixedPrice", "执行国家统一定价或者固定价格采购，价格不评分"),
        QuestionField.Number("smePercent", "小微企业价格扣除，百分数；专门面向中小企业的不填", 0, 100),
        QuestionField.Number("sharedPercent", "联合体、分包价格扣除，百分数；专门面向中小企业的不填", 0, 100),
        QuestionField.Flag("reserved", "专门面向中小企业的采购包，不再扣除"),
        QuestionField.Flag("twoSuffice", "谈判经批准与两家进行，或者磋商为政府购买服务、科研项目"),
        QuestionField.Group("abnormallyLow", "采购文件提高的异常低价启动线，百分数",
            QuestionField.Whole("average", "平均价的百分之几", 0, 100, required: true), QuestionField.Whole("secondLowest", "次低价的百分之几", 0, 100, required: true), QuestionField.Whole("ceiling", "限价的百分之几", 0, 100, required: true)),
        QuestionField.Rows("bids", "投标", 1000,
            QuestionField.Text("bidder", "投标人", required: true),
            QuestionField.Money("priceFen", "报价，分；与 statement 填其一"),
            QuestionField.Group("statement", "报价有不一致的，填各处所写",
                QuestionField.Money("openingFen", "开标一览表小写总价，分", required: true),
                QuestionField.Money("openingInWordsFen", "开标一览表大写总价，分"),
                QuestionField.Money("detailFen", "投标文件其他部分的总价，分"),
                QuestionField.Flag("confirmed", "投标人已书面确认修正"),
                QuestionField.Rows("lines", "分项", 2000,
                    QuestionField.Text("name", "名称", required: true), QuestionField.Number("quantity", "数量", 0, 1_000_000_000, required: true),
                    QuestionField.Money("unitPriceFen", "单价，分", required: true), QuestionField.Money("amountFen", "合价，分"))),
            QuestionField.Number("score", "价格以外的得分", 0, 100),
            QuestionField.Number("technicalScore", "其中技术得分，磋商排序用", 0, 100),
            QuestionField.Choice("preference", "价格扣除的理由", FieldChoices.Of<SmePreference>("不享受", "小微企业（含监狱企业、残疾人福利性单位）", "联合体或者分包，小微份额30%以上")),
            QuestionField.Flag("domestic", "本国产品"),
            QuestionField.Text("brand", "核心产品品牌"),
            QuestionField.Text("invalid", "已认定无效的理由")) with { Required = true },
    ],
        typeof(EvaluateAnswer), Decide);

    private static Outcome<LawAnswer> Decide(Given given, DateOnly today)
    {
        var method = ProcurementMethods.ByCode(given.Text("method"))!;
        var scored = given.Text("evaluation") == "comprehensive";
        var (kind, day, ceiling) = (given.Choice<ProjectKind>("kind")!.Value, given.Day("noticeDay")!.Value, given.Fen("ceilingFen")!.Value);
        var weight = given.Number("priceWeight") ?? 0;
        List<Refusal> faults = [.. Terms(given, method, scored, kind, day, weight)];
        List<CorrectionLine> corrections = [];
        List<OutLine> outside = [];
        List<Refusal> reasons = [];
        List<OfferedBid> valid = [];
        HashSet<string> names = [];
        foreach (var (i, row) in given.Rows("bids").Index())
        {
            var bidder = row.Text("bidder");
            if (!names.Add(bidder))
                faults.Add(InputRules.Range.Refuse($"投标人“{bidder}”出现两次。", "每个投标人一行。", row.At("bidder")));
            if (scored && !row.Has("score") && !row.Has("invalid"))
                faults.Add(InputRules.Required.Refuse($"{bidder}没有填写价格以外的得分。", "补齐得分；无效的投标填写 invalid。", row.At("score")));
            if (scored && row.Number("score") + weight > 100)
                faults.Add(EvaluationRules.ScoreInRange.Refuse($"{bidder}价格以外得{row.Number("score")}分，价格分值{weight}分，合计超过100分。", "核对得分和价格分值。", row.At("score")));
            if (Price(row, faults) is not { } price)
                continue;
            corrections.AddRange(price.Corrections.Select(c => new CorrectionLine(bidder, c.Item, c.Field, c.FromFen, c.ToFen)));
            var refusal = row.Text("invalid") is { Length: > 0 } invalid ? OpeningRules.ResponsiveQuorum.Refuse($"已认定无效：{invalid}", "理由记入评审报告。", row.At("invalid"))
                : EvaluationRules.CheckCorrection(price, row.Group("statement")?.Flag("confirmed") ?? false, row.At("statement/confirmed"))
                    ?? EvaluationRules.CheckPrice(price.TotalFen, ceiling, row.At("priceFen"));
            if (refusal is null)
                valid.Add(new(i, bidder, price.TotalFen, row.Number("score") ?? 0, row.Number("technicalScore") ?? 0, row.Choice<SmePreference>("preference") ?? SmePreference.None, row.Flag("domestic"), row.Text("brand")));
            else
            {
                outside.Add(new(bidder, refusal.Reason, row.Has("invalid") ? null : refusal.Rule));
                reasons.Add(refusal);
            }
        }
        if (faults.Count > 0)
            return faults.Take(QuestionReader.MostFaults).ToList();

        var tender = method == ProcurementMethods.OpenTender || method == ProcurementMethods.InvitedTender;
        var counted = tender ? SameBrand.Count(valid.Select(b => new BrandedBid<int>(b.Index, b.Brand, 0, b.PriceFen))) : valid.Count;
        if ((tender ? OpeningRules.CheckResponsive(counted, "/bids") : CompetitionRules.CheckOffers(method, counted, given.Flag("twoSuffice"), "/bids")) is { } tooFew)
        {
            var allOver = reasons.Count > 0 && reasons.TrueForAll(r => r.Rule == EvaluationRules.PriceOverCeiling) && valid.Count == 0;
            return (allOver ? reasons.Append(AwardRules.AllOverBudget.Refuse("全部报价均超过预算或者最高限价。", "废标；重新核定预算或者需求后重新采购。", "/bids")) : reasons).Append(tooFew).ToList();
        }
        return Rank(given, method, scored, tender, counted, valid, outside, corrections, day, ceiling, weight);
    }

    private static IEnumerable<Refusal> Terms(Given given, ProcurementMethod method, bool scored, ProjectKind kind, DateOnly day, decimal weight)
    {
        if (scored && (method == ProcurementMethods.Negotiation || method == ProcurementMethods.Inquiry))
            yield return CompetitionRules.LowestLastOffer.Refuse($"{method.Name}不能用综合评分法。", "改为 lowest：满足要求的供应商按报价由低到高排序。", "/evaluation");
        if (!scored && method == ProcurementMethods.Consultation)
            yield return CompetitionRules.ConsultationRanking.Refuse("竞争性磋商应当用综合评分法。", "改为 comprehensive，填写价格分值和得分。", "/evaluation");
        if (scored && !given.Has("priceWeight"))
            yield return InputRules.Required.Refuse("综合评分法没有填写价格分值。", "填写满分一百分中的价格分值。", "/priceWeight");
        else if (scored && method == ProcurementMethods.Consultation && CompetitionRules.CheckConsultationWeight(kind, weight, "/priceWeight") is { } narrow)
            yield return narrow;
        else if (scored && method != ProcurementMethods.Consultation)
        {
            foreach (var refusal in DocumentRules.CheckFactors(kind, given.Flag("fixedPrice"), [new("价格", weight, IsPrice: true), new("其他", 100 - weight)], "/priceWeight"))
                yield return refusal;
        }
        if (scored && weight == 0 && !given.Flag("fixedPrice") && kind == ProjectKind.Works)
            yield return EvaluationRules.PriceFormula.Refuse("价格分值为0，价格不起作用。", "设定价格分值；固定价格采购填 fixedPrice。", "/priceWeight");
        var reserved = given.Flag("reserved");
        foreach (var name in new[] { "smePercent", "sharedPercent" })
        {
            if (!reserved && !given.Has(name))
                yield return InputRules.Required.Refuse($"没有专门面向中小企业的采购包，应当填写{(name == "smePercent" ? "小微企业" : "联合体、分包")}价格扣除。", "填写采购文件规定的扣除比例。", "/" + name);
        }
        if (given.Has("smePercent") && given.Has("sharedPercent"))
        {
            foreach (var refusal in PolicyDeduction.Check(new(given.Number("smePercent")!.Value, given.Number("sharedPercent")!.Value, 0, reserved), kind, day))
                yield return refusal with { Pointer = refusal.Reason.StartsWith("小微", StringComparison.Ordinal) ? "/smePercent" : "/sharedPercent" };
        }
        if (given.Group("abnormallyLow") is { } rates && AbnormallyLow.CheckRates(Rates(rates), "/abnormallyLow") is { } wrong)
            yield return wrong;
    }

    private static (int Average, int SecondLowest, int Ceiling) Rates(Given rates) => (rates.Whole("average")!.Value, rates.Whole("secondLowest")!.Value, rates.Whole("ceiling")!.Value);

    private static CorrectedPrice? Price(Given row, List<Refusal> faults)
    {
        var bidder = row.Text("bidder");
        if (row.Has("priceFen") == row.Has("statement"))
        {
            faults.Add(row.Has("priceFen")
                ? InputRules.Range.Refuse($"{bidder}同时填写了 priceFen 和 statement。", "报价一致的填 priceFen，有不一致的填 statement。", row.At("statement"))
                : InputRules.Required.Refuse($"{bidder}没有填写报价。", "填写 priceFen 或者 statement。", row.At("priceFen")));
            return null;
        }
        var price = new CorrectedPrice(row.Fen("priceFen") ?? 0, [], []);
        if (row.Group("statement") is { } statement)
        {
            List<PriceLine> lines = [.. statement.Rows("lines").Select(l => new PriceLine(l.Text("name"), l.Number("quantity")!.Value, l.Fen("unitPriceFen")!.Value, l.Fen("amountFen")))];
            if (lines.FindIndex(l => l.Quantity > 0 && l.UnitPriceFen > QuestionField.LargestFen / l.Quantity) is var huge and >= 0)
            {
                faults.Add(InputRules.Range.Refuse($"{bidder}的“{lines[huge].Name}”单价乘数量超过{MethodChoice.Yuan(QuestionField.LargestFen)}。", "核对单价和数量的单位。", row.At($"statement/lines/{huge}/unitPriceFen")));
                return null;
            }
            price = PriceErrors.Correct(new(statement.Fen("openingFen")!.Value, statement.Fen("openingInWordsFen"), statement.Fen("detailFen"), lines));
        }
        if (price.TotalFen > 0)
            return price;
        faults.Add(InputRules.Range.Refuse($"{bidder}的报价为{price.TotalFen}分，应大于零。", "核对报价；没有有效报价的填写 invalid 并去掉该行报价之外的内容。", row.At("priceFen")));
        return null;
    }

    private static EvaluateAnswer Rank(
        Given given, ProcurementMethod method, bool scored, bool tender, int counted, List<OfferedBid> valid, List<OutLine> outside, List<CorrectionLine> corrections, DateOnly day, long ceiling, decimal weight)
    {
        List<Rule> basis = [];
        var mixed = valid.Exists(b => b.Domestic) && valid.Exists(b => !b.Domestic) && PolicyRules.DomesticDeduction.InForceOn(day);
        var deduction = new PolicyDeduction(given.Number("smePercent") ?? 0, given.Number("sharedPercent") ?? 0, mixed ? 20 : 0, given.Flag("reserved"));
        if (mixed)
            basis.Add(PolicyRules.DomesticDeduction);
        if (!deduction.Reserved && valid.Exists(b => b.Preference == SmePreference.SmallOrMicro))
            basis.Add(given.Choice<ProjectKind>("kind") == ProjectKind.Works ? PolicyRules.WorksDeduction : PolicyRules.DeductionOn(day));
        var evaluated = valid.ToDictionary(b => b.Index, b => deduction.EvaluatedFen(b.PriceFen, b.Preference, b.Domestic));
        var decimals = given.Whole("decimals") ?? 2;
        var scores = PriceScore.Of([.. valid.Select(b => evaluated[b.Index])], scored ? weight : 0, decimals);
        var price = valid.Select((b, i) => (b.Index, Score: scores[i])).ToDictionary(p => p.Index, p => p.Score);

        var branded = valid.Select(b => new BrandedBid<OfferedBid>(b, b.Brand, price[b.Index] + b.Score, evaluated[b.Index])).ToList();
        var brands = !tender ? new SameBrandResult<OfferedBid>(valid, [], []) : scored ? SameBrand.ByScore(branded) : SameBrand.ByPrice(branded);
        outside.AddRange(brands.Out.Select(b => new OutLine(b.Bidder, $"与他人投标产品品牌相同（{b.Brand}），按一家计算", scored ? EvaluationRules.SameBrandScored : EvaluationRules.SameBrandLowestPrice)));
        var inPlay = brands.InPlay.OrderBy(b => b.Index).ToList();
        var ranked = !scored ? Ranking.ByPrice(inPlay.Select(b => (b, evaluated[b.Index])))
            : method == ProcurementMethods.Consultation ? Ranking.ByConsultation(inPlay.Select(b => (b, price[b.Index] + b.Score, evaluated[b.Index], b.TechnicalScore)))
            : Ranking.ByScore(inPlay.Select(b => (b, price[b.Index] + b.Score, evaluated[b.Index])));
        basis.Add(!scored ? tender ? EvaluationRules.RankedByPrice : CompetitionRules.LowestLastOffer : method == ProcurementMethods.Consultation ? CompetitionRules.ConsultationRanking : EvaluationRules.RankedByScore);
        if (scored)
            basis.Add(EvaluationRules.PriceFormula);

        var ties = ranked.GroupBy(r => r.Rank).Where(g => g.Count() > 1).Select(g => (IReadOnlyList<string>)[.. g.Select(r => r.Bid.Bidder)]).ToList();
        if (ties.Count > 0)
            basis.Add(AwardRules.TiedCandidates);
        var lowest = evaluated.Values.Min();
        return new(counted, [.. ranked.Select(r => Line(r, deduction, evaluated[r.Bid.Index], scored ? price[r.Bid.Index] : null, lowest, weight))], ties, outside, Low(given, valid, day, ceiling), corrections, basis);
    }

    private static RankLine Line(Ranked<OfferedBid> r, PolicyDeduction deduction, decimal evaluated, decimal? price, decimal lowest, decimal weight)
    {
        // Divided by one, a decimal loses the zeros at its end.
        var shown = Math.Round(evaluated, 2, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;
        return new(r.Rank, r.Bid.Bidder, r.Bid.PriceFen, deduction.PercentFor(r.Bid.Preference, r.Bid.Domestic), shown, price, price is null ? null : r.Bid.Score, price is null ? null : r.Score,
            price is null ? null : $"{lowest / 100:0.##}÷{evaluated / 100:0.##}×{weight:0.##}={price:0.######}");
    }

    private static List<LowLine> Low(Given given, List<OfferedBid> valid, DateOnly day, long ceiling)
    {
        if (!EvaluationRules.AbnormallyLowFigures.InForceOn(day))
            return [];
        var rates = given.Group("abnormallyLow") is { } raised ? Rates(raised) : AbnormallyLow.Default;
        return [.. AbnormallyLow.Find([.. valid.Select(b => b.PriceFen)], ceiling, rates).Zip(valid).Where(p => p.First.Triggered).Select(p => new LowLine(p.Second.Bidder, p.First.PriceFen,
            [.. new[] { p.First.BelowAverage ? $"低于平均价的{rates.Average}%" : "", p.First.BelowSecondLowest ? $"低于次低价的{rates.SecondLowest}%" : "", p.First.BelowCeiling ? $"低于限价的{rates.Ceiling}%" : "" }.Where(t => t.Length > 0)],
            EvaluationRules.AbnormallyLowFigures))];
    }
}
