namespace Tongcai.Exchange.Conformance;

/// <summary>检测结论。How a rule came out.</summary>
public enum ConformanceOutcome
{
    /// <summary>符合。</summary>
    Passed,

    /// <summary>不符合。</summary>
    Failed,

    /// <summary>不适用：the platform has nothing that the rule speaks of, or the tester has no key to ask with.</summary>
    NotApplicable,

    /// <summary>未测到：what the rule rests on could not be had, mostly because another rule failed.</summary>
    NotReached,
}

/// <summary>证据。What anybody can repeat.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Answer">What came back, cut to a readable length.</param>
/// <param name="Expected">What the rule asks for, Chinese.</param>
public sealed record ConformanceEvidence(string Request, string Answer, string Expected);

/// <summary>What a check says.</summary>
/// <param name="Detail">What was looked at, or why not, Chinese.</param>
/// <param name="Evidence">Present for failures only.</param>
public sealed record ConformanceVerdict(ConformanceOutcome Outcome, string Detail, ConformanceEvidence? Evidence = null)
{
    public static ConformanceVerdict Passed(string detail) => new(ConformanceOutcome.Passed, detail);

    public static ConformanceVerdict NotApplicable(string why) => new(ConformanceOutcome.NotApplicable, why);

    public static ConformanceVerdict NotReached(string why) => new(ConformanceOutcome.NotReached, why);

    public static ConformanceVerdict Failed(string request, string answer, string expected, string detail = "与规则不符。") =>
        new(ConformanceOutcome.Failed, detail, new ConformanceEvidence(request, answer, expected));

    /// <summary>An answer that is not what was expected; without any answer the rule was not reached.</summary>
    public static ConformanceVerdict Failed(Reply reply, string expected, string detail = "与规则不符。")
    {
        ArgumentNullException.ThrowIfNull(reply);
        return reply.Status == 0 ? NotReached($"{reply.Request} 没有应答：{reply.Text}") : Failed(reply.Request, reply.Shown, expected, detail);
    }

    /// <summary>The first objection among many items, or that all of them hold.</summary>
    /// <param name="items">What is looked at.</param>
    /// <param name="objection">What is wrong with one; null: nothing.</param>
    /// <param name="counted">Says how many were looked at.</param>
    /// <param name="none">Why there is nothing to look at.</param>
    internal static ConformanceVerdict Each<T>(IEnumerable<T> items, Func<T, ConformanceVerdict?> objection, Func<int, string> counted, string none)
    {
        var count = 0;
        foreach (var item in items)
        {
            if (objection(item) is { } wrong) return wrong;
            count++;
        }

        return count > 0 ? Passed(counted(count)) : NotApplicable(none);
    }
}

/// <summary>一条检测规则。</summary>
/// <param name="Number">Permanent number: family and running number, e.g. CP-03.</param>
/// <param name="Sentence">The rule, Chinese.</param>
/// <param name="English">The same, English.</param>
/// <param name="Source">Clause of C2SP, an RFC, the published page or the policy from which it comes.</param>
/// <param name="Check">Judges what was observed; pure.</param>
public sealed record ConformanceRule(string Number, string Sentence, string English, string Source, Func<Observed, ConformanceVerdict> Check);

/// <summary>What a rule came to at one platform.</summary>
public sealed record ConformanceResult(string Number, ConformanceOutcome Outcome, string Detail, ConformanceEvidence? Evidence);
