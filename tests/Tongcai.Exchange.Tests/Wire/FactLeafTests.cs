using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Tests.Wire;

public sealed class FactLeafTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 2, 3, 45, TimeSpan.Zero);

    private static FactLeaf Leaf(string stream = "流", string? prev = null, string by = "91410000", long seq = 1) =>
        new("notice.published", 1, "id", stream, seq, At, by, BodyDigest.Of("{}"u8), prev, null);

    [Fact]
    public void The_bytes_are_canonical_JSON_of_the_members_whatever_the_texts_hold() => Prop.ForAll(
        ArbMap.Default.ArbFor<Tuple<NonNull<string>, string, NonNull<string>, NonNegativeInt>>().Filter(t => Sound(t.Item1.Get) && Sound(t.Item2) && Sound(t.Item3.Get) && t.Item1.Get.Length + t.Item3.Get.Length + (t.Item2?.Length ?? 0) < 200),
        t =>
        {
            var leaf = Leaf(t.Item1.Get, t.Item2, t.Item3.Get, t.Item4.Get);
            var bytes = leaf.Write();
            var expected = new JsonObject
            {
                ["v"] = 1, ["k"] = leaf.Kind, ["kv"] = leaf.KindVersion, ["id"] = leaf.Id, ["agg"] = leaf.Stream, ["seq"] = leaf.Seq, ["at"] = WireJson.Instant(leaf.At), ["by"] = leaf.By,
                ["body"] = new JsonObject { ["sm3"] = leaf.Body.Sm3, ["sha256"] = leaf.Body.Sha256, ["len"] = leaf.Body.Len }, ["prev"] = leaf.Prev, ["rows"] = leaf.Rows,
            };
            return bytes.AsSpan().SequenceEqual(CanonicalJson.Write(expected)) && FactLeaf.Read(bytes) == leaf;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_but_its_own_bytes_reads_as_a_leaf()
    {
        var text = Encoding.UTF8.GetString(Leaf().Write());
        Assert.NotNull(FactLeaf.Read(Encoding.UTF8.GetBytes(text)));
        foreach (var other in new[]
        {
            "", "{}", "[]", "null", "\0\u0001", text + " ", " " + text, text.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal), text.Replace("\"seq\":1", "\"seq\":1.0", StringComparison.Ordinal), text.Replace("流", "\\u6d41", StringComparison.Ordinal),
            text.Replace(",\"v\":1", ",\"v\":1,\"w\":1", StringComparison.Ordinal), text.Replace("{\"agg\"", "{\"agg\":\"x\",\"agg\"", StringComparison.Ordinal), text.Replace("045Z", "045", StringComparison.Ordinal), text.Replace("null", "7", StringComparison.Ordinal),
        })
        {
            Assert.Null(FactLeaf.Read(Encoding.UTF8.GetBytes(other)));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_not_replaced() => Assert.Throws<FormatException>(() => Leaf("\ud800").Write());

    private static bool Sound(string? text) => text is null || text.EnumerateRunes().All(r => r != Rune.ReplacementChar);
}
