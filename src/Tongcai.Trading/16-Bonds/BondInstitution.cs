using System.Net;
using System.Net.Http.Json;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bonds;

/// <summary>一笔保证金，按机构的记录。</summary>
/// <param name="Form">guarantee 保函, deposit 转账.</param>
/// <param name="Project">Code of the procurement.</param>
/// <param name="State">open, released or claimed.</param>
/// <param name="ValidUntil">Last day on which it can be claimed.</param>
/// <param name="Reference">Of the last thing that was done with it.</param>
public sealed record BondAnswer(string Number, string Form, string Project, string ApplicantCreditCode, string BeneficiaryCreditCode, long AmountFen, DateOnly ValidUntil, string State, string Reference);

/// <summary>
/// 出具电子保函、管理保证金账户的机构。An outside system. A bidder opens its bond there itself, and its number lies in the sealed bid: before the opening this platform neither asks nor is told anything.
/// </summary>
public interface IBondInstitution
{
    /// <summary>What it has recorded under a number; null when it knows none.</summary>
    /// <exception cref="OutsideSystemException">The system does not answer or answers something else.</exception>
    Task<BondAnswer?> Find(string number, CancellationToken cancel);

    /// <summary>Gives a bond back: the guarantee ends, the money returns to the account from which it came. The same again changes nothing.</summary>
    /// <exception cref="OutsideSystemException">The system does not answer, refuses, or answers something else.</exception>
    Task<BondAnswer> Release(string number, CancellationToken cancel);

    /// <summary>Asks for payment to the beneficiary. The same again changes nothing.</summary>
    /// <exception cref="OutsideSystemException">The system does not answer, refuses, or answers something else.</exception>
    Task<BondAnswer> Claim(string number, long amountFen, string ground, CancellationToken cancel);
}

/// <summary>
/// The institution over HTTP. <c>GET {address}/bonds/{number}</c> answers <c>{number, form, project, applicantCreditCode, beneficiaryCreditCode, amountFen, validUntil, state, reference}</c> or 404;
/// <c>POST {address}/bonds/{number}/release</c> and <c>POST {address}/bonds/{number}/claim</c> with <c>{amountFen, ground}</c> answer 200 with the same object, 409 when it is settled otherwise.
/// </summary>
/// <param name="http">Client whose base address is the system's.</param>
public sealed class HttpBondInstitution(HttpClient http) : IBondInstitution
{
    private const string Name = "保证金出具机构";

    public async Task<BondAnswer?> Find(string number, CancellationToken cancel)
    {
        var found = await Outside.Ask(Name, async () =>
        {
            using var answer = await http.GetAsync(At(number), cancel);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => [await answer.Content.ReadFromJsonAsync<BondAnswer>(cancel)],
                HttpStatusCode.NotFound => Array.Empty<BondAnswer?>(),
                _ => throw new HttpRequestException($"{(int)answer.StatusCode}"),
            };
        });
        return found is [{ } bond] ? bond : null;
    }

    public Task<BondAnswer> Release(string number, CancellationToken cancel) => Post(At(number, "/release"), new { }, cancel);

    public Task<BondAnswer> Claim(string number, long amountFen, string ground, CancellationToken cancel) => Post(At(number, "/claim"), new { amountFen, ground }, cancel);

    private Task<BondAnswer> Post<T>(Uri address, T body, CancellationToken cancel) => Outside.Ask(Name, async () =>
    {
        using var answer = await http.PostAsJsonAsync(address, body, cancel);
        return answer.StatusCode is HttpStatusCode.OK ? await answer.Content.ReadFromJsonAsync<BondAnswer>(cancel) : throw new HttpRequestException($"{(int)answer.StatusCode}");
    });

    private static Uri At(string number, string act = "") => new($"bonds/{Uri.EscapeDataString(number)}{act}", UriKind.Relative);
}
