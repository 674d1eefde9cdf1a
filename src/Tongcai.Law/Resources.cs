namespace Tongcai.Law;

/// <summary>Texts embedded in this assembly.</summary>
internal static class Resources
{
    internal static IEnumerable<string> Names(string folder) =>
        typeof(Resources).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    internal static string Read(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"Not embedded: {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
