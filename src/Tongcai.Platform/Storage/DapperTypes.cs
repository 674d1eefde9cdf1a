using System.Data;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Dapper;

namespace Tongcai.Platform.Storage;

/// <summary>
/// Teaches Dapper the mapping of <see cref="IRow"/>, for records read and for parameters given. Enums are read from their names;
/// as a parameter an enum must be given as text (Dapper asks no handler for it).
/// </summary>
internal static class DapperTypes
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<Type> Known = [];

    /// <summary>Registers the common types, and every <see cref="Json{T}"/> that a property in these assemblies has.</summary>
    public static void Register(IEnumerable<Assembly> assemblies)
    {
        lock (Gate)
        {
            if (Known.Add(typeof(DateTimeOffset)))
            {
                DefaultTypeMap.MatchNamesWithUnderscores = true;
                SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
                SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
                SqlMapper.RemoveTypeMap(typeof(DateOnly));
                SqlMapper.RemoveTypeMap(typeof(DateOnly?));
                SqlMapper.AddTypeHandler(new InstantHandler());
                SqlMapper.AddTypeHandler(new DayHandler());
            }

            foreach (var json in assemblies.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetProperties()).Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType)
                .Where(t => RowMap.IsJson(t) && !t.ContainsGenericParameters).Distinct())
            {
                if (Known.Add(json))
                    SqlMapper.AddTypeHandler(json, (SqlMapper.ITypeHandler)Activator.CreateInstance(typeof(JsonHandler<>).MakeGenericType(json.GetGenericArguments()))!);
            }
        }
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => (parameter.DbType, parameter.Value) = (DbType.Int64, value.ToUnixTimeMilliseconds());
    }

    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => DateOnly.ParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        public override void SetValue(IDbDataParameter parameter, DateOnly value) => (parameter.DbType, parameter.Value) = (DbType.String, value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private sealed class JsonHandler<T> : SqlMapper.TypeHandler<Json<T>>
    {
        public override Json<T> Parse(object value) => new(JsonSerializer.Deserialize<T>((string)value, RowJson.Options)!);

        public override void SetValue(IDbDataParameter parameter, Json<T> value) => (parameter.DbType, parameter.Value) = (DbType.String, JsonSerializer.Serialize(value.Value, RowJson.Options));
    }
}
