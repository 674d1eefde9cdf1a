namespace Tongcai.Sandbox;

/// <summary>保函与保证金 counterpart: banks and insurers behind one address. Bidders open bonds here themselves; platforms ask about a number, give it back or claim it.</summary>
internal static class Bonds
{
    /// <param name="Form">guarantee 保函, deposit 转账.</param>
    internal sealed record Order(string Form, string Project, string ApplicantCreditCode, string BeneficiaryCreditCode, long AmountFen, DateOnly ValidUntil);

    /// <param name="State">open, released or claimed.</param>
    internal sealed record Bond(string Number, string Form, string Project, string ApplicantCreditCode, string BeneficiaryCreditCode, long AmountFen, DateOnly ValidUntil, string State, string Reference);

    internal sealed record Claim(long AmountFen, string Ground);

    internal sealed record State
    {
        public List<Bond> Bonds { get; init; } = [];
    }

    /// <summary>Lying, it names one fen less than the bond is worth, whatever is asked.</summary>
    public static void Map(RouteGroupBuilder routes, StateFile<State> file)
    {
        routes.MapPost("/bonds", (Order order) =>
        {
            if (order.Form is not ("guarantee" or "deposit") || string.IsNullOrWhiteSpace(order.Project) || string.IsNullOrWhiteSpace(order.ApplicantCreditCode) || string.IsNullOrWhiteSpace(order.BeneficiaryCreditCode) || order.AmountFen <= 0)
                return Results.Problem("form 为 guarantee 或 deposit，project、applicantCreditCode、beneficiaryCreditCode 必填，amountFen 应大于零", statusCode: 400);
            // Not counted up: a number must not tell how many others were opened.
            var number = "BH-" + Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
            var bond = new Bond(number, order.Form, order.Project, order.ApplicantCreditCode, order.BeneficiaryCreditCode, order.AmountFen, order.ValidUntil, "open", "");
            return Results.Created($"/bonds/bonds/{number}", file.Change(s => (s with { Bonds = [.. s.Bonds, bond] }, bond)));
        });
        routes.MapGet("/bonds/{number}", (string number, HttpContext http) => Said(http, file.Read().Bonds.Find(b => b.Number == number)));
        routes.MapPost("/bonds/{number}/release", (string number, HttpContext http) => Settle(file, number, "released", http));
        routes.MapPost("/bonds/{number}/claim", (string number, Claim claim, HttpContext http) =>
            file.Read().Bonds.Find(b => b.Number == number) is { } bond && (claim.AmountFen != bond.AmountFen || string.IsNullOrWhiteSpace(claim.Ground))
                ? Results.Problem("amountFen 应为保证金的全额，ground 必填", statusCode: 400)
                : Settle(file, number, "claimed", http));
    }

    private static IResult Settle(StateFile<State> file, string number, string state, HttpContext http)
    {
        var bond = file.Change(s =>
        {
            var known = s.Bonds.Find(b => b.Number == number);
            if (known is not { State: "open" })
                return (s, known);
            var settled = known with { State = state, Reference = $"{(state == "released" ? "TH" : "ZF")}-{number[3..]}" };
            return (s with { Bonds = [.. s.Bonds.Select(b => b.Number == number ? settled : b)] }, settled);
        });
        return bond is null || bond.State == state ? Said(http, bond) : Results.Problem("这笔保证金已经办结", statusCode: 409);
    }

    private static IResult Said(HttpContext http, Bond? bond) =>
        bond is null ? Results.Problem("没有这个编号", statusCode: 404) : Results.Ok(http.Lies() ? bond with { AmountFen = bond.AmountFen - 1 } : bond);
}
