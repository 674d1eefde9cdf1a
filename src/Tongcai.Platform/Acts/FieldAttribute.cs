using System.Text.Json;

namespace Tongcai.Platform.Acts;

/// <summary>字段。How one property of a request is called, explained, bounded and drawn.</summary>
/// <param name="label">Chinese name, e.g. 预算金额.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string label) : Attribute
{
    public string Label => label;

    /// <summary>One line under the label: what is wanted, in which form, why.</summary>
    public string Hint { get; init; } = "";

    /// <summary>Unit behind the box, e.g. 元, 日, %.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Smallest value of a number, fewest characters of a text, fewest rows of a list.</summary>
    public long Min { get; init; } = long.MinValue;

    /// <summary>Largest value of a number, most characters of a text (2,000 when not said), most rows of a list (200 when not said).</summary>
    public long Max { get; init; } = long.MaxValue;

    /// <summary>A text of several lines.</summary>
    public bool Lines { get; init; }

    /// <summary>A password: drawn as dots, never sent back to the page.</summary>
    public bool Secret { get; init; }

    /// <summary>Regular expression that the whole text has to match.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>Name of the lookup the page chooses from; prefill supplies it by ActContext.Offer.</summary>
    public string Choices { get; init; } = "";

    /// <summary>Whether what the page offers for this field is read there and not chosen: drawn as words. A row that carries such a value can neither be added nor removed.</summary>
    public bool Given { get; init; }

    /// <summary>Whether a whole number counts hundredths: the page shows and takes two decimals (85.50), the interface the whole number (8550).</summary>
    public bool Hundredths { get; init; }

    /// <summary>Value of the autocomplete attribute, e.g. username.</summary>
    public string Autocomplete { get; init; } = "";

    /// <summary>Heading of the card that begins with this field; empty: the field stays in the card before it.</summary>
    public string Section { get; init; } = "";

    /// <summary>The same field in other words.</summary>
    internal FieldAttribute Said(Func<string, string> say) => new(say(Label))
    {
        Hint = say(Hint), Unit = Unit, Min = Min, Max = Max, Lines = Lines, Secret = Secret, Pattern = Pattern, Choices = Choices, Given = Given, Hundredths = Hundredths, Autocomplete = Autocomplete, Section = say(Section),
    };
}

/// <summary>Names on the wire.</summary>
public static class Wire
{
    /// <summary>The camelCase name of a property or an enumeration member, as JSON and forms carry it.</summary>
    public static string Name(string identifier) => JsonNamingPolicy.CamelCase.ConvertName(identifier);
}
