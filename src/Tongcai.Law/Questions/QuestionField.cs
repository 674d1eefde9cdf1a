namespace Tongcai.Law.Questions;

/// <summary>字段的类型。</summary>
public enum FieldType
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A text of any length, e.g. a tender document.</summary>
    Document,

    /// <summary>A day, yyyy-MM-dd.</summary>
    Day,

    /// <summary>An instant with its offset, RFC 3339.</summary>
    Instant,

    /// <summary>A sum of money, whole fen, not negative.</summary>
    Money,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>One of <see cref="QuestionField.Choices"/>.</summary>
    Choice,

    /// <summary>An object of <see cref="QuestionField.Fields"/>.</summary>
    Group,

    /// <summary>An array of such objects.</summary>
    Rows,

    /// <summary>An array of lines of text.</summary>
    Texts,

    /// <summary>An array of decimal numbers.</summary>
    Numbers,
}

/// <summary>选项。</summary>
/// <param name="Code">As written in JSON.</param>
/// <param name="Name">名称.</param>
public sealed record FieldChoice(string Code, string Name);

/// <summary>问题的一个字段。The one declaration that reading, the JSON Schema, the options of the command line and the documentation are made of.</summary>
/// <param name="Name">Member name in JSON; money ends in Fen.</param>
/// <param name="Title">What it is, in Chinese, with its unit.</param>
public sealed record QuestionField(string Name, FieldType Type, string Title)
{
    /// <summary>Largest sum accepted, 10 万亿元: sums of thousands of them stay within a long.</summary>
    public const long LargestFen = 1_000_000_000_000_000;

    /// <summary>Days accepted, from the year the first of the rules came into force.</summary>
    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>Last day accepted.</summary>
    public static readonly DateOnly LastDay = new(2099, 12, 31);

    public bool Required { get; init; }

    /// <summary>Codes accepted by a <see cref="FieldType.Choice"/>.</summary>
    public IReadOnlyList<FieldChoice> Choices { get; init; } = [];

    /// <summary>Smallest number; both ends are included.</summary>
    public decimal Least { get; init; }

    /// <summary>Largest number.</summary>
    public decimal Most { get; init; } = 1_000_000_000;

    /// <summary>Most characters of a text, UTF-16 units, or most rows.</summary>
    public int Longest { get; init; } = 200;

    /// <summary>Members of a group or of each row.</summary>
    public IReadOnlyList<QuestionField> Fields { get; init; } = [];

    internal static QuestionField Text(string name, string title, bool required = false) => new(name, FieldType.Text, title) { Required = required };

    internal static QuestionField Day(string name, string title, bool required = false) => new(name, FieldType.Day, title) { Required = required };

    internal static QuestionField Money(string name, string title, bool required = false) => new(name, FieldType.Money, title) { Required = required, Most = LargestFen };

    internal static QuestionField Flag(string name, string title) => new(name, FieldType.Flag, title);

    internal static QuestionField Number(string name, string title, decimal least, decimal most, bool required = false) =>
        new(name, FieldType.Number, title) { Required = required, Least = least, Most = most };

    internal static QuestionField Whole(string name, string title, decimal least, decimal most, bool required = false) =>
        new(name, FieldType.Whole, title) { Required = required, Least = least, Most = most };

    internal static QuestionField Choice(string name, string title, IReadOnlyList<FieldChoice> choices, bool required = false) =>
        new(name, FieldType.Choice, title) { Required = required, Choices = choices };

    internal static QuestionField Group(string name, string title, params IReadOnlyList<QuestionField> fields) => new(name, FieldType.Group, title) { Fields = fields };

    internal static QuestionField Rows(string name, string title, int most, params IReadOnlyList<QuestionField> fields) =>
        new(name, FieldType.Rows, title) { Longest = most, Fields = fields };
}

/// <summary>Choices that several questions share; codes are the names of the enumeration in camelCase.</summary>
internal static class FieldChoices
{
    internal static readonly IReadOnlyList<FieldChoice> Kinds = Of<ProjectKind>("货物", "服务", "工程");

    internal static readonly IReadOnlyList<FieldChoice> Levels = Of<BudgetLevel>("中央", "省级", "市级", "县级");

    internal static IReadOnlyList<FieldChoice> Of<T>(params IReadOnlyList<string> names)
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Zip(names, (code, name) => new FieldChoice(char.ToLowerInvariant(code[0]) + code[1..], name))];
}
