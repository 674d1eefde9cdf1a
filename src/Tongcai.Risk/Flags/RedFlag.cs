namespace Tongcai.Risk.Flags;

/// <summary>Answer of a flag. Missing data never count as innocence, nor as guilt.</summary>
public enum FlagState
{
    /// <summary>触发。</summary>
    Triggered,

    /// <summary>未触发。</summary>
    NotTriggered,

    /// <summary>数据不足。</summary>
    InsufficientData,

    /// <summary>不适用。</summary>
    NotApplicable,
}

/// <summary>四类违法违规行为，以及不在四类之内的程序与履约问题。</summary>
[Flags]
public enum ViolationKinds
{
    None = 0,

    /// <summary>围标串标。</summary>
    Collusion = 1,

    /// <summary>差别歧视条款。</summary>
    Discrimination = 2,

    /// <summary>乱收费。</summary>
    Fees = 4,

    /// <summary>提供虚假材料。</summary>
    FalseMaterial = 8,

    /// <summary>采购人、履约与程序。</summary>
    Procedure = 16,
}

/// <summary>State with the measured value and the fact in words.</summary>
/// <param name="Value">Measured value; NaN when there is none.</param>
/// <param name="Note">Triggered: what was found. Insufficient: which fact is missing. Not applicable: why.</param>
public readonly record struct FlagVerdict(FlagState State, double Value, string Note)
{
    internal static FlagVerdict Hit(double value, string note) => new(FlagState.Triggered, value, note);

    internal static FlagVerdict Clear(double value = 0) => new(FlagState.NotTriggered, value, "");

    internal static FlagVerdict Missing(string fact) => new(FlagState.InsufficientData, double.NaN, fact);

    internal static FlagVerdict Without(string reason) => new(FlagState.NotApplicable, double.NaN, reason);

    internal static FlagVerdict If(bool hit, double value, string note) => hit ? Hit(value, note) : Clear(value);
}

/// <summary>One rule of warning.</summary>
/// <param name="Code">R001-R073 of <i>Red Flags in Public Procurement</i> (OCP, 2024); T… are the product's own.</param>
/// <param name="Tier">A deeming item or identity, B strong circumstance, C weak circumstance that never stands alone.</param>
/// <param name="Clause">Clause and item of law the finding would belong to; empty for a mere circumstance.</param>
/// <param name="Cause">Flags of one cause measure one thing and count once in a score.</param>
/// <param name="Innocent">Innocent explanations a reviewer has to rule out.</param>
public sealed record RedFlag(string Code, string Title, ViolationKinds Kinds, char Tier, string Clause, string Cause, string Innocent, Func<ProcessFacts, Population, FlagVerdict> Judge);

/// <summary>预警线索。A triggered flag with everything a reviewer needs; never a rejection by itself.</summary>
/// <param name="Parties">Suppliers, purchaser or agency concerned.</param>
/// <param name="BaseRate">Share of the comparable processes on which the flag fires; null when there are none.</param>
/// <param name="Comparable">Support of the base rate.</param>
public sealed record Finding(
    string Process, string Code, string Title, ViolationKinds Kinds, char Tier, string Clause, string Cause, IReadOnlyList<string> Parties, double Value, string Note,
    double? BaseRate, int Comparable, string Innocent, string ModelVersion);
