namespace Tongcai.Law;

/// <summary>出处。Where a rule comes from: instrument, article and the sentence itself. A rule that cannot say this is not a rule.</summary>
/// <param name="Instrument">Title of the statute, regulation or notice, e.g. 政府采购法.</param>
/// <param name="Article">Article as cited, e.g. 第三十五条.</param>
/// <param name="Quote">The operative sentence, verbatim.</param>
public sealed record Source(string Instrument, string Article, string Quote);

/// <summary>可信程度。How the wording of a rule was obtained; <see cref="Unsure"/> never blocks without a configured confirmation.</summary>
public enum Certainty
{
    /// <summary>Read in the full text.</summary>
    Read,

    /// <summary>Read in a secondary source that quotes the rule.</summary>
    ReadSecondary,

    /// <summary>Known, full text not at hand.</summary>
    Sure,

    /// <summary>To be verified before it may block anybody.</summary>
    Unsure,
}

/// <summary>规则。The id is permanent: it appears in refusals, in tests and in docs/law.</summary>
/// <param name="Id">Permanent id, e.g. T013.</param>
/// <param name="Title">The rule in a few Chinese words, e.g. 等标期.</param>
/// <param name="Source">Where it comes from.</param>
public record Rule(string Id, string Title, Source Source)
{
    /// <summary>First day in force; null where it has applied since before any date we judge.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day in force; null while it is in force.</summary>
    public DateOnly? To { get; init; }

    public Certainty Certainty { get; init; } = Certainty.Read;

    /// <summary>Whether the rule applies to an event of that day (the day of its anchor: notice, contract, payment, complaint, penalty).</summary>
    public bool InForceOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);

    /// <summary>A refusal by this rule.</summary>
    public Refusal Refuse(string reason, string remedy, string pointer = "", string ask = "") => new(this, reason, remedy, pointer, ask);
}

/// <summary>依法拒绝：哪条规则、发生了什么、怎么办、问谁。</summary>
/// <param name="Rule">The rule that forbids the act.</param>
/// <param name="Reason">What happened, in Chinese, with the figures and dates of this case.</param>
/// <param name="Remedy">What to do now, in Chinese.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) of the field concerned, empty when the whole request is.</param>
/// <param name="Ask">Whom to ask, in Chinese; empty: the platform shows its own contact.</param>
public sealed record Refusal(Rule Rule, string Reason, string Remedy, string Pointer = "", string Ask = "");

/// <summary>决定的结果：一个结论，或一次以上依法拒绝。Decisions are total: every lawful "no" is a value, exceptions are for bugs.</summary>
public readonly struct Outcome<T>
    where T : class
{
    private Outcome(T? value, IReadOnlyList<Refusal> refusals) => (Value, Refusals) = (value, refusals);

    /// <summary>What was decided; null when refused.</summary>
    public T? Value { get; }

    /// <summary>Why it was refused; empty when decided.</summary>
    public IReadOnlyList<Refusal> Refusals { get => field ?? []; }

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, [refusal]);

    public static implicit operator Outcome<T>(List<Refusal> refusals) =>
        refusals.Count > 0 ? new(null, refusals) : throw new ArgumentException("A refusal without a reason.", nameof(refusals));
}
