using FsCheck;
using FsCheck.Fluent;
using Tongcai.Exchange.Follow;

namespace Tongcai.Exchange.Tests.Follow;

public sealed class BodyRangeTests
{
    [Fact]
    public void What_was_written_is_read_and_gaps_stay_gaps() => Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), bodies =>
    {
        var there = bodies.Index().Where(b => b.Item is { Length: > 0 }).Select(b => (10L + b.Index, b.Item)).ToList();
        var read = BodyRange.Read(10, BodyRange.Write(10, 10 + bodies.Length, there))!;
        return read.Count == there.Count && there.TrueForAll(b => read[b.Item1].AsSpan().SequenceEqual(b.Item));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_answer_that_grows_too_long_ends_early_and_says_nothing_of_the_rest()
    {
        var half = new byte[BodyRange.MostBytes / 2];
        var read = BodyRange.Read(0, BodyRange.Write(0, 9, Enumerable.Range(0, 9).Select(n => ((long)n, half))))!;
        Assert.Equal([0L, 1L], read.Keys);
    }

    [Fact]
    public void Bytes_that_are_no_range_are_none()
    {
        var sound = BodyRange.Write(0, 2, [(0, [1, 2, 3]), (1, [4])]);
        Assert.NotNull(BodyRange.Read(0, sound));
        for (var cut = 1; cut < sound.Length; cut++)
        {
            // A cut between two bodies is a shorter answer, which is allowed.
            if (cut != 7) Assert.Null(BodyRange.Read(0, sound.AsSpan(0, cut)));
        }

        Assert.Null(BodyRange.Read(0, [0xff, 0xff, 0xff, 0xff, 1]));
    }
}
