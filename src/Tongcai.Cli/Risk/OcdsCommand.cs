using System.CommandLine;
using Tongcai.Risk.Ocds;

namespace Tongcai.Cli.Risk;

/// <summary><c>tongcai risk ocds FILE.jsonl</c>: the eleven Cardinal indicators over compiled releases, one per line.</summary>
internal static class OcdsCommand
{
    private const int MostMessages = 100;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "JSON Lines 文件，每行一个 OCDS compiled release；- 表示标准输入" };
        var settings = new Option<string?>("--settings", "-s") { Description = "设置文件（INI，与 Cardinal 相同）；不给则十一项指标全部按默认值运行" };
        var count = new Option<bool>("--count", "-c") { Description = "把各组结果数写到标准错误" };
        var noMeta = new Option<bool>("--no-meta") { Description = "不输出 Meta（四分位数与界限）" };
        var map = new Option<bool>("--map") { Description = "输出 Maps（过程与机构的对应）" };
        var strict = new Option<bool>("--strict") { Description = "修正 R018、R030、R038 的已知弱点，见 docs/detectors" };
        var progress = new Option<bool>("--progress") { Description = "把读取进度写到标准错误" };
        var command = new Command("ocds", "按 OCDS 数据计算十一项红旗指标，结果为一个 JSON 对象") { file, settings, count, noMeta, map, strict, progress };
        command.SetAction(parse => Run(
            parse.GetRequiredValue(file), parse.GetValue(settings), parse.GetValue(strict), parse.GetValue(map), !parse.GetValue(noMeta), parse.GetValue(count), parse.GetValue(progress),
            parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, string? settingsPath, bool strict, bool map, bool meta, bool count, bool progress, TextWriter output, TextWriter error)
    {
        var settings = new IndicatorSettings();
        if (settingsPath is not null)
        {
            using var stream = RiskCommand.Open(settingsPath, error);
            if (stream is null) return RiskCommand.Unusable;
            using var reader = new StreamReader(stream);
            var (read, errors) = IndicatorSettings.Parse(reader.ReadToEnd());
            foreach (var e in errors) error.WriteLine(e);
            if (read is null) return RiskCommand.Unusable;
            settings = read;
        }
        using var input = RiskCommand.Open(path, error);
        if (input is null) return RiskCommand.Unusable;

        var indicators = new Indicators(settings with { Strict = strict }, map);
        var messages = 0L;
        void Message(string text)
        {
            if (messages++ < MostMessages) error.WriteLine(text);
        }

        var length = input.CanSeek ? input.Length : 0;
        Action<long>? show = progress ? bytes => error.WriteLine(length > 0 ? $"已读 {bytes >> 20} MB / {length >> 20} MB，采购过程 {indicators.Processes} 个" : $"已读 {bytes >> 20} MB，采购过程 {indicators.Processes} 个") : null;
        try
        {
            JsonLines.Read(input, (line, utf8) =>
            {
                if (indicators.Add(utf8) is { } why) Message($"第 {line} 行{why}。");
            }, m => Message(m.Text), show);
        }
        catch (IOException e)
        {
            error.WriteLine($"读取 {path} 中断：{e.Message}");
            return RiskCommand.Unusable;
        }
        if (messages > MostMessages) error.WriteLine($"另有 {messages - MostMessages} 条类似提示未列出。");
        if (indicators.OtherCurrencyBids > 0) error.WriteLine($"有 {indicators.OtherCurrencyBids} 次比价因币种与主币种不同而略去；可在设置文件中指定 currency。");

        var results = new IndicatorResults(indicators);
        using (var bytes = new TextStream(output))
            results.Write(bytes, meta);
        output.WriteLine();
        if (count)
            foreach (var (group, flagged) in results.Counts()) error.WriteLine($"{group}: {flagged}");
        return RiskCommand.Done;
    }
}
