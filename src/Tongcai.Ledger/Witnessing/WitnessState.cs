using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Ledger;

/// <summary>Reads the last note a witness has cosigned for an origin; null when there is none.</summary>
public delegate ValueTask<byte[]?> ReadWitnessed(string origin, CancellationToken cancellation);

/// <summary>
/// Puts <paramref name="next"/> in the place of <paramref name="expected"/>, durably and only if that is still what stands there;
/// false when it is not.
/// </summary>
public delegate ValueTask<bool> ReplaceWitnessed(string origin, byte[]? expected, byte[] next, CancellationToken cancellation);

/// <summary>What a witness remembers. A platform keeps it in its database; a stand-alone witness in a directory.</summary>
public sealed record WitnessState(ReadWitnessed Read, ReplaceWitnessed Replace)
{
    private const string LockFile = ".lock";

    /// <summary>The name of an origin in files and addresses: hexadecimal SHA-256.</summary>
    public static string FileName(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    /// <summary>One file per origin; compare and set under a lock that holds against other processes too, each write synced.</summary>
    public static WitnessState InDirectory(string directory)
    {
        directory = Path.GetFullPath(directory);
        Directory.CreateDirectory(directory);
        var turn = new SemaphoreSlim(1);
        return new WitnessState(Read, Replace);

        ValueTask<byte[]?> Read(string origin, CancellationToken cancellation) => new DirectoryTileSource(directory).ReadAsync(FileName(origin), cancellation);

        async ValueTask<bool> Replace(string origin, byte[]? expected, byte[] next, CancellationToken cancellation)
        {
            await turn.WaitAsync(cancellation);
            try
            {
                await using var held = await LockAsync(Path.Combine(directory, LockFile), cancellation);
                var standing = await Read(origin, cancellation);
                if (standing is null != expected is null || (standing is not null && !standing.AsSpan().SequenceEqual(expected))) return false;
                DurableFiles.Write(directory, [new(FileName(origin), next)], []);
                return true;
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellation)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (tries < 200)
            {
                // Another process holds it for the time of one synced write.
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
            }
        }
    }
}
