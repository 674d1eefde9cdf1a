using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.Law.Questions;

/// <summary>一个问题的答案。</summary>
public abstract record LawAnswer
{
    /// <summary>The answer for people, a line each.</summary>
    public abstract IEnumerable<string> InWords();
}

/// <summary>对法律的一类提问。One row per question: what it is asked with and the pure function that answers. Command line, API and pages ask here and nowhere else, so they cannot differ.</summary>
/// <param name="Name">Name of the command and last part of the API's address.</param>
/// <param name="Title">名称.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Fields">Members of the question beside id.</param>
/// <param name="Answers">Type of the answer.</param>
/// <param name="Decide">The function; second argument: today in Beijing, for questions that do not name a day.</param>
public sealed record LawQuestion(
    string Name, string Title, string Summary, IReadOnlyList<QuestionField> Fields, Type Answers, Func<Given, DateOnly, Outcome<LawAnswer>> Decide)
{
    /// <summary>Longest question in bytes of UTF-8.</summary>
    public const int LongestQuestion = 64 << 20;

    private const int LongestId = 200;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The seven questions.</summary>
    public static readonly IReadOnlyList<LawQuestion> All =
        [LintQuestion.Row, DeadlineQuestion.Row, EvaluateQuestion.Row, MethodQuestion.Row, SetAsideQuestion.Row, SizeQuestion.Row, CodeQuestion.Row];

    /// <summary>The question of that name, or null.</summary>
    public static LawQuestion? ByName(string name) => All.FirstOrDefault(q => q.Name == name);

    /// <summary>Answers a question, or says by which rule and field it cannot be answered. Total.</summary>
    public Outcome<LawAnswer> Ask(JsonElement question, DateOnly today)
    {
        List<Refusal> faults = [];
        var given = QuestionReader.Read(question, Fields, "", faults);
        return faults.Count > 0 ? faults : Decide(given, today);
    }

    /// <summary>The same for a question built by a form or by options.</summary>
    public Outcome<LawAnswer> Ask(JsonObject question, DateOnly today)
    {
        using var document = JsonDocument.Parse(question.ToJsonString(LawJson.Options), Reading);
        return Ask(document.RootElement, today);
    }

    /// <summary>One line in, one line out: the question's id with its answer, or with the refusals. Total, whatever the bytes are.</summary>
    /// <param name="utf8">The question as JSON.</param>
    /// <param name="line">Number of the line, named in the answer where the question has no id.</param>
    public byte[] AnswerLine(ReadOnlyMemory<byte> utf8, long? line, DateOnly today) => AnswerLine(utf8, line, today, out _);

    /// <summary>The same, with the refusals beside the line.</summary>
    /// <param name="refusals">Empty when the question was answered.</param>
    public byte[] AnswerLine(ReadOnlyMemory<byte> utf8, long? line, DateOnly today, out IReadOnlyList<Refusal> refusals)
    {
        if (!TryRead(utf8, out var read, out var id, out var malformed))
        {
            refusals = [malformed];
            return Write(default, line, malformed);
        }

        using var document = read;
        var fault = IdFault(id);
        var outcome = fault is null ? Ask(document.RootElement, today) : fault;
        refusals = outcome.Refusals;
        return Write(fault is null ? id : default, line, outcome);
    }

    private static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out JsonDocument? document, out JsonElement id, [NotNullWhen(false)] out Refusal? malformed)
    {
        (document, id, malformed) = (null, default, null);
        try
        {
            document = JsonDocument.Parse(utf8, Reading);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("id", out var given))
                id = given;
            return true;
        }
        catch (JsonException e)
        {
            malformed = Malformed(e);
        }
        catch (InvalidOperationException)
        {
            // Thrown for a name that is half of a surrogate pair.
            malformed = InputRules.Format.Refuse("有字段名不是有效的Unicode文本。", "字段名用UTF-8直接书写，只用说明中列出的字段。");
        }

        document?.Dispose();
        return false;
    }

    /// <summary>The line for input that is no question at all: cut, not UTF-8.</summary>
    public static byte[] RefusalAnswer(long line, string reason, string remedy) => Write(default, line, InputRules.Format.Refuse(reason, remedy));

    private static Refusal Malformed(JsonException e) => InputRules.Format.Refuse(
        e.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) ? "JSON嵌套超过16层。"
        : e.Message.Contains("uplicate", StringComparison.Ordinal) ? "同一个字段写了两次。"
        : $"不是完整的JSON，第{(e.BytePositionInLine ?? 0) + 1}字节处无法读取。",
        "每行写一个完整的JSON对象，UTF-8编码，字段不重复；检查引号、逗号、括号是否成对，行尾是否被截断。");

    private static Refusal? IdFault(JsonElement id)
    {
        if (id.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        try
        {
            if ((id.ValueKind == JsonValueKind.String && id.GetString()!.Length <= LongestId) || (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _)))
                return null;
        }
        catch (InvalidOperationException)
        {
            // Lone surrogates: the text cannot be given back.
        }
        return InputRules.Format.Refuse($"id应为不超过{LongestId}个字符的文本或者整数。", "改正id，答案按id对应。", "/id");
    }

    private static byte[] Write(JsonElement id, long? line, Outcome<LawAnswer> outcome)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = LawJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            if (id.ValueKind is JsonValueKind.String)
                writer.WriteString("id", id.GetString());
            else if (id.ValueKind is JsonValueKind.Number)
                writer.WriteNumber("id", id.GetInt64());
            else if (line is { } number)
                writer.WriteNumber("line", number);
            if (outcome.Value is { } answer)
            {
                writer.WritePropertyName("answer");
                JsonSerializer.Serialize(writer, answer, answer.GetType(), LawJson.Options);
            }
            else
            {
                writer.WritePropertyName("refusals");
                JsonSerializer.Serialize(writer, outcome.Refusals.Select(RefusalLine.Of), LawJson.Options);
            }
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }
}
