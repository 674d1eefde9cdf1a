using System.Data.Common;
using Dapper;

namespace Tongcai.Trading.Registry;

/// <summary>Names for people where rows hold ids.</summary>
public static class OrganisationNames
{
    /// <summary>Names of organisations by id; one that is not registered here is missing.</summary>
    /// <param name="ids">Query of their ids, e.g. <c>select supplier_id from bidder where procurement_id = @id</c>.</param>
    public static async Task<Dictionary<string, string>> NamesOf(this DbConnection connection, string ids, object parameters) =>
        (await connection.QueryAsync<(string Id, string Name)>($"select id, name from organisation where id in ({ids})", parameters)).ToDictionary(o => o.Id, o => o.Name);
}
