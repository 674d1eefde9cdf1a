using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tongcai.Law.Questions;

namespace Tongcai.Cli.Tests.Law;

/// <summary>docs/law/commands.md and docs/law/schemas: every example is run, every question and answer in them fits its schema. UPDATE_DOCS=1 writes both anew.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = Repository.File("docs", "law", "commands.md");

    public static TheoryData<string> Names => [.. LawQuestion.All.Select(q => q.Name)];

    [Theory, MemberData(nameof(Names))]
    public void 每个问题的Schema文件与程序一致(string name)
    {
        var path = Repository.File("docs", "law", "schemas", name + ".json");
        var schema = QuestionSchema.Of(LawQuestion.ByName(name)!);
        if (Updating)
            File.WriteAllText(path, schema);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == schema, $"{path} is stale: UPDATE_DOCS=1 with this test writes it");
    }

    [Fact]
    public void 文档中的字段表与程序一致()
    {
        var text = File.ReadAllText(Page);
        var written = FieldTable().Replace(text, m => $"<!-- fields {m.Groups[1].Value} -->\n{Table(LawQuestion.ByName(m.Groups[1].Value)!)}");
        if (Updating)
            File.WriteAllText(Page, written);
        Assert.Equal(LawQuestion.All.Count, FieldTable().Count(text));
        Assert.True(Updating || written == text, "the field tables of commands.md are stale: UPDATE_DOCS=1 with this test writes them");
    }

    [Fact]
    public void 文档中的示例与程序输出一致_问和答都符合Schema()
    {
        var text = File.ReadAllText(Page);
        var answered = new HashSet<string>();
        var written = Example().Replace(text, m =>
        {
            var (input, args) = Parse(m.Groups["command"].Value);
            var (_, output, error) = Command.Run(Encoding.UTF8.GetBytes(input), args);
            Assert.Equal("", error);
            if (args is [var name, "--json"])
            {
                answered.Add(name);
                CheckSchema(name, input, output);
            }
            return $"```console\n$ {m.Groups["command"].Value}\n{output}```";
        });
        if (Updating)
            File.WriteAllText(Page, written);
        else
            Assert.Equal(text, written);
        Assert.Equal(LawQuestion.All.Select(q => q.Name).Order(), answered.Order());
    }

    private static bool Updating => Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    private static void CheckSchema(string name, string input, string output)
    {
        var root = JsonNode.Parse(QuestionSchema.Of(LawQuestion.ByName(name)!))!.AsObject();
        var questions = input.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(questions.Length, answers.Length);
        foreach (var (question, answer) in questions.Zip(answers, (q, a) => (JsonNode.Parse(q), JsonNode.Parse(a)!)))
        {
            Assert.Empty(SchemaCheck.Faults(answer, root["$defs"]!["line"]!, root));
            var misfits = SchemaCheck.Faults(question, root, root);
            // What the schema forbids is refused; the law may refuse more than the schema.
            Assert.True(!misfits.Any() || answer["refusals"] is not null, $"{question}: {string.Join("; ", misfits)}");
            if (answer["answer"] is not null)
                Assert.Empty(misfits);
        }
    }

    private static (string Input, string[] Args) Parse(string command)
    {
        var (input, call) = ("", command);
        if (Piped().Match(command) is { Success: true } pipe)
        {
            input = pipe.Groups["word"].Value == "printf" ? pipe.Groups["text"].Value.Replace("\\n", "\n", StringComparison.Ordinal) : pipe.Groups["text"].Value + "\n";
            call = pipe.Groups["call"].Value;
        }
        Assert.StartsWith("tongcai law ", call + " ", StringComparison.Ordinal);
        return (input, call["tongcai law".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Table(LawQuestion question)
    {
        var table = new StringBuilder("\n| 字段 | 类型 | 说明 |\n|---|---|---|\n");
        void Rows(IReadOnlyList<QuestionField> fields, string before)
        {
            foreach (var f in fields)
            {
                var choices = f.Type == FieldType.Choice && f.Choices.Count <= 20 ? $"：{string.Join("、", f.Choices.Select(c => $"`{c.Code}` {c.Name}"))}" : f.Type == FieldType.Choice ? $"（{f.Choices.Count}个代码，见 Schema）" : "";
                table.Append($"| `{before}{f.Name}`{(f.Required ? " *" : "")} | {Kind(f.Type)} | {f.Title}{choices} |\n");
                Rows(f.Fields, $"{before}{f.Name}{(f.Type == FieldType.Rows ? "[]." : ".")}");
            }
        }
        Rows(question.Fields, "");
        return table.Append("\n带 * 的必填。\n").ToString();
    }

    private static string Kind(FieldType type) => type switch
    {
        FieldType.Day => "日期", FieldType.Instant => "时刻", FieldType.Numbers => "数字数组", FieldType.Money => "整数，分", FieldType.Whole => "整数", FieldType.Number => "数字", FieldType.Flag => "true/false", FieldType.Choice => "代码",
        FieldType.Group => "对象", FieldType.Rows => "对象数组", FieldType.Texts => "文本数组", _ => "文本",
    };

    [GeneratedRegex(@"<!-- fields ([a-z-]+) -->\n(?:\n\| 字段[\s\S]*?带 \* 的必填。\n)?")]
    private static partial Regex FieldTable();

    [GeneratedRegex(@"```console\n\$ (?<command>.+)\n(?<output>[\s\S]*?)```")]
    private static partial Regex Example();

    [GeneratedRegex(@"^(?<word>echo|printf) '(?<text>.*)' \| (?<call>tongcai law .+)$")]
    private static partial Regex Piped();
}
