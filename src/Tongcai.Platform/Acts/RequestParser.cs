using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tongcai.Law;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Acts;

/// <summary>One strict reading of a request, for the API and the page alike. Total: whatever the bytes, the answer is a request or refusals with pointers.</summary>
public static class RequestParser
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a JSON object into a request.</summary>
    /// <param name="utf8">The body as it came.</param>
    public static Outcome<T> Parse<T>(ReadOnlyMemory<byte> utf8)
        where T : class
    {
        var refusals = new List<Refusal>();
        return Parse(RequestShape.Of(typeof(T)), utf8, refusals) is { } value ? (T)value : refusals;
    }

    internal static object? Parse(RequestShape shape, ReadOnlyMemory<byte> utf8, List<Refusal> refusals)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A name that is no Unicode text makes the comparison of duplicate keys throw InvalidOperationException.
            var place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } position } ? $"第 {line + 1} 行第 {position + 1} 字节处" : "键名";
            refusals.Add(new(HttpRules.Malformed, $"请求体不是合规的 JSON：{place}无法读取", "按接口规范改正后重新提交；键不得重复。"));
            return null;
        }

        using (document)
        {
            var value = Group(shape, document.RootElement, "", refusals);
            return refusals.Count > 0 ? null : value;
        }
    }

    private static object? Group(RequestShape shape, JsonElement element, string at, List<Refusal> refusals)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            refusals.Add(new(at.Length == 0 ? HttpRules.Malformed : InputRules.Format, "这里应是一个 JSON 对象", "按接口规范填写各字段。", at));
            return null;
        }

        var given = new Dictionary<string, JsonElement>();
        foreach (var property in element.EnumerateObject())
        {
            var name = Name(property);
            if (shape.Fields.Any(f => f.Name == name))
                given[name] = property.Value;
            else
                refusals.Add(new(InputRules.Format, $"没有名为“{Shown(name)}”的字段", $"删去它；可用字段：{string.Join("、", shape.Fields.Select(f => f.Name))}。", $"{at}/{Escape(name)}"));
        }

        var before = refusals.Count;
        var values = shape.Fields.Select(field =>
            given.TryGetValue(field.Name, out var value) && value.ValueKind is not JsonValueKind.Null
                ? Value(field, value, $"{at}/{field.Name}", refusals)
                : Absent(field, $"{at}/{field.Name}", refusals)).ToArray();
        return refusals.Count == before ? shape.Create(values) : null;
    }

    /// <summary>The name of a property; one that is no Unicode text (a lone surrogate) is shown by a replacement character and so is unknown.</summary>
    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\ufffd";
        }
    }

    private static object? Absent(FieldShape field, string at, List<Refusal> refusals)
    {
        if (field.Required) refusals.Add(new(InputRules.Required, $"未填写{field.Label}", field.Kind is FieldKind.Choice ? $"请选择{field.Label}。" : $"请填写{field.Label}。", at));
        return field.HasDefault ? field.Default : null;
    }

    private static object? Value(FieldShape field, JsonElement value, string at, List<Refusal> refusals)
    {
        var count = refusals.Count;
        object? read = field.Kind switch
        {
            FieldKind.Text => Text(field, value, at, refusals),
            FieldKind.Fen => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var fen) ? InRange(field, fen, at, refusals) : Wrong(field, value, "是金额：页面填元（如 1,234.50），接口填整数分（如 123450）", at, refusals),
            FieldKind.Whole => Whole(field, value, at, refusals),
            FieldKind.Number => Number(field, value, at, refusals),
            FieldKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong(field, value, "是“是”或“否”（true 或 false）", at, refusals),
            FieldKind.Choice => Member(field, value, at, refusals),
            FieldKind.Day => value.ValueKind is JsonValueKind.String && TryText(value, out var written) && Beijing.TryParseDay(written, out var day) ? day : Wrong(field, value, "是日期，写作 2026-11-21、20261121、2026/11/21 或 2026年11月21日", at, refusals),
            FieldKind.Instant => value.ValueKind is JsonValueKind.String && TryText(value, out var moment) && Beijing.TryParseInstant(moment, out var instant) ? instant : Wrong(field, value, "是时刻：页面填北京时间的日期与钟点，接口写作 2026-11-21T09:30:00+08:00", at, refusals),
            FieldKind.Group => Group(field.Nested!, value, at, refusals),
            _ => Rows(field, value, at, refusals),
        };
        return refusals.Count == count ? read : null;
    }

    private static string? Text(FieldShape field, JsonElement value, string at, List<Refusal> refusals)
    {
        if (value.ValueKind is not JsonValueKind.String || !TryText(value, out var text))
        {
            return value.ValueKind is JsonValueKind.String
                ? Refuse<string>(refusals, new(InputRules.Format, $"{field.Label}含有不成对的代理项", "删去乱码后重新提交。", at))
                : (string?)Wrong(field, value, "是文本", at, refusals);
        }

        text = field.Spec.Secret ? text : text.ReplaceLineEndings("\n").Trim();
        if (text.Length == 0)
            return field.Required ? Refuse<string>(refusals, new(InputRules.Required, $"未填写{field.Label}", $"请填写{field.Label}。", at)) : field.HasDefault ? field.Default as string : null;
        if (FirstForbidden(text, field.Spec.Lines) is { } bad)
        {
            var name = bad is '\n' ? "换行" : $"控制字符 U+{(int)bad:X4}";
            return Refuse<string>(refusals, new(InputRules.Format, $"{field.Label}含有{name}", "删去后重新提交；从其他程序粘贴时常带入看不见的字符。", at));
        }

        var length = new StringInfo(text).LengthInTextElements;
        if (length > field.Longest)
            return Refuse<string>(refusals, new(InputRules.Format, $"{field.Label}有 {length:#,##0} 个字，最多 {field.Longest:#,##0} 个字", "请精简，或者改用附件。", at));
        if (length < field.Spec.Min)
            return Refuse<string>(refusals, new(InputRules.Range, $"{field.Label}有 {length} 个字，至少 {field.Spec.Min} 个字", "请补充完整。", at));
        return field.Spec.Pattern.Length > 0 && !Regex.IsMatch(text, $"^(?:{field.Spec.Pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            ? Refuse<string>(refusals, new(InputRules.Format, $"{field.Label}“{Shown(text, field)}”写法不对", field.Spec.Hint.Length > 0 ? field.Spec.Hint : $"请按规定的写法填写{field.Label}。", at))
            : text;
    }

    private static object? Whole(FieldShape field, JsonElement value, string at, List<Refusal> refusals)
    {
        if (value.ValueKind is not JsonValueKind.Number || !IsPlainWhole(value)) return Wrong(field, value, field.Spec.Hundredths ? "是数：页面填两位小数以内的数（如 85.50），接口填其一百倍（如 8550）" : "是整数", at, refusals);
        if (!value.TryGetInt64(out var whole) || (field.Type == typeof(int) && whole is < int.MinValue or > int.MaxValue))
            return Refuse<object>(refusals, new(InputRules.Range, $"{field.Label}“{Shown(value.GetRawText())}”超出可填的范围", $"请填写{Bounds(field)}。", at));
        return InRange(field, whole, at, refusals) is { } kept ? field.Type == typeof(int) ? (int)(long)kept : kept : null;
    }

    private static object? Number(FieldShape field, JsonElement value, string at, List<Refusal> refusals)
    {
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetDecimal(out var number)) return Wrong(field, value, "是数", at, refusals);
        return number < field.Spec.Min || number > field.Spec.Max
            ? Refuse<object>(refusals, new(InputRules.Range, $"{field.Label} {number.ToString(CultureInfo.InvariantCulture)} 不在范围之内", $"请填写{Bounds(field)}。", at))
            : number;
    }

    private static object? InRange(FieldShape field, long value, string at, List<Refusal> refusals)
    {
        if (value >= field.Spec.Min && value <= field.Spec.Max) return value;
        var shown = field.Kind is FieldKind.Fen ? Yuan.Text(value) + " 元" : field.Spec.Hundredths ? (value / 100m).ToString("0.##", CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
        return Refuse<object>(refusals, new(InputRules.Range, $"{field.Label} {shown} 不在范围之内", $"请填写{Bounds(field)}。", at));
    }

    private static object? Member(FieldShape field, JsonElement value, string at, List<Refusal> refusals)
    {
        if (value.ValueKind is JsonValueKind.String && TryText(value, out var code))
        {
            foreach (var member in Enum.GetValues(field.Type))
            {
                if (Wire.Name(member.ToString()!) == code) return member;
            }
        }

        var known = string.Join("、", field.Members.Select(c => $"{c.Value}（{c.Text}）"));
        return Refuse<object>(refusals, new(InputRules.Format, $"{field.Label}“{Shown(value)}”不在选项之内", $"可选：{known}。", at));
    }

    private static Array? Rows(FieldShape field, JsonElement value, string at, List<Refusal> refusals)
    {
        if (value.ValueKind is not JsonValueKind.Array) return (Array?)Wrong(field, value, "是列表", at, refusals);
        var length = value.GetArrayLength();
        if (length > field.Longest || length < field.Spec.Min)
        {
            var (rule, bound) = length > field.Longest ? (InputRules.Format, $"最多 {field.Longest}") : (InputRules.Range, $"至少 {field.Spec.Min}");
            return Refuse<Array>(refusals, new(rule, $"{field.Label}有 {length} 行，{bound} 行", length > field.Longest ? "请分次提交。" : "请补充。", at));
        }

        var item = field.Item! with { Spec = RowSpec(field) };
        var rows = Array.CreateInstance(field.Item!.Type, length);
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var place = $"{at}/{index}";
            var row = element.ValueKind is JsonValueKind.Null ? Absent(item, place, refusals) : Value(item, element, place, refusals);
            if (row is not null) rows.SetValue(row, index);
            index++;
        }

        return rows;
    }

    /// <summary>Bounds of a list count its rows, so its rows themselves have none but the label.</summary>
    internal static FieldAttribute RowSpec(FieldShape field) => new(field.Label) { Lines = field.Spec.Lines, Pattern = field.Spec.Pattern, Hint = field.Spec.Hint, Choices = field.Spec.Choices, Unit = field.Spec.Unit };

    private static object? Wrong(FieldShape field, JsonElement value, string wanted, string at, List<Refusal> refusals) =>
        Refuse<object>(refusals, new(InputRules.Format, $"{field.Label}“{(field.Spec.Secret ? "…" : Shown(value))}”写法不对", $"应{wanted}。", at));

    private static T? Refuse<T>(List<Refusal> refusals, Refusal refusal)
        where T : class
    {
        refusals.Add(refusal);
        return null;
    }

    private static string Bounds(FieldShape field)
    {
        string Shown(long bound) => field.Kind is FieldKind.Fen ? Yuan.Text(bound) + " 元" : field.Spec.Hundredths ? (bound / 100m).ToString("0.##", CultureInfo.InvariantCulture) : bound.ToString("#,##0", CultureInfo.InvariantCulture);
        var (min, max) = (field.Spec.Min > long.MinValue, field.Spec.Max < long.MaxValue);
        return (min, max) switch
        {
            (true, true) => $" {Shown(field.Spec.Min)} 至 {Shown(field.Spec.Max)} 之间的值",
            (true, false) => $"不小于 {Shown(field.Spec.Min)} 的值",
            (false, true) => $"不大于 {Shown(field.Spec.Max)} 的值",
            _ => "能存下的值",
        };
    }

    private static bool IsPlainWhole(JsonElement value)
    {
        var raw = value.GetRawText();
        return !raw.AsSpan().ContainsAny('.', 'e', 'E');
    }

    private static bool IsForbidden(char c) => char.IsControl(c) || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\ufeff' or '\uffff' or '\ufffe';

    private static char? FirstForbidden(string text, bool lines)
    {
        foreach (var c in text)
        {
            if (IsForbidden(c) && !(lines && c is '\n' or '\t')) return c;
        }

        return null;
    }

    private static bool TryText(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private static string Shown(JsonElement value) => value.ValueKind is JsonValueKind.String && TryText(value, out var text) ? Shown(text) : Shown(value.GetRawText());

    private static string Shown(string text, FieldShape field) => field.Spec.Secret ? "…" : Shown(text);

    private static string Shown(string text)
    {
        var clean = string.Concat(text.Select(c => IsForbidden(c) || char.IsSurrogate(c) ? '·' : c));
        return clean.Length > 40 ? clean[..40] + "…" : clean;
    }

    private static string Escape(string name) => Shown(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
