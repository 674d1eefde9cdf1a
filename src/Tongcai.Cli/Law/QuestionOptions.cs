using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Tongcai.Law.Questions;

namespace Tongcai.Cli.Law;

/// <summary>由字段生成的命令行选项。An option per field: money in 元 or 万元 without the ending Fen, rows as <c>name=值,name=值</c>, repeatable.</summary>
internal sealed class QuestionOptions
{
    private readonly List<(QuestionField Field, Option Option)> options = [];

    internal QuestionOptions(LawQuestion question)
    {
        // What has rows within is asked by --json.
        foreach (var field in question.Fields.Where(f => f.Type != FieldType.Group || f.Fields.All(inner => inner.Fields.Count == 0)))
        {
            var money = field.Type == FieldType.Money;
            var description = (money ? field.Title.Replace("分", "元，可写万元", StringComparison.Ordinal) : field.Title) + (field.Type switch
            {
                FieldType.Choice when field.Choices.Count <= 20 => $"：{string.Join("、", field.Choices.Select(c => $"{c.Code} {c.Name}"))}",
                FieldType.Rows or FieldType.Group => $"（{string.Join(",", field.Fields.Where(f => f.Type is not (FieldType.Rows or FieldType.Group)).Select(f => $"{Short(f)}=…"))}）",
                _ => "",
            });
            Option option = field.Type switch
            {
                FieldType.Flag => new Option<bool>(Name(field)) { Description = description },
                FieldType.Rows or FieldType.Texts => new Option<string[]>(Name(field)) { Description = description, AllowMultipleArgumentsPerToken = false },
                _ => new Option<string?>(Name(field)) { Description = description },
            };
            options.Add((field, option));
        }
    }

    internal IEnumerable<Option> All => options.Select(o => o.Option);

    /// <summary>The question as JSON.</summary>
    /// <returns>Null, or what is wrong with an option.</returns>
    internal string? Build(ParseResult parse, out JsonObject question)
    {
        question = [];
        foreach (var (field, option) in options)
        {
            if (parse.GetResult(option) is not OptionResult { Implicit: false })
                continue;
            var problem = option switch
            {
                Option<bool> flag => Put(question, field, parse.GetValue(flag) ? "true" : "false", Name(field)),
                Option<string[]> many => Many(question, field, parse.GetValue(many) ?? []),
                Option<string?> one when field.Type == FieldType.Group => Members(field, parse.GetValue(one) ?? "", out var group) is { } wrong ? wrong : Attach(question, field.Name, group),
                Option<string?> one => Put(question, field, parse.GetValue(one) ?? "", Name(field)),
                _ => null,
            };
            if (problem is not null)
                return problem;
        }
        return null;
    }

    private static string? Many(JsonObject question, QuestionField field, string[] values)
    {
        var array = new JsonArray();
        foreach (var value in values)
        {
            if (field.Type == FieldType.Texts)
                array.Add((JsonNode)value);
            else if (Members(field, value, out var row) is { } problem)
                return problem;
            else
                array.Add((JsonNode)row);
        }
        return Attach(question, field.Name, array);
    }

    private static string? Members(QuestionField field, string text, out JsonObject row)
    {
        row = [];
        foreach (var pair in text.Split([',', '，', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || field.Fields.FirstOrDefault(f => Short(f) == pair[..at].Trim() || f.Name == pair[..at].Trim()) is not { } member)
                return $"{Name(field)} 中的“{pair}”应为 名称=值，名称可用：{string.Join("、", field.Fields.Select(Short))}。";
            if (Put(row, member, pair[(at + 1)..].Trim(), $"{Name(field)} {Short(member)}") is { } problem)
                return problem;
        }
        return null;
    }

    private static string? Put(JsonObject target, QuestionField field, string value, string what)
    {
        switch (field.Type)
        {
            case FieldType.Flag when value is "true" or "false":
                return Attach(target, field.Name, value == "true");
            case FieldType.Flag:
                return $"{what} 应为 true 或 false。";
            case FieldType.Money:
                return Fen(value) is { } fen ? Attach(target, field.Name, fen) : $"{what} “{value}”不是金额：按元填写，最多两位小数，如 4860000、486万。";
            case FieldType.Whole or FieldType.Number:
                return decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Attach(target, field.Name, number) : $"{what} “{value}”不是数字。";
            default:
                return Attach(target, field.Name, value);
        }
    }

    private static string? Attach(JsonObject target, string name, JsonNode? value)
    {
        target[name] = value;
        return null;
    }

    // 486万 and 4,860,000.00元; fractions of a fen are no amount.
    private static decimal? Fen(string text)
    {
        var plain = text.Replace(",", "", StringComparison.Ordinal).TrimEnd('元');
        var scale = plain.EndsWith('万') ? 1_000_000m : 100m;
        return decimal.TryParse(plain.TrimEnd('万'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            && Math.Abs(yuan) < 1_000_000_000_000_000_000 && yuan * scale is var fen && fen == decimal.Truncate(fen) ? fen : null;
    }

    private static string Short(QuestionField field) => field.Type == FieldType.Money ? field.Name[..^"Fen".Length] : field.Name;

    private static string Name(QuestionField field) => "--" + string.Concat(Short(field).Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
}
