using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.Supervision;

/// <summary>文号 of what the authority decides: symbol, year, and a number that counts on within it.</summary>
internal static class DecisionNumber
{
    /// <summary>The next of the year; two decisions at once meet at the unique index, and the later one is asked again.</summary>
    /// <param name="symbol">发文机关代字.</param>
    /// <param name="table">Whose column <c>number</c> is counted; never from a request.</param>
    public static async Task<string> Next(ActContext context, string symbol, string table)
    {
        var prefix = $"{symbol}〔{context.Now.BeijingDate().Year}〕";
        var issued = await context.Read(db => db.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table} WHERE number LIKE @like", new { like = prefix + "%" }));
        return $"{prefix}{issued + 1}号";
    }
}
