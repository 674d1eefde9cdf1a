using System.Collections.Concurrent;
using System.Reflection;

namespace Tongcai.Platform.Acts;

/// <summary>What a field holds; decides how it is parsed and drawn.</summary>
public enum FieldKind
{
    Text,

    /// <summary>Money in whole fen (the property's name ends in Fen); 元 with two decimals on the page.</summary>
    Fen,
    Whole,
    Number,
    Flag,
    Choice,
    Day,
    Instant,

    /// <summary>A nested record.</summary>
    Group,

    /// <summary>A list; its rows are described by <see cref="FieldShape.Item"/>.</summary>
    Rows,
}

/// <summary>The form of a request record, read once by reflection: the one description from which parser and page are made.</summary>
public sealed class RequestShape
{
    private static readonly ConcurrentDictionary<Type, RequestShape> Known = new();
    private readonly ConstructorInfo constructor;

    private RequestShape(Type type)
    {
        Type = type;
        constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var nullability = new NullabilityInfoContext();
        Fields = [.. constructor.GetParameters().Select(p => FieldShape.Of(type, p, nullability))];
    }

    public Type Type { get; }

    public IReadOnlyList<FieldShape> Fields { get; }

    /// <summary>The shape of a positional record.</summary>
    /// <exception cref="NotSupportedException">A parameter has a type that no page can draw; a fault of the program, found at start.</exception>
    public static RequestShape Of(Type type) => Known.GetOrAdd(type, static t => new RequestShape(t));

    internal object Create(object?[] values) => constructor.Invoke(values);
}

/// <summary>One field of a request.</summary>
public sealed record FieldShape(string Name, PropertyInfo? Property, Type Type, FieldKind Kind, bool Required, bool HasDefault, object? Default, FieldAttribute Spec)
{
    public const int DefaultLength = 2000;
    public const int DefaultRows = 200;

    /// <summary>Shape of a nested record, or of the rows of a list of records.</summary>
    public RequestShape? Nested { get; private init; }

    /// <summary>What the rows of a list are.</summary>
    public FieldShape? Item { get; private init; }

    public string Label => Spec.Label;

    public long Longest => Spec.Max == long.MaxValue ? Kind is FieldKind.Rows ? DefaultRows : DefaultLength : Spec.Max;

    /// <summary>Members of an enumeration; empty for other kinds.</summary>
    public IReadOnlyList<Choice> Members => Kind is FieldKind.Choice ? Labels.Choices(Type) : [];

    /// <summary>The same field in other words.</summary>
    internal FieldShape Said(Func<string, string> say) => this with { Spec = Spec.Said(say), Item = Item?.Said(say) };

    internal static FieldShape Of(Type owner, ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        var property = owner.GetProperty(parameter.Name!) ?? throw new NotSupportedException($"{owner}: parameter {parameter.Name} is no property; requests are positional records.");
        var optional = Nullable.GetUnderlyingType(parameter.ParameterType) is not null || nullability.Create(property).WriteState is NullabilityState.Nullable;
        var spec = property.GetCustomAttribute<FieldAttribute>() ?? new FieldAttribute(parameter.Name!);
        var kinds = Describe(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, parameter.Name!, $"{owner.Name}.{parameter.Name}");
        return kinds with
        {
            Name = Wire.Name(parameter.Name!),
            Property = property,
            Required = !optional && !parameter.HasDefaultValue,
            HasDefault = parameter.HasDefaultValue,
            Default = parameter.HasDefaultValue && parameter.DefaultValue is { } d && kinds.Kind is FieldKind.Choice ? Enum.ToObject(kinds.Type, d) : parameter.HasDefaultValue ? parameter.DefaultValue : null,
            Spec = spec,
        };
    }

    private static FieldShape Describe(Type type, string name, string where)
    {
        FieldShape Plain(FieldKind kind) => new(name, null, type, kind, true, false, null, new FieldAttribute(name));
        if (type == typeof(string)) return Plain(FieldKind.Text);
        if (type == typeof(long)) return Plain(name.EndsWith("Fen", StringComparison.Ordinal) ? FieldKind.Fen : FieldKind.Whole);
        if (type == typeof(int)) return Plain(FieldKind.Whole);
        if (type == typeof(decimal)) return Plain(FieldKind.Number);
        if (type == typeof(bool)) return Plain(FieldKind.Flag);
        if (type.IsEnum) return Plain(FieldKind.Choice);
        if (type == typeof(DateOnly)) return Plain(FieldKind.Day);
        if (type == typeof(DateTimeOffset)) return Plain(FieldKind.Instant);
        if (RowType(type) is { } row)
        {
            var item = Describe(row, name, where);
            return Plain(FieldKind.Rows) with { Item = item, Nested = item.Nested };
        }

        return type is { IsClass: true, IsAbstract: false } && type.GetConstructors().Any(c => c.GetParameters().Length > 0)
            ? Plain(FieldKind.Group) with { Nested = RequestShape.Of(type) }
            : throw new NotSupportedException($"{where}: {type.Name} cannot stand in a request.");
    }

    private static Type? RowType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var d && (d == typeof(IReadOnlyList<>) || d == typeof(IReadOnlyCollection<>) || d == typeof(IEnumerable<>))
            ? type.GetGenericArguments()[0]
            : type.IsArray ? type.GetElementType() : null;
}
