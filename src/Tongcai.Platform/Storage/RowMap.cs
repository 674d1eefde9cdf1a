using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Tongcai.Platform.Storage;

/// <summary>The one mapping between a row type and its table, for both engines; built once per type.</summary>
internal sealed class RowMap
{
    private static readonly ConcurrentDictionary<Type, RowMap> Known = new();

    private RowMap(Type type)
    {
        var table = type.GetCustomAttribute<TableAttribute>() ?? throw new ArgumentException($"{type} has no [Table].");
        (Table, Technical) = (table.Name, table.Technical);
        Columns = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite && p.GetIndexParameters().Length == 0)
            .Select(p => new Column(ToSnakeCase(p.Name), p))];
        var names = Columns.Select(c => c.Name).ToList();
        Insert = $"insert into {Table} ({string.Join(", ", names)}) values ({string.Join(", ", names.Select(n => "@" + n))})";
        var sets = string.Join(", ", names.Where(n => n is not "id").Select(n => $"{n} = @{n}"));
        Update = $"update {Table} set {sets} where id = @id and version = @seen_version";
        Delete = $"delete from {Table} where id = @id and version = @seen_version";
        Select = $"select {string.Join(", ", names)} from {Table}";
    }

    public string Table { get; }

    public bool Technical { get; }

    public IReadOnlyList<Column> Columns { get; }

    public string Insert { get; }

    public string Update { get; }

    public string Delete { get; }

    public string Select { get; }

    public static RowMap Of(Type type) => Known.GetOrAdd(type, static t => new RowMap(t));

    /// <summary><c>BidDeadline</c> → <c>bid_deadline</c>, <c>OcdsId</c> → <c>ocds_id</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var boundary = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (boundary) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>One column: its name and how a value goes into the database.</summary>
    internal sealed record Column(string Name, PropertyInfo Property)
    {
        /// <summary>The value as both databases take it: text, long, int, bool, bytes or null.</summary>
        public object? StoredValue(object row) => ToStored(Property.GetValue(row), Property);
    }

    private static object? ToStored(object? value, PropertyInfo property) => value switch
    {
        null or string or long or int or bool or byte[] => value,
        Enum e => e.ToString(),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        _ when IsJson(value.GetType()) => JsonText(value),
        _ => throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name}: {value.GetType().Name} cannot be stored."),
    };

    internal static bool IsJson(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Json<>);

    private static string JsonText(object json)
    {
        var value = json.GetType().GetProperty(nameof(Json<>.Value))!;
        return JsonSerializer.Serialize(value.GetValue(json), value.PropertyType, RowJson.Options);
    }
}
