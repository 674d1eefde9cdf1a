using Tongcai.Law;
using Tongcai.Law.Questions;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Law;

/// <summary>办事工具的一页。</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Fields">The form.</param>
/// <param name="Answer">Null before anything was asked, or where it was refused.</param>
/// <param name="Refusals">Why it could not be answered.</param>
/// <param name="Text">The text of a clause check, for the words around a finding.</param>
internal sealed record ToolView(LawQuestion Question, IReadOnlyList<ToolField> Fields, LawAnswer? Answer, IReadOnlyList<Refusal> Refusals, string Text);

/// <summary>办事工具的一项。</summary>
/// <param name="Sentence">What it is for, one short sentence.</param>
internal sealed record Tool(string Path, string Title, string Sentence)
{
    public static readonly IReadOnlyList<Tool> All =
    [
        new("/tools/deadline", "期限计算", "从哪天起算、到哪天为止，节假日顺延和地方规定算在内。"),
        new("/tools/size", "企业规模自测", "按十六个行业的标准，看本企业是大型、中型、小型还是微型。"),
        new("/tools/code", "信用代码检查", "统一社会信用代码等代码的格式和校验码对不对，错在第几位。"),
        new("/tools/method", "采购方式选择", "按属性、金额和情形，看应当或者可以用哪种采购方式。"),
        new("/tools/lint", "条款检查", "粘贴采购文件，逐处指出限制、排斥供应商的条款和改法。"),
        new("/problems", "规则查询", "平台据以办理和拒绝的每条规则，按文件、日期、地区查。"),
    ];
}

/// <summary>办事工具：公开，无需登录，地址可以保存；GET for short questions, POST for the clause check.</summary>
internal static class ToolPages
{
    private const string Template = "/Law/Tool.cshtml";
    private static readonly string[] WithPage = ["deadline", "size", "code", "method", "lint"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tools", () => new View("/Law/Tools.cshtml", Tool.All, new PageHead("办事工具") { Column = "办事工具" })).WithMetadata(Access.Public).ExcludeFromDescription();
        foreach (var question in LawQuestion.All.Where(q => WithPage.Contains(q.Name)))
        {
            routes.MapGet($"/tools/{question.Name}", (HttpContext http) =>
            {
                var query = http.Request.Query;
                var asks = question.Name != "lint" && question.Fields.Any(f => query.ContainsKey(f.Name));
                return Page(question, name => query[name].ToString(), asks, http);
            }).WithMetadata(Access.Public).ExcludeFromDescription();
        }
        routes.MapPost("/tools/lint", (Delegate)Check).WithMetadata(Access.Public).ExcludeFromDescription();
    }

    private static async Task<IResult> Check(HttpContext http)
    {
        var request = http.Request;
        if (!request.HasFormContentType)
            return new Refused(HttpRules.MediaType);
        if (request.ContentLength is not { } length || length > LawApi.Longest)
            return new Refused(HttpRules.TooLarge);
        try
        {
            var form = await request.ReadFormAsync(http.RequestAborted);
            var text = form["text"].ToString();
            if (text.Trim().Length == 0 && form.Files.Count > 0)
            {
                using var reader = new StreamReader(form.Files[0].OpenReadStream(), System.Text.Encoding.UTF8);
                text = await reader.ReadToEndAsync(http.RequestAborted);
            }
            return Page(LawQuestion.ByName("lint")!, name => name == "text" ? text : form[name].ToString(), asks: true, http);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return new Refused(HttpRules.TooLarge);
        }
    }

    private static View Page(LawQuestion question, Func<string, string> typed, bool asks, HttpContext http)
    {
        var outcome = asks ? ToolForm.Ask(question, typed, Asked.From(http).Today) : default;
        var refusals = outcome.Refusals;
        var fields = question.Fields.Where(f => Shows(question, f)).Select(f => new ToolField(Shown(question, f), typed(f.Name), [.. refusals.Where(r => r.Pointer == "/" + f.Name)])).ToList();
        var title = Tool.All.First(t => t.Path == $"/tools/{question.Name}").Title;
        return new(Template, new ToolView(question, fields, outcome.Value, refusals, question.Name == "lint" ? typed("text").ReplaceLineEndings("\n") : ""),
            new PageHead(title) { Column = "办事工具", Trail = [new("办事工具", "/tools")], Under = "/tools", Failed = refusals.Count > 0, Description = question.Summary }, refusals.Count > 0 ? 422 : 200);
    }

    private static bool Shows(LawQuestion question, QuestionField field) =>
        field.Type is not (FieldType.Rows or FieldType.Group or FieldType.Texts) && (question.Name, field.Name) is not ("code", "today");

    // An identity number does not belong into an address, which is logged and kept.
    private static QuestionField Shown(LawQuestion question, QuestionField field) =>
        (question.Name, field.Name) is ("code", "kind") ? field with { Choices = [.. field.Choices.Where(c => c.Code != "idCard")] } : field;
}
