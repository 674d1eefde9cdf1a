using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Opportunities;

/// <summary>供应商的经营范围, by which opportunities are found for it. Its own statement, seen by nobody else.</summary>
[Table("supplier_profile", Technical = true)]
public sealed record SupplierProfile : IRow
{
    /// <summary>Id of the organisation.</summary>
    public string Id { get; init; } = "";

    public long Version { get; init; }

    /// <summary>Codes of the catalogue; an entry takes in what lies below it.</summary>
    public Json<IReadOnlyList<string>> Catalogues { get; init; }

    /// <summary>Six digits of divisions; a province or city takes in what lies below it. Empty: everywhere.</summary>
    public Json<IReadOnlyList<string>> Regions { get; init; }

    /// <summary>128 random bits in the address of the feed, which a feed reader asks for without signing in.</summary>
    public string FeedKey { get; init; } = "";

    /// <summary>Legal instant.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>填写经营范围。</summary>
internal static class StateProfile
{
    private const int Most = 30;

    public static readonly Act Act = new("state-profile", "填写经营范围", "/account/opportunities/profile", Access.To(Owner.None, Role.Supplier))
    {
        Button = "保存",
        Intro = "按品目和地区匹配商机。只用来为本单位找商机，不公开，也不影响参加任何项目。企业规模取自主体登记。",
        Rules = [InputRules.Format, InputRules.Range],
    };

    public sealed record Request(
        [property: Field("经营的品目", Min = 1, Max = Most, Pattern = "[ABC]\\d{0,8}", Hint = "政府采购品目代码，例如 A02102100 教学仪器；填 A02 或者 A02000000 包括其下全部")] IReadOnlyList<string> Catalogues,
        [property: Field("服务的地区", Max = Most, Pattern = "\\d{6}", Hint = "六位行政区划代码，例如 410100；填省、市的代码包括其下全部，不填为全国")] IReadOnlyList<string>? Regions);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    /// <summary>The profile as it is to be kept.</summary>
    public static Outcome<SupplierProfile> Decide(Request request, SupplierProfile? before, string organisationId, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        List<string> catalogues = [.. request.Catalogues.Select(c => c.Length is 1 or 9 ? c : c.PadRight(9, '0'))];
        foreach (var (i, code) in catalogues.Index())
        {
            if (Catalogue.Find(code) is null) refusals.Add(InputRules.Range.Refuse($"品目目录中没有“{request.Catalogues[i]}”", "在“办事工具”的品目查询中按名称查代码。", $"/catalogues/{i}"));
        }

        foreach (var (i, code) in (request.Regions ?? []).Index())
        {
            if (Divisions.Name(code) is null) refusals.Add(InputRules.Range.Refuse($"没有行政区划代码“{code}”", "填六位代码，例如 410100。", $"/regions/{i}"));
        }

        return refusals.Count > 0 ? refusals : (before ?? new SupplierProfile { Id = organisationId, FeedKey = RandomId.New() }) with
        {
            Catalogues = catalogues.Distinct().ToList(), Regions = (request.Regions ?? []).Distinct().ToList(), ChangedAt = now,
        };
    }

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var outcome = Decide(request, await Before(context), context.Actor.OrganisationId, context.Now);
        return outcome.Value is { } profile ? new Done(Commit.Empty.Put(profile), "经营范围已保存", "/account/opportunities", new { Feed = $"/feed/opportunities/{profile.FeedKey}.rss" }) : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        context.Trail("商机", "/account/opportunities");
        return await Before(context) is { } known ? new Request(known.Catalogues.Value, known.Regions.Value) : null;
    }

    private static Task<SupplierProfile?> Before(ActContext context) => context.Read(db => db.Find<SupplierProfile>(context.Actor.OrganisationId));
}
