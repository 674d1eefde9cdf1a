using Tongcai.Law;
using Tongcai.PublicService.Subscriptions;

namespace Tongcai.PublicService.Tests.Subscriptions;

public sealed class SaveSearchTests
{
    private static readonly DateTimeOffset Now = SampleChain.At(2026, 4, 28, 12);

    private static Outcome<SavedSearch> Decide(string query = "/notices?q=教学", Frequency frequency = Frequency.Daily, string? mail = "a@b.example", SavedSearch? before = null, bool mails = true, params SavedSearch[] own) =>
        SaveSearch.Decide(new("教学", query, frequency, mail), before, own, mails, "me", Now);

    private static SavedSearch[] Kept(int count, bool confirmed = true) => [.. Enumerable.Range(0, count).Select(i => new SavedSearch { Id = $"{i}", AccountId = "me", Mail = $"{i}@b.example", Confirmed = confirmed, Frequency = Frequency.Daily })];

    [Fact]
    public void A_search_keeps_its_conditions_and_no_page_number()
    {
        var kept = Decide("http://127.0.0.1:5101/notices?q=教学 设备&region=410100&after=abc#top").Value!;
        Assert.Equal(["教学", "设备"], kept.Asked!.Words);
        Assert.Equal("410100", kept.Asked.Region);
        Assert.DoesNotContain("after", kept.Query, StringComparison.Ordinal);
        Assert.False(kept.Confirmed);
    }

    [Theory]
    [InlineData("/notices", "/query")]
    [InlineData("?nonsense=1", "/query")]
    [InlineData("?region=999999", "/query")]
    [InlineData("?from=2026-13-01", "/query")]
    public void What_is_no_question_is_refused(string query, string pointer) => Assert.Contains(Decide(query).Refusals, r => r.Pointer == pointer);

    [Theory]
    [InlineData("a@b.example", true)]
    [InlineData("A.B+c@sub.b.example", true)]
    [InlineData("a@b", false)]
    [InlineData("a b@b.example", false)]
    [InlineData("a@b.example,c@d.example", false)]
    [InlineData("a@b.example\r\nBcc: x@y.example", false)]
    [InlineData("@b.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void One_address_is_wanted(string? mail, bool taken) => Assert.Equal(taken, Decide(mail: mail).Value is not null);

    [Fact]
    public void Without_mails_no_address_is_kept() => Assert.Equal("", Decide(frequency: Frequency.Never).Value!.Mail);

    [Fact]
    public void Where_no_gateway_is_mails_are_not_promised()
    {
        Assert.Contains(Decide(mails: false).Refusals, r => r.Pointer == "/frequency");
        Assert.NotNull(Decide(mails: false, frequency: Frequency.Never).Value);
    }

    [Fact]
    public void Fifty_are_kept_and_not_one_more()
    {
        Assert.NotNull(Decide(own: Kept(SaveSearch.Most - 1)).Value);
        Assert.Null(Decide(own: Kept(SaveSearch.Most)).Value);
        Assert.NotNull(Decide(before: Kept(SaveSearch.Most)[0], own: Kept(SaveSearch.Most)).Value);
    }

    [Fact]
    public void Three_strangers_at_most_are_asked()
    {
        Assert.NotNull(Decide(own: Kept(SaveSearch.MostUnconfirmed - 1, confirmed: false)).Value);
        Assert.Null(Decide(own: Kept(SaveSearch.MostUnconfirmed, confirmed: false)).Value);
    }

    [Fact]
    public void An_address_that_was_confirmed_is_not_asked_again_and_a_new_one_is()
    {
        var own = Kept(1);
        Assert.True(Decide(mail: "0@b.example", own: own).Value!.Confirmed);
        var moved = Decide(mail: "x@b.example", before: own[0] with { MailKey = "k" }, own: own).Value!;
        Assert.False(moved.Confirmed);
        Assert.NotEqual("k", moved.MailKey);
    }

    [Theory]
    [InlineData(Frequency.Daily, 7, 59, 59, "2026-04-28 08:00")]
    [InlineData(Frequency.Daily, 8, 0, 0, "2026-04-29 08:00")]
    [InlineData(Frequency.Weekly, 12, 0, 0, "2026-05-04 08:00")]
    [InlineData(Frequency.AtOnce, 12, 0, 0, null)]
    [InlineData(Frequency.Never, 12, 0, 0, null)]
    public void Summaries_come_at_eight(Frequency frequency, int hour, int minute, int second, string? next) =>
        Assert.Equal(next, SavedSearch.Next(frequency, new DateOnly(2026, 4, 28).Beijing(new(hour, minute, second)))?.BeijingTime());

    [Fact]
    public void The_weekly_one_comes_on_monday_and_not_twice()
    {
        var monday = new DateOnly(2026, 5, 4).Beijing(new(8, 0));
        Assert.Equal(monday, SavedSearch.Next(Frequency.Weekly, monday.AddSeconds(-1)));
        Assert.Equal(monday.AddDays(7), SavedSearch.Next(Frequency.Weekly, monday));
    }
}
