namespace Tongcai.Law;

/// <summary>Code lists embedded as text: one code per line, fields apart by commas, remarks behind <c>#</c>.</summary>
internal static class CodeTable
{
    /// <summary>The fields of every line; the last field keeps what follows, commas included.</summary>
    internal static IEnumerable<string[]> Read(string name, int fields)
    {
        using var stream = typeof(CodeTable).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"Not embedded: {name}");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split(',', fields);
        }
    }
}
