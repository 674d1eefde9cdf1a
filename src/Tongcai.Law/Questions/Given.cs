namespace Tongcai.Law.Questions;

/// <summary>已读入的问题。The members of an object after <see cref="QuestionReader"/> has found every one of them right; an absent one has no value.</summary>
/// <param name="pointer">JSON pointer of the object, empty for the question itself.</param>
public sealed class Given(string pointer)
{
    private readonly Dictionary<string, object> values = [];

    public string Pointer => pointer;

    /// <summary>JSON pointer of a member.</summary>
    public string At(string name) => $"{pointer}/{name}";

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>Empty when absent.</summary>
    public string Text(string name) => values.GetValueOrDefault(name) as string ?? "";

    public DateOnly? Day(string name) => values.GetValueOrDefault(name) as DateOnly?;

    public DateTimeOffset? Instant(string name) => values.GetValueOrDefault(name) as DateTimeOffset?;

    /// <summary>Decimal and whole numbers.</summary>
    public decimal? Number(string name) => values.GetValueOrDefault(name) as decimal?;

    public int? Whole(string name) => (int?)Number(name);

    /// <summary>Money in fen.</summary>
    public long? Fen(string name) => (long?)Number(name);

    public bool Flag(string name) => values.GetValueOrDefault(name) is true;

    /// <summary>The value of a choice whose codes are the names of an enumeration.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum => Text(name) is { Length: > 0 } code ? Enum.Parse<T>(code, ignoreCase: true) : null;

    public Given? Group(string name) => values.GetValueOrDefault(name) as Given;

    public IReadOnlyList<Given> Rows(string name) => values.GetValueOrDefault(name) as IReadOnlyList<Given> ?? [];

    public IReadOnlyList<string> Texts(string name) => values.GetValueOrDefault(name) as IReadOnlyList<string> ?? [];

    public IReadOnlyList<decimal> Numbers(string name) => [.. (values.GetValueOrDefault(name) as IReadOnlyList<object> ?? []).Cast<decimal>()];

    internal void Set(string name, object value) => values[name] = value;
}
