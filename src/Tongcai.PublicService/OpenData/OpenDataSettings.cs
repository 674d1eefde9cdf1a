using System.Text.RegularExpressions;

namespace Tongcai.PublicService.OpenData;

/// <summary>Settings of the open data: <c>OpenData:OcidPrefix</c>, issued to the publisher by the Open Contracting Partnership.</summary>
public sealed partial record OpenDataSettings(string OcidPrefix)
{
    /// <exception cref="InvalidOperationException">The prefix is none.</exception>
    public static OpenDataSettings Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var prefix = configuration["OpenData:OcidPrefix"] is { Length: > 0 } set ? set : Releases.Publication.FictionalPrefix;
        return PrefixText().IsMatch(prefix) ? new(prefix) : throw new InvalidOperationException($"设置 OpenData:OcidPrefix 应为 ocds- 加六位小写字母或者数字，现为 {prefix}。");
    }

    [GeneratedRegex("^ocds-[a-z0-9]{6}$", RegexOptions.None, 1000)]
    private static partial Regex PrefixText();
}
