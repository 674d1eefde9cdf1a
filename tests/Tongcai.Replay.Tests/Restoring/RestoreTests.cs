using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Replay.Tests.Restoring;

/// <summary>由备份恢复：the trading platform is lost when all bids are sealed, restored from a copy taken before the first, and healed; every bid opens at its time.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task Bids_sealed_since_the_backup_are_all_there_and_open_at_their_time()
    {
        await using var run = await ReplayRun.Play(2, TimeSpan.FromMinutes(4), restore: true);
        RestoreChecks.Check(run, least: 6);
    }
}

/// <summary>Two hundred bids: a drill.</summary>
public sealed class RestoreDrill
{
    private const int Auctions = 45;

    [Fact(Explicit = true)]
    [Trait("drill", "restore")]
    public async Task Two_hundred_bids_sealed_since_the_backup_are_all_there_and_open_at_their_time()
    {
        await using var run = await ReplayRun.Play(Auctions, TimeSpan.FromMinutes(40), restore: true);
        var bids = RestoreChecks.Check(run, least: 200);
        var restored = run.Report.Restored!;
        Directory.CreateDirectory(Repository.File("docs", "drills"));
        await File.WriteAllTextAsync(
            Repository.File("docs", "drills", "restore.md"),
            string.Create(CultureInfo.InvariantCulture, $"""
            # 恢复演练

            {Auctions} 个项目同日投标。第一份投标之前复制交易平台的数据目录；全部投标收讫、安全副本被镜像取走后 `kill -9`，以副本取代数据目录重新启动：平台拒绝办理。三名份额保管人打开公共服务平台
            镜像中的安全副本，平台补齐，途中再断电 {restored.Cuts} 次。随后按时开标、评审、定标。结果由 `./tongcai drill restore` 写成。

            The result of `./tongcai drill restore`: the trading platform is lost after the bids, put back as it was before the first of them, and healed from a mirror.

            - 备份以后收讫、恢复后逐字节相同的投标：{bids} 份；密文块也逐字节相同。
            - 恢复前的写入：HTTP {restored.Refused}；平台说明：{restored.Said}。
            - 账本：丢失前 {restored.SizeBefore} 条，恢复后 {restored.SizeAfter} 条；见证方、镜像和跟随平台没有一处告警。
            - 取回并打开安全副本 {restored.OpenSeconds:0.0} 秒，启动并补齐 {restored.HealSeconds:0.0} 秒。
            - {restored.Opened}
            - {run.Report.Summary}

            """),
            CancellationToken.None);
    }
}

/// <summary>What holds of a play with a restore.</summary>
internal static class RestoreChecks
{
    private const string Bids = "select id, procurement_id, lot_id, pseudonym, envelope, supersedes, withdrawal, received_at, version from bid order by id";

    /// <summary>The play ended as it must, and the bids are byte for byte what they were before the loss.</summary>
    /// <returns>How many.</returns>
    public static int Check(ReplayRun run, int least)
    {
        Assert.True(run.ExitCode == 0, run.Said);
        var restored = run.Report.Restored!;
        Assert.Equal(503, restored.Refused);
        Assert.Contains("旧备份", restored.Said, StringComparison.Ordinal);
        Assert.True(restored.SizeAfter >= restored.SizeBefore, $"{restored.SizeBefore} → {restored.SizeAfter}");
        Assert.All(run.Report.Endings, e => Assert.True(e.Agrees && e.Winner.Length > 0, e.Detail));
        Assert.All(run.Report.Ledgers, l => Assert.Empty(l.Findings));
        Assert.Equal(0, KillFacts.Parked(run.Data));

        var (lost, healed, before) = (Rows(run.Data, "trading.lost", Bids), Rows(run.Data, "trading", Bids), Rows(run.Data, "trading.yesterday", Bids));
        Assert.Empty(before);
        Assert.Equal(lost, healed);
        Assert.True(lost.Count >= least, $"{lost.Count} bids");
        Assert.Equal(Chunks(run.Data, "trading.lost"), Chunks(run.Data, "trading"));
        Assert.NotEmpty(Chunks(run.Data, "trading"));

        Assert.Single(Rows(run.Data, "trading", "select kind from ledger_fact where kind = 'restore.performed'"));
        foreach (var platform in new[] { "hub", "supervision" })
        {
            Assert.Empty(Rows(run.Data, platform, "select id from follow_position where alarm <> ''"));
            Assert.Empty(Rows(run.Data, platform, "select kind from ledger_fact where kind = 'ledger.forked'"));
        }

        return lost.Count;
    }

    private static List<string> Rows(string data, string platform, string sql) => PlatformDatabase.Query(
        data, platform, sql,
        r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(i => r.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(r.GetValue(i), CultureInfo.InvariantCulture))));

    private static List<string> Chunks(string data, string platform)
    {
        var folder = Path.Combine(data, platform, "chunks");
        return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => $"{Path.GetRelativePath(folder, f)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}").Order(StringComparer.Ordinal)];
    }
}
