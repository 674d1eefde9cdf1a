using System.Text;
using System.Text.Json;
using Tongcai.Risk.Ocds;

namespace Tongcai.Risk.Tests.Ocds;

public sealed class IndicatorsTests
{
    [Theory]
    [InlineData(1, 400, 40)]
    [InlineData(2, 4000, 60)]
    [InlineData(3, 4000, 2000)]
    [InlineData(4, 2000, 12)]
    public void ResultsEqualTheDefinitionsOnGeneratedFiles(int seed, int lines, int market)
    {
        var bytes = ReleaseGenerator.File((ulong)seed, lines, market);
        var expected = IndicatorOracle.Run(Encoding.UTF8.GetString(bytes), "CNY");
        var (actual, messages) = Run(bytes, new() { Currency = "CNY" });
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (key, value) in expected) Assert.Equal(value, actual[key], 1e-9);
        Assert.NotEmpty(messages);
        if (lines == 4000)
            foreach (var code in (string[])["R003", "R018", "R028", "R030", "R035", "R036", "R058"]) Assert.Contains(expected.Keys, k => k.EndsWith(code));
    }

    [Fact]
    public void HeterogeneousSuppliersAndExcessiveLosersOccurInASmallMarket()
    {
        var expected = IndicatorOracle.Run(Encoding.UTF8.GetString(ReleaseGenerator.File(4, 2000, 12)), "CNY");
        Assert.Contains(expected.Keys, k => k.EndsWith("R048") || k.EndsWith("R038"));
    }

    [Fact]
    public void TheFirstCurrencySeenIsTheMainOne()
    {
        const string file = """
            {"ocid":"A","bids":{"details":[{"status":"valid","value":{"amount":1,"currency":"EUR"},"tenderers":[{"id":"W"}]},{"status":"valid","value":{"amount":2,"currency":"EUR"},"tenderers":[{"id":"L"}]}]},"awards":[{"status":"active","suppliers":[{"id":"W"}]}]}
            {"ocid":"B","bids":{"details":[{"status":"valid","value":{"amount":1,"currency":"CNY"},"tenderers":[{"id":"W"}]},{"status":"valid","value":{"amount":9,"currency":"CNY"},"tenderers":[{"id":"L"}]}]},"awards":[{"status":"active","suppliers":[{"id":"W"}]}]}
            """;
        var (results, _) = Run(Encoding.UTF8.GetBytes(file), new() { Enabled = new HashSet<Indicator> { Indicator.R058 } });
        Assert.Equal(["OCID/A/R058", "Tenderer/W/R058"], results.Keys);
    }

    [Fact]
    public void StrictComparesInstantsNotTexts()
    {
        const string file = """
            {"ocid":"A","tender":{"tenderPeriod":{"endDate":"2026-01-10T09:00:00+08:00"}},"bids":{"details":[{"status":"valid","date":"2026-01-10T02:00:00Z","tenderers":[{"id":"W"}]}]},"awards":[{"status":"active","suppliers":[{"id":"W"}]}]}
            {"ocid":"B","tender":{"tenderPeriod":{"endDate":"2026-01-10T01:00:00Z"}},"bids":{"details":[{"status":"valid","date":"2026-01-10T08:30:00+08:00","tenderers":[{"id":"W"}]}]},"awards":[{"status":"active","suppliers":[{"id":"W"}]}]}
            """;
        var bytes = Encoding.UTF8.GetBytes(file);
        Assert.Equal(["OCID/B/R030", "Tenderer/W/R030"], Run(bytes, new() { Enabled = new HashSet<Indicator> { Indicator.R030 } }).Results.Keys);
        Assert.Equal(["OCID/A/R030", "Tenderer/W/R030"], Run(bytes, new() { Strict = true, Enabled = new HashSet<Indicator> { Indicator.R030 } }).Results.Keys);
    }

    [Fact]
    public void BrokenDeepAndInvalidLinesAreReportedAndTheRestIsProcessed()
    {
        var good = """{"ocid":"A","tender":{"procurementMethod":"open","numberOfTenderers":1}}"""u8.ToArray();
        byte[][] lines =
        [
            "{\"ocid\":"u8.ToArray(), [.. "{\"ocid\":\"\xff\"}".Select(c => (byte)c)], Encoding.UTF8.GetBytes(new string('[', 500)), "{\"ocid\":\"\\ud800\"}"u8.ToArray(),
            "{\"ocid\":\"X\",\"bids\":{\"details\":[{\"value\":{\"amount\":1e999}}]}}"u8.ToArray(), "[] []"u8.ToArray(), good,
        ];
        var (results, messages) = Run([.. lines.SelectMany(l => l.Append((byte)'\n'))], new());
        Assert.Equal(["OCID/A/R018"], results.Keys);
        Assert.Equal(6, messages.Count);
        Assert.All(messages, m => Assert.Contains("跳过", m.Text));
    }

    [Fact]
    public void AnEndlessLineTakesNoMoreMemoryThanTheLongestAllowed()
    {
        var part = Encoding.UTF8.GetBytes(new string('x', 1 << 20));
        long Allocated(int megabytes)
        {
            using var stream = new Repeated([("{\"x\":\""u8.ToArray(), 1), (part, megabytes), ("\"}\n"u8.ToArray(), 1)]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            JsonLines.Read(stream, (_, _) => { }, _ => { }, cancel: TestContext.Current.CancellationToken);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.InRange(Allocated(500) - Allocated(70), -100_000, 100_000);
    }

    [Fact]
    public void ALineOverSixtyFourMegabytesIsCutAndTheRestProcessed()
    {
        var good = "{\"ocid\":\"A\",\"tender\":{\"procurementMethod\":\"open\",\"numberOfTenderers\":1}}\n"u8.ToArray();
        using var stream = new Repeated([(good, 1), ("{\"ocid\":\"B\",\"x\":\""u8.ToArray(), 1), (Encoding.UTF8.GetBytes(new string('x', 1 << 20)), 70), ("\"}\n"u8.ToArray(), 1), (good.AsSpan().ToArray(), 1)]);
        List<LineMessage> messages = [];
        List<long> seen = [];
        var lines = JsonLines.Read(stream, (line, utf8) => seen.Add(line), messages.Add, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(3, lines);
        Assert.Equal([1L, 3L], seen);
        var cut = Assert.Single(messages);
        Assert.Equal(2, cut.Line);
        Assert.Contains("64 MB", cut.Text);
    }

    [Fact]
    public void SettingsAreReadAndUnknownNamesRefused()
    {
        var (settings, errors) = IndicatorSettings.Parse("""
            currency = CNY
            no_price_comparison_procurement_methods = 随机抽取|摇号
            ; remark
            [exclusions]
            procurement_method_details = 紧急采购
            [R003]
            threshold = 20
            [R003.procurement_method_details]
            竞争性磋商 = 10
            [R058]
            threshold = 0.5
            """);
        Assert.Empty(errors);
        Assert.Equal("CNY", settings!.Currency);
        Assert.Equal([Indicator.R003, Indicator.R058], settings.Enabled.Order());
        Assert.Equal(10, settings.R003Details["竞争性磋商"]);
        Assert.Contains("摇号", settings.NoPriceComparison);
        var (none, refused) = IndicatorSettings.Parse("[R024]\ntreshold = 1\n[R099]\n[R035]\nthreshold = -1\nnonsense");
        Assert.Null(none);
        Assert.Equal(4, refused.Count);
    }

    [Fact]
    public void MapsNameTheOrganizationsOfFlaggedProcesses()
    {
        var run = new Indicators(new(), map: true);
        foreach (var line in Encoding.UTF8.GetString(ReleaseGenerator.File(9, 300, 30, broken: false)).Split('\n', StringSplitOptions.RemoveEmptyEntries)) run.Add(Encoding.UTF8.GetBytes(line.Trim()));
        using var stream = new MemoryStream();
        new IndicatorResults(run).Write(stream, withMeta: false);
        using var json = JsonDocument.Parse(stream.ToArray());
        Assert.False(json.RootElement.TryGetProperty("Meta", out _));
        var maps = json.RootElement.GetProperty("Maps");
        Assert.Equal(8, maps.EnumerateObject().Count());
        var flagged = json.RootElement.GetProperty("OCID").EnumerateObject().Where(o => o.Value.TryGetProperty("R028", out _)).Select(o => o.Name).Order();
        Assert.Equal(flagged, maps.GetProperty("ocid_tenderer_r028").EnumerateObject().Select(o => o.Name).Order());
    }

    [Theory]
    [InlineData("2026-02-28T23:00:00+08:00", "2026-03-15T22:59:59+08:00", 14)]
    [InlineData("2026-02-28T23:00:00+08:00", "2026-03-15T15:00:00Z", 15)]
    [InlineData("2024-02-28T00:00:00.5Z", "2024-03-01T00:00:00.4Z", 1)]
    [InlineData("2024-03-01T00:00:00Z", "2024-02-28T12:00:00Z", -1)]
    public void DaysAreWholeAndTruncated(string start, string end, long days) => Assert.Equal(days, DaysOf(start, end));

    [Theory]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-01-01T00:00:00")]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-01T24:00:00Z")]
    public void OtherTextsAreNoInstants(string text) => Assert.Null(DaysOf("2026-01-01T00:00:00Z", text));

    private static long? DaysOf(string start, string end)
    {
        // Seen from outside: R003 with ever larger thresholds.
        for (var threshold = -100; threshold < 100; threshold++)
        {
            var line = "{\"ocid\":\"A\",\"tender\":{\"tenderPeriod\":{\"startDate\":\"" + start + "\",\"endDate\":\"" + end + "\"}}}";
            if (Run(Encoding.UTF8.GetBytes(line), new() { R003Threshold = threshold }).Results.Count > 0) return threshold - 1;
        }
        return null;
    }

    private static (SortedDictionary<string, double> Results, List<LineMessage> Messages) Run(byte[] file, IndicatorSettings settings)
    {
        var run = new Indicators(settings);
        List<LineMessage> messages = [];
        using var input = new MemoryStream(file);
        JsonLines.Read(input, (line, utf8) =>
        {
            if (run.Add(utf8) is { } why) messages.Add(new(line, why));
        }, messages.Add, cancel: TestContext.Current.CancellationToken);
        using var output = new MemoryStream();
        new IndicatorResults(run).Write(output, withMeta: false);
        using var json = JsonDocument.Parse(output.ToArray());
        SortedDictionary<string, double> results = new(StringComparer.Ordinal);
        foreach (var group in json.RootElement.EnumerateObject())
            foreach (var id in group.Value.EnumerateObject())
                foreach (var code in id.Value.EnumerateObject()) results[$"{group.Name}/{id.Name}/{code.Name}"] = code.Value.GetDouble();
        return (results, messages);
    }

    /// <summary>A stream of repeated parts, so that a huge line needs no huge array.</summary>
    private sealed class Repeated(List<(byte[] Part, int Times)> parts) : Stream
    {
        private int part, time, offset;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int start, int count)
        {
            if (part == parts.Count) return 0;
            var (bytes, times) = parts[part];
            var take = Math.Min(count, bytes.Length - offset);
            bytes.AsSpan(offset, take).CopyTo(buffer.AsSpan(start));
            if ((offset += take) == bytes.Length) (offset, time) = (0, time + 1);
            if (time == times) (part, time) = (part + 1, 0);
            return take;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
