using Tongcai.Law;
using Tongcai.Risk.Bidding;
using static Tongcai.Risk.Flags.FlagVerdict;
using static Tongcai.Risk.Flags.ViolationKinds;

namespace Tongcai.Risk.Flags;

public static partial class FlagCatalogue
{
    /// <summary>Whether an 18-character unified social credit code is well-formed (GB 32100-2015, weights 3^i mod 31).</summary>
    public static bool CreditCodeValid(string code) =>
        code.Length == 18 && code[..17].All(c => CreditCode.Alphabet.Contains(c, StringComparison.Ordinal)) && CreditCode.CheckCharacter(code[..17]) == code[17];

    private static SupplierFacts[]? Bidders(ProcessFacts p)
    {
        if (p.Bids is null || p.Suppliers is null) return null;
        SupplierFacts[] known = [.. p.Submitted.Select(b => b.Bidder).Distinct().Select(p.Supplier).OfType<SupplierFacts>()];
        return known.Length == 0 ? null : known;
    }

    private static FlagVerdict SharedBy(SupplierFacts[] bidders, Func<SupplierFacts, IEnumerable<string>> values, string what)
    {
        var shared = bidders.SelectMany(b => values(b).Where(v => v.Length > 0).Select(v => (Value: PartyLinks.Normalise(v), b.Id)).Distinct()).GroupBy(x => x.Value).FirstOrDefault(g => g.Count() > 1);
        return shared is null ? Clear() : Hit(shared.Count(), $"{string.Join("、", shared.Select(s => s.Id))} {what}相同：{shared.Key}");
    }

    private static RedFlag[] Links =>
    [
        new("R032", "受益所有人相同", Collusion, 'A', "政府采购法实施条例第十八条第一款", "ownership", "不同合同项下投标", (p, _) =>
            Bidders(p) is not { } b ? Missing("投标人登记信息") : b.Any(s => s.Owners is null) ? Missing("股东信息") : SharedBy(b, s => s.Owners!.Where(o => o.Value >= 0.25).Select(o => o.Key), "持股四分之一以上的所有人")),
        new("R033", "大股东相同", Collusion, 'B', "政府采购法实施条例第十八条第一款", "ownership", "财务投资人，不参与管理", (p, _) =>
            Bidders(p) is not { } b ? Missing("投标人登记信息") : b.Any(s => s.Owners is null) ? Missing("股东信息") : SharedBy(b, s => s.Owners!.Where(o => o.Value >= 0.05).Select(o => o.Key), "股东")),
        new("R041", "投标文件雷同", Collusion | FalseMaterial, 'A', Deemed + "第（四）项", "likeness", "同一厂家样本；同一行业协会范本", (p, _) =>
            p.Bids is null || p.Submitted.All(b => b.Likeness is null) ? Missing("雷同比对结果") : If(p.Submitted.Max(b => b.Likeness ?? 0) is var most && most >= Documents.Likeness.ReviewFrom, most, $"最大相似度 {most:0.000}")),
        new("R042", "地址或电话异常", FalseMaterial | Collusion, 'C', "", "contact", "众创空间、集群注册", (p, all) =>
        {
            if (Bidders(p) is not { } b) return Missing("投标人登记信息");
            foreach (var s in b)
            {
                if (s.Phone is { Length: > 0 } phone && phone.Count(char.IsAsciiDigit) is < 7 or > 15) return Hit(1, $"{s.Id} 电话格式不对");
                var address = s.Address is null ? "" : PartyLinks.Normalise(s.Address);
                if (address.Length > 0 && all.RegisteredAt(address) is > 5 and var n) return Hit(n, $"{s.Id} 的地址有 {n} 家登记");
            }
            return b.All(s => s.Phone is null && s.Address is null) ? Missing("地址、电话") : Clear();
        }),
        new("R043", "与采购方联系方式相同", Collusion, 'A', Collude + "第（一）项", "official", "公共总机号码", (p, _) =>
            Bidders(p) is not { } b || p.OfficialContacts is not { } officials ? Missing("投标人与采购方的联系方式") : officials.Select(PartyLinks.Normalise).ToHashSet() is var own && b.FirstOrDefault(s => new[] { s.Phone, s.Mail, s.PersonInCharge }.Any(v => v is { Length: > 0 } && own.Contains(PartyLinks.Normalise(v)))) is { } hit ? Hit(1, $"{hit.Id} 与采购方、代理机构或专家联系方式相同") : Clear()),
        new("R044", "投标人之间登记信息相同", Collusion, 'B', Deemed + "第（三）项", "contact", "同一写字楼、同一代账公司", (p, _) =>
            Bidders(p) is not { } b ? Missing("投标人登记信息") : b.All(s => s.Address is null && s.Phone is null && s.Mail is null && s.PersonInCharge is null) ? Missing("地址、电话、邮箱、负责人") : SharedBy(b, s => new[] { s.Phone, s.Mail, s.PersonInCharge, s.Address }.OfType<string>(), "登记信息")),
        new("R045", "查无登记", FalseMaterial, 'A', Fake, "registry", "新设企业数据未同步", (p, _) =>
            Bidders(p) is not { } b ? Missing("投标人登记信息") : b.FirstOrDefault(s => s.Registered == false || (s.CreditCode is { } code && !CreditCodeValid(code))) is { } hit ? Hit(1, $"{hit.Id} 统一社会信用代码无效或查无登记") : b.Any(s => s.Registered is null && s.CreditCode is null) ? Missing("登记状态") : Clear()),
        new("R046", "受限制供应商投标", FalseMaterial, 'A', "政府采购法第二十二条第一款第（五）项", "barred", "期限已满而名单未更新", (p, _) =>
            Bidders(p) is not { } b ? Missing("投标人登记信息") : b.FirstOrDefault(s => s.Barred == true) is { } hit ? Hit(1, $"{hit.Id} 在投标日被列入严重失信或禁止参加名单") : b.Any(s => s.Barred is null) ? Missing("名单核查结果") : Clear()),
        new("R047", "查无经营痕迹", FalseMaterial, 'B', "政府采购法第二十二条第一款第（四）项", "registry", "新设企业、免税个体", (p, _) =>
            Bidders(p) is not { } b ? Missing("投标人登记信息") : b.FirstOrDefault(s => s.Traceable == false) is { } hit ? Hit(1, $"{hit.Id} 没有纳税与社保记录") : b.Any(s => s.Traceable is null) ? Missing("纳税社保记录") : Clear()),
        new("R048", "供应范围异常宽", FalseMaterial | Collusion, 'C', "", "heterogeneous", "综合贸易商", (p, all) =>
        {
            double Kinds(string supplier) => all.OfSupplier(supplier).Where(q => q.Winners?.Contains(supplier) == true && q.Category is not null).Select(q => Population.Key(q.Category!)).Distinct().Count();
            if (p.Winner is not { } winner || p.Category is null) return Missing("唯一中标人、品目");
            if (all.OfSupplier(winner).Count(q => q.Winners?.Contains(winner) == true) < 20) return Without("中标不足 20 次");
            var fence = all.Fences("R048", () => all.Suppliers.Where(s => all.OfSupplier(s).Count(q => q.Winners?.Contains(s) == true) >= 20).Select(Kinds)).Upper;
            return If(Kinds(winner) >= fence && Kinds(winner) > 1, Kinds(winner), $"中标品目 {Kinds(winner)} 类，上界 {fence:0.#}");
        }),
    ];
}
