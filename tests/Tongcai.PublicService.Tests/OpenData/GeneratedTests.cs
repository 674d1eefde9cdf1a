using System.Text.Json.Nodes;
using Tongcai.Exchange.Facts;
using Tongcai.PublicService.OpenData;
using Tongcai.PublicService.OpenData.Merge;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.Tests.OpenData;

/// <summary>What holds for every procurement: a hundred and twenty generated ones.</summary>
public sealed class GeneratedTests
{
    private const int Chains = 120;

    private static readonly Lazy<IReadOnlyList<(GeneratedChain Chain, IReadOnlyList<Release> Releases, JsonObject Compiled)>> All = new(() =>
        [.. Enumerable.Range(0, Chains).Select(GeneratedChain.Of).Select(c => (c, Releases: c.Releases())).Select(c => (c.c, c.Releases, JsonNode.Parse(ReleaseMerge.Compile(c.Releases.Select(r => r.Json), Standard.MergeRules).ToJsonString())!.AsObject()))]);

    [Fact]
    public async Task Every_package_passes_ajv_and_has_no_member_beside_the_schemas()
    {
        var packages = All.Value.SelectMany(c => new[]
        {
            new Judged($"{c.Chain.Id} releases", "release", Packages.OfReleases(c.Chain.Id, c.Releases, GeneratedChain.Publication)), new Judged($"{c.Chain.Id} record", "record", Packages.OfRecord(c.Chain.Id, c.Releases, GeneratedChain.Publication)),
        }).ToList();
        string[] planted = ["unknown member", "wrong date", "status of no codelist", "no ocid", "unknown member of the extension", "unknown member of the record"];
        var good = All.Value.First(c => c.Releases.Any(r => (string?)r.Json["tag"]![0] == "award"));
        packages.AddRange(planted.Select(fault => Plant(fault, good.Chain.Id, good.Releases)));
        var errors = await OcdsChecker.Errors(packages);
        Assert.Equal(planted.Order(StringComparer.Ordinal), errors.Keys.Where(planted.Contains).Order(StringComparer.Ordinal));
        Assert.True(errors.Count == planted.Length, string.Join('\n', errors.Where(e => !planted.Contains(e.Key)).Take(5).Select(e => $"{e.Key}: {string.Join("; ", e.Value.Take(6))}")));
    }

    [Fact]
    public void Every_compiled_release_is_coherent()
    {
        var broken = All.Value.SelectMany(c => CoherenceRules.Broken(c.Compiled).Select(rule => $"{rule}: {c.Chain.Id}\n{c.Compiled.ToJsonString()}")).ToList();
        Assert.True(broken.Count == 0, $"{broken.Count}\n{string.Join('\n', broken.Take(2))}\n{string.Join('\n', broken.Select(b => b.Split('\n')[0]))}");
    }

