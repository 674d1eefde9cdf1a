namespace Tongcai.Tests;

/// <summary>The working tree that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Folder of Tongcai.slnx.</summary>
    public static string Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, "Tongcai.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("The tests run outside the working tree they were built from.");
    }
}
