using System.Text.Json;

namespace Tongcai.Law.Tests;

/// <summary>The worked examples and tables that the rules were read into, independent of the code.</summary>
internal static class Vectors
{
    internal static readonly JsonElement Worked = Load("test-vectors.json");
    internal static readonly JsonElement Deadlines = Load("deadlines.json");
    internal static readonly JsonElement SmeSize = Load("sme-size.json");

    internal static DateOnly Day(this JsonElement e) => DateOnly.Parse(e.GetString()!);

    private static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", name))).RootElement;
}
