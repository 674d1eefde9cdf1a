using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tongcai.Cli.Tests.Ledgers;
using Tongcai.Cryptography;
using Tongcai.Exchange.Recovery;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Cli.Tests.Recovery;

/// <summary><c>tongcai recovery</c>: the key is made, split and used; whatever cannot be used is named.</summary>
public sealed class RecoveryCommandTests : IAsyncLifetime
{
    private const string Origin = "trade.example/ledger";

    private readonly CommandLine line = new();
    private readonly Ed25519PrivateKey ledgerKey = Ed25519PrivateKey.Generate();
    private readonly List<byte[]> segments = [];
    private WebApplication mirror = null!;
    private string passwords = "";

    private NoteSigner Signer => NoteSigner.Ed25519(Origin, ledgerKey);

    private string Data => line.At("data");

    public async ValueTask InitializeAsync()
    {
        passwords = line.Write("passwords", string.Join('\n', Enumerable.Range(1, 5).Select(i => $"口令-{i}-足够长")) + "\n");
        var (code, _, error) = await line.Run("recovery", "key", line.At("shares"), "--shares", "5", "--threshold", "3", "--passwords", passwords);
        Assert.True(code == 0, error);

        // What a platform with yesterday's data leaves for the holders, and three segments of it at a mirror.
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        Directory.CreateDirectory(Path.Combine(Data, "recovery"));
        using var peer = Sm2PrivateKey.Generate();
        await File.WriteAllBytesAsync(Path.Combine(Data, "keys", "peer.sm2"), peer.ExportPkcs8());
        var recovery = Sm2PublicKey.FromPoint(Convert.FromHexString((await File.ReadAllTextAsync(Path.Combine(line.At("shares"), "recovery.pub"))).Trim()));
        for (var n = 1; n <= 3; n++)
        {
            var batch = new SafeBatch(DateTimeOffset.UnixEpoch.AddDays(n), n, TreeHash.Sha256.Leaf([(byte)n]), true, [new($"r{n}", [1, 2, 3])]).ToBytes();
            var head = new SegmentHead(n, n, TreeHash.Sha256.Leaf([(byte)n]), n == 1 ? SafeSegment.None : SafeSegment.Digest(segments[^1]));
            segments.Add(SafeSegment.Seal(head, Signer, recovery, new SafeContent(0, 1, batch, [new SafePiece("chunks", "a", 2, 0, [7, 7]).ToBytes()]).ToBytes(), 4096));
        }

        await Ask(new(Origin, Signer.Key.ToString(), recovery.Point.ToString(), 1, SafeSegment.Digest(segments[0]), 1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        mirror = builder.Build();
        using var hubKey = Ed25519PrivateKey.Generate();
        var folder = "/" + MirrorClient.Of(Origin);
        mirror.MapGet("/ledger/vkey", () => NoteSigner.Ed25519("hub.example/ledger", hubKey).Key + "\n");
        mirror.MapGet(folder + "safe/view", () => Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(new MirrorView("hub.example/ledger", 1, segments.Count, 3), WireJson.Options), "application/json"));
        mirror.MapGet(folder + "safe/{n:int}", (int n) => Results.Bytes(segments[n - 1]));
        mirror.MapGet(folder + "checkpoint", () => Results.Bytes(new Checkpoint(Origin, 3, TreeHash.Sha256.Leaf([3])).Sign(Signer)));
        await mirror.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await mirror.DisposeAsync();
        ledgerKey.Dispose();
        line.Dispose();
    }

    [Fact]
    public async Task Three_of_five_open_what_came_since_the_backup_into_a_file_for_its_owner_alone()
    {
        var (code, output, error) = await Open(2, 3, 5);
        Assert.True(code == 0, error);
        Assert.Contains("第 2 至 3 段", output, StringComparison.Ordinal);
        Assert.Contains("1970-01-04", output, StringComparison.Ordinal);
        var head = HealingFile.Head(Data)!;
        Assert.Equal((1L, 3L, "hub.example/ledger", "第2份 第3份 第5份"), (head.From, head.To, head.Mirror, string.Join(' ', head.Holders)));
        var steps = HealingFile.Steps(Data).ToList();
        Assert.Equal([2L, 3], steps.OfType<HealingStep.Batch>().Select(b => b.Number));
        Assert.Equal(2, steps.OfType<HealingStep.Piece>().Count());
        Assert.False(OwnerOnlyFiles.IsOpenToOthers(Path.Combine(Data, HealingFile.File)));
        foreach (var share in Directory.GetFiles(line.At("shares"), "share-*")) Assert.False(OwnerOnlyFiles.IsOpenToOthers(share));

        // A file that is cut off or altered is none.
        var file = Path.Combine(Data, HealingFile.File);
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..^1]);
        Assert.Throws<InvalidDataException>(() => HealingFile.Head(Data));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Assert.Throws<InvalidDataException>(() => HealingFile.Head(Data));
    }

    [Fact]
    public async Task Wrong_damaged_foreign_double_and_too_few_shares_are_each_named()
    {
        var (code, _, error) = await Open(2, 3);
        Assert.Equal(2, code);
        Assert.Contains("有效的份额 2 份，需要 3 份", error, StringComparison.Ordinal);

        (code, _, error) = await Open(2, 3, 3);
        Assert.Equal(2, code);
        Assert.Contains("share-3.json 与另一份重复", error, StringComparison.Ordinal);

        var wrong = line.Write("wrong", "口令-2-足够长\n口令-2-足够长\n口令-5-足够长\n");
        (code, _, error) = await line.Run(["recovery", "open", "--mirror", Address, "--data", Data, "--passwords", wrong, .. Shares(2, 3, 5)]);
        Assert.Equal(2, code);
        Assert.Contains("share-3.json（第3份）的口令不对", error, StringComparison.Ordinal);

        await line.Run("recovery", "key", line.At("others"), "--shares", "3", "--threshold", "2", "--passwords", passwords);
        var damaged = line.At("damaged.json");
        await File.WriteAllTextAsync(damaged, (await File.ReadAllTextAsync(Share(5))).Replace("\"index\":5", "\"index\":4", StringComparison.Ordinal));
        (code, _, error) = await line.Run("recovery", "open", "--mirror", Address, "--data", Data, "--passwords", passwords, "--share", Path.Combine(line.At("others"), "share-1.json"), "--share", damaged);
        Assert.Equal(2, code);
        Assert.Contains("share-1.json 是另一把恢复密钥的份额", error, StringComparison.Ordinal);
        Assert.Contains("damaged.json 已损坏", error, StringComparison.Ordinal);
        Assert.Contains("有效的份额 0 份", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Data, HealingFile.File)));
    }

    [Fact]
    public async Task A_mirror_that_gives_another_chain_or_too_little_is_named_and_nothing_is_written()
    {
        var request = JsonSerializer.Deserialize<HealingRequest>(await File.ReadAllBytesAsync(Path.Combine(Data, HealingRequest.File)), WireJson.Options)!;
        await Ask(request with { Digest = SafeSegment.Digest("another"u8) });
        Assert.Contains("接不上", (await Open(1, 2, 3)).Error, StringComparison.Ordinal);
        await Ask(request with { Number = 9 });
        Assert.Contains("镜像缺段，或者备份恢复以后又被写入过", (await Open(1, 2, 3)).Error, StringComparison.Ordinal);
        await Ask(request);
        segments[2][100] ^= 1;
        Assert.Contains("第 3 段签名不是", (await Open(1, 2, 3)).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Data, HealingFile.File)));
        File.Delete(Path.Combine(Data, HealingRequest.File));
        Assert.Contains("请先启动所恢复的平台", (await Open(1, 2, 3)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_not_made_over_another_nor_with_short_passwords_or_impossible_numbers()
    {
        Assert.Contains("不是空目录", (await line.Run("recovery", "key", line.At("shares"), "--passwords", passwords)).Error, StringComparison.Ordinal);
        Assert.Contains("不足 8 个字符", (await line.Run("recovery", "key", line.At("new"), "--shares", "1", "--threshold", "1", "--passwords", line.Write("short", "短\n"))).Error, StringComparison.Ordinal);
        Assert.Contains("份额数应为", (await line.Run("recovery", "key", line.At("new2"), "--shares", "2", "--threshold", "3", "--passwords", passwords)).Error, StringComparison.Ordinal);
        Assert.Contains("2 个不同的保管单位", (await line.Run("recovery", "key", line.At("new3"), "--shares", "2", "--threshold", "2", "--holder", "甲", "--passwords", passwords)).Error, StringComparison.Ordinal);
    }

    private string Address => mirror.Urls.Single();

    private string Share(int index) => Path.Combine(line.At("shares"), $"share-{index}.json");

    private IEnumerable<string> Shares(params int[] indices) => indices.SelectMany(i => new[] { "--share", Share(i) });

    private Task<(int Code, string Output, string Error)> Open(params int[] indices) => line.Run(
        ["recovery", "open", "--mirror", Address, "--data", Data, "--passwords", line.Write("given", string.Join('\n', indices.Select(i => $"口令-{i}-足够长")) + "\n"), .. Shares(indices)]);

    private Task Ask(HealingRequest request) => File.WriteAllBytesAsync(Path.Combine(Data, HealingRequest.File), JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Options));
}
