using Tongcai.Exchange.Conformance;

namespace Tongcai.Platform.Tests.Conformance;

/// <summary>The conformance kit against a platform that keeps every rule and against platforms that break one each.</summary>
public sealed class BrokenPlatformTests(SoundPlatform sound) : IClassFixture<SoundPlatform>
{
    public static TheoryData<string, string> Broken() => new(Breakages.All.Select(b => (b.Rule, b.How)));

    [Fact]
    public async Task A_sound_platform_passes_every_rule()
    {
        var results = await Test(Deviation.None);
        Assert.Equal("", string.Join("\n", results.Where(r => r.Outcome is not ConformanceOutcome.Passed).Select(Said)));
    }

    [Theory, MemberData(nameof(Broken))]
    public async Task A_platform_that_breaks_one_rule_is_caught_for_it_and_for_no_other(string rule, string how)
    {
        var deviation = await Breakages.All.Single(b => (b.Rule, b.How) == (rule, how)).Make(sound);
        using (deviation.Owned)
        {
            var failed = (await Test(deviation)).Where(r => r.Outcome is ConformanceOutcome.Failed).ToList();
            Assert.True(failed.Count == 1 && failed[0].Number == rule, $"{rule}, {how}: {string.Join("\n", failed.Select(Said))}");
            Assert.NotNull(failed[0].Evidence);
            Assert.NotEqual("", failed[0].Evidence!.Expected);
        }
    }

    [Fact]
    public void There_is_a_broken_platform_for_every_rule() => Assert.Equal(ConformanceRules.All.Select(r => r.Number), ConformanceRules.All.Select(r => r.Number).Intersect(Breakages.All.Select(b => b.Rule)));

    [Fact]
    public void Rules_have_numbers_of_their_own_words_in_both_languages_and_a_source()
    {
        Assert.True(ConformanceRules.All.Count >= 30);
        Assert.Equal(ConformanceRules.All.Count, ConformanceRules.All.Select(r => r.Number).Distinct().Count());
        Assert.All(ConformanceRules.All, r => Assert.All(new[] { r.Sentence, r.English, r.Source }, text => Assert.NotEqual("", text)));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_no_verdict()
    {
        using var http = new HttpClient();
        var observed = await Observer.Run(http, new Uri("http://127.0.0.1:9/"), sound.Terms, TimeProvider.System);
        Assert.Equal(0, observed.Page.Status);
        Assert.DoesNotContain(ConformanceRules.Judge(observed), r => r.Outcome is ConformanceOutcome.Failed or ConformanceOutcome.Passed);
    }

    private async Task<IReadOnlyList<ConformanceResult>> Test(Deviation deviation)
    {
        using var http = new HttpClient(new DeviatingHandler(deviation, sound));
        return ConformanceRules.Judge(await Observer.Run(http, sound.Url, sound.Terms, new JumpingTime(deviation.Tick ?? sound.NextTick)));
    }

    private static string Said(ConformanceResult r) => $"{r.Number} {r.Outcome}: {r.Detail} | {r.Evidence?.Request} → {r.Evidence?.Answer} | {r.Evidence?.Expected}";
}
