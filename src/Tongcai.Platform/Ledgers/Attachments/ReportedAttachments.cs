using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>读取下级的接入：what followed platforms record of their own attachments. Kept whether or not it is wanted now, so that the box 随下级平台接入 can be ticked later.</summary>
internal static class ReportedAttachments
{
    public static void AddReportedAttachments(this IServiceCollection services)
    {
        services.AddFactReader<PlatformAttached>((p, fact, origin, cancel) => Learn(p, Report(fact, origin, p.GetRequiredService<PlatformOptions>()), cancel));
        services.AddFactReader<PlatformDetached>((p, fact, origin, cancel) => Learn(p, new ReportedAttachment { Id = IdOf(origin.Ledger, fact.Ledger), ReportedBy = origin.Ledger, Ledger = fact.Ledger }, cancel));
    }

    /// <exception cref="InvalidOperationException">The terms are none that could be followed; the fact is parked with this reason.</exception>
    private static ReportedAttachment Report(PlatformAttached fact, FactOrigin origin, PlatformOptions options)
    {
        var report = new ReportedAttachment { Id = IdOf(origin.Ledger, fact.Ledger), ReportedBy = origin.Ledger, Ledger = fact.Ledger, Role = Enum.TryParse<PlatformRole>(fact.Role, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role : null };
        if (!fact.Followed || fact.Ledger == options.Origin) return report;
        var (address, key) = (OutboundAddress.Check(fact.Address, options.IsDemo), LedgerKey.Check(fact.VerifierKey, options));
        if (address.Problem.Length > 0 || key.Problem.Length > 0 || key.Origin != fact.Ledger)
            throw new InvalidOperationException($"{origin.Ledger} 所报的接入平台 {fact.Ledger} 不能读取：{string.Join("；", new[] { address.Problem, key.Problem, key.Problem.Length == 0 && key.Origin != fact.Ledger ? "账本公钥属于另一账本" : "" }.Where(p => p.Length > 0))}");
        return report with { Address = address.Uri!.ToString(), VerifierKey = fact.VerifierKey, Attached = true };
    }

    private static async Task<Commit> Learn(IServiceProvider services, ReportedAttachment report, CancellationToken cancel)
    {
        var known = await services.GetRequiredService<IStore>().Read(c => c.Find<ReportedAttachment>(report.Id), cancel);
        return Commit.Empty.Put(report with { Version = known?.Version ?? 0 });
    }

    private static string IdOf(string reporter, string ledger) => $"{reporter}|{ledger}";
}
