namespace Tongcai.Sandbox;

/// <summary>短信与邮件网关 counterpart: keeps what it was given, so that people can read it and tests can look for what must not be there.</summary>
internal static class Mail
{
    /// <param name="Key">Chosen by the caller; the same key again is not delivered twice.</param>
    internal sealed record Message(string Key, string To, string Subject, string Text);

    internal sealed record State
    {
        public List<Message> Messages { get; init; } = [];
    }

    /// <summary>Lying, it acknowledges a message and loses it.</summary>
    public static void Map(RouteGroupBuilder routes, StateFile<State> file)
    {
        routes.MapPost("/messages", (Message message, HttpContext http) =>
        {
            if (string.IsNullOrWhiteSpace(message.Key) || string.IsNullOrWhiteSpace(message.To))
                return Results.Problem("key、to 必填", statusCode: 400);
            if (!http.Lies())
                file.Change(s => (s.Messages.Exists(m => m.Key == message.Key) ? s : s with { Messages = [.. s.Messages, message] }, message));
            return Results.Ok(new { message.Key, state = "accepted" });
        });
        routes.MapGet("/messages/{key}", (string key) => file.Read().Messages.Find(m => m.Key == key) is { } known ? Results.Ok(new { known.Key, state = "sent" }) : Results.Problem("没有这封邮件", statusCode: 404));
        routes.MapGet("/messages", (string? to) => file.Read().Messages.Where(m => to is null || m.To == to));
    }
}