    [Fact]
    public void The_rules_find_what_is_planted()
    {
        var good = All.Value.First(c => c.Compiled["contracts"] is not null && c.Compiled["planning"] is not null && c.Compiled["contracts"]!.AsArray().Any(k => k!["implementation"]?["transactions"] is not null) && c.Compiled["tender"]!["amendments"] is not null).Compiled;
        void Breaks(string rule, Action<JsonObject> fault)
        {
            var bad = good.DeepClone().AsObject();
            fault(bad);
            Assert.Contains(rule, CoherenceRules.Broken(JsonNode.Parse(bad.ToJsonString())!.AsObject()));
        }

        static JsonObject Paid(JsonObject r) => r["contracts"]!.AsArray().First(c => c!["implementation"]?["transactions"] is not null)!.AsObject();
        Assert.Empty(CoherenceRules.Broken(good));
        Breaks("period.start-end", r => r["tender"]!["tenderPeriod"]!["startDate"] = "2027-01-01T00:00:00+08:00");
        Breaks("period.duration", r => r["tender"]!["tenderPeriod"]!["durationInDays"] = 1);
        Breaks("procurementMethod.direct", r => r["tender"]!["procurementMethod"] = "direct");
        Breaks("tender.status", r => r["tender"]!["status"] = "cancelled");
        Breaks("award.status", r => r["awards"]!.AsArray().First(a => (string?)a!["id"] == (string?)Paid(r)["awardID"])!["status"] = "cancelled");
        Breaks("contract.status", r => Paid(r)["status"] = "cancelled");
        Breaks("milestone.status", r => r["tender"]!["milestones"]![0]!["status"] = "notMet");
        Breaks("value.realistic", r => r["tender"]!["value"]!["amount"] = 99_000_000_000m);
        Breaks("tender before award", r => r["awards"]![0]!["date"] = "2020-01-01T00:00:00+08:00");
        Breaks("award before signature", r => Paid(r)["dateSigned"] = "2020-01-01T00:00:00+08:00");
        Breaks("signature before transactions", r => Paid(r)["implementation"]!["transactions"]![0]!["date"] = "2020-01-01T00:00:00+08:00");
        Breaks("amendment after beginning", r => r["tender"]!["amendments"]![0]!["date"] = "2020-01-01T00:00:00+08:00");
        Breaks("nothing past after the release", r => r["tender"]!["documents"]![0]!["datePublished"] = "2030-01-01T00:00:00+08:00");
        Breaks("numberOfTenderers", r => r["tender"]!["numberOfTenderers"] = 99);
        Breaks("budget and tender value", r => r["planning"]!["budget"]!["amount"]!["amount"] = 1m);
        Breaks("contracts and award value", r => Paid(r)["value"]!["amount"] = 99_000_000m);
        Breaks("transactions and contract", r => Paid(r)["value"]!["amount"] = 1m);
        Breaks("party once", r => r["parties"]!.AsArray().Add(r["parties"]![0]!.DeepClone()));
        Breaks("role is referenced", r => r["parties"]![0]!["roles"]!.AsArray().Add((JsonNode)"payee"));
        Breaks("reference has its role", r => r["parties"]![0]!["roles"] = new JsonArray("funder"));
        Breaks("reference has its name", r => r["buyer"]!["name"] = "另一家");
        Breaks("contract has one award", r => Paid(r)["awardID"] = "none");
        Breaks("award's lot is there", r => r["awards"]![0]!["relatedLots"] = new JsonArray("none"));
        Breaks("award's bid is there", r => r["awards"]![0]!["relatedBid"] = "none");
        Breaks("statistics count details", r => r["bids"]!["statistics"]![0]!["value"] = 77);
        Breaks("id once in a list", r => r["tender"]!["items"]!.AsArray().Add(r["tender"]!["items"]![0]!.DeepClone()));
        Breaks("nothing is empty", r => r["title"] = "");
    }

    [Fact]
    public void Every_fact_is_told_once_and_the_merge_adds_up_to_the_facts()
    {
        foreach (var (chain, releases, compiled) in All.Value)
        {
            Assert.Equal(chain.Facts.Count(f => Release.Kinds.Contains(f.Row.Kind)), releases.Count);
            Assert.Equal(releases.Count, releases.Select(r => (string?)r.Json["id"]).Distinct().Count());
            var payments = chain.Facts.Select(f => f.Fact).OfType<PaymentMade>().ToList();
            var transactions = (compiled["contracts"]?.AsArray() ?? []).SelectMany(c => c!["implementation"]?["transactions"]?.AsArray() ?? []).ToList();
            Assert.Equal((payments.Count, payments.Sum(p => p.AmountFen)), (transactions.Count, transactions.Sum(t => (long)((decimal)t!["value"]!["amount"]! * 100))));
            Assert.Equal(chain.Facts.Select(f => f.Fact).OfType<ContractPublished>().Sum(c => c.PriceFen), (compiled["contracts"]?.AsArray() ?? []).Sum(c => (long)((decimal)c!["value"]!["amount"]! * 100)));
            Assert.Equal(chain.Facts.Select(f => f.Fact).OfType<ClarificationPublished>().Count(), compiled["tender"]?["enquiries"]?.AsArray().Count ?? 0);
            Assert.Equal(chain.Facts.Select(f => f.Fact).OfType<BidsOpened>().Sum(o => o.Bids.Count + o.Unopened.Count), compiled["bids"]?["details"]?.AsArray().Count ?? 0);
            if (chain.Facts.Select(f => f.Fact).OfType<CorrectionPublished>().LastOrDefault()?.Document is not { } document) continue;
            Assert.Equal(
                document.Requirements.Select(r => r.Id).Order(StringComparer.Ordinal),
                compiled["tender"]!["criteria"]!.AsArray().Where(c => (string?)c!["id"] != "qualification").SelectMany(c => c!["requirementGroups"]!.AsArray()).SelectMany(g => g!["requirements"]!.AsArray()).Where(r => r!["title"] is not null).Select(r => (string)r!["id"]!).Order(StringComparer.Ordinal));
            Assert.Equal(document.Lots.Select(l => l.LotId), compiled["tender"]!["items"]!.AsArray().Where(i => i!["quantity"] is not null).Select(i => (string)i!["id"]!));
        }
    }

