using System.IO.Compression;
using Tongcai.Cryptography;
using Tongcai.Exchange.Files;
using Tongcai.Trading.Opening;

namespace Tongcai.Trading.Tests.Opening;

/// <summary>Files judged by the platform's own program in a process of its own: a bomb takes that process at most.</summary>
public sealed class FileJudgeProcessTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Tongcai.Trading");

    [Fact]
    public async Task A_bomb_a_sound_file_and_a_process_that_is_ended_are_each_answered()
    {
        var judge = new FileJudgeProcess(Program, TimeSpan.FromMinutes(1));
        var cancel = TestContext.Current.CancellationToken;
        var sound = await judge.Judge("方案.txt", 65_536, Writing("分三批供货。"u8.ToArray()), cancel);
        Assert.Equal("txt", sound.Kind);
        Assert.Empty(sound.Marks);

        using var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("零.bin").Open();
            for (var i = 0; i < 64; i++)
                entry.Write(new byte[1 << 20]);
        }

        Assert.Contains((await judge.Judge("a.zip", bomb.Length, Writing(bomb.ToArray()), cancel)).Marks, m => m is { Code: "archive.bomb", Dangerous: true });

        // Nobody takes for sound what was not judged to the end.
        var never = await new FileJudgeProcess(Program, TimeSpan.FromMilliseconds(1)).Judge("a.zip", bomb.Length, Writing(bomb.ToArray()), cancel);
        Assert.Contains(never.Marks, m => m is { Code: "file.unjudged", Dangerous: true });
        var lost = await judge.Judge("a.pdf", 100, (_, _) => Task.FromResult<IReadOnlyList<Finding>>([new("opening.chunk-lost", "第1块密文缺失。", "")]), cancel);
        Assert.Contains(lost.Marks, m => m.Code == "file.unjudged" && m.Reason.Contains("密文缺失", StringComparison.Ordinal));
    }

    private static Func<Stream, CancellationToken, Task<IReadOnlyList<Finding>>> Writing(byte[] content) => async (output, cancel) =>
    {
        await output.WriteAsync(content, cancel);
        return [];
    };
}
