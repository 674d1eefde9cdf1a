using Tongcai.Cli.Tests.Ledgers;
using Tongcai.Exchange.Archives;
using Tongcai.Exchange.Tests.Archives;

namespace Tongcai.Cli.Tests.Archives;

public sealed class ArchiveCommandTests : IDisposable
{
    private readonly CommandLine line = new();
    private readonly SampleArchive sample = new();

    private string Key => sample.Signers[0].Key.ToString();

    public void Dispose()
    {
        line.Dispose();
        sample.Dispose();
    }

    private string Save(string name, byte[] package)
    {
        File.WriteAllBytes(line.At(name), package);
        return line.At(name);
    }

    [Fact]
    public async Task A_verified_archive_is_unpacked_registered_once_and_listed()
    {
        var file = Save("a.zip", sample.Package);
        var (code, output, _) = await line.Run("verify", "archive", file, "--key", Key);
        Assert.Equal(0, code);
        Assert.Contains("验证通过", output, StringComparison.Ordinal);

        Assert.Equal(0, (await line.Run("archive", "import", file, line.At("kept"), "--key", Key)).Code);
        Assert.Equal(sample.Package, await File.ReadAllBytesAsync(line.At($"kept/{sample.Content.Id}/package.zip")));
        Assert.True(File.Exists(line.At($"kept/{sample.Content.Id}/index.html")));
        Assert.Contains(sample.Content.Code, (await line.Run("archive", "list", line.At("kept"))).Output, StringComparison.Ordinal);
        var again = await line.Run("archive", "import", file, line.At("kept"), "--key", Key);
        Assert.Equal(2, again.Code);
        Assert.Contains("不重复收存", again.Error, StringComparison.Ordinal);

        var other = Save("b.zip", ArchiveWriter.Write(sample.Content with { Documents = [] }, sample.Signers));
        again = await line.Run("archive", "import", other, line.At("kept"), "--key", Key);
        Assert.Equal(2, again.Code);
        Assert.Contains("内容与此不同", again.Error, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(line.At("kept/register.jsonl")));
    }

    [Fact]
    public async Task An_altered_archive_is_named_refused_and_not_unpacked()
    {
        var altered = sample.Package.ToArray();
        altered[altered.Length / 2] ^= 1;
        var file = Save("a.zip", altered);
        var (code, output, _) = await line.Run("verify", "archive", file, "--key", Key);
        Assert.Equal(1, code);
        Assert.Contains("✗", output, StringComparison.Ordinal);
        (code, output, _) = await line.Run("archive", "import", file, line.At("kept"), "--key", Key);
        Assert.Equal(1, code);
        Assert.Contains("没有收存", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(line.At("kept")));
        Assert.Equal(2, (await line.Run("archive", "import", Save("n.zip", sample.Package), line.At("kept"))).Code);
    }
}
