using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Law;
using Tongcai.Law.Questions;
using Tongcai.Risk.Documents;
using Tongcai.Risk.Ocds;

namespace Tongcai.Cli.Law;

/// <summary><c>tongcai law QUESTION</c>: one case by options with an answer for people, or with <c>--json</c> a line for each line of standard input.</summary>
internal static class QuestionCommand
{
    internal static Command Create(LawQuestion question, Stream? input, TimeProvider time)
    {
        var json = new Option<bool>("--json") { Description = "逐行读入标准输入的JSON，每行输出一个答案（格式见 docs/law/commands.md）" };
        var file = new Argument<string?>("FILE") { Description = "纯文本、DOCX 或者 PDF 文件；- 表示标准输入", Arity = ArgumentArity.ZeroOrOne };
        var options = new QuestionOptions(question);
        var command = new Command(question.Name, question.Summary) { json };
        var reads = question.Fields.Any(f => f is { Name: "text", Type: FieldType.Document });
        if (reads)
            command.Add(file);
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parse =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            DateOnly Today() => time.GetUtcNow().BeijingDate();
            if (parse.GetValue(json))
                return Lines(question, input ?? Console.OpenStandardInput(), output, Today());
            if (options.Build(parse, out var asked) is { } problem)
                return LawCommand.Stop(error, problem);
            if (reads && parse.GetValue(file) is { } path)
            {
                if (Text(path, input, error) is not { } text)
                    return LawCommand.Unusable;
                asked["text"] = text;
            }
            return One(question, asked, output, Today());
        });
        return command;
    }

    private static int One(LawQuestion question, JsonObject asked, TextWriter output, DateOnly today)
    {
        var outcome = question.Ask(asked, today);
        foreach (var line in outcome.Value?.InWords() ?? outcome.Refusals.SelectMany(InWords))
            output.WriteLine(line);
        return outcome.Value is null ? LawCommand.Refused : LawCommand.Done;
    }

    private static IEnumerable<string> InWords(Refusal refusal) =>
    [
        $"{(refusal.Pointer.Length > 0 ? refusal.Pointer + "　" : "")}{refusal.Reason}",
        $"  怎么办　{refusal.Remedy}",
        $"  依据　{refusal.Rule.Id} {refusal.Rule.Title}，{refusal.Rule.Source.Instrument} {refusal.Rule.Source.Article}：“{refusal.Rule.Source.Quote}”",
    ];

    private static int Lines(LawQuestion question, Stream input, TextWriter output, DateOnly today)
    {
        // Answers leave whenever the next question has to be waited for: fast in bulk, prompt in a dialogue.
        using var writer = ReferenceEquals(output, Console.Out) ? new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) : null;
        var answers = writer ?? output;
        byte[] copy = [];
        try
        {
            JsonLines.Read(new PromptInput(input, answers), (line, utf8) =>
            {
                if (copy.Length < utf8.Length)
                    copy = new byte[utf8.Length];
                utf8.CopyTo(copy);
                Say(answers, question.AnswerLine(copy.AsMemory(0, utf8.Length), line, today));
            }, message => Say(answers, LawQuestion.RefusalAnswer(message.Line, message.Text, "改正该行后重新提交；其余各行照常处理。")));
            answers.Flush();
        }
        catch (IOException) when (writer is not null)
        {
            // Whoever read the answers has enough of them.
        }
        return LawCommand.Done;
    }

    private static void Say(TextWriter output, byte[] answer)
    {
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(answer.Length));
        output.Write(chars, 0, Encoding.UTF8.GetChars(answer, chars));
        output.Write('\n');
        ArrayPool<char>.Shared.Return(chars);
    }

    private static string? Text(string path, Stream? input, TextWriter error)
    {
        using var stream = path == "-" && input is not null ? input : Risk.RiskCommand.Open(path, error);
        if (stream is null)
            return null;
        try
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > LawQuestion.LongestQuestion)
                {
                    error.WriteLine($"{path} 超过 {LawQuestion.LongestQuestion >> 20} MB，请拆成几个文件分别检查。");
                    return null;
                }
            }
            return FileText.Of(path, bytes.ToArray(), PdfText.Of, error.WriteLine)?.ReplaceLineEndings("\n");
        }
        catch (IOException e)
        {
            error.WriteLine($"读取 {path} 中断：{e.Message}");
        }
        return null;
    }

    /// <summary>Standard input that lets the answers out before it waits for more.</summary>
    private sealed class PromptInput(Stream inner, TextWriter answers) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            answers.Flush();
            return inner.Read(buffer, offset, count);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
