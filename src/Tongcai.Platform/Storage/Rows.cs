using System.Diagnostics.CodeAnalysis;

namespace Tongcai.Platform.Storage;

/// <summary>
/// 表行。A sealed record with init properties, one table each, marked with <see cref="TableAttribute"/>; the column is the snake_case of the property.
/// Property types: string, long, int, bool, enum (text: the member's name), DateOnly (text yyyy-MM-dd), DateTimeOffset (bigint, UTC milliseconds),
/// byte[] and <see cref="Json{T}"/> (text), each nullable where the law allows it to be missing.
/// </summary>
public interface IRow
{
    /// <summary>Primary key, normally <see cref="RandomId.New"/>.</summary>
    string Id { get; }

    /// <summary>0 before the first insert, then counted by the store; an update names the version it saw.</summary>
    long Version { get; }
}

/// <summary>Names the table of a row type.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TableAttribute(string name) : Attribute
{
    public string Name => name;

    /// <summary>
    /// A row that is nobody's right or duty (session, draft, position): may change without a fact, may be deleted, carries no digest in the ledger.
    /// </summary>
    public bool Technical { get; init; }
}

/// <summary>A value stored as JSON text in one column.</summary>
[SuppressMessage("Usage", "CA2225", Justification = "The value itself is the alternative.")]
public readonly record struct Json<T>(T Value)
{
    public static implicit operator Json<T>(T value) => new(value);

    public static implicit operator T(Json<T> json) => json.Value;
}
