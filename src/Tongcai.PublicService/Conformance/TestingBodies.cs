using Tongcai.Ledger;

namespace Tongcai.PublicService.Conformance;

/// <summary>检测机构。The bodies whose reports are published, by their pinned keys.</summary>
/// <param name="Keys">Verifier keys.</param>
public sealed record TestingBodies(IReadOnlyList<NoteKey> Keys)
{
    /// <summary>Setting <c>TestingBodies:N</c>.</summary>
    /// <exception cref="InvalidOperationException">A key cannot be used.</exception>
    public static TestingBodies Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new([.. configuration.GetSection("TestingBodies").GetChildren().Select(s => Key(s.Path, s.Value ?? ""))]);
    }

    private static NoteKey Key(string path, string text)
    {
        try
        {
            return NoteKey.Parse(text);
        }
        catch (LedgerFormatException e)
        {
            throw new InvalidOperationException($"设置 {path} 中的检测机构公钥“{text}”无法使用：{e.Message}", e);
        }
    }
}
