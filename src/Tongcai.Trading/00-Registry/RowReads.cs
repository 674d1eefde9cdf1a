using System.Data.Common;
using System.Reflection;
using Dapper;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Registry;

/// <summary>Reads whole rows; everything else is a query of its own where it is needed.</summary>
public static class RowReads
{
    /// <summary>The row of that id, null when there is none.</summary>
    public static Task<T?> Find<T>(this DbConnection connection, string id)
        where T : class, IRow =>
        connection.QuerySingleOrDefaultAsync<T>($"select * from {TableOf<T>.Name} where id = @id", new { id });

    /// <summary>The rows of a condition, e.g. <c>procurement_id = @id order by number</c>.</summary>
    public static async Task<List<T>> Where<T>(this DbConnection connection, string condition, object parameters)
        where T : class, IRow =>
        [.. await connection.QueryAsync<T>($"select * from {TableOf<T>.Name} where {condition}", parameters)];

    private static class TableOf<T>
    {
        public static readonly string Name = typeof(T).GetCustomAttribute<TableAttribute>()!.Name;
    }
}
