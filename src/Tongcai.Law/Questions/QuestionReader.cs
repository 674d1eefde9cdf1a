using System.Globalization;
using System.Text.Json;

namespace Tongcai.Law.Questions;

/// <summary>读入问题。Compares a JSON object with the declared fields; every fault is a refusal with the pointer of its field. Total: nothing in a value throws.</summary>
internal static class QuestionReader
{
    /// <summary>After so many faults the rest is not looked at.</summary>
    internal const int MostFaults = 50;

    private const int LongestShown = 40;

    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    internal static Given Read(JsonElement json, IReadOnlyList<QuestionField> fields, string pointer, List<Refusal> faults)
    {
        var given = new Given(pointer);
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(Wrong($"{Name(pointer)}应为JSON对象，实为{KindOf(json)}。", "写成 { \"字段\": 值 } 的形式。", pointer));
            return given;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (faults.Count >= MostFaults)
                return given;
            var name = SafeName(member);
            if (pointer.Length == 0 && name == "id")
                continue;
            if (fields.FirstOrDefault(f => f.Name == name) is not { } field)
                faults.Add(Wrong($"没有“{Shown(name)}”这个字段。", $"可用的字段：{string.Join("、", fields.Select(f => f.Name))}。", $"{pointer}/{Escape(Shown(name))}"));
            else if (member.Value.ValueKind != JsonValueKind.Null && Value(member.Value, field, $"{pointer}/{field.Name}", faults) is { } value)
                given.Set(field.Name, value);
        }

