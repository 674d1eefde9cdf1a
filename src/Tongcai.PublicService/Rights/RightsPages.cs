using System.Data.Common;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Rights;

/// <summary>受理投诉的财政部门。</summary>
/// <param name="Phone">Empty: not disclosed.</param>
internal sealed record RightsAuthority(string Name, string Region, string Address, string Phone);

/// <summary>一步, as page and API tell it.</summary>
internal sealed record RightsStepView(string Title, string When, string To, IReadOnlyList<RightsRule> Limits, IReadOnlyList<RightsRule> Rules, string Template);

/// <summary>一条规则或者期限。</summary>
/// <param name="Length">With unit; empty: it is no limit.</param>
internal sealed record RightsRule(string Id, string Title, string Length, string From, string Who, string Basis, string Quote)
{
    public static RightsRule Of(Rule rule) => rule is TimeLimit limit
        ? new(rule.Id, rule.Title, limit.Length, limit.Trigger, limit.Actor, $"{rule.Source.Instrument}{rule.Source.Article}", rule.Source.Quote)
        : new(rule.Id, rule.Title, "", "", "", $"{rule.Source.Instrument}{rule.Source.Article}", rule.Source.Quote);
}

/// <summary>权利救济。</summary>
internal sealed record RightsView(IReadOnlyList<RightsStepView> Steps, IReadOnlyList<RightsAuthority> Authorities, IReadOnlyList<RightsTemplate> Templates, DateOnly Today);

/// <summary>受理投诉的部门，由设置 <c>Authorities:N:Name, Region, Address, Phone</c> 给出。</summary>
internal sealed record ConfiguredAuthorities(IReadOnlyList<RightsAuthority> All)
{
    /// <exception cref="InvalidOperationException">One lacks a name, or its region is no division.</exception>
    public static ConfiguredAuthorities Of(IConfiguration configuration) => new([.. configuration.GetSection("Authorities").GetChildren().Select(s =>
    {
        var (name, region) = (s["Name"] ?? "", s["Region"] ?? "");
        if (name.Length == 0) throw new InvalidOperationException($"缺少设置 {s.Path}:Name。");
        if (region.Length > 0 && Divisions.Name(region) is null) throw new InvalidOperationException($"设置 {s.Path}:Region 应为六位行政区划代码，现为 {region}。");
        return new RightsAuthority(name, region, s["Address"] ?? "", s["Phone"] ?? "");
    })]);
}

/// <summary>权利救济指南。</summary>
internal static class RightsPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/rights", Read, "/Rights/Rights.cshtml", _ => new PageHead("权利救济") { Column = "权利救济", ColumnType = "办事服务", Description = "询问、质疑、投诉的途径、法定期限、受理部门和文书范本" }, "询问、质疑、投诉的途径和期限");
        routes.MapPaper("/rights/templates/{name}", Access.Public, context => Task.FromResult(RightsGuide.Paper(context["name"])), "权利救济文书范本");
    }

    private static async Task<Outcome<RightsView>> Read(Asked asked)
    {
        var configured = asked.Http.RequestServices.GetRequiredService<ConfiguredAuthorities>().All;
        var registered = await asked.Read(Registered);
        return new RightsView(
            [.. RightsGuide.Steps.Select(s => new RightsStepView(s.Title, s.When, s.To, [.. s.Limits.Select(RightsRule.Of)], [.. s.Rules.Select(RightsRule.Of)], s.Template))],
            [.. configured.Concat(registered.Where(r => configured.All(c => c.Name != r.Name))).OrderBy(a => a.Region, StringComparer.Ordinal).ThenBy(a => a.Name, StringComparer.Ordinal)], RightsGuide.Templates, asked.Today);
    }

    /// <summary>Authorities of the registry; their telephone numbers stand in no registration.</summary>
    private static async Task<IReadOnlyList<RightsAuthority>> Registered(DbConnection db) =>
        [.. (await db.Where<Organisation>("roles like @role", new { role = $"%{Role.Supervisor}%" })).Where(o => o.Roles.Value.Contains(Role.Supervisor)).Select(o => new RightsAuthority(o.Name, o.Region, o.Address, ""))];
}
