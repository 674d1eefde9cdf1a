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

    /// <summary>The row of that id, which is known to be there: the access check or another row has named it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Task<T> Get<T>(this DbConnection connection, string id)
        where T : class, IRow =>
        connection.QuerySingleAsync<T>($"select * from {TableOf<T>.Name} where id = @id", new { id });

    /// <summary>The first row of a condition, null when there is none.</summary>
    public static Task<T?> First<T>(this DbConnection connection, string condition, object parameters)
        where T : class, IRow =>
        connection.QueryFirstOrDefaultAsync<T>($"select * from {TableOf<T>.Name} where {condition} limit 1", parameters);

    /// <summary>The rows of a condition, e.g. <c>procurement_id = @id order by number</c>.</summary>
    public static async Task<List<T>> Where<T>(this DbConnection connection, string condition, object parameters)
        where T : class, IRow =>
        [.. await connection.QueryAsync<T>($"select * from {TableOf<T>.Name} where {condition}", parameters)];

    /// <summary>Every row of a table.</summary>
    public static async Task<List<T>> All<T>(this DbConnection connection)
        where T : class, IRow =>
        [.. await connection.QueryAsync<T>($"select * from {TableOf<T>.Name}")];

    /// <summary>Names of organisations by id; one that is not registered here is missing.</summary>
    /// <param name="ids">Query of their ids, e.g. <c>select supplier_id from bidder where procurement_id = @id</c>.</param>
    public static async Task<Dictionary<string, string>> NamesOf(this DbConnection connection, string ids, object parameters) =>
        (await connection.QueryAsync<(string Id, string Name)>($"select id, name from organisation where id in ({ids})", parameters)).ToDictionary(o => o.Id, o => o.Name);

    private static class TableOf<T>
    {
        public static readonly string Name = typeof(T).GetCustomAttribute<TableAttribute>()!.Name;
    }
}