    [Fact]
    public void Registered_organisations_have_their_credit_code_and_size()
    {
        var parties = All.Value.SelectMany(c => c.Compiled["parties"]!.AsArray()).Select(p => p!.AsObject()).ToLookup(p => (string)p["id"]!);
        Assert.All(parties["org-s1"], p => Assert.Equal(("CN-USCC", "91410100MA9TE0T01M", "small"), ((string?)p["identifier"]!["scheme"], (string?)p["identifier"]!["id"], (string?)p["details"]!["scale"])));
        Assert.NotEmpty(parties["org-s3"]);
        Assert.All(parties["org-s3"], p => Assert.Null(p["identifier"]));
        Assert.Contains(parties["org-authority"], p => (string?)p["name"] == "中州市财政局");
    }

    [Theory]
    [InlineData("光具座", "光具座")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@a", "'@a")]
    [InlineData("-1", "'-1")]
    [InlineData("甲,乙", "\"甲,乙\"")]
    [InlineData("甲\"乙", "\"甲\"\"乙\"")]
    [InlineData("甲\n乙", "\"甲\n乙\"")]
    [InlineData("", "")]
    public void A_cell_of_the_table_is_a_text_and_never_a_formula(string text, string cell) => Assert.Equal(cell, CsvRow.Cell(text));

    [Fact]
    public void A_release_is_the_same_whatever_came_after_it()
    {
        foreach (var (chain, releases, _) in All.Value.Take(30))
        {
            for (var told = 1; told < chain.Facts.Count; told += 3)
            {
                var earlier = Release.Of(chain.Id, chain.Facts.Take(told), GeneratedChain.Registered, GeneratedChain.Publication);
                foreach (var release in earlier)
                    Assert.Equal(releases.First(r => r.Ledger == release.Ledger && r.Index == release.Index).Json.ToJsonString(), release.Json.ToJsonString());
            }
        }
    }

    [Fact]
    public void The_generated_chains_reach_every_kind_and_every_ending()
    {
        Assert.Equal(Release.Kinds.Order(StringComparer.Ordinal), All.Value.SelectMany(c => c.Chain.Facts).Select(f => f.Row.Kind).Where(Release.Kinds.Contains).Distinct().Order(StringComparer.Ordinal));
        foreach (var tag in new[] { "planning", "planningUpdate", "tender", "tenderAmendment", "tenderUpdate", "tenderCancellation", "award", "awardUpdate", "awardCancellation", "contract", "contractUpdate", "implementation", "implementationUpdate" })
            Assert.Contains(All.Value, c => c.Releases.Any(r => (string?)r.Json["tag"]![0] == tag));
    }

    private static Judged Plant(string fault, string id, IReadOnlyList<Release> releases)
    {
        var package = Packages.OfReleases(id, releases, GeneratedChain.Publication);
        var tender = package["releases"]!.AsArray().First(r => r!["tender"]?["title"] is not null)!["tender"]!;
        switch (fault)
        {
            case "unknown member":
                tender["surprise"] = 1;
                break;
            case "wrong date":
                tender["datePublished"] = "2026-13-45";
                break;
            case "status of no codelist":
                tender["status"] = "open";
                break;
            case "no ocid":
                package["releases"]![0]!.AsObject().Remove("ocid");
                break;
            case "unknown member of the extension":
                package["releases"]![0]!["ledgerEntry"]!["surprise"] = 1;
                break;
            default:
                var record = Packages.OfRecord(id, releases, GeneratedChain.Publication);
                record["records"]![0]!["compiledRelease"]!["surprise"] = 1;
                return new(fault, "record", record);
        }

        return new(fault, "release", package);
    }
}
