using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Tongcai.Exchange.Recovery;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Ledgers;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.SafeCopies;

public sealed class SqliteSafeCopyTests() : SafeCopyTests(new SqliteEngine { Journaled = true });

public sealed class PostgresSafeCopyTests() : SafeCopyTests(new PostgresEngine { Journaled = true });

/// <summary>The journal, its segments, and doing them again on an empty or an older database.</summary>
public abstract class SafeCopyTests(Engine engine) : OnEngine(engine)
{
    /// <summary>What every table holds that the safe copy carries, but for numbers that the database gives.</summary>
    private static readonly string[] Tables =
    [
        "select * from specimen order by id", "select * from scratch order by id", "select stream, scope, seq, last_leaf from ledger_stream order by stream, scope",
        "select fact_id, commit_id, kind, fact_class, stream, scope, seq, at, by_org, party, leaf, body, body_sha256, salt, commitment, leaf_index, slot, inner_path from ledger_fact order by fact_id",
        "select table_name, row_id, row_version, commit_id, salt, digest from row_digest order by table_name, row_id, row_version", "select * from sealed_batch order by leaf_index", "select audience, fact_id, cursor from ledger_release order by audience, fact_id",
        "select size, frontier, frontier_sm3 from ledger_state", "select * from request_outcome order by account, request_key",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-safe-").FullName;

    private OwnLedger Ledger(int bytes = 65_536, params IEnumerable<SafeFolder> folders) => new(Store, Engine.System, safe: RecoveryKeys.Settings(bytes), folders: folders);

    [Fact]
    public async Task Everything_that_was_written_stands_again_in_an_empty_database_byte_for_byte()
    {
        using var ledger = Ledger();
        var kept = new List<byte[]>();
        await using var empty = Empty();
        await using (await empty.Open()) { }
        for (var round = 0; round < 4; round++)
        {
            await Some(round);
            await ledger.Sequencer.TickOnce();
            await ledger.Pull(kept);
            await ledger.Sequencer.RunOnce();
        }

        await ledger.Sequencer.TickOnce();
        await ledger.Pull(kept);
        await ledger.Sequencer.RunOnce();
        await using var healed = await empty.Open();
        await Heal(healed, ledger, new(OwnLedger.Origin, ledger.Keys.VerifierKey, "", 0, SafeSegment.None, 0), kept);

        Assert.Equal(await Dump(Store), await Dump(healed));
        Assert.Empty(await new Reconciler(healed, empty.Setup()).Run());
        Assert.True((await Dump(healed)).Count > 60);
    }

    [Fact]
    public async Task A_backup_taken_while_records_were_waiting_is_healed_without_doing_them_twice()
    {
        var kept = new List<byte[]>();
        Engine backup;
        HealingRequest request;
        string keys;
        using (var first = Ledger())
        {
            await Some(0);
            await first.Sequencer.TickOnce();
            await first.Pull(kept);
            await Some(1);
            // What waits in the journal now is in the backup, and in a segment that comes after it.
            request = await Request(first);
            keys = Path.Combine(folder, "keys");
            Directory.Move(first.KeyDirectory, keys);
            await Store.DisposeAsync();
            backup = await Engine.Copy();
            await Reopen();
        }

        await using var old = backup;
        Engine.System.Now += TimeSpan.FromMinutes(1);
        using var ledger = new OwnLedger(Store, Engine.System, keys, safe: RecoveryKeys.Settings(65_536));
        for (var round = 2; round < 5; round++)
        {
            await Some(round);
            await ledger.Sequencer.TickOnce();
            await ledger.Pull(kept);
            await ledger.Sequencer.RunOnce();
        }

        await using var healed = await old.Open();
        // Interrupted in the middle, then begun anew: the same end.
        var newer = kept.Skip((int)request.Number).ToList();
        await Assert.ThrowsAsync<InvalidDataException>(() => Heal(healed, ledger, request, newer.Take(1)));
        await Heal(healed, ledger, request, newer);
        await Heal(healed, ledger, request, newer);
        Assert.Equal(await Dump(Store), await Dump(healed));
        Assert.Equal(0, await healed.Read(c => c.ExecuteScalarAsync<long>("select count(*) from commit_journal")));

        // It goes on where the segments end, with a chain that the mirror accepts.
        Engine.System.Now += TimeSpan.FromMinutes(1);
        using var after = new OwnLedger(healed, Engine.System, keys, safe: RecoveryKeys.Settings(65_536));
        await after.Publisher.CatchUp(sign: true);
        Assert.Equal((await LedgerSize(Store)).Root, after.Publisher.Published!.Root);
        await healed.Execute(Commit.Empty.Record(new SpecimenShown("neu", "x"), "org"));
        await after.Sequencer.TickOnce();
        await after.Pull(kept);
        using var key = RecoveryKeys.Restore();
        RecoveryKeys.Open(new(OwnLedger.Origin, after.Keys.VerifierKey, "", 0, SafeSegment.None, 0), kept);
        await after.Sequencer.RunOnce();
        await after.Checked();
    }

    [Fact]
    public async Task A_database_that_is_not_the_one_that_was_copied_is_refused_and_stays_as_it_was()
    {
        using var ledger = Ledger();
        var kept = new List<byte[]>();
        await Some(0);
        await ledger.Sequencer.TickOnce();
        await ledger.Pull(kept);
        await ledger.Sequencer.RunOnce();
        await using var other = Empty();
        await using var store = await other.Open();
        await store.Execute(Commit.Empty.Record(new SpecimenShown("s0", "fremd"), "org"));
        var before = await Dump(store);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Heal(store, ledger, new(OwnLedger.Origin, ledger.Keys.VerifierKey, "", 0, SafeSegment.None, 0), kept));
        Assert.Matches("接不上|不是安全副本", refused.Message);
        Assert.Equal(before, await Dump(store));

        // A healing file for another backup.
        var late = new HealingRequest(OwnLedger.Origin, ledger.Keys.VerifierKey, "", 1, SafeSegment.Digest(kept[0]), 0);
        await ledger.Sequencer.TickOnce();
        await ledger.Pull(kept);
        await ledger.Sequencer.RunOnce();
        Assert.Contains("另一份备份", (await Assert.ThrowsAsync<InvalidDataException>(() => Heal(store, ledger, late, kept.Skip(1)))).Message, StringComparison.Ordinal);
        Assert.Equal(before, await Dump(store));
    }

