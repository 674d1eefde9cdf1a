using System.Collections.Concurrent;
using System.Reflection;

namespace Tongcai.Platform.Acts;

/// <summary>The Chinese words for a member of an enumeration; codes never reach a page.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class LabelAttribute(string text) : Attribute
{
    public string Text => text;
}

/// <summary>Reads <see cref="LabelAttribute"/> and the wire names of enumerations.</summary>
public static class Labels
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Choice>> Known = new();

    /// <summary>The Chinese label of a value; its name when none is given.</summary>
    public static string Label<T>(this T value)
        where T : struct, Enum
    {
        var code = Wire.Name(value.ToString());
        return Choices(typeof(T)).FirstOrDefault(c => c.Value == code)?.Text ?? value.ToString();
    }

    /// <summary>Every member of an enumeration as a choice: wire name (camelCase) and label, in order of declaration.</summary>
    public static IReadOnlyList<Choice> Choices(Type enumeration) => Known.GetOrAdd(enumeration, static type =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => new Choice(Wire.Name(f.Name), f.GetCustomAttribute<LabelAttribute>()?.Text ?? f.Name))]);
}

/// <summary>一个选项。</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
public sealed record Choice(string Value, string Text);
