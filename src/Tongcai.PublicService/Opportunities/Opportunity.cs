using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Identity;
using Tongcai.PublicService.Notices;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Opportunities;

/// <summary>商机。A procurement that fits a supplier, and why.</summary>
/// <param name="Reasons">Each a sentence: 品目, 地区, 中小企业政策.</param>
/// <param name="Reserved">Whether it is set aside for firms of the supplier's size.</param>
internal sealed record Opportunity(ProcurementPage Page, IReadOnlyList<string> Reasons, bool Reserved)
{
    /// <summary>Why a procurement fits; null when it does not.</summary>
    /// <param name="size">large, medium, small, micro; empty when the supplier is no firm.</param>
    public static Opportunity? Of(ProcurementPage page, IReadOnlyList<string> catalogues, IReadOnlyList<string> regions, string size, DateTimeOffset now)
    {
        var takesBids = page is { State: ProcurementState.Noticed, Suspended: false, BidDeadline: { } deadline } && deadline > now;
        if (!takesBids && page.State is not ProcurementState.Intended) return null;
        var catalogue = catalogues.Where(c => page.CatalogueCode.StartsWith(Trees.CataloguePrefix(c), StringComparison.Ordinal)).MaxBy(c => Trees.CataloguePrefix(c).Length);
        if (catalogue is null) return null;
        var region = regions.Where(r => page.Region.StartsWith(Trees.RegionPrefix(r), StringComparison.Ordinal)).MaxBy(r => Trees.RegionPrefix(r).Length);
        if (regions.Count > 0 && region is null) return null;

        var isSme = size is "medium" or "small" or "micro";
        // What is wholly set aside is closed to others; of the other kinds a part is open to them.
        if (page.SetAside == "whole" && !isSme) return null;
        List<string> reasons = [catalogue == page.CatalogueCode ? $"品目 {Wording.Catalogue(page.CatalogueCode)} 是您填写的品目" : $"品目 {Wording.Catalogue(page.CatalogueCode)} 属于您填写的 {Wording.Catalogue(catalogue)}"];
        reasons.Add(region is null ? "您没有限定地区" : $"{Divisions.FullName(page.Region)} 在您的服务地区{(region == page.Region ? "" : $" {Divisions.FullName(region)}")}之内");
        var reserved = isSme && page.SetAside is "whole" or "consortium" or "subcontract";
        if (reserved) reasons.Add($"{Wording.SetAside(page.SetAside)}，您登记为{Size(size)}");
        return new(page, reasons, reserved);
    }

    /// <summary>Those set aside first, then those that close sooner, intentions last.</summary>
    public static IEnumerable<Opportunity> InOrder(IEnumerable<Opportunity> found) =>
        found.OrderByDescending(o => o.Reserved).ThenBy(o => o.Page.State is ProcurementState.Intended).ThenBy(o => o.Page.BidDeadline ?? DateTimeOffset.MaxValue).ThenByDescending(o => o.Page.LastAt).ThenBy(o => o.Page.Id, StringComparer.Ordinal);

    /// <summary>中型企业, …; empty for what is no firm.</summary>
    public static string Size(string code) => Enum.TryParse<FirmSize>(code, ignoreCase: true, out var size) && size is not FirmSize.None ? size.Label() : "";
}
