namespace Tongcai.Sandbox;

/// <summary>How a counterpart is told to behave: a real outside system fails, is slow and sometimes says what is not so.</summary>
/// <param name="Fail">Share of requests answered 503, in per cent.</param>
/// <param name="DelayMilliseconds">Wait before every answer.</param>
/// <param name="Lie">Answers contradict the state in the way each counterpart documents.</param>
internal sealed record Behaviour(int Fail, int DelayMilliseconds, bool Lie);

/// <summary>Behaviour of each counterpart by name; all well-behaved at first.</summary>
internal sealed record Behaviours
{
    public Dictionary<string, Behaviour> Of { get; init; } = [];
}

/// <summary>PUT /control/{system} sets the behaviour, GET /control shows all; the filter applies it to every route of the system.</summary>
internal static class BehaviourControl
{
    public static readonly IReadOnlyList<string> Systems = ["budget", "assets", "treasury", "mail", "ca", "bonds"];
    private static readonly Behaviour Honest = new(0, 0, false);

    public static void MapControl(this WebApplication app, StateFile<Behaviours> file)
    {
        app.MapGet("/control", () => Systems.ToDictionary(s => s, s => file.Read().Of.GetValueOrDefault(s, Honest)));
        app.MapPut("/control/{system}", (string system, Behaviour behaviour) =>
        {
            if (!Systems.Contains(system))
                return Results.Problem($"没有名为 {system} 的外部系统，可选：{string.Join("、", Systems)}", statusCode: 404);
            if (behaviour.Fail is < 0 or > 100 || behaviour.DelayMilliseconds is < 0 or > 600_000)
                return Results.Problem("fail 为 0 到 100 的百分数，delayMilliseconds 为 0 到 600000 的毫秒数", statusCode: 400);
            return Results.Ok(file.Change(all => (all with { Of = new(all.Of) { [system] = behaviour } }, behaviour)));
        });
    }

    /// <summary>Group of routes of one counterpart, subject to its behaviour.</summary>
    public static RouteGroupBuilder MapSystem(this WebApplication app, string system, StateFile<Behaviours> file)
    {
        var requests = 0;
        return app.MapGroup("/" + system).AddEndpointFilter(async (context, next) =>
        {
            var behaviour = file.Read().Of.GetValueOrDefault(system, Honest);
            if (behaviour.DelayMilliseconds > 0)
                await Task.Delay(behaviour.DelayMilliseconds, context.HttpContext.RequestAborted);
            // Spread evenly instead of drawn, so that a test with 50 % sees exactly every second request fail.
            var number = Interlocked.Increment(ref requests);
            if (number * (long)behaviour.Fail / 100 != (number - 1) * (long)behaviour.Fail / 100)
                return Results.Problem("对端系统暂不可用", statusCode: 503);
            context.HttpContext.Items["lie"] = behaviour.Lie;
            return await next(context);
        });
    }

    public static bool Lies(this HttpContext context) => context.Items["lie"] is true;
}