    [Fact]
    public async Task No_root_is_published_before_a_mirror_has_what_restores_it_and_the_operator_sees_why()
    {
        using var ledger = Ledger();
        await Done(Commit.Empty.Record(new SpecimenShown("a", "1"), "org"));
        await ledger.Sequencer.TickOnce();
        await ledger.Sequencer.RunOnce();
        Assert.Null(ledger.Publisher.Published);
        Assert.Equal("", await ledger.Safe!.Problem());
        Engine.System.Now += TimeSpan.FromSeconds(31);
        Assert.Contains("没有被镜像取走", await ledger.Safe.Problem(), StringComparison.Ordinal);
        Assert.Null(await ledger.Safe.CoveredUntil());

        // Bidding goes on meanwhile.
        await Done(Commit.Empty.Record(new SpecimenSealed("p", "密"), "甲"));
        var kept = await ledger.Pull([]);
        await ledger.Sequencer.RunOnce();
        Assert.Equal(2, ledger.Publisher.Published!.Size);
        Assert.Equal("", await ledger.Safe.Problem());
        Assert.NotNull(await ledger.Safe.CoveredUntil());
        var head = SafeSegment.Check(kept[^1], NoteKey.Parse(ledger.Keys.VerifierKey), out _)!;
        Assert.Equal((ledger.Publisher.Published.Size, ledger.Publisher.Published.Root), (head.Size, head.Root));
        await ledger.Checked();
    }

    [Fact]
    public async Task A_mirror_that_keeps_another_history_acknowledges_nothing()
    {
        using var ledger = Ledger();
        await Done(Commit.Empty.Record(new SpecimenShown("a", "1"), "org"));
        await ledger.Sequencer.TickOnce();
        await ledger.Sequencer.TickOnce();
        var foreign = Convert.ToHexStringLower(SafeSegment.Digest("another history"u8));
        Assert.True((await ledger.Safe!.Segment(2, RecoveryKeys.Mirror, foreign)).Diverged);
        Assert.True((await ledger.Safe.Segment(3, RecoveryKeys.Mirror, foreign)).Diverged);
        Assert.True((await ledger.Safe.Segment(9, RecoveryKeys.Mirror, foreign)).Diverged);
        await ledger.Sequencer.RunOnce();
        Assert.Null(ledger.Publisher.Published);
        await ledger.Pull([]);
        await ledger.Sequencer.RunOnce();
        Assert.NotNull(ledger.Publisher.Published);
    }

