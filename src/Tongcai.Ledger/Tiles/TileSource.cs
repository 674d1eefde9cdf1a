using System.Net;

namespace Tongcai.Ledger;

/// <summary>Where a ledger's files are read from: a directory here, or another platform over HTTP.</summary>
public interface ITileSource
{
    /// <summary>The bytes at a path under the log's prefix; null when there is no such file.</summary>
    /// <exception cref="IOException">The source could not be read or gave more bytes than any file of a ledger has.</exception>
    ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellation = default);
}

/// <summary>A ledger in a directory, as <see cref="TileStore"/> writes it.</summary>
public sealed class DirectoryTileSource(string directory) : ITileSource
{
    public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellation = default)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(directory, path), cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>A ledger served over HTTP under <paramref name="prefix"/>, which ends in a slash.</summary>
public sealed class HttpTileSource(HttpClient client, Uri prefix) : ITileSource
{
    /// <summary>A full bundle of the longest entries, in bytes: nothing in a ledger is larger.</summary>
    private const int LargestFile = TilePath.FullWidth * (EntryBundle.PrefixBytes + EntryBundle.LongestEntry);

    public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellation = default)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(prefix, path), HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
            if (!response.IsSuccessStatusCode) throw new IOException($"{path}: HTTP {(int)response.StatusCode}");
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > LargestFile) throw new IOException($"{path}: more than {LargestFile} bytes");
            }
            return bytes.ToArray();
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"{path}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{path}: no answer in time", e);
        }
    }
}
