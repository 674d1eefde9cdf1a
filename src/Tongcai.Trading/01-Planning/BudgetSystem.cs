using System.Net.Http.Json;

namespace Tongcai.Trading.Planning;

/// <summary>已批复的预算指标行, as the budget system says it.</summary>
/// <param name="Id">Number of the line, unique in the budget system.</param>
/// <param name="CreditCode">统一社会信用代码 of the budget unit.</param>
/// <param name="DepartmentCreditCode">That of its department (主管部门).</param>
public sealed record ApprovedLine(string Id, string CreditCode, string DepartmentCreditCode, int Year, string Name, string CatalogueCode, long AmountFen);

/// <summary>预算管理一体化系统。An outside system.</summary>
public interface IBudgetSystem
{
    /// <summary>The approved procurement lines of a unit.</summary>
    /// <exception cref="OutsideSystemException">The system does not answer or answers something else.</exception>
    Task<IReadOnlyList<ApprovedLine>> Lines(string creditCode, CancellationToken cancel);
}

/// <summary>
/// The budget system over HTTP: <c>GET {address}/lines?organisation={统一社会信用代码}</c> answers a JSON array of
/// <see cref="ApprovedLine"/> with camelCase names; amounts in fen. Repeating the request changes nothing.
/// </summary>
/// <param name="http">Client whose base address is the system's.</param>
public sealed class HttpBudgetSystem(HttpClient http) : IBudgetSystem
{
    public Task<IReadOnlyList<ApprovedLine>> Lines(string creditCode, CancellationToken cancel) => Outside.Ask("预算管理一体化系统", async () =>
        await http.GetFromJsonAsync<IReadOnlyList<ApprovedLine>>($"lines?organisation={Uri.EscapeDataString(creditCode)}", cancel));
}
