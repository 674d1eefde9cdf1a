using FsCheck;
using FsCheck.Fluent;
using Tongcai.Tests;
using static Tongcai.Law.PolicyRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class PolicyTests
{
    public static TheoryData<int> SizeVectors() => [.. Enumerable.Range(0, Vectors.SmeSize.GetProperty("test_vectors").GetArrayLength())];

    [Theory]
    [MemberData(nameof(SizeVectors))]
    [Cites("SME-16")]
    public void 划型_与算例一致(int index)
    {
        var v = Vectors.SmeSize.GetProperty("test_vectors")[index];
        var size = SmeSize.Of(v.GetProperty("industry").GetString()!, (int?)Number("staff"), Number("revenue"), Number("assets")).Value!.Value;
        Assert.Equal(v.GetProperty("expect").GetString(), size switch { EnterpriseSize.Large => "大型企业", EnterpriseSize.Medium => "中型企业", EnterpriseSize.Small => "小型企业", _ => "微型企业" });

        long? Number(string name) => v.TryGetProperty(name, out var n) ? n.GetInt64() : null;
    }

    [Fact, Cites("SME-16")]
    public void 划型_十六个行业逐项与标准表一致()
    {
        foreach (var row in Vectors.SmeSize.GetProperty("industries").EnumerateArray())
        {
            var ours = Assert.Single(SmeSize.Industries, i => i.Code == row.GetProperty("code").GetString());
            Assert.Equal(row.GetProperty("name").GetString(), ours.Name);
            Assert.Equal((Floor(row, "large"), Floor(row, "medium"), Floor(row, "small")), (ours.Large, ours.Medium, ours.Small));
        }

        Assert.Equal(16, SmeSize.Industries.Count);

        static SizeFloor Floor(System.Text.Json.JsonElement row, string size) =>
            row.GetProperty(size) is var f ? new((int?)Of(f, "staff"), Of(f, "revenue"), Of(f, "assets")) : default;
        static long? Of(System.Text.Json.JsonElement f, string name) => f.TryGetProperty(name, out var n) ? n.GetInt64() : null;
    }

    [Fact]
    public void 划型_指标越大规模不会越小() =>
        Prop.ForAll(Gen.Elements(SmeSize.Industries.Select(i => i.Code).ToArray()).ToArbitrary(), Gen.Choose(0, 2100).Three().ToArbitrary(), (industry, n) =>
        {
            var (a, b, c) = n;
            EnterpriseSize Of(int x) => SmeSize.Of(industry, a + x, (b + x) * 50L, (c + x) * 60L).Value!.Value;
            return Of(1) >= Of(0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void 划型_缺指标或者负数或者没有的行业拒绝()
    {
        Assert.Equal("INP-01", SmeSize.Of("INDU", 20, null, null).Refusals[0].Rule.Id);
        Assert.Equal("INP-01", SmeSize.Of("INDU", -1, 300, null).Refusals[0].Rule.Id);
        Assert.Equal("INP-03", SmeSize.Of("NONE", 20, 300, null).Refusals[0].Rule.Id);
    }

    [Fact, Cites("SME-01")]
    public void 二百万货物整体预留_多一分不必_限额以下不必_不适宜不必()
    {
        Pair(WholeLotReserved, Check(200 * Wan), Check((200 * Wan) + 1));
        Pair(WholeLotReserved, Check(30 * Wan), Check((30 * Wan) - 1));
        Pair(WholeLotReserved, Check(400 * Wan, ProjectKind.Works), Check((400 * Wan) + 1, ProjectKind.Works));
        Assert.Null(Check(200 * Wan, suitable: false));
        Assert.Null(SetAsideShare.CheckProject(new("p", ProjectKind.Goods, 200 * Wan, true, 200 * Wan, 0), City));
        Assert.False(SetAsideShare.IsSuitable(SetAsideExemption.Framework));

        static Refusal? Check(long budget, ProjectKind kind = ProjectKind.Goods, bool suitable = true) => SetAsideShare.CheckProject(new("p", kind, budget, suitable, 0, 0), City);
    }

    [Fact, Cites("SME-02")]
    public void 预留百分之三十可以_少一分不行_不适宜的不计入()
    {
        Pair(ReservedShare, Pool((300 * Wan) - 1, 300 * Wan), Pool(300 * Wan, 300 * Wan));
        var (goods, works) = SetAsideShare.Of([new("a", ProjectKind.Goods, 500 * Wan, true, 0, 0), new("b", ProjectKind.Services, 500 * Wan, false, 0, 0), new("c", ProjectKind.Goods, 200 * Wan, true, 0, 0)], 2026);
        Assert.Equal((500 * Wan, 150 * Wan, 150 * Wan, 0L), (goods.Base, goods.Required, goods.Shortfall, works.Base));
    }

    [Fact, Cites("SME-03")]
    public void 工程二零二六年百分之四十_二零二七年回到三十()
    {
        Assert.Equal(400 * Wan, SetAsideShare.Of([new("a", ProjectKind.Works, 1000 * Wan, true, 0, 0)], 2026).Works.Required);
        Assert.Equal(300 * Wan, SetAsideShare.Of([new("a", ProjectKind.Works, 1000 * Wan, true, 0, 0)], 2027).Works.Required);
        Assert.Equal((WorksReservedShare, ReservedShare), (SetAsideShare.WorksShareOn(Day(2026, 12, 31)), SetAsideShare.WorksShareOn(Day(2027, 1, 1))));
    }

    [Fact, Cites("SME-04")]
    public void 预留中小微百分之六十可以_少一分不行() => Pair(SmallMicroShare, Pool(300 * Wan, (180 * Wan) - 1), Pool(300 * Wan, 180 * Wan));

    [Fact, Cites("SME-05")]
    public void 合格中小企业两家中止_三家继续() => Pair(EligibleSmes, SetAsideShare.CheckSuppliers(2), SetAsideShare.CheckSuppliers(3));

    [Fact]
    public void 预留_补足缺口就够_分项相加不变() =>
        Prop.ForAll(Gen.Choose(1, 2_000_000_000).Select(n => (long)n).NonEmptyListOf().ToArbitrary(), budgets =>
        {
            var projects = budgets.Select((b, i) => new SetAsideProject($"{i}", i % 3 == 0 ? ProjectKind.Works : ProjectKind.Goods, b, i % 5 != 4, 0, 0)).ToList();
            var (goods, works) = SetAsideShare.Of(projects, 2026);
            var half = SetAsideShare.Of([.. projects.Take(budgets.Count / 2)], 2026);
            var rest = SetAsideShare.Of([.. projects.Skip(budgets.Count / 2)], 2026);
            return goods.Base == half.GoodsServices.Base + rest.GoodsServices.Base
                && works.Base == half.Works.Base + rest.Works.Base
                && goods.Required <= goods.Base && (goods.Base == 0 || goods.Required > 0)
                && SetAsideShare.CheckPool(goods with { Reserved = goods.Required, SmallMicro = goods.SmallMicroRequired }).Count == 0
                && (goods.Required == 0 || SetAsideShare.CheckPool(goods with { Reserved = goods.Required - 1, SmallMicro = goods.SmallMicroRequired }).Count == 1);
        }).QuickCheckThrowOnFailure();

    [Fact, Cites("SME-06")]
    public void 没有声明函不享受() => Assert.Equal(new(SmePreference.None, DeclarationOnly), Preference(declared: false));

    [Fact, Cites("SME-07")]
    public void 与大企业同一负责人的不享受_没有的享受()
    {
        Assert.Equal(new(SmePreference.None, TiedToLarge), Preference(tied: true));
        Assert.Equal(SmePreference.SmallOrMicro, Preference().Value);
    }

    [Fact, Cites("SME-08")]
    public void 有一件大型企业制造就不享受() => Assert.Equal(new(SmePreference.None, GoodsBySme), Preference(largeMade: true));

    [Fact, Cites("SME-15")]
    public void 联合体小微份额百分之三十享受_少一分不享受_成员关联不享受()
    {
        Assert.Equal(SmePreference.ConsortiumOrSubcontract, Preference(EnterpriseSize.Large, part: 30).Value);
        Assert.Equal(new(SmePreference.None, SharedPart), Preference(EnterpriseSize.Large, part: 29));
        Assert.Equal(SmePreference.None, Preference(EnterpriseSize.Medium, part: 30, partnersTied: true).Value);
    }

    [Fact, Cites("SME-10")]
    public void 小微扣除十和二十可以_九点九九和二十点零一不行()
    {
        Pair(Deduction, Rates(9.99m, 4), Rates(10, 4));
        Pair(Deduction, Rates(20.01m, 4), Rates(20, 4));
    }

    [Fact, Cites("SME-09")]
    public void 二零二二年七月一日前的公告扣除六至十() => Pair(OriginalDeduction, Rates(20, 2, Day(2022, 6, 30)), Rates(6, 2, Day(2022, 6, 30)));

    [Fact, Cites("SME-12")]
    public void 联合体扣除四和六可以_三点九九不行() => Pair(SharedDeduction, Rates(10, 3.99m), Rates(10, 6));

    [Fact, Cites("SME-11")]
    public void 七月一日前联合体扣除二至三() => Pair(OriginalSharedDeduction, Rates(6, 4, Day(2022, 6, 30)), Rates(6, 3, Day(2022, 6, 30)));

    [Fact, Cites("SME-13")]
    public void 工程扣除三和五可以_五点零一不行() => Pair(WorksDeduction, Works(5.01m, 1), Works(5, 1));

    [Fact, Cites("SME-14")]
    public void 工程联合体扣除一和二可以_二点零一不行() => Pair(WorksSharedDeduction, Works(3, 2.01m), Works(3, 2));

    [Fact, Cites("DOM-01")]
    public void 本国产品二零二六年一月一日起扣二十_前一日不扣_不能扣十九()
    {
        Pair(DomesticDeduction, Rates(10, 4, Day(2025, 12, 31), 20), Rates(10, 4, Day(2026, 1, 1), 20));
        Pair(DomesticDeduction, Rates(10, 4, Day(2026, 1, 1), 19), []);
        Assert.True(Domestic.Applies([new("a", 100, true)], true, Day(2026, 1, 1)));
        Assert.False(Domestic.Applies([new("a", 100, true)], foreignCompetes: false, Day(2026, 1, 1)));
    }

    [Fact, Cites("DOM-02")]
    public void 本国成本八成可以_少一分不行()
    {
        Assert.True(Domestic.Applies([new("a", 80, true), new("b", 20, false)], true, Day(2026, 1, 1)));
        Assert.False(Domestic.Applies([new("a", 79, true), new("b", 21, false)], true, Day(2026, 1, 1)));
    }

    [Fact, Cites("EVA-19")]
    public void 两项扣除相加_都按原价算_预留包内小微不扣()
    {
        PolicyDeduction rates = new(20, 6, 20);
        Assert.Equal(600_000m, rates.EvaluatedFen(1_000_000, SmePreference.SmallOrMicro, domestic: true));
        Assert.Equal(740_000m, rates.EvaluatedFen(1_000_000, SmePreference.ConsortiumOrSubcontract, domestic: true));
        Assert.Equal(1_000_000m, (rates with { Reserved = true }).EvaluatedFen(1_000_000, SmePreference.SmallOrMicro, domestic: false));
    }

    [Fact, Cites("GRN-01")]
    public void 强制节能产品证书到期当日可以_次日不行_其他产品不必()
    {
        Pair(CompulsoryEnergySaving, Green.Check("房间空调器", Day(2026, 3, 1), Day(2026, 3, 2)), Green.Check("房间空调器", Day(2026, 3, 2), Day(2026, 3, 2)));
        Pair(CompulsoryEnergySaving, Green.Check("房间空调器", null, Day(2026, 3, 2)), Green.Check("办公桌", null, Day(2026, 3, 2)));
    }

    [Fact, Cites("GRN-02")]
    public void 申请优先没有证书不行_不申请不必() => Pair(PreferredGreen, Green.CheckPreference(true, null, Day(2026, 3, 2)), Green.CheckPreference(false, null, Day(2026, 3, 2)));

    private static IReadOnlyList<Refusal> Pool(long reserved, long smallMicro) =>
        SetAsideShare.CheckPool(SetAsideShare.Of([new("a", ProjectKind.Goods, 1000 * Wan, true, reserved, smallMicro)], 2026).GoodsServices);

    private static Cited<SmePreference> Preference(
        EnterpriseSize size = EnterpriseSize.Micro, bool tied = false, bool largeMade = false, bool declared = true, long part = 0, bool partnersTied = false) =>
        SetAsideShare.PreferenceOf(size, tied, largeMade, declared, part, 100, partnersTied);

    private static IReadOnlyList<Refusal> Rates(decimal sme, decimal shared, DateOnly? day = null, decimal domestic = 0) =>
        PolicyDeduction.Check(new(sme, shared, domestic), ProjectKind.Goods, day ?? Day(2026, 3, 2));

    private static IReadOnlyList<Refusal> Works(decimal sme, decimal shared) => PolicyDeduction.Check(new(sme, shared, 0), ProjectKind.Works, Day(2026, 3, 2));
}
