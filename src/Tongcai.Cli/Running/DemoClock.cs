using System.Globalization;
using System.Text.Json;

namespace Tongcai.Cli.Running;

/// <summary>The clock file of a demo, as all its processes read it: at system instant "system" it was legally "legal", since then time runs "factor" times as fast.</summary>
internal sealed class DemoClock(string path)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private sealed record Reading(string Legal, string System, int Factor, long Sequence);

    public string Path => path;

    /// <summary>Legal time now.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var reading = Read();
            var (legal, system, now) = (Instant(reading.Legal), Instant(reading.System), TimeProvider.System.GetUtcNow());
            return legal + (now > system ? (now - system) * (long)reading.Factor : TimeSpan.Zero);
        }
    }

    /// <summary>Sets the clock for the first time; a file that is there stays.</summary>
    public void Create(DateTimeOffset legal)
    {
        if (!File.Exists(path))
            Write(legal, 1, 1);
    }

    /// <summary>Moves legal time forward; an instant already passed is left alone.</summary>
    public void Jump(DateTimeOffset to)
    {
        if (to > Now)
            Write(to, Read().Factor, Read().Sequence + 1);
    }

    /// <summary>Lets legal time run at another speed.</summary>
    public void Watch(int factor) => Write(Now, factor, Read().Sequence + 1);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private Reading Read() => JsonSerializer.Deserialize<Reading>(File.ReadAllBytes(path), Format)!;

    private void Write(DateTimeOffset legal, int factor, long sequence)
    {
        const string format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        var reading = new Reading(
            legal.ToUniversalTime().ToString(format, CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow().ToString(format, CultureInfo.InvariantCulture), factor, sequence);
        var beside = $"{path}.cli.new";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(reading, Format));
        File.Move(beside, path, overwrite: true);
    }
}
