using System.Net;
using System.Net.Http.Json;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Payments;

/// <summary>国库支付的状态。</summary>
/// <param name="State">accepted, paid or refused.</param>
/// <param name="AmountFen">What the voucher says was paid; compared with what was asked.</param>
public sealed record TreasuryAnswer(string Key, string Reference, string State, long AmountFen, string Reason);

/// <summary>国库集中支付系统。An outside system.</summary>
public interface ITreasury
{
    /// <summary>Asks for a payment; the same key again is the same payment.</summary>
    /// <exception cref="OutsideSystemException">The system does not answer or answers something else.</exception>
    Task<TreasuryAnswer> Pay(string key, string payerCreditCode, string payeeCreditCode, string contractNumber, long amountFen, CancellationToken cancel);

    /// <summary>What became of it; null when the treasury knows no such payment.</summary>
    /// <exception cref="OutsideSystemException">The system does not answer or answers something else.</exception>
    Task<TreasuryAnswer?> Find(string key, CancellationToken cancel);
}

/// <summary>
/// The treasury over HTTP. <c>POST {address}/payments</c> with <c>{key, payerCreditCode, payeeCreditCode, contractNumber, amountFen}</c> answers 202 with
/// <c>{key, reference, state, amountFen, reason}</c>, 409 when the key was used for another payment; <c>GET {address}/payments/{key}</c> answers the same object or 404.
/// </summary>
/// <param name="http">Client whose base address is the system's.</param>
public sealed class HttpTreasury(HttpClient http) : ITreasury
{
    private const string Name = "国库集中支付系统";

    public Task<TreasuryAnswer> Pay(string key, string payerCreditCode, string payeeCreditCode, string contractNumber, long amountFen, CancellationToken cancel) => Outside.Ask(Name, async () =>
    {
        using var answer = await http.PostAsJsonAsync("payments", new { key, payerCreditCode, payeeCreditCode, contractNumber, amountFen }, cancel);
        return answer.StatusCode is HttpStatusCode.Accepted
            ? await answer.Content.ReadFromJsonAsync<TreasuryAnswer>(cancel)
            : throw new HttpRequestException($"{(int)answer.StatusCode}");
    });

    public async Task<TreasuryAnswer?> Find(string key, CancellationToken cancel)
    {
        var found = await Outside.Ask(Name, async () =>
        {
            using var answer = await http.GetAsync(new Uri($"payments/{Uri.EscapeDataString(key)}", UriKind.Relative), cancel);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => [await answer.Content.ReadFromJsonAsync<TreasuryAnswer>(cancel)],
                HttpStatusCode.NotFound => Array.Empty<TreasuryAnswer?>(),
                _ => throw new HttpRequestException($"{(int)answer.StatusCode}"),
            };
        });
        return found is [{ } answer] ? answer : null;
    }
}
