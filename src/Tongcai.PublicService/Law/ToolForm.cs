using System.Globalization;
using System.Text.Json.Nodes;
using Tongcai.Law;
using Tongcai.Law.Questions;
using Tongcai.Platform.Acts;

namespace Tongcai.PublicService.Law;

/// <summary>表单的一栏：a field of a question with what was typed and what is wrong with it.</summary>
internal sealed record ToolField(QuestionField Field, string Value, IReadOnlyList<Refusal> Errors)
{
    private readonly string[] title = Field.Title.Split(['；', '，'], 2);

    public string Id => "f-" + Field.Name;

    /// <summary>The title up to its first comma; the rest is the hint, or the unit of a number.</summary>
    public string Label => title[0];

    public string Unit => Field.Type switch { FieldType.Money => "元", FieldType.Whole or FieldType.Number when title is [_, { Length: <= 2 } unit] => unit, _ => "" };

    public string Hint => Field.Type switch
    {
        FieldType.Money => string.Join('；', new[] { title.Length > 1 ? title[1].Replace("分；", "", StringComparison.Ordinal).Replace("，分", "", StringComparison.Ordinal).TrimStart('分') : "", "可以写 486万" }.Where(t => t.Length > 0)),
        _ when Unit.Length > 0 => "",
        _ => title.Length > 1 ? title[1] : "",
    };

    public string? DescribedBy => string.Join(' ', new[] { Hint.Length > 0 ? Id + "-hint" : "", Errors.Count > 0 ? Id + "-err" : "" }.Where(t => t.Length > 0)) is { Length: > 0 } ids ? ids : null;
}

/// <summary>表单。Turns what was typed into the question as JSON and back; the answer comes from <see cref="LawQuestion"/> alone.</summary>
internal static class ToolForm
{
    /// <summary>The question, with refusals for texts that are no sum, day or number as people write them.</summary>
    public static (JsonObject Question, IReadOnlyList<Refusal> Faults) Read(LawQuestion question, Func<string, string> typed)
    {
        var json = new JsonObject();
        List<Refusal> faults = [];
        foreach (var field in question.Fields.Where(f => f.Type is not (FieldType.Rows or FieldType.Group or FieldType.Texts)))
        {
            var text = field.Type == FieldType.Document ? typed(field.Name) : typed(field.Name).Trim();
            if (text.Length == 0)
                continue;
            switch (field.Type)
            {
                case FieldType.Flag:
                    json[field.Name] = true;
                    break;
                case FieldType.Money when Yuan.TryParse(text, out var fen):
                    json[field.Name] = fen;
                    break;
                case FieldType.Money:
                    faults.Add(InputRules.Format.Refuse($"“{text}”不是金额。", "按元填写，最多两位小数，如 4860000 或者 486万。", "/" + field.Name));
                    break;
                case FieldType.Day:
                    json[field.Name] = Beijing.TryParseDay(text, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;
                    break;
                case FieldType.Whole or FieldType.Number when decimal.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                    json[field.Name] = number;
                    break;
                case FieldType.Whole or FieldType.Number:
                    faults.Add(InputRules.Format.Refuse($"“{text}”不是数字。", "用阿拉伯数字填写。", "/" + field.Name));
                    break;
                default:
                    json[field.Name] = text.ReplaceLineEndings("\n");
                    break;
            }
        }
        return (json, faults);
    }

    /// <summary>Asks the question unless what was typed is at fault.</summary>
    public static Outcome<LawAnswer> Ask(LawQuestion question, Func<string, string> typed, DateOnly today)
    {
        var (json, faults) = Read(question, typed);
        var outcome = question.Ask(json, today);
        if (faults.Count == 0)
            return outcome;
        return faults.Concat(outcome.Refusals.Where(r => faults.All(f => f.Pointer != r.Pointer))).ToList();
    }
}
