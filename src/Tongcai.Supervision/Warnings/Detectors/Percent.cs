using System.Globalization;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>百分数，as Chinese text writes it: 13.3%.</summary>
public static class Percent
{
    /// <param name="share">0 to 1.</param>
    /// <param name="digits">Most decimals.</param>
    public static string Text(double share, int digits = 0) => (share * 100).ToString(digits == 0 ? "0" : "0." + new string('#', digits), CultureInfo.InvariantCulture) + "%";
}
