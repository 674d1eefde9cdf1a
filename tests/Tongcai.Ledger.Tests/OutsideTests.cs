using System.Security.Cryptography;
using static Tongcai.Tests.OutsideCheckers;

namespace Tongcai.Ledger.Tests;

/// <summary>
/// A ledger written here, judged by other people's code (tests/outside): accepted as it is, refused with any byte flipped, a witness
/// missing, its history forked or rolled back. Each program starts once and judges all of it.
/// </summary>
public sealed class OutsideTests(OutsideTests.ModelLedger model) : IClassFixture<OutsideTests.ModelLedger>
{
    private const int Size = 70_100;
    private const int Seen = 70_000;
    private const int FlipsPerKind = 200;

    [Fact]
    public async Task Sigstore_accepts_the_ledger_and_refuses_every_change()
    {
        Assert.Equal(model.Kinds * FlipsPerKind, model.Checks.Count(check => check.Change is not null));
        await OutsideCheckers.Sigstore(Fixtures.LogSigner.Key.ToString(), model.Witnesses.Select(witness => witness.Key.ToString()), model.Checks);
    }

    [Fact]
    public Task Sumdb_of_the_go_project_accepts_the_ledger_and_refuses_every_change() =>
        OutsideCheckers.SumDb(Fixtures.LogSigner.Key.ToString(), model.Witnesses.Select(witness => witness.Key.ToString()), model.Checks, model.Scratch.Path);

    /// <summary>The ledger of 70,100 entries with two witnesses, a fork of it by everybody who can sign, and the questions.</summary>
    public sealed class ModelLedger : IDisposable
    {
        // Fixed, so that a failure names a position that fails again.
        private readonly Random chance = new(20261121);
        private readonly byte[] checkpoint;

        internal Scratch Scratch { get; } = new();

        internal NoteSigner[] Witnesses { get; } = [.. new[] { "hub", "sup" }.Select(name => NoteSigner.Cosignature($"{name}.tongcai.example/witness", Fixtures.VectorKey(name + "SeedHex"), new StillClock(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000))))];

        internal List<Check> Checks { get; } = [];

        internal int Kinds { get; private set; }

        private string Ledger => Scratch.File("ledger");

        private string Fork => Scratch.File("fork");

        public ModelLedger()
        {
            var entries = Fixtures.Entries(0, Size);
            checkpoint = Write(Ledger, entries);
            entries[100] = SHA256.HashData("forged"u8);
            Write(Fork, entries);

            Checks.Add(new Check("whole ledger", "all", Ledger, true));
            Checks.Add(new Check("growth", "extends", Ledger, true, Seen: Ledger + "/seen"));
            Checks.Add(new Check("fork", "extends", Fork, false, Seen: Ledger + "/seen"));
            Checks.Add(new Check("fork is sound in itself", "entry", Fork, true, Index: 100));
            Checks.Add(new Check("rollback", "extends", Ledger, false, Checkpoint: Ledger + "/seen", Seen: Ledger + "/checkpoint"));
            Checks.Add(new Check("rollback is sound in itself", "entry", Ledger, true, Index: 1, Checkpoint: Ledger + "/seen"));
            var note = SignedNote.Parse(checkpoint);
            foreach (var signature in note.Signatures.Where(signature => Witnesses.Any(witness => witness.Key.Claims(signature))))
            {
                var file = Scratch.File("without-" + signature.Name.Replace('/', '-'));
                File.WriteAllBytes(file, (note with { Signatures = [.. note.Signatures.Where(other => other != signature)] }).ToBytes());
                Checks.Add(new Check("missing " + signature.Name, "entry", Ledger, false, Checkpoint: file));
            }
            foreach (var index in new[] { 0, 255, 256, 65_535, 65_536, Size - 1 }) Checks.Add(new Check($"entry {index}", "entry", Ledger, true, index));

            FlipCheckpoint();
            foreach (var tile in new[] { new TilePath(0, 0, 256), new TilePath(0, 137, 256), new TilePath(0, 273, 212), new TilePath(1, 0, 256), new TilePath(1, 1, 17), new TilePath(2, 0, 1) }) FlipTile(tile);
            foreach (var bundle in new[] { new TilePath(TilePath.EntriesLevel, 0, 256), new TilePath(TilePath.EntriesLevel, 200, 256), new TilePath(TilePath.EntriesLevel, 273, 212) }) FlipBundle(bundle);
        }

        public void Dispose() => Scratch.Dispose();

        private byte[] Write(string directory, List<ReadOnlyMemory<byte>> entries)
        {
            using var store = TileStore.Open(directory);
            byte[] Sign(LedgerTree tree) => new Checkpoint(Fixtures.Origin, tree.Size, tree.Root).Sign([Fixtures.LogSigner, Fixtures.Sm2Signer, .. Witnesses]);
            var seen = store.Append(0, entries[..Seen]);
            File.WriteAllBytes(Path.Combine(directory, "seen"), Sign(seen));
            var tree = store.Append(Seen, entries[Seen..]);
            var note = Sign(tree);
            store.Publish(note);
            return note;
        }

        private void Flip(TilePath path, int offset, long index) => Flip(path.ToString(), offset, index, (byte)chance.Next(1, 256));

        private void Flip(string file, int offset, long index, byte mask) =>
            Checks.Add(new Check($"{Checks.Count}", "entry", Ledger, false, index, Change: new Change(file, offset, mask)));

        /// <summary>Any byte but those of the SM2 line, which these programs cannot read. The seven low bits: it remains text.</summary>
        private void FlipCheckpoint()
        {
            Kinds++;
            var sm2 = System.Text.Encoding.UTF8.GetBytes(SignedNote.Parse(checkpoint).Signatures.Single(Fixtures.Sm2Signer.Key.Claims).ToString());
            var start = checkpoint.AsSpan().IndexOf(sm2);
            for (var i = 0; i < FlipsPerKind; i++)
            {
                var offset = chance.Next(checkpoint.Length - sm2.Length);
                Flip("checkpoint", offset < start ? offset : offset + sm2.Length, index: 1, (byte)chance.Next(1, 128));
            }
        }

        /// <summary>A hash of a tile is flipped and an entry asked for whose proof goes over that hash.</summary>
        private void FlipTile(TilePath tile)
        {
            Kinds++;
            for (var i = 0; i < FlipsPerKind; i++)
            {
                var offset = chance.Next(tile.Width * NodeHash.Size);
                var hash = tile.Number * TilePath.FullWidth + offset / NodeHash.Size;
                var sibling = hash ^ 1;
                var hashes = (long)Size >> (8 * tile.Level);
                Flip(tile, offset, sibling < hashes ? sibling << (8 * tile.Level) : Size - 1);
            }
        }

        /// <summary>A byte of a bundle is flipped and the entry asked for that it belongs to.</summary>
        private void FlipBundle(TilePath bundle)
        {
            Kinds++;
            var ends = new List<int>();
            for (var i = 0; i < bundle.Width; i++) ends.Add((i == 0 ? 0 : ends[^1]) + 2 + Fixtures.Entry(bundle.Number * TilePath.FullWidth + i).Length);
            for (var i = 0; i < FlipsPerKind; i++)
            {
                var offset = chance.Next(ends[^1]);
                Flip(bundle, offset, bundle.Number * TilePath.FullWidth + ends.FindIndex(end => offset < end));
            }
        }
    }
}
