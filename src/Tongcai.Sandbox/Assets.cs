namespace Tongcai.Sandbox;

/// <summary>行政事业单位资产管理系统与公物仓 counterpart: idle assets, transfers, asset cards.</summary>
internal static class Assets
{
    internal sealed record Idle(string Id, string CatalogueCode, string Name, int Count, string Holder);

    /// <param name="Key">Chosen by the caller; the same key again returns the same transfer.</param>
    internal sealed record TransferRequest(string Key, string CatalogueCode, int Count, string ToCreditCode);

    internal sealed record Transfer(string Key, string Reference, string CatalogueCode, int Asked, int Granted, string ToCreditCode);

    internal sealed record Card(string Key, string CreditCode, string CatalogueCode, string Name, int Count, long ValueFen);

    internal sealed record State
    {
        public List<Idle> Idle { get; init; } = [];

        public List<Transfer> Transfers { get; init; } = [];

        public List<Card> Cards { get; init; } = [];
    }

    /// <summary>Lying, it reports idle assets that are not there; a transfer then grants fewer than were shown.</summary>
    public static void Map(RouteGroupBuilder routes, StateFile<State> file)
    {
        routes.MapGet("/idle", (string catalogue, HttpContext http) =>
        {
            var found = file.Read().Idle.Where(i => i.CatalogueCode == catalogue && i.Count > 0).ToList();
            if (http.Lies())
                found = [.. found.Select(i => i with { Count = i.Count + 5 })];
            return new { catalogue, reference = $"GWC-{catalogue}-{file.Read().Transfers.Count + 1:D6}", total = found.Sum(i => i.Count), items = found };
        });
        routes.MapPost("/idle", (Idle idle) => string.IsNullOrWhiteSpace(idle.Id) || idle.Count < 0
            ? Results.Problem("id 必填，count 不小于零", statusCode: 400)
            : Results.Ok(file.Change(s => (s with { Idle = [.. s.Idle.Where(i => i.Id != idle.Id), idle] }, idle))));
        routes.MapPost("/transfers", (TransferRequest request) =>
        {
            if (string.IsNullOrWhiteSpace(request.Key) || request.Count <= 0)
                return Results.Problem("key 必填，count 应大于零", statusCode: 400);
            return Results.Ok(file.Change(state => Grant(state, request)));
        });
        routes.MapPost("/cards", (Card card) => string.IsNullOrWhiteSpace(card.Key) || card.Count <= 0
            ? Results.Problem("key 必填，count 应大于零", statusCode: 400)
            : Results.Ok(file.Change(s => s.Cards.Find(c => c.Key == card.Key) is { } known ? (s, known) : (s with { Cards = [.. s.Cards, card] }, card))));
        routes.MapGet("/cards", (string organisation) => file.Read().Cards.Where(c => c.CreditCode == organisation));
    }

    private static (State State, Transfer Result) Grant(State state, TransferRequest request)
    {
        if (state.Transfers.Find(t => t.Key == request.Key) is { } earlier)
            return (state, earlier);
        var left = request.Count;
        var idle = state.Idle.Select(i =>
        {
            if (i.CatalogueCode != request.CatalogueCode)
                return i;
            var taken = Math.Min(i.Count, left);
            left -= taken;
            return i with { Count = i.Count - taken };
        }).ToList();
        var transfer = new Transfer(
            request.Key, $"DB-{state.Transfers.Count + 1:D6}", request.CatalogueCode, request.Count, request.Count - left, request.ToCreditCode);
        return (state with { Idle = idle, Transfers = [.. state.Transfers, transfer] }, transfer);
    }
}
