using System.Text.Json;

namespace Tongcai.Sandbox;

/// <summary>State of one counterpart, kept in a JSON file so that it survives a restart like the real system would.</summary>
/// <typeparam name="T">The state; replaced whole at every change.</typeparam>
internal sealed class StateFile<T>(string directory, string name)
    where T : class, new()
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Lock gate = new();
    private readonly string path = Path.Combine(directory, name + ".json");
    private T? state;

    public T Read()
    {
        lock (gate)
            return state ??= File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), Format) ?? new() : new();
    }

    /// <summary>Replaces the state by what <paramref name="change"/> makes of it; durable when this returns.</summary>
    public TResult Change<TResult>(Func<T, (T State, TResult Result)> change)
    {
        lock (gate)
        {
            var (next, result) = change(Read());
            var temporary = path + ".new";
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, next, Format);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            state = next;
            return result;
        }
    }
}
