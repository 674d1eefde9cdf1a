using System.Data.Common;
using Dapper;

namespace Tongcai.Platform.Storage;

/// <summary>Reads whole rows; everything else is a query of its own where it is needed.</summary>
public static class RowReads
{
    /// <summary>Values of one query.</summary>
    private const int AtOnce = 400;

    /// <summary>The row of that id, null when there is none.</summary>
    public static Task<T?> Find<T>(this DbConnection connection, string id)
        where T : class, IRow =>
        connection.QuerySingleOrDefaultAsync<T>($"{RowMap.Of(typeof(T)).Select} where id = @id", new { id });

    /// <summary>The row of that id, which is known to be there: the access check or another row has named it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Task<T> Get<T>(this DbConnection connection, string id)
        where T : class, IRow =>
        connection.QuerySingleAsync<T>($"{RowMap.Of(typeof(T)).Select} where id = @id", new { id });

    /// <summary>The first row of a condition, null when there is none.</summary>
    public static Task<T?> First<T>(this DbConnection connection, string condition, object parameters)
        where T : class, IRow =>
        connection.QueryFirstOrDefaultAsync<T>($"{RowMap.Of(typeof(T)).Select} where {condition} limit 1", parameters);

    /// <summary>The rows of a condition, e.g. <c>procurement_id = @id order by number</c>.</summary>
    public static async Task<List<T>> Where<T>(this DbConnection connection, string condition, object parameters)
        where T : class, IRow =>
        [.. await connection.QueryAsync<T>($"{RowMap.Of(typeof(T)).Select} where {condition}", parameters)];

    /// <summary>The rows that have one of the values, in no order; asked for in pieces, so that there may be many values.</summary>
    public static async Task<List<T>> Among<T>(this DbConnection connection, string column, IEnumerable<string> values, string further = "")
        where T : class, IRow
    {
        List<T> found = [];
        foreach (var some in values.Distinct().Chunk(AtOnce))
        {
            var given = new DynamicParameters();
            found.AddRange(await connection.Where<T>($"{column} in {given.In("value", some)}{further}", given));
        }

        return found;
    }

    /// <summary>Every row of a table.</summary>
    public static async Task<List<T>> All<T>(this DbConnection connection)
        where T : class, IRow =>
        [.. await connection.QueryAsync<T>(RowMap.Of(typeof(T)).Select)];
}
