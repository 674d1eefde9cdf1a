namespace Tongcai.Sandbox;

/// <summary>预算管理一体化 counterpart: approved budget lines by organisation.</summary>
internal static class Budget
{
    /// <param name="CreditCode">统一社会信用代码 of the budget unit.</param>
    internal sealed record Line(string Id, string CreditCode, string DepartmentCreditCode, int Year, string Name, string CatalogueCode, long AmountFen);

    internal sealed record State
    {
        public List<Line> Lines { get; init; } = [];
    }

    /// <summary>Lying, it returns each line with a tenth more than was approved: the platform must notice on the next honest answer.</summary>
    public static void Map(RouteGroupBuilder routes, StateFile<State> file)
    {
        routes.MapGet("/lines", (string? organisation, HttpContext http) => file.Read().Lines
            .Where(l => organisation is null || l.CreditCode == organisation)
            .Select(l => http.Lies() ? l with { AmountFen = l.AmountFen + l.AmountFen / 10 } : l));
        routes.MapPost("/lines", (Line line) =>
        {
            if (string.IsNullOrWhiteSpace(line.Id) || string.IsNullOrWhiteSpace(line.CreditCode) || line.AmountFen <= 0)
                return Results.Problem("id、creditCode 必填，amountFen 应大于零", statusCode: 400);
            return Results.Ok(file.Change(s => (s with { Lines = [.. s.Lines.Where(l => l.Id != line.Id), line] }, line)));
        });
    }
}
