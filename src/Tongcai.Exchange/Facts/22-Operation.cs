namespace Tongcai.Exchange.Facts;

/// <summary>时钟异常：the platform does not believe its wall clock; until it does, no deadline is recorded as passed and no bid is refused as late. Stream: the platform's clock.</summary>
/// <param name="Ledger">Origin of the own ledger.</param>
/// <param name="Cause">jumped: it moved against the monotonic clock; behind: it is earlier than what was acted on; witness: witnesses have another time.</param>
/// <param name="SkewMilliseconds">By how much the wall clock is ahead of what is believed; negative: behind.</param>
[FactKind("clock.alarmed", FactClass.Public, Title = "时钟异常", Basis = "电子招标投标办法第十四条")]
public sealed record ClockAlarmed(string Ledger, string Cause, long SkewMilliseconds) : IFact
{
    public string Stream => "clock/" + Ledger;
}

/// <summary>时钟恢复：the wall clock is right again or a witness has confirmed it. Stream: the platform's clock.</summary>
/// <param name="CorrectedMilliseconds">What has to be added to the instants recorded since the alarm.</param>
[FactKind("clock.confirmed", FactClass.Public, Title = "时钟恢复", Basis = "电子招标投标办法第十四条")]
public sealed record ClockConfirmed(string Ledger, long CorrectedMilliseconds) : IFact
{
    public string Stream => "clock/" + Ledger;
}

/// <summary>系统故障开始：whoever records it has tried to have a seal taken by another platform, and could not. Stream: the platform that failed.</summary>
/// <param name="Platform">Origin of its ledger.</param>
/// <param name="From">The first try that failed, by the observer's clock.</param>
[FactKind("outage.began", FactClass.Public, Title = "系统故障开始", Basis = "电子招标投标办法第四十九条")]
public sealed record OutageBegan(string Platform, DateTimeOffset From) : IFact
{
    public string Stream => "outage/" + Platform;
}

/// <summary>系统故障结束。Stream: the platform that failed.</summary>
/// <param name="To">The first try that worked again, by the observer's clock.</param>
[FactKind("outage.ended", FactClass.Public, Title = "系统故障结束", Basis = "电子招标投标办法第四十九条")]
public sealed record OutageEnded(string Platform, DateTimeOffset From, DateTimeOffset To) : IFact
{
    public string Stream => "outage/" + Platform;
}