    [Fact]
    public async Task One_more_sealed_fact_changes_nothing_that_a_mirror_sees()
    {
        await using var other = Empty();
        await using var store = await other.Open();
        using var quiet = Ledger();
        using var busy = new OwnLedger(store, Engine.System, safe: RecoveryKeys.Settings(65_536));
        var seen = new List<List<string>>();
        foreach (var (ledger, its, bids) in new[] { (quiet, Store, 0), (busy, store, 1) })
        {
            var (kept, view) = (new List<byte[]>(), new List<string>());
            for (var tick = 0; tick < 6; tick++)
            {
                await its.Execute(Commit.Empty.Record(new SpecimenShown("s", $"{tick}"), "org"));
                if (tick == 2)
                {
                    for (var n = 0; n < bids; n++)
                        await its.Execute(Commit.Empty.Insert(Specimen.Named("投标") with { Content = new byte[900] }).Record(new SpecimenSealed("p", "密"), "甲"), new CommitOrigin("k", "a", "d") { Respond = _ => new(201, "t", new byte[500]) });
                }

                await ledger.Sequencer.TickOnce();
                var before = kept.Count;
                await ledger.Pull(kept);
                await ledger.Sequencer.RunOnce();
                var head = SafeSegment.Check(kept[^1], NoteKey.Parse(ledger.Keys.VerifierKey), out _)!;
                view.Add($"{kept.Count - before} {string.Join(' ', kept.Skip(before).Select(s => s.Length))} {head.Number} {head.Size} {ledger.Publisher.Published!.Size}");
            }

            seen.Add([.. view, .. ledger.Sizes()]);
        }

        Assert.Equal(seen[0], seen[1]);
    }

    [Fact]
    public async Task What_does_not_fit_goes_on_in_the_next_segments_one_a_tick()
    {
        using var ledger = Ledger(8192);
        var kept = new List<byte[]>();
        await Done(Commit.Empty.Insert(Specimen.Named("大") with { Content = Noise(30_000) }).Record(new SpecimenShown("s", "大"), "org"));
        var counts = new List<(int Segments, long Published)>();
        for (var tick = 0; tick < 8; tick++)
        {
            await ledger.Sequencer.TickOnce();
            await ledger.Pull(kept);
            await ledger.Sequencer.RunOnce();
            counts.Add((kept.Count, ledger.Publisher.Published?.Size ?? 0));
        }

        Assert.Equal(Enumerable.Range(1, 8), counts.Select(c => c.Segments));
        Assert.All(kept, s => Assert.Equal(8192, s.Length));
        // One and the same segment brings the end of the large commit and the root that goes with it.
        Assert.Equal([0, 0, 0, 0], counts.Take(4).Select(c => c.Published).Where((_, i) => i < 3).Append(0));
        Assert.True(counts[^1].Published > 0);
        await using var empty = Empty();
        await using var healed = await empty.Open();
        await Heal(healed, ledger, new(OwnLedger.Origin, ledger.Keys.VerifierKey, "", 0, SafeSegment.None, 0), kept);
        Assert.Equal(30_000, (await healed.Read(c => c.QuerySingleAsync<byte[]>("select content from specimen"))).Length);
    }

