using System.Text;
using System.Text.Json;
using Tongcai.Risk.Ocds;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Ocds;

/// <summary>A line is JSON or it is not: the engine has to draw the line where the framework's reader draws it, in what it reads and in what it passes over.</summary>
public sealed class MalformedLinesTests
{
    private readonly Indicators run = new(new() { Currency = "CNY" });

    [Fact]
    public void EditedLinesAreTakenOrRefusedAsTheFrameworksReaderDoes()
    {
        var random = new SeededRandom(5);
        var marks = "{}[]:,\"\\ \t0123456789.-+eEtruefalsn\u0001u/"u8.ToArray();
        var refused = 0;
        for (var i = 0; i < 4000; i++)
        {
            List<byte> line = [.. Encoding.UTF8.GetBytes(ReleaseGenerator.Line(random, i % 200, 50))];
            for (var edits = random.Next(4); edits > 0; edits--)
            {
                var at = random.Next(line.Count);
                var mark = marks[random.Next(marks.Length)];
                switch (random.Next(3))
                {
                    case 0:
                        line.Insert(at, mark);
                        break;
                    case 1:
                        line.RemoveAt(at);
                        break;
                    default:
                        line[at] = mark;
                        break;
                }
            }
            byte[] bytes = [.. line];
            if (!System.Text.Unicode.Utf8.IsValid(bytes)) continue;
            refused += Judged(bytes) ? 0 : 1;
        }
        Assert.InRange(refused, 1000, 3500);
    }

    [Theory]
    [InlineData("01"), InlineData("-"), InlineData("-0"), InlineData("-01"), InlineData("1."), InlineData("1.5e"), InlineData("1e+"), InlineData("1E-2"), InlineData(".5"), InlineData("+1"), InlineData("0x1"), InlineData("1a")]
    [InlineData("tru"), InlineData("truex"), InlineData("nul"), InlineData("false"), InlineData("NaN"), InlineData("")]
    [InlineData("[1,]"), InlineData("[,1]"), InlineData("[1 2]"), InlineData("[]]"), InlineData("[[], {}, [[]]]"), InlineData("[\"a\" , 1 ]"), InlineData("[1}"), InlineData("[")]
    [InlineData("{\"a\":1,}"), InlineData("{,}"), InlineData("{\"a\"}"), InlineData("{\"a\":}"), InlineData("{'a':1}"), InlineData("{\"a\" : {\"b\":[ ]} , \"c\":null}"), InlineData("{a:1}"), InlineData("{\"a\":1]"), InlineData("{\"a\":1 \"b\":2}"), InlineData("{\"a\":1}}")]
    [InlineData("\"\\x\""), InlineData("\"\\u12g4\""), InlineData("\"\\u12\""), InlineData("\"a\tb\""), InlineData("\"open"), InlineData("\"\\\""), InlineData("\"\\\\\""), InlineData("\"\\ud83d\\ude00\""), InlineData("\"三十二个字节以上的文字，里面有一个反斜杠\\n和引号\\\"，后面还有很多很多字\"")]
    [InlineData("/*c*/1"), InlineData("1 //c")]
    public void AValueIsJudgedAlikeWhereItIsReadAndWhereItIsPassedOver(string value)
    {
        foreach (var around in (string[])["{\"ocid\":\"A\",\"x\":@}", "{\"ocid\":@}", "{\"ocid\":\"A\",\"bids\":@}", "{\"ocid\":\"A\",\"bids\":{\"details\":@}}", "{\"ocid\":\"A\",\"bids\":{\"details\":[{\"value\":@}]}}", "{\"ocid\":\"A\",\"tender\":{\"numberOfTenderers\":@}}", "{\"ocid\":\"A\",\"awards\":[@]}", "@", " @ "])
            Judged(Encoding.UTF8.GetBytes(around.Replace("@", value, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(126, true)]
    [InlineData(127, false)]
    public void ValuesMayBeNestedAsDeepAsCardinalReadsThem(int levels, bool taken)
    {
        foreach (var name in (string[])["x", "awards"])
            Assert.Equal(taken, Judged(Encoding.UTF8.GetBytes($"{{\"ocid\":\"A\",\"{name}\":{new string('[', levels)}{new string(']', levels)}}}")));
    }

    [Fact]
    public void NamesMayBeWrittenWithEscapesAndTheLastOfTwoCounts()
    {
        Assert.True(Judged(Encoding.UTF8.GetBytes("""{"oci\u0064":"A","ocid":"\u0042","tender":{"procurementMethod":"limited"},"tender":{"procurementMethod":"o\u0070en","numberOfTenderers":1}}""")));
        using var output = new MemoryStream();
        new IndicatorResults(run).Write(output, withMeta: false);
        Assert.Equal("""{"OCID":{"B":{"R018":1.0}}}""", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void ARefusedLineIsReportedWithThePlace()
    {
        Assert.Equal("不是有效的 JSON（第 18 字节附近），已跳过", run.Add("{\"ocid\":\"A\",\"x\":[}"u8));
        Assert.Equal(0, run.Processes);
    }

    private bool Judged(byte[] line)
    {
        var accepted = true;
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 127 });
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            accepted = false;
        }
        var why = run.Add(line);
        // An amount beyond all bounds or half a surrogate pair is JSON, but cannot be used.
        var used = why is null || (accepted && (why.StartsWith("金额", StringComparison.Ordinal) || why.StartsWith("文本", StringComparison.Ordinal)));
        Assert.True(accepted == used, $"{Encoding.UTF8.GetString(line)}: {why}");
        return accepted;
    }
}