        foreach (var field in fields.Where(f => f.Required && !given.Has(f.Name) && !faults.Exists(r => r.Pointer == $"{pointer}/{f.Name}" || r.Pointer.StartsWith($"{pointer}/{f.Name}/", StringComparison.Ordinal))))
            faults.Add(InputRules.Required.Refuse($"没有填写{field.Title}（{field.Name}）。", "补齐后重新提交。", $"{pointer}/{field.Name}"));
        return given;
    }

    private static object? Value(JsonElement json, QuestionField field, string pointer, List<Refusal> faults) => field.Type switch
    {
        FieldType.Group when Read(json, field.Fields, pointer, faults) is var group => group,
        FieldType.Rows => Rows(json, field, pointer, faults, (row, at) => row.ValueKind is JsonValueKind.Object ? Read(row, field.Fields, at, faults) : Fault<Given>(faults, Wrong($"{field.Title}应为JSON对象，实为{KindOf(row)}。", "写成 { \"字段\": 值 } 的形式。", at))),
        FieldType.Texts => Rows(json, field, pointer, faults, (row, at) => Text(row, field, at, faults)),
        FieldType.Numbers => Rows(json, field, pointer, faults, (row, at) => Number(row, field, at, faults)),
        FieldType.Flag => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : Fault<object>(faults, Kind(field, json, "true 或 false", pointer)),
        FieldType.Money or FieldType.Whole or FieldType.Number => Number(json, field, pointer, faults),
        _ => Text(json, field, pointer, faults) is { } text ? Read(text, field, pointer, faults) : null,
    };

    private static List<T>? Rows<T>(JsonElement json, QuestionField field, string pointer, List<Refusal> faults, Func<JsonElement, string, T?> read)
        where T : class
    {
        if (json.ValueKind != JsonValueKind.Array)
            return Fault<List<T>>(faults, Kind(field, json, "数组", pointer));
        if (json.GetArrayLength() > field.Longest)
            return Fault<List<T>>(faults, InputRules.Range.Refuse($"{field.Title}有{json.GetArrayLength()}项，最多{field.Longest}项。", "分成几次提交。", pointer));
        List<T> rows = [];
        foreach (var row in json.EnumerateArray())
        {
            if (faults.Count >= MostFaults)
                break;
            if (read(row, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{rows.Count}")) is not { } value)
                return null;
            rows.Add(value);
        }
        return rows;
    }

    private static object? Number(JsonElement json, QuestionField field, string pointer, List<Refusal> faults)
    {
        if (json.ValueKind != JsonValueKind.Number)
            return Fault<object>(faults, Kind(field, json, field.Type is FieldType.Number or FieldType.Numbers ? "数字" : "整数", pointer));
        if (!json.TryGetDecimal(out var number) || number < field.Least || number > field.Most)
        {
            var raw = json.GetRawText();
            return Fault<object>(faults, InputRules.Range.Refuse(
                $"{field.Title}为{Shown(raw)}{(raw.StartsWith('-') && field.Least >= 0 ? "，不能是负数" : "")}。", $"填写{Plain(field.Least)}至{Plain(field.Most)}之间的{(field.Type == FieldType.Money ? "整数，单位分" : "数")}。", pointer));
        }
        return field.Type is FieldType.Number or FieldType.Numbers || number == decimal.Truncate(number) ? number
            : Fault<object>(faults, Wrong($"{field.Title}为{Shown(json.GetRawText())}，应为整数。", field.Type == FieldType.Money ? "金额以分为单位，填整数：1元写100。" : "填写整数。", pointer));
    }

    private static string? Text(JsonElement json, QuestionField field, string pointer, List<Refusal> faults)
    {
        if (json.ValueKind != JsonValueKind.String)
            return Fault<string>(faults, Kind(field, json, field.Type switch { FieldType.Day => "日期文本，如 \"2026-03-02\"", FieldType.Instant => "时刻文本，如 \"2026-03-31T09:30:00+08:00\"", _ => "文本" }, pointer));
        string text;
        try
        {
            text = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Fault<string>(faults, Wrong($"{field.Title}中有不成对的代理字符（\\uD800至\\uDFFF），不是有效的Unicode文本。", "改用UTF-8直接书写该字符。", pointer));
        }
        if (text.IndexOf('\0', StringComparison.Ordinal) is var nul and >= 0)
            return Fault<string>(faults, Wrong($"{field.Title}第{nul + 1}个字符是NUL（\\u0000），文本可能没有正确提取。", "重新提取文本，或者去掉该字符。", pointer));
        return field.Type != FieldType.Document && text.Length > field.Longest
            ? Fault<string>(faults, InputRules.Range.Refuse($"{field.Title}有{text.Length}个字符，最多{field.Longest}个。", "缩短后重新提交。", pointer))
            : text;
    }

    private static object? Read(string text, QuestionField field, string pointer, List<Refusal> faults)
    {
        switch (field.Type)
        {
            case FieldType.Day when !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                return Fault<object>(faults, Wrong($"{field.Title}“{Shown(text)}”不是存在的日期。", "按 yyyy-MM-dd 填写，如 2026-03-02。", pointer));
            case FieldType.Day:
                var day = DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
                return day >= QuestionField.FirstDay && day <= QuestionField.LastDay ? day
                    : Fault<object>(faults, InputRules.Range.Refuse($"{field.Title}{text}不在{QuestionField.FirstDay:yyyy-MM-dd}至{QuestionField.LastDay:yyyy-MM-dd}之间。", "核对年份。", pointer));
            case FieldType.Instant when !DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out _):
                return Fault<object>(faults, Wrong($"{field.Title}“{Shown(text)}”不是带时区的时刻。", "按 RFC 3339 填写，如 2026-03-31T09:30:00+08:00。", pointer));
            case FieldType.Instant:
                return DateTimeOffset.ParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            case FieldType.Choice when field.Choices.All(c => c.Code != text):
                var near = string.Join("、", field.Choices.Take(24).Select(c => $"{c.Code}（{c.Name}）"));
                return Fault<object>(faults, InputRules.Range.Refuse($"{field.Title}没有代码“{Shown(text)}”。", $"可用的代码：{near}{(field.Choices.Count > 24 ? "等，共" + field.Choices.Count + "个" : "")}。", pointer));
            default:
                return text.Length == 0 ? null : text;
        }
    }

    /// <summary>A JSON pointer token (RFC 6901).</summary>
    internal static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    internal static string Shown(string text)
    {
        var clean = string.Concat(text.Take(LongestShown).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\ufffd' : c));
        return text.Length > LongestShown ? clean + "…" : clean;
    }

    internal static string KindOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "对象",
        JsonValueKind.Array => "数组",
        JsonValueKind.String => "文本",
        JsonValueKind.Number => "数字",
        JsonValueKind.True or JsonValueKind.False => "true/false",
        _ => "null",
    };

    private static string SafeName(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "\ufffd";
        }
    }

    private static string Name(string pointer) => pointer.Length == 0 ? "每个问题" : pointer;

    private static string Plain(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static Refusal Kind(QuestionField field, JsonElement json, string expected, string pointer) =>
        Wrong($"{field.Title}应为{expected}，实为{KindOf(json)}。", "按字段类型改正。", pointer);

    private static Refusal Wrong(string reason, string remedy, string pointer) => InputRules.Format.Refuse(reason, remedy, pointer);

    private static T? Fault<T>(List<Refusal> faults, Refusal fault)
        where T : class
    {
        faults.Add(fault);
        return null;
    }
}
