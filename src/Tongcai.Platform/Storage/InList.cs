using System.Globalization;
using Dapper;

namespace Tongcai.Platform.Storage;

/// <summary>A list of values in a condition, one parameter each, as both engines understand it.</summary>
public static class InList
{
    /// <summary>Adds the values and gives <c>(@name0, @name1, …)</c>; no value: a list that nothing is in.</summary>
    public static string In(this DynamicParameters parameters, string name, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(values);
        List<string> names = [];
        foreach (var value in values)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"@{name}{names.Count}"));
            parameters.Add(names[^1][1..], value);
        }

        return names.Count == 0 ? "(null)" : $"({string.Join(", ", names)})";
    }
}
