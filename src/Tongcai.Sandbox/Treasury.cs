namespace Tongcai.Sandbox;

/// <summary>国库集中支付 counterpart: takes payment requests and answers later whether they were paid.</summary>
internal static class Treasury
{
    /// <param name="Key">Chosen by the caller; the same key again is the same payment.</param>
    internal sealed record Request(string Key, string PayerCreditCode, string PayeeCreditCode, string ContractNumber, long AmountFen);

    /// <param name="State">accepted, paid or refused.</param>
    internal sealed record Payment(string Key, string Reference, string State, long AmountFen, string Reason, Request Request);

    internal sealed record State
    {
        public List<Payment> Payments { get; init; } = [];
    }

    /// <summary>A payment is paid at the first look after it was accepted. Lying, the voucher names one fen less than was paid.</summary>
    public static void Map(RouteGroupBuilder routes, StateFile<State> file)
    {
        routes.MapPost("/payments", (Request request) =>
        {
            if (string.IsNullOrWhiteSpace(request.Key) || request.AmountFen <= 0)
                return Results.Problem("key 必填，amountFen 应大于零", statusCode: 400);
            var payment = file.Change(s =>
            {
                if (s.Payments.Find(p => p.Key == request.Key) is { } known)
                    return (s, known);
                var made = new Payment(request.Key, $"GK-{s.Payments.Count + 1:D8}", "accepted", request.AmountFen, "", request);
                return (s with { Payments = [.. s.Payments, made] }, made);
            });
            return payment.Request == request
                ? Results.Accepted($"/treasury/payments/{request.Key}", payment)
                : Results.Problem("同一 key 已用于另一笔支付", statusCode: 409);
        });
        routes.MapGet("/payments/{key}", (string key, HttpContext http) =>
        {
            var payment = file.Change(s =>
            {
                var known = s.Payments.Find(p => p.Key == key);
                if (known is not { State: "accepted" })
                    return (s, known);
                var paid = known with { State = "paid" };
                return (s with { Payments = [.. s.Payments.Select(p => p.Key == key ? paid : p)] }, paid);
            });
            if (payment is null)
                return Results.Problem("没有这笔支付", statusCode: 404);
            return Results.Ok(http.Lies() ? payment with { AmountFen = payment.AmountFen - 1 } : payment);
        });
    }
}
