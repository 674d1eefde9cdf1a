using Tongcai.Law;
using Tongcai.Law.Questions;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Law;

/// <summary>对法律的提问，接口：POST /api/v1/law/{question} answers what <c>tongcai law {question} --json</c> answers; GET …/schema gives the schema of both.</summary>
internal static class LawApi
{
    /// <summary>Longest question in bytes; a tender document of 300 pages is about one million.</summary>
    internal const int Longest = 4 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var question in LawQuestion.All)
        {
            routes.MapPost($"/api/v1/law/{question.Name}", (Delegate)((HttpContext http) => Answer(question, http)))
                .Produces(StatusCodes.Status200OK, question.Answers).WithMetadata(Access.Public).WithSummary($"{question.Title}：{question.Summary}");
            var schema = System.Text.Encoding.UTF8.GetBytes(QuestionSchema.Of(question));
            routes.MapGet($"/api/v1/law/{question.Name}/schema", (HttpContext http) => Pages.Tagged(http, schema, "application/schema+json; charset=utf-8"))
                .WithMetadata(Access.Public).WithSummary($"{question.Title}的 JSON Schema");
        }
    }

    private static async Task<IResult> Answer(LawQuestion question, HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
            return new Refused(HttpRules.MediaType);
        if (await RequestBody.Read(http, Longest) is not { } body)
            return new Refused(HttpRules.TooLarge);
        var asked = Asked.From(http);
        var line = question.AnswerLine(body, null, asked.Today, out var refusals);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return refusals.Count > 0 ? new Refused(refusals) : Results.Bytes(line, "application/json; charset=utf-8");
    }
}