    [Fact]
    public async Task A_batch_whose_end_was_lost_is_left_out_and_the_chain_goes_on_behind_what_the_mirror_has()
    {
        var kept = new List<byte[]>();
        var keys = Path.Combine(folder, "keys");
        using (var first = new OwnLedger(Store, Engine.System, keys, safe: RecoveryKeys.Settings(8192)))
        {
            await Some(0);
            for (var tick = 0; tick < 4; tick++)
            {
                await first.Sequencer.TickOnce();
                await first.Pull(kept);
                await first.Sequencer.RunOnce();
            }

            await Done(Commit.Empty.Insert(Specimen.Named("大") with { Content = Noise(30_000) }).Record(new SpecimenShown("s", "大"), "org"));
            await first.Sequencer.TickOnce();
            await first.Pull(kept);
            await first.Sequencer.RunOnce();
        }

        await using var empty = Empty();
        await using var healed = await empty.Open();
        using (var lost = new OwnLedger(Store, Engine.System, keys, safe: RecoveryKeys.Settings(8192)))
        {
            await lost.Publisher.CatchUp(sign: false);
            await Heal(healed, lost, new(OwnLedger.Origin, lost.Keys.VerifierKey, "", 0, SafeSegment.None, 0), kept);
        }

        Assert.Equal(0, await healed.Read(c => c.ExecuteScalarAsync<long>("select count(*) from specimen where name = '大'")));
        Engine.System.Now += TimeSpan.FromMinutes(1);
        using var after = new OwnLedger(healed, Engine.System, keys, safe: RecoveryKeys.Settings(8192));
        await after.Publisher.CatchUp(sign: true);
        await healed.Execute(Commit.Empty.Record(new SpecimenShown("neu", "x"), "org"));
        var before = kept.Count;
        await after.Sequencer.TickOnce();
        await after.Pull(kept);
        Assert.Equal(before + 1, kept.Count);
        var chain = RecoveryKeys.Open(new(OwnLedger.Origin, after.Keys.VerifierKey, "", 0, SafeSegment.None, 0), kept);
        Assert.Equal(kept.Count + 1, chain.Next);
    }

    [Fact]
    public async Task Files_go_along_in_the_room_that_is_left_and_are_put_back()
    {
        var (from, to) = (new SafeFolder("chunks", Path.Combine(folder, "from")), new SafeFolder("chunks", Path.Combine(folder, "to")));
        Directory.CreateDirectory(Path.Combine(from.Directory, "p"));
        var (one, two) = (Noise(20_000), Noise(3_000));
        await File.WriteAllBytesAsync(Path.Combine(from.Directory, "p", "one"), one);
        await File.WriteAllBytesAsync(Path.Combine(from.Directory, "p", "two"), two);
        using var ledger = Ledger(8192, from);
        await Done(Commit.Empty.Record(new SpecimenSealed("p", "密"), "甲").With("chunks", "p/one", one.Length).With("chunks", "p/lost", 5).With("chunks", "p/two", two.Length));
        var kept = new List<byte[]>();
        for (var tick = 0; tick < 6; tick++)
        {
            await ledger.Sequencer.TickOnce();
            await ledger.Pull(kept);
            await ledger.Sequencer.RunOnce();
        }

        Assert.Equal(6, kept.Count);
        Assert.True(ledger.Publisher.Published!.Size >= 5, "files hold up no publishing");
        await using var empty = Empty();
        await using var healed = await empty.Open();
        await Heal(healed, ledger, new(OwnLedger.Origin, ledger.Keys.VerifierKey, "", 0, SafeSegment.None, 0), kept, to);
        Assert.Equal(one, await File.ReadAllBytesAsync(Path.Combine(to.Directory, "p", "one")));
        Assert.Equal(two, await File.ReadAllBytesAsync(Path.Combine(to.Directory, "p", "two")));
        Assert.Equal(2, Directory.GetFiles(to.Directory, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Two_hundred_commits_at_once_are_done_again_in_an_order_that_fits()
    {
        using var ledger = Ledger(65_536);
        var row = await Inserted(Specimen.Named("共用"));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            while (true)
            {
                var seen = await Find(row.Id);
                var result = n % 4 == 0
                    ? await Store.Execute(Commit.Empty.Update(seen with { AmountFen = seen.AmountFen + 1 }).Record(new SpecimenShown("共用", $"{n}"), "org"))
                    : await Store.Execute(Commit.Empty.Insert(Specimen.Named($"{n}")).Record(new SpecimenSealed($"p{n % 3}", $"{n}"), $"甲{n % 5}"));
                if (result is Committed) return;
            }
        }));
        var kept = new List<byte[]>();
        for (var tick = 0; tick < 16; tick++)
        {
            await ledger.Sequencer.TickOnce();
            await ledger.Pull(kept);
            await ledger.Sequencer.RunOnce();
        }

        await using var empty = Empty();
        await using var healed = await empty.Open();
        await Heal(healed, ledger, new(OwnLedger.Origin, ledger.Keys.VerifierKey, "", 0, SafeSegment.None, 0), kept);
        Assert.Equal(50, (await healed.Read(c => c.QuerySingleAsync<Specimen>("select * from specimen where id = @Id", new { row.Id }))).AmountFen);
        Assert.Equal(await Dump(Store), await Dump(healed));
    }

