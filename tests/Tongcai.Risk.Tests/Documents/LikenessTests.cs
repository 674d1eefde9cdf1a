using System.Text;
using Tongcai.Risk.Documents;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Documents;

public sealed class LikenessTests(ITestOutputHelper output)
{
    [Fact]
    public void 百五十个项目_雷同对可靠排在首位_诚实对不越线()
    {
        var (auc, first, honest, missed, weakest) = Measure(leaflets: false, knowLeaflets: false);
        output.WriteLine($"AUC {auc:0.0000} first {first:0.000} highest honest {honest:0.0000} lowest at 5 % and more {weakest:0.0000} missed {missed}");
        Assert.True(auc >= 0.992, $"AUC {auc}");
        Assert.True(first >= 0.97, $"first {first}");
        Assert.True(honest < Likeness.ReviewFrom, $"honest {honest}");
        // 120 colluding pairs share at least 5 %, 40 of them with 15 % of the characters changed.
        Assert.True(missed == 0, $"missed {missed}, weakest {weakest}");
    }

    [Fact]
    public void 厂家样本人人可用_作为公共文本扣除后不受影响()
    {
        var (auc, first, honest, missed, weakest) = Measure(leaflets: true, knowLeaflets: true);
        output.WriteLine($"AUC {auc:0.0000} first {first:0.000} highest honest {honest:0.0000} lowest at 5 % and more {weakest:0.0000} missed {missed}");
        Assert.True(auc >= 0.992, $"AUC {auc}");
        Assert.True(first >= 0.97, $"first {first}");
        Assert.True(honest < Likeness.ReviewFrom, $"honest {honest}");
        // 120 colluding pairs share at least 5 %, 40 of them with 15 % of the characters changed.
        Assert.True(missed == 0, $"missed {missed}, weakest {weakest}");
    }

    [Fact]
    public void 未提供厂家样本时_排序变差但多家共有的段落减权()
    {
        var (auc, first, honest, _, weakest) = Measure(leaflets: true, knowLeaflets: false);
        output.WriteLine($"AUC {auc:0.0000} first {first:0.000} highest honest {honest:0.0000} lowest at 5 % and more {weakest:0.0000}");
        Assert.True(auc >= 0.85, $"AUC {auc}");
    }

    [Fact]
    public void 每七八个字改动一处的抄录仍然整段找到()
    {
        const string sentence = "我公司承诺在接到故障通知后四十五分钟内派出工程师到达现场并在两小时内恢复业务运行逾期按合同金额的千分之三支付违约金同时免费延长质保期限";
        var edited = new StringBuilder();
        for (var i = 0; i < sentence.Length; i++)
        {
            // Changed, lost and added in turn.
            if (i % 8 != 5) edited.Append(sentence[i]);
            else if (i / 8 % 3 == 0) edited.Append('某');
            else if (i / 8 % 3 == 1) edited.Append(sentence[i]).Append('某');
        }
        var pair = Assert.Single(Likeness.Of([BidText.Of("甲", "甲方文件开头" + sentence + "甲方独有结尾文字"), BidText.Of("乙", "完全不同的另一份" + edited + "结束语也不一样")], new()));
        var passage = Assert.Single(pair.Passages);
        Assert.InRange(passage.First.Length, sentence.Length - 8, sentence.Length + 4);
        Assert.InRange(passage.Matching, 40, sentence.Length);
    }

    private static (double Auc, double First, double Honest, int Missed, double Weakest) Measure(bool leaflets, bool knowLeaflets)
    {
        List<double> scores = [];
        List<bool> labels = [];
        int tenders = 0, first = 0, missed = 0;
        double honest = 0, weakest = 1;
        var seed = 7UL;
        foreach (var shared in (int[])[3, 5, 10, 20, 40])
        {
            foreach (var noise in (int[])[0, 5, 15])
            {
                for (var t = 0; t < 10; t++)
                {
                    var made = BidGenerator.Make(new(seed++), shared, noise, leaflets);
                    var known = new KnownText();
                    known.AddPublic(BidText.Of("采购文件", made.Tender));
                    if (knowLeaflets) known.AddPublic(BidText.Of("厂家样本", BidGenerator.Leaflets()));
                    var pairs = Likeness.Of([.. made.Bids.Select((b, i) => BidText.Of($"{i}", b))], known);
                    Assert.Equal(10, pairs.Count);
                    tenders++;
                    if (pairs[0] is { First: 0, Second: 1 }) first++;
                    foreach (var pair in pairs)
                    {
                        var colluding = pair is { First: 0, Second: 1 };
                        scores.Add(pair.Score);
                        labels.Add(colluding);
                        if (!colluding) honest = Math.Max(honest, pair.Score);
                        else if (shared >= 5)
                        {
                            weakest = Math.Min(weakest, pair.Score);
                            if (pair.Score < Likeness.ReviewFrom) missed++;
                        }
                    }
                }
            }
        }
        return (Ranking.Auc(scores.ToArray(), labels.ToArray()), first / (double)tenders, honest, missed, weakest);
    }

