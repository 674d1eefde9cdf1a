using System.Globalization;
using System.Text.Json;

namespace Tongcai.Exchange.Wire;

/// <summary>
/// 演示时钟。What a demo's legal time is: at system instant <paramref name="System"/> it was <paramref name="Legal"/>, since then it runs
/// <paramref name="Factor"/> times as fast.
/// </summary>
/// <param name="Legal">Legal instant at <paramref name="System"/>.</param>
/// <param name="System">System instant of the last change.</param>
/// <param name="Factor">Seconds of legal time in one second; 1 unless one watches, 0 stands still.</param>
/// <param name="Sequence">Grows with every change, from 1.</param>
public sealed record ClockReading(DateTimeOffset Legal, DateTimeOffset System, int Factor, long Sequence)
{
    /// <summary>Legal time at a system instant; never before the reading itself, so it does not run backwards on a node whose clock lags.</summary>
    public DateTimeOffset At(DateTimeOffset system) => Legal + (system > System ? (system - System) * (long)Factor : TimeSpan.Zero);
}

/// <summary>The file by which all processes of a demo have one legal time; replaced whole, read by everybody.</summary>
public sealed class ClockFile(string path, TimeProvider system)
{
    public string Path => path;

    /// <summary>Legal time now.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public DateTimeOffset Now => Read().At(system.GetUtcNow());

    /// <summary>The reading as it stands.</summary>
    /// <exception cref="IOException">There is no file, or it is no clock.</exception>
    public ClockReading Read()
    {
        try
        {
            return JsonSerializer.Deserialize<ClockReading>(File.ReadAllBytes(path), WireJson.Options) ?? throw new JsonException("The file is empty.");
        }
        catch (JsonException e)
        {
            throw new IOException($"时钟文件 {System.IO.Path.GetFileName(path)} 无法读取：{e.Message}", e);
        }
    }

    /// <summary>Sets the clock for the first time; a file that is there stays.</summary>
    public void Create(DateTimeOffset legal, int factor = 1)
    {
        if (!File.Exists(path)) Write(new ClockReading(legal, system.GetUtcNow(), factor, 1));
    }

    /// <summary>Moves legal time forward to an instant, at once and for everybody.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Legal time never goes back.</exception>
    public ClockReading Jump(DateTimeOffset to)
    {
        var (reading, now) = (Read(), system.GetUtcNow());
        ArgumentOutOfRangeException.ThrowIfLessThan(to, reading.At(now));
        return Write(reading with { Legal = to.ToUniversalTime(), System = now, Sequence = reading.Sequence + 1 });
    }

    /// <summary>Lets legal time run at another speed from now on.</summary>
    public ClockReading Watch(int factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(factor);
        var (reading, now) = (Read(), system.GetUtcNow());
        return Write(new ClockReading(reading.At(now), now, factor, reading.Sequence + 1));
    }

    private ClockReading Write(ClockReading reading)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var beside = $"{path}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.new";
        File.WriteAllBytes(beside, CanonicalJson.Write(reading));
        File.Move(beside, path, overwrite: true);
        return reading;
    }
}
