using System.Text.Json;
using Tongcai.Exchange.Wire;

namespace Tongcai.Trustee;

/// <summary>受托人自己的时钟. In production the clock of this machine, whatever the platform says; in a demo the shared clock file.</summary>
internal sealed class LegalClock(TimeProvider system, string? clockFile)
{
    /// <summary>How far this clock may be behind the platform's.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <exception cref="IOException">The demo's clock file is missing or no clock.</exception>
    public DateTimeOffset Now()
    {
        var now = system.GetUtcNow();
        if (clockFile is null)
            return now;
        try
        {
            var reading = JsonSerializer.Deserialize<Reading>(File.ReadAllBytes(clockFile), WireJson.Options) ?? throw new JsonException("empty");
            return reading.Legal + (now > reading.System ? (now - reading.System) * (long)reading.Factor : TimeSpan.Zero);
        }
        catch (JsonException e)
        {
            throw new IOException("时钟文件无法读取。", e);
        }
    }

    private sealed record Reading(DateTimeOffset Legal, DateTimeOffset System, int Factor);
}