    private Engine Empty() => Engine is SqliteEngine ? new SqliteEngine { Journaled = true } : new PostgresEngine { Journaled = true };

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Commits of every sort: rows new, changed and deleted, public and private facts, releases, a kept answer, one that is refused.</summary>
    private async Task Some(int round)
    {
        var row = await Inserted(Specimen.Named($"{round}") with { Urgent = true, Rank = 3, Content = [1, 2, 3], Tags = new(["甲"]), OpenedAt = Engine.Start, DueOn = new DateOnly(2026, 3, 4) });
        await Done(Commit.Empty.Update(row with { Note = null, Pieces = 4, Rank = null }).Record(new SpecimenShown($"s{round % 2}", "改")));
        Assert.IsType<Stale>(await Store.Execute(Commit.Empty.Update(row with { Pieces = 9 }).Record(new SpecimenShown("s0", "迟"))));
        var scratch = new Scratch { Id = $"scratch{round}", Text = "临时" };
        await Done(Commit.Empty.Insert(scratch).Insert(new Scratch { Id = $"kept{round}", Text = "留" }));
        await Done(Commit.Empty.Delete(scratch with { Version = 1 }));
        var secret = await Done(
            Commit.Empty.Record(new SpecimenSealed("p", $"密{round}"), "甲").Record(new SpecimenNoted("p", "登记"), "org"),
            new CommitOrigin($"key{round}", CommitOrigin.Kept + "bid/甲", "digest") { Respond = facts => new(201, "application/json", Encoding.UTF8.GetBytes(facts[0].Id), "/x") });
        await Done(Commit.Empty.Release(secret.Facts[0].Id, ReleaseMoment.AfterOpening).Record(new SpecimenShown("p", "开启")));
    }

    private async Task<HealingRequest> Request(OwnLedger ledger)
    {
        var (number, digest) = await Store.Read(c => c.QuerySingleAsync<(long, byte[])>("select number, digest from safe_chain"));
        return new(OwnLedger.Origin, ledger.Keys.VerifierKey, "", number, digest, 0);
    }

    /// <summary>Opens segments with the shares, writes the healing file, applies it.</summary>
    private async Task Heal(IStore store, OwnLedger ledger, HealingRequest request, IEnumerable<byte[]> segments, params IEnumerable<SafeFolder> folders)
    {
        var chain = RecoveryKeys.Open(request, segments);
        HealingFile.Write(folder, chain.Head(RecoveryKeys.Mirror, ["乙", "丙", "戊"], ledger.Publisher.Served!), chain.Steps);
        Assert.False(OwnerOnlyFiles.IsOpenToOthers(Path.Combine(folder, HealingFile.File)));
        var options = new PlatformOptions { DataDirectory = folder, Origin = OwnLedger.Origin };
        Assert.NotNull(await new Healing(store, options, ledger.Keys, folders, NullLogger<Healing>.Instance).Run());
    }

    private static Task<List<string>> Dump(IStore store) => store.Read(async c =>
    {
        var lines = new List<string>();
        foreach (var sql in Tables)
        {
            await using var reader = await c.ExecuteReaderAsync(sql);
            while (await reader.ReadAsync())
                lines.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetName(i) + "=" + (reader.IsDBNull(i) ? "∅" : reader.GetValue(i) is byte[] b ? Convert.ToHexString(b) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)))));
        }

        return lines;
    });

    private static Task<LedgerTree> LedgerSize(IStore store) => store.Read(async c => await LedgerState.Peek(c) is { } state ? new LedgerTree(state.Size, state.Sha256.Root(), state.Sm3.Root()) : throw new InvalidOperationException("no state"));
}
