using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Payments;

/// <summary>与国库往来：sends requested payments and takes in vouchers. A treasury that is down is asked again; the same key is the same payment.</summary>
public sealed class TreasuryWork(IStore store, ITreasury treasury, SystemTime system) : IDueWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private DateTimeOffset notBefore;

    public string Name => "treasury";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) =>
        system.GetUtcNow() >= notBefore && await store.Read(db => db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM payment WHERE state = 'requested'"), cancel) > 0
            ? DateTimeOffset.MinValue
            : null;

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        // The treasury lives in system time: a jump of the legal clock must not make it be asked a thousand times.
        notBefore = system.GetUtcNow() + Pause;
        var open = await store.Read(db => db.Where<Payment>("state = 'requested'", new { }), cancel);
        foreach (var payment in open)
        {
            var (procurement, contract, invoice, paid, payer, payee) = await store.Read(async db =>
            {
                var (c, p) = await db.ContractOf(payment.ContractId);
                return (
                    p,
                    c,
                    await db.Get<Invoice>(payment.InvoiceId),
                    await db.ExecuteScalarAsync<long?>("SELECT SUM(amount_fen) FROM payment WHERE contract_id = @ContractId AND state = 'paid'", payment) ?? 0,
                    (await db.Find<Organisation>(c.PurchaserId))?.CreditCode ?? "",
                    (await db.Find<Organisation>(c.SupplierId))?.CreditCode ?? "");
            }, cancel);
            var answer = await treasury.Find(payment.Id, cancel) ?? await treasury.Pay(payment.Id, payer, payee, contract.Number, payment.AmountFen, cancel);
            if (TreasuryVouchers.Decide(procurement, contract, invoice, payment, answer, paid, now) is { } commit)
                await store.Execute(commit, null, cancel);
        }
    }
}
