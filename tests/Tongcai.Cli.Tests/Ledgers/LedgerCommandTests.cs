using System.Net;
using System.Text.Json;
using Tongcai.Cli.Ledgers;
using Tongcai.Ledger;
using static Tongcai.Tests.OutsideCheckers;

namespace Tongcai.Cli.Tests.Ledgers;

public sealed class LedgerCommandTests : IDisposable
{
    private const string Origin = "trial.example/ledger";

    private readonly CommandLine line = new();

    private static IEnumerable<string> Lines(int count, string mark = "") => Enumerable.Range(0, count).Select(n => $"第 {n} 行{mark}");

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task What_is_appended_is_verified_whole_by_directory_and_by_address()
    {
        var key = await line.Ledger("l", Origin, Lines(300));
        await line.Ledger("l", Origin, Lines(400, "再"));
        var (code, output, _) = await line.Run("verify", "ledger", line.At("l"), "--key", key);
        Assert.Equal(0, code);
        Assert.Contains("验证通过", output, StringComparison.Ordinal);
        Assert.Contains("700 条", output, StringComparison.Ordinal);
        Assert.Contains("SM3", output, StringComparison.Ordinal);

        await using var host = await StaticHost.Ledger(line.At("l"), "http://127.0.0.1:0", TestContext.Current.CancellationToken);
        (code, output, _) = await line.Run("verify", "ledger", host.Address.ToString(), "--key", key, "--json");
        Assert.Equal(0, code);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal((true, Origin, 700L), (report.GetProperty("verified").GetBoolean(), report.GetProperty("origin").GetString(), report.GetProperty("size").GetInt64()));

        using var http = new HttpClient();
        foreach (var path in new[] { ".lock", "../l.key", "%2e%2e/l.key", "tile/0/../../../l.key", "nothing" })
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(host.Address, path))).StatusCode);
    }

    [Fact]
    public async Task A_smaller_tile_than_any_that_is_kept_is_cut_from_the_wider_one()
    {
        await line.Ledger("l", Origin, Lines(10));
        var early = await File.ReadAllBytesAsync(line.At("l/tile/0/000.p/10"));
        var entries = await File.ReadAllBytesAsync(line.At("l/tile/entries/000.p/10"));
        for (var n = 0; n < 20; n++) await line.Ledger("l", Origin, Lines(1, $"{n}"));
        Assert.False(File.Exists(line.At("l/tile/0/000.p/10")));
        var files = new ServedFiles(line.At("l"));
        Assert.Equal(early, await files.ReadAsync("tile/0/000.p/10"));
        Assert.Equal(entries, await files.ReadAsync("tile/entries/000.p/10"));
        Assert.Null(await files.ReadAsync("tile/0/000.p/31"));
        Assert.Null(await files.ReadAsync("tile/0/001.p/1"));
        Assert.Null(await files.ReadAsync("../l.key"));
    }

    [Fact]
    public async Task Every_flipped_byte_of_every_file_is_found()
    {
        var key = await line.Ledger("l", Origin, Lines(700));
        var policy = TlogPolicy.LogOnly(NoteKey.Parse(key));
        var files = Directory.GetFiles(line.At("l"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(line.At("l"), f)).Where(f => f != ".lock").Order(StringComparer.Ordinal).ToList();
        var chance = new Random(20261121);
        var accepted = new List<string>();
        for (var n = 0; n < 400; n++)
        {
            var file = files[n % files.Count];
            var offset = chance.Next((int)new FileInfo(line.At("l/" + file)).Length);
            var report = await WholeLedger.Check(new Flipped(new ServedFiles(line.At("l")), file, offset, (byte)chance.Next(1, 256)), policy, null, default);
            if (report.Sound) accepted.Add($"{file} {offset}");
        }

        Assert.Empty(accepted);
        Assert.True((await WholeLedger.Check(new ServedFiles(line.At("l")), policy, null, default)).Sound);
        Assert.True(files.Count >= 10, string.Join(' ', files));
    }

    [Fact]
    public async Task A_proof_is_made_and_verified_offline_and_any_change_refutes_it()
    {
        var key = await line.Ledger("l", Origin, Lines(300));
        Assert.Equal(0, (await line.Run("ledger", "prove", line.At("l"), "257", "--out", line.At("proof"))).Code);
        var entry = line.Write("entry", "第 257 行\n");
        var (code, output, _) = await line.Run("verify", "proof", line.At("proof"), "--entry", entry, "--key", key);
        Assert.Equal(0, code);
        Assert.Contains("推算到根", output, StringComparison.Ordinal);
        Assert.Contains("Verified.", output, StringComparison.Ordinal);

        Assert.Equal(1, (await line.Run("verify", "proof", line.At("proof"), "--entry", line.Write("other", "第 258 行\n"), "--key", key)).Code);
        Assert.Equal(1, (await line.Run("verify", "proof", line.Write("junk", "你好"), "--entry", entry, "--key", key)).Code);
        var (_, other, _) = await line.Run("witness", line.At("w"), "--name", "w.example/w1", "--show-key");
        var policy = line.Write("policy", $"log {key}\nwitness w {other.Trim()}\nquorum w\n");
        (code, output, _) = await line.Run("verify", "proof", line.At("proof"), "--entry", entry, "--policy", policy, "--json");
        Assert.Equal(1, code);
        var steps = JsonDocument.Parse(output).RootElement.GetProperty("steps");
        Assert.Equal("见证签名", steps[steps.GetArrayLength() - 1].GetProperty("title").GetString());
        Assert.Equal(2, (await line.Run("ledger", "prove", line.At("l"), "300")).Code);
    }

    [Fact]
    public async Task What_cannot_be_checked_says_why_and_ends_with_2()
    {
        var key = await line.Ledger("l", Origin, Lines(3));
        foreach (var (args, words) in new (string[], string)[]
        {
            (["verify", "ledger", line.At("l")], "--key"),
            (["verify", "ledger", line.At("l"), "--key", "nonsense"], "公钥"),
            (["verify", "ledger", line.At("l"), "--key", key, "--policy", line.Write("p", $"log {key}\nquorum none\n")], "二者取一"),
            (["verify", "ledger", line.At("missing"), "--key", key], "既不是目录"),
            (["verify", "ledger", "http://127.0.0.1:9/", "--key", key], "checkpoint"),
            (["verify", "proof", line.At("missing"), "--entry", line.At("missing"), "--key", key], "打不开"),
            (["verify", "proof", line.At("p"), "--key", key], "--entry"),
            (["ledger", "serve", line.At("missing")], "不是账本目录"),
            (["ledger", "serve", line.At("l"), "--url", "nonsense"], "监听地址"),
            (["ledger", "append", line.At("fresh"), line.At("p")], "名称"),
            (["ledger", "append", line.At("l"), line.At("p"), "--origin", "other.example/ledger"], "属于"),
            (["ledger", "append", line.At("l"), line.Write("long", new string('长', 30_000))], "第 1 行"),
            (["witness", line.At("w")], "名称"),
            (["witness", line.At("w"), "--name", "a b"], "不能用"),
            (["witness", line.At("w"), "--name", "w.example/w1"], "--policy"),
        })
        {
            var (code, _, error) = await line.Run(args);
            Assert.True(code == 2, string.Join(' ', args));
            Assert.Contains(words, error, StringComparison.Ordinal);
        }

        var stranger = await line.Ledger("stranger", Origin, Lines(3));
        Assert.Equal(1, (await line.Run("verify", "ledger", line.At("l"), "--key", stranger)).Code);
    }

    [Fact]
    public async Task A_demo_ledger_is_refused_unless_asked_for()
    {
        var key = await line.Ledger("d", "demo.trade.example/ledger", Lines(3));
        var (code, output, _) = await line.Run("verify", "ledger", line.At("d"), "--key", key);
        Assert.Equal(1, code);
        Assert.Contains("演示账本", output, StringComparison.Ordinal);
        Assert.Equal(0, (await line.Run("verify", "ledger", line.At("d"), "--key", key, "--demo")).Code);
    }

    [Fact]
    public async Task A_fork_of_two_ledgers_with_one_key_is_proved()
    {
        var key = await line.Ledger("one", Origin, Lines(300), "shared.key");
        await line.Ledger("two", Origin, Lines(300).Append("多一行"), "shared.key");
        await line.Ledger("one", Origin, Lines(50, "甲"), "shared.key");
        var (one, two) = (await File.ReadAllBytesAsync(line.At("one/checkpoint")), await File.ReadAllBytesAsync(line.At("two/checkpoint")));
        var policy = TlogPolicy.LogOnly(NoteKey.Parse(key));
        var forked = Assert.IsType<ViewComparison.Forked>(await SplitView.CompareAsync(one, two, policy, new ServedFiles(line.At("one"))));
        Assert.IsType<ViewComparison.Undecided>(await SplitView.CompareAsync(one, two, policy, new ServedFiles(line.At("two"))));
        var fact = Exchange.Facts.LedgerForked.Of(Origin, "watch.example/ledger", forked.Evidence);
        var file = line.Write("fork.json", System.Text.Encoding.UTF8.GetString(Exchange.Wire.FactBody.Write(fact)));
        Assert.Equal(0, (await line.Run("verify", "fork", file, "--key", key)).Code);
        var same = fact with { First = fact.Second };
        Assert.Equal(1, (await line.Run("verify", "fork", line.Write("same.json", System.Text.Encoding.UTF8.GetString(Exchange.Wire.FactBody.Write(same))), "--key", key)).Code);
        Assert.Equal(1, (await line.Run("verify", "fork", line.Write("no.json", "{}"), "--key", key)).Code);
    }

    [Fact]
    public async Task A_witness_of_its_own_cosigns_remembers_and_refuses_a_fork()
    {
        var (_, shown, _) = await line.Run("witness", line.At("w"), "--name", "w.example/w1", "--show-key");
        var log = await line.Ledger("l", Origin, Lines(10), "shared.key");
        var logs = WitnessCommand.Logs(new FileInfo(line.Write("logs", $"# whom to witness\nlog {log}\n")));
        var (name, secret) = LedgerKeyFile.Open(new FileInfo(line.At("w/witness.key")), null);
        using var signing = secret;
        var cosigner = NoteSigner.Cosignature(name, secret, TimeProvider.System);
        Assert.Equal(shown.Trim(), cosigner.Key.ToString());
        var said = new List<int>();
        Task<StaticHost> Start() => StaticHost.Witness(new Witness(logs, WitnessState.InDirectory(line.At("w/state")), cosigner), cosigner.Key, "http://127.0.0.1:0", answer => said.Add(answer.Status), TestContext.Current.CancellationToken);

        string policy;
        await using (var host = await Start())
        {
            policy = Policy(host);
            await line.Ledger("l", Origin, Lines(5, "再"), "shared.key", policy);
            Assert.Equal(0, (await line.Run("verify", "ledger", line.At("l"), "--policy", policy)).Code);
            using var http = new HttpClient();
            Assert.Equal(15, Checkpoint.Parse(await http.GetByteArrayAsync(new Uri(host.Address, $"{WitnessState.FileName(Origin)}/checkpoint"))).Size);
        }

        await using (var host = await Start())
        {
            policy = Policy(host);
            await line.Ledger("fork", Origin, Lines(40, "另"), "shared.key", policy);
            Assert.Equal(1, (await line.Run("verify", "ledger", line.At("fork"), "--policy", policy)).Code);
            await line.Ledger("old", Origin, Lines(4), "shared.key", policy);
            await line.Ledger("stranger", "stranger.example/ledger", Lines(4), "stranger.key", policy);
        }

        Assert.Equal([200, 404, 409, 422], said.Distinct().Order());

        // A witness that cannot be reached is said, and the ledger is published all the same.
        Assert.Equal(15, Checkpoint.Parse(await File.ReadAllBytesAsync(line.At("l/checkpoint"))).Size);
        await line.Ledger("l", Origin, Lines(1), "shared.key", policy);
        Assert.Equal(16, Checkpoint.Parse(await File.ReadAllBytesAsync(line.At("l/checkpoint"))).Size);

        string Policy(StaticHost host) => line.Write("policy", $"log {log}\nwitness w {cosigner.Key} {host.Address}\nquorum w\n");
    }

    [Fact]
    public async Task Other_peoples_checkers_accept_it_and_refuse_every_change()
    {
        var key = await line.Ledger("l", Origin, Lines(700));
        await line.Ledger("fork", Origin, Lines(700, "另"), "l.key");
        File.Copy(line.At("l/checkpoint"), line.At("seen"));
        await line.Ledger("l", Origin, Lines(100, "再"));
        var checks = new List<Check>
        {
            new("whole", "all", line.At("l"), true),
            new("growth", "extends", line.At("l"), true, Seen: line.At("seen")),
            new("fork", "extends", line.At("fork"), false, Seen: line.At("seen")),
            new("fork alone", "entry", line.At("fork"), true, Index: 5),
        };
        var chance = new Random(20261121);
        foreach (var (file, index) in new[] { ("checkpoint", 1L), ("tile/0/000", 1), ("tile/0/003.p/32", 769), ("tile/1/000.p/3", 799), ("tile/entries/000", 0) })
        {
            var length = (int)new FileInfo(line.At("l/" + file)).Length;
            for (var n = 0; n < 40; n++)
            {
                // The hash that the asked entry's proof goes over, the checkpoint's text and signature, the entry itself with its length.
                var offset = file switch { "checkpoint" => chance.Next(length), "tile/0/000" => chance.Next(32), "tile/0/003.p/32" => chance.Next(32), "tile/1/000.p/3" => chance.Next(length), _ => chance.Next(2 + "第 0 行"u8.Length) };
                checks.Add(new($"{file} {n}", "entry", line.At("l"), false, index, Change: new(file, offset, (byte)chance.Next(1, file == "checkpoint" ? 128 : 256))));
            }
        }

        await OutsideCheckers.Sigstore(key, [], checks);
        await OutsideCheckers.SumDb(key, [], checks, line.Folder);
    }

    private sealed class Flipped(ITileSource files, string file, int offset, byte mask) : ITileSource
    {
        public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellation = default)
        {
            var bytes = await files.ReadAsync(path, cancellation);
            if (path == file && bytes is not null) bytes[offset] ^= mask;
            return bytes;
        }
    }
}
