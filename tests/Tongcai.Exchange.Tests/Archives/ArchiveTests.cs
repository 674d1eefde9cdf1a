using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tongcai.Cryptography;
using Tongcai.Exchange.Archives;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Tests.Archives;

public sealed class ArchiveTests(SampleArchive sample) : IClassFixture<SampleArchive>
{
    private static readonly string[] Traversals = ["../evil.txt", "/evil.txt", "facts/../../evil.txt", "a\\b.txt", "c:evil.txt", "Facts/x.json", "facts//x.json", "facts/"];

    private string Wrong(byte[] package) => string.Join("\n", ArchiveVerification.Check(package, sample.Policy).Report.Steps.Where(s => s.Passed is false).Select(s => s.Detail));

    private byte[] Repacked(Action<SortedDictionary<string, byte[]>> change)
    {
        var files = new SortedDictionary<string, byte[]>(ArchiveZip.Read(sample.Package).Files.ToDictionary(), StringComparer.Ordinal);
        change(files);
        return ArchiveZip.Write(files);
    }

    [Fact]
    public void A_package_verifies_offline_and_any_tool_opens_it()
    {
        var verdict = ArchiveVerification.Check(sample.Package, sample.Policy);
        Assert.True(verdict.Report.Passed, Wrong(sample.Package));
        Assert.Equal((SampleArchive.Origin, sample.Content.Id), (verdict.Report.Ledger, verdict.Statement!.Id));
        using var zip = new ZipArchive(new MemoryStream(sample.Package));
        Assert.Equal(zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal), zip.Entries.Select(e => e.FullName));
        var page = Encoding.UTF8.GetString(verdict.Files[ArchivePaths.Page]);
        Assert.Contains("打印机 &lt;采购&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_files_make_the_same_package() =>
        Assert.Equal(sample.Package, ArchiveZip.Write(ArchiveZip.Read(sample.Package).Files.Reverse()));

    [Fact]
    public void Every_flipped_byte_is_found()
    {
        var chance = new Random(20261121);
        for (var n = 0; n < 300; n++)
        {
            var altered = sample.Package.ToArray();
            altered[chance.Next(altered.Length)] ^= (byte)chance.Next(1, 256);
            Assert.False(ArchiveVerification.Check(altered, sample.Policy).Report.Passed, $"{n}");
        }
    }

    [Fact]
    public void A_missing_an_extra_and_a_changed_file_are_named()
    {
        Assert.Contains("缺少文件 documents/tender.txt", Wrong(Repacked(f => f.Remove("documents/tender.txt"))), StringComparison.Ordinal);
        Assert.Contains("多出文件 documents/more.txt", Wrong(Repacked(f => f["documents/more.txt"] = "x"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("文件 reports/lot.txt 被改动", Wrong(Repacked(f => f["reports/lot.txt"] = "x"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("没有 archive.note", Wrong(Repacked(f => f.Remove(ArchivePaths.Statement))), StringComparison.Ordinal);
        Assert.Contains("缺第", Wrong(Repacked(f => f.Remove("facts/0002.json"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "不公开事实缺第 1 号")]
    [InlineData(2, "公开事实缺第 1 号")]
    [InlineData(4, "公开事实缺第 2 号")]
    public void A_fact_that_the_platform_itself_leaves_out_shows_as_a_gap_in_its_stream(int left, string words)
    {
        var package = ArchiveWriter.Write(sample.Content with { Facts = [.. sample.Content.Facts.Where(f => f.Number != left)] }, sample.Signers);
        Assert.Contains(words, Wrong(package), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_whose_proof_body_or_salt_is_anothers_is_named_though_the_platform_signs_it()
    {
        var (first, second, third) = (sample.Content.Facts[0], sample.Content.Facts[1], sample.Content.Facts[2]);
        string With(ArchivedFact changed) => Wrong(ArchiveWriter.Write(sample.Content with { Facts = [.. sample.Content.Facts.Select(f => f.Number == changed.Number ? changed : f)] }, sample.Signers));
        Assert.Contains("facts/0002.json", With(second with { Proof = sample.Content.Facts[3].Proof }), StringComparison.Ordinal);
        Assert.Contains("正文与叶中的摘要不符", With(second with { Body = sample.Content.Facts[3].Body }), StringComparison.Ordinal);
        Assert.Contains("facts/0001.json", With(first with { Salt = third.Salt }), StringComparison.Ordinal);
        Assert.Contains("级别与盐不符", With(first with { Salt = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_platforms_key_and_a_quorum_that_is_not_met_are_refused()
    {
        var stranger = NoteSigner.Ed25519(SampleArchive.Origin, Ed25519PrivateKey.Generate()).Key;
        Assert.False(ArchiveVerification.Check(sample.Package, TlogPolicy.LogOnly(stranger)).Report.Passed);
        var witness = NoteSigner.Cosignature("w", Ed25519PrivateKey.Generate(), TimeProvider.System).Key;
        Assert.False(ArchiveVerification.Check(sample.Package, TlogPolicy.Parse($"log {sample.Signers[0].Key}\nwitness w {witness}\nquorum w\n")).Report.Passed);
        Assert.True(ArchiveVerification.Check(sample.Package, TlogPolicy.LogOnly(sample.Signers[0].Key)).Report.Passed);
    }

    [Fact]
    public void Paths_that_leave_the_folder_doubles_and_what_is_pressed_together_are_refused()
    {
        foreach (var name in Traversals)
        {
            Assert.Contains("不合规", ArchiveZip.Read(Foreign(zip => Add(zip, name, "x"u8.ToArray()))).Problem, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => ArchiveZip.Write([new(name, [])]));
        }

        Assert.Contains("两次", ArchiveZip.Read(Foreign(zip =>
        {
            Add(zip, "a.txt", "x"u8.ToArray());
            Add(zip, "a.txt", "y"u8.ToArray());
        })).Problem, StringComparison.Ordinal);
        var bomb = Foreign(zip => Add(zip, "a.txt", new byte[50_000_000], CompressionLevel.SmallestSize));
        Assert.InRange(bomb.Length, 1, 200_000);
        Assert.Contains("压缩", ArchiveZip.Read(bomb).Problem, StringComparison.Ordinal);
        Assert.Contains("容器被改动", ArchiveZip.Read([.. sample.Package, 0]).Problem + ArchiveZip.Read([0, .. sample.Package]).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_are_judged_without_an_exception() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(any => !ArchiveVerification.Check(any, sample.Policy).Report.Passed));

    private static byte[] Foreign(Action<ZipArchive> fill)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) fill(zip);
        return stream.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var entry = zip.CreateEntry(name, level).Open();
        entry.Write(content);
    }
}
