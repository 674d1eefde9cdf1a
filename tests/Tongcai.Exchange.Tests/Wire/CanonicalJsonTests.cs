using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Tests.Wire;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Members_are_ordered_by_UTF16_code_units_as_in_the_example_of_RFC_8785()
    {
        // RFC 8785 §3.2.3: the expected order of these names.
        const string unordered = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        var written = JsonNode.Parse(CanonicalJson.Write(JsonNode.Parse(unordered)))!.AsObject().Select(m => m.Value!.GetValue<string>());
        Assert.Equal(["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"], written);
    }

    [Theory]
    [InlineData("""{ "b" : [ 1 , -2 , true , null ] , "a" : "é/<>&'" }""", """{"a":"é/<>&'","b":[1,-2,true,null]}""")]
    [InlineData("\"\\u000f\\u000a\\b\\f\\t\\r\\\"\\\\\\/\\u2028\\u007f\"", "\"\\u000f\\n\\b\\f\\t\\r\\\"\\\\/\u2028\u007f\"")]
    public void Texts_have_their_shortest_form(string json, string canonical) => Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(json))));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    public void Numbers_that_languages_read_differently_are_refused(string json) => Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonNode.Parse(json)));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonValue.Create("a\ud800b")));

    [Fact]
    public void Any_bytes_are_judged_without_an_exception() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes => !CanonicalJson.IsCanonical(bytes) || JsonNode.Parse(bytes)?.ToJsonString() is not ""));

    [Fact]
    public void Canonical_bytes_are_their_own_canonical_form() =>
        Check.QuickThrowOnFailure(Prop.ForAll<Dictionary<string, int>>(map =>
        {
            var node = new JsonObject(map.Where(m => m.Key is not null && !m.Key.Any(char.IsSurrogate)).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
            return CanonicalJson.IsCanonical(CanonicalJson.Write(node));
        }));

    [Fact]
    public void A_fact_comes_back_and_members_of_a_later_version_are_ignored()
    {
        var fact = new BidSealed("p", "l", "b", "代号", "sm3", "sha", "", new(2026, 3, 2, 9, 0, 0, 7, TimeSpan.FromHours(8)));
        var body = FactBody.Write(fact);
        Assert.True(CanonicalJson.IsCanonical(body));
        Assert.Contains("\"receivedAt\":\"2026-03-02T01:00:00.007Z\"", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        var kind = FactKinds.Published.Of(fact);
        Assert.Equal(fact with { ReceivedAt = fact.ReceivedAt.ToUniversalTime() }, FactBody.Read(kind, body).Fact);

        var later = JsonNode.Parse(body)!.AsObject();
        later["added"] = 1;
        Assert.Equal(fact with { ReceivedAt = fact.ReceivedAt.ToUniversalTime() }, FactBody.Read(kind, CanonicalJson.Write(later)).Fact);
        Assert.NotEqual("", FactBody.Read(kind, "[]"u8).Problem);
        Assert.NotEqual("", FactBody.Read(kind, "{\"receivedAt\":1}"u8).Problem);
    }

    [Fact]
    public void Every_published_kind_is_named_in_the_past_tense_form_and_titled()
    {
        Assert.All(FactKinds.Published.All, k => Assert.Matches("^[a-z]+(\\.[a-z]+)+$", k.Kind));
        Assert.All(FactKinds.Published.All, k => Assert.NotEqual("", k.Title));
        Assert.True(FactKinds.Published.All.Count > 40);
    }

    [Fact]
    public void A_leaf_comes_back_and_anything_else_is_no_leaf()
    {
        var leaf = new FactLeaf("notice.published", 1, "id", "stream", 3, new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), "org", BodyDigest.Of("{}"u8), "ab", null);
        var bytes = leaf.Write();
        Assert.Equal(leaf, FactLeaf.Read(bytes));
        Assert.Null(FactLeaf.Read("""{"v":1,"k":"sealed","root":"x","depth":10}"""u8));
        Assert.Null(FactLeaf.Read([.. bytes, (byte)' ']));
        Assert.Throws<FormatException>(() => (leaf with { Stream = new string('x', 3000) }).Write());
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(any => FactLeaf.Read(any) is null));
    }

    [Fact]
    public void A_commitment_opens_only_with_its_salt_and_leaf()
    {
        byte[] salt = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
        var commitment = Commitment.Of(salt, "leaf"u8);
        Assert.True(Commitment.Opens(commitment, salt, "leaf"u8));
        Assert.False(Commitment.Opens(commitment, salt, "Leaf"u8));
        Assert.False(Commitment.Opens(commitment, [.. salt.Reverse()], "leaf"u8));
        // A shorter key padded with zeros is the same HMAC key; the length is therefore part of the check.
        Assert.False(Commitment.Opens(Commitment.Of([1], "leaf"u8), [1], "leaf"u8));
    }
}
