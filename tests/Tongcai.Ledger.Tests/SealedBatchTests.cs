using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Ledger.Tests;

public sealed class SealedBatchTests
{
    private static readonly byte[] Salt = Fixtures.Seed("salt");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(1024)]
    public void The_entry_has_the_same_length_whatever_it_seals(int events)
    {
        var batch = SealedBatch.Seal([.. Enumerable.Range(0, events).Select(i => SealedEvent.Of(Salt, BitConverter.GetBytes(i)))]);
        Assert.Matches("""^\{"v":1,"k":"sealed","root":"[A-Za-z0-9+/]{43}=","depth":10\}$""", Encoding.ASCII.GetString(batch.Leaf));
        for (var i = 0; i < events; i++)
            Assert.Equal(batch.Leaf, batch.PathOf(i).Leaf(SealedEvent.Of(Salt, BitConverter.GetBytes(i))));
    }

    [Fact]
    public void Two_batches_of_the_same_events_share_neither_root_nor_slots()
    {
        SealedEvent[] events = [.. Enumerable.Range(0, 20).Select(i => SealedEvent.Of(Salt, BitConverter.GetBytes(i)))];
        var (first, second) = (SealedBatch.Seal(events), SealedBatch.Seal(events));
        Assert.NotEqual(first.Root, second.Root);
        Assert.NotEqual(Slots(first), Slots(second));
        Assert.Equal(20, Slots(first).Distinct().Count());
        Assert.NotEqual(Slots(first).Order(), Slots(first));

        static List<int> Slots(SealedBatch batch) => [.. Enumerable.Range(0, 20).Select(i => batch.PathOf(i).Slot)];
    }

    [Fact]
    public void More_events_than_slots_are_refused() =>
        Assert.Throws<ArgumentException>(() => SealedBatch.Seal(new SealedEvent[5], depth: 2));

    [Fact]
    public void The_commitment_is_the_keyed_hash_of_the_inner_bytes() =>
        Assert.Equal(HMACSHA256.HashData(Salt, "inner"u8), SealedEvent.Of(Salt, "inner"u8).Commitment.ToArray());

    [Fact]
    public async Task A_reveal_is_accepted_for_what_was_sealed_and_for_nothing_else()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        var batch = SealedBatch.Seal([SealedEvent.Of(Salt, "a bid"u8), SealedEvent.Of(Salt, "another"u8)]);
        store.Append(0, [.. Fixtures.Entries(0, 5), batch.Leaf, .. Fixtures.Entries(6, 300)]);
        store.PublishBoth(store.TreeAt(300));
        var reader = LedgerReader.Sha256(scratch.Source);
        var inclusion = await reader.InclusionAsync(5, 300, TestContext.Current.CancellationToken);
        var made = new SealedProof(batch.PathOf(0), TlogProof.Make(inclusion, await reader.CheckpointAsync(TestContext.Current.CancellationToken)));
        var proof = SealedProof.Parse(made.ToBytes());
        Assert.Equal(made.ToBytes(), proof.ToBytes());

        Assert.True(proof.Reveal(Salt, "a bid"u8, Fixtures.LogPolicy).Accepted);
        Assert.True(SealedProof.Reveals(proof.Path, Salt, "a bid"u8, batch.Leaf));
        Assert.False(proof.Reveal(Salt, "another"u8, Fixtures.LogPolicy).Accepted);
        Assert.False(proof.Reveal(Fixtures.Seed("other salt"), "a bid"u8, Fixtures.LogPolicy).Accepted);
        Assert.False(proof.Reveal([], "a bid"u8, Fixtures.LogPolicy).Accepted);
        Assert.False((proof with { Path = proof.Path with { Slot = proof.Path.Slot ^ 1 } }).Reveal(Salt, "a bid"u8, Fixtures.LogPolicy).Accepted);
        Assert.False((proof with { Path = proof.Path with { Slot = 1024 } }).Reveal(Salt, "a bid"u8, Fixtures.LogPolicy).Accepted);
        Assert.False((proof with { Path = proof.Path with { Hashes = [] } }).Reveal(Salt, "a bid"u8, Fixtures.LogPolicy).Accepted);
        Assert.False((proof with { Outer = proof.Outer with { Index = 6 } }).Reveal(Salt, "a bid"u8, Fixtures.LogPolicy).Accepted);
    }
}
