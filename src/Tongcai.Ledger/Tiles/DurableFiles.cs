using System.Runtime.InteropServices;

namespace Tongcai.Ledger;

/// <summary>
/// Writes files so that after a power cut each is either whole or absent: temporary file, fsync, rename, fsync of the directory.
/// A set is written together; when <see cref="Write"/> returns, all of it is on the disk.
/// </summary>
public static partial class DurableFiles
{
    private const string Temporary = ".tmp";

    /// <summary>Writes each file under <paramref name="root"/>, replacing what is there.</summary>
    /// <param name="unchanged">Files that stand already but whose directory entry may not have reached the disk.</param>
    public static void Write(string root, IReadOnlyList<KeyValuePair<string, byte[]>> files, IEnumerable<string> unchanged)
    {
        var directories = new HashSet<string>(unchanged.Select(path => Path.GetDirectoryName(Path.Combine(root, path))!));
        foreach (var (path, _) in files) MakeDirectory(Path.GetDirectoryName(Path.Combine(root, path))!, directories);
        foreach (var (path, bytes) in files) WriteAndFlush(Path.Combine(root, path) + Temporary, bytes);
        foreach (var (path, _) in files) File.Move(Path.Combine(root, path) + Temporary, Path.Combine(root, path), overwrite: true);
        foreach (var directory in directories) FlushDirectory(directory);
    }

    /// <summary>Moves whole files into place, each flushed before.</summary>
    public static void MoveInto(string root, string from, IReadOnlyList<string> paths)
    {
        var directories = new HashSet<string>();
        foreach (var path in paths)
        {
            var target = Path.Combine(root, path);
            MakeDirectory(Path.GetDirectoryName(target)!, directories);
            using (var handle = File.OpenHandle(Path.Combine(from, path), FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(handle);
            File.Move(Path.Combine(from, path), target, overwrite: true);
        }
        foreach (var directory in directories) FlushDirectory(directory);
    }

    private static void WriteAndFlush(string path, byte[] bytes)
    {
        using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, bytes.Length);
        RandomAccess.Write(handle, bytes, 0);
        RandomAccess.FlushToDisk(handle);
    }

    private static void MakeDirectory(string directory, HashSet<string> toFlush)
    {
        if (!toFlush.Add(directory) || Directory.Exists(directory)) return;
        MakeDirectory(Path.GetDirectoryName(directory)!, toFlush);
        Directory.CreateDirectory(directory);
    }

    /// <summary>Makes renames within a directory durable. Windows has no such call; NTFS journals them.</summary>
    /// <exception cref="IOException">The directory cannot be synced.</exception>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(directory, 0);
        if (descriptor < 0) throw new IOException($"{directory}: open for fsync failed, errno {Marshal.GetLastPInvokeError()}");
        try
        {
            if (Fsync(descriptor) != 0) throw new IOException($"{directory}: fsync failed, errno {Marshal.GetLastPInvokeError()}");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
