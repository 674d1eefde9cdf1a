using Microsoft.Extensions.Logging;

namespace Tongcai.Platform.Jobs;

/// <summary>
/// 日志的边界。Frameworks would log each request with its address: whoever reads the log would see how many hand in a bid, and when. So, whatever is configured,
/// below Warning only the product's own words and the start and end of the program are written.
/// </summary>
internal static class QuietLogs
{
    private const string Own = "Tongcai";
    private const string Antiforgery = "Microsoft.AspNetCore.Antiforgery";
    private const string Lifetime = "Microsoft.Hosting.Lifetime";

    /// <summary>Raises every rule that lets frameworks say more; the last step of configuring, and again when the configuration changes.</summary>
    public static void Apply(LoggerFilterOptions options)
    {
        var (given, least) = (options.Rules.ToList(), options.MinLevel);
        options.Rules.Clear();
        if (least < LogLevel.Warning) options.MinLevel = LogLevel.Warning;
        foreach (var rule in given.Where(r => r.CategoryName is null).Prepend(new(null, null, least, null)))
        {
            options.Rules.Add(new(rule.ProviderName, Own, rule.LogLevel, rule.Filter));
            options.Rules.Add(new(rule.ProviderName, Lifetime, rule.LogLevel, rule.Filter));
        }

        // Each form that is shown would be a warning about its own headers.
        foreach (var provider in given.Select(r => r.ProviderName).Append(null).Distinct()) options.Rules.Add(new(provider, Antiforgery, LogLevel.Error, null));
        foreach (var rule in given)
            options.Rules.Add(rule.LogLevel >= LogLevel.Warning || IsFree(rule.CategoryName) ? rule : new(rule.ProviderName, rule.CategoryName, LogLevel.Warning, rule.Filter));
    }

    private static bool IsFree(string? category) => category is Own or Lifetime || category?.StartsWith(Own + ".", StringComparison.Ordinal) == true;
}