    [Fact]
    public void 证据指向原文的页与位置()
    {
        const string copied = "我公司承诺在接到故障通知后四十五分钟内派出工程师到达现场，并在两小时内恢复业务运行，逾期按合同金额的千分之三支付违约金。";
        var a = BidText.Of("甲", "甲公司技术方案\n概述与目标说明。\f第二页开头。\n" + copied + "\n另附我方独有资料。");
        var b = BidText.Of("乙", "乙公司服务方案。\n" + copied.Replace("四十五", "四十五 ", StringComparison.Ordinal).Replace("，", ",", StringComparison.Ordinal) + "\n完全不同的结尾说明。");
        var pair = Assert.Single(Likeness.Of([a, b], new()));
        var passage = Assert.Single(pair.Passages);
        Assert.Equal(2, passage.First.Page);
        Assert.Equal(1, passage.Second.Page);
        Assert.Equal(copied[..^1], a.Source.Substring(passage.First.Offset, passage.First.Length));
        Assert.StartsWith("我公司承诺", b.Source.AsSpan(passage.Second.Offset).ToString());
        Assert.Equal(2, passage.Bids);
    }

    [Fact]
    public void 采购文件自己的文字不算雷同_相同的抄写错误算()
    {
        const string tender = "投标人应当提供近三年内完成的类似项目业绩证明材料，包括合同复印件以及验收报告等相关文件，并加盖单位公章。供应商应具有履行合同所必需的设备和专业技术能力。";
        var slip = tender.Replace("验收报告", "验受报告", StringComparison.Ordinal);
        var known = new KnownText();
        known.AddPublic(BidText.Of("采购文件", tender));
        var pairs = Likeness.Of([BidText.Of("甲", slip), BidText.Of("乙", slip), BidText.Of("丙", tender)], known);
        Assert.All(pairs, p => Assert.Empty(p.Passages));
        Assert.Contains("验受报告", Assert.Single(pairs.Single(p => p is { First: 0, Second: 1 }).Errors), StringComparison.Ordinal);
        Assert.All(pairs.Where(p => p.Second == 2), p => Assert.Empty(p.Errors));
    }

    [Fact]
    public void 只有两家相同的编号是证据_三家相同的不是()
    {
        string[] texts = ["授权编号 QX-2023-88417 电话 0371-55512345", "授权编号 QX-2023-88417 见 GB/T19001-2016", "依据 GB/T19001-2016 编制", "依据 GB/T19001-2016 编制"];
        var pairs = Likeness.Of([.. texts.Select((t, i) => BidText.Of($"{i}", t))], new());
        Assert.Equal(["QX-2023-88417"], pairs.Single(p => p is { First: 0, Second: 1 }).Tokens);
        Assert.All(pairs.Where(p => p is not { First: 0, Second: 1 }), p => Assert.Empty(p.Tokens));
    }

    [Fact]
    public void 页眉页码不算内容()
    {
        var pages = string.Join("\f", Enumerable.Range(1, 6).Select(p => $"某某项目投标文件\n正文第{"一二三四五六"[p - 1]}部分内容各不相同{(char)('甲' + p)}\n第 {p} 页"));
        Assert.DoesNotContain("某某项目投标文件", BidText.Of("x", pages).Text, StringComparison.Ordinal);
        Assert.Contains("正文第三部分", BidText.Of("x", pages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void 三个以上无关项目都有的文字成为公共文本()
    {
        const string boilerplate = "本产品采用高强度冷轧钢板一次成型工艺，表面静电喷涂处理，耐腐蚀耐磨损。";
        var known = new KnownText();
        known.AddProject([BidText.Of("", boilerplate), BidText.Of("", boilerplate)]);
        known.AddProject([BidText.Of("", boilerplate)]);
        Assert.NotEmpty(Assert.Single(Likeness.Of([BidText.Of("甲", boilerplate), BidText.Of("乙", boilerplate)], known)).Passages);
        known.AddProject([BidText.Of("", boilerplate)]);
        Assert.Empty(Assert.Single(Likeness.Of([BidText.Of("甲", boilerplate), BidText.Of("乙", boilerplate)], known)).Passages);
    }

    [Fact]
    public void EmptyAndTinyTextsAreNoError()
    {
        var pairs = Likeness.Of([BidText.Of("a", ""), BidText.Of("b", "短"), BidText.Of("c", new string('长', 500))], new());
        Assert.All(pairs, p => Assert.Equal(0, p.Score));
        Assert.Empty(Likeness.Of([], new()));
    }

    [Fact]
    public void SignaturesFindCopiesAcrossProjectsAndLittleElse()
    {
        var random = new SeededRandom(3);
        var index = new MinHashIndex(3);
        List<string> documents = [];
        for (var d = 0; d < 60; d++)
        {
            documents.Add(BidText.Of("", BidGenerator.Make(new((ulong)(900 + d)), 0, 0, false).Bids[0][..4000]).Text);
            index.Add(MinHashIndex.Signature(documents[d])!);
        }
        for (var d = 0; d < 60; d += 6)
        {
            var copy = new StringBuilder(documents[d]);
            for (var i = 0; i < copy.Length; i++)
                if (random.Next(100) < 2) copy[i] = '某';
            var found = index.Find(MinHashIndex.Signature(copy.ToString())!, 0.4);
            Assert.Equal(d, found[0].Document);
            Assert.InRange(found[0].Similarity, 0.6, 1);
        }
        Assert.Null(MinHashIndex.Signature("四个字啊"));
    }

    [Fact]
    public void EstimatedSimilarityIsNearTheExactOne()
    {
        var random = new SeededRandom(9);
        char[] Letters(int n) => [.. Enumerable.Range(0, n).Select(_ => (char)(0x4E00 + random.Next(3000)))];
        var (common, a, b) = (Letters(2000), Letters(1000), Letters(1000));
        var similarity = MinHashIndex.Similarity(MinHashIndex.Signature([.. common, .. a])!, MinHashIndex.Signature([.. common, .. b])!);
        Assert.Equal(0.5, similarity, 0.15);
    }
}
