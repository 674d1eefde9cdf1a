namespace Tongcai.Ledger;

/// <summary>
/// A ledger's directory as it is served. A partial tile or bundle that is no longer kept is cut out of the wider one, which begins with it:
/// so the files of every size for which a checkpoint was signed stay available (C2SP tlog-tiles, "Partial Tiles"), and an older, cosigned
/// checkpoint can be proved after newer ones. Nothing but the paths of <see cref="LedgerPaths.Served"/> leaves the directory.
/// </summary>
public sealed class ServedFiles(string directory) : ITileSource
{
    /// <summary>A file found may be dropped before it is read, once its full one is there.</summary>
    private const int Attempts = 3;

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellation = default)
    {
        if (LedgerPaths.Served(path) is null) return null;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                return await File.ReadAllBytesAsync(Path.Combine(directory, path), cancellation);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                try
                {
                    return Cut(path);
                }
                catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
                {
                    // Looked up and dropped in between: look again.
                }
            }
        }

        return null;
    }

    private byte[]? Cut(string path)
    {
        var prefix = path.StartsWith(LedgerPaths.Sm3Prefix, StringComparison.Ordinal) ? LedgerPaths.Sm3Prefix : "";
        if (!TilePath.TryParse(path[prefix.Length..], out var tile) || tile.IsFull) return null;
        try
        {
            var wider = PartialFiles.Read(directory, prefix, tile);
            var length = tile.IsEntries ? EntryBundle.LengthOf(EntryBundle.Read(wider, tile.Width)) : tile.TileBytes;
            return length <= wider.Length ? wider[..length] : null;
        }
        catch (Exception e) when (e is LedgerFaultException or LedgerFormatException)
        {
            return null;
        }
    }
}
