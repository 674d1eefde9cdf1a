using System.Text.Json;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Trustee;

/// <summary>Files that only their owner can read, replaced whole: what was answered is on the disk before the answer leaves.</summary>
internal static class OwnFiles
{
    public static void Write(string path, ReadOnlySpan<byte> bytes) => OwnerOnlyFiles.Write(path, bytes, overwrite: true);

    public static void WriteJson<T>(string path, T value) => Write(path, JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options));

    /// <exception cref="InvalidOperationException">Others can read the file, or it is damaged.</exception>
    public static byte[]? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        if (OwnerOnlyFiles.IsOpenToOthers(path))
            throw new InvalidOperationException($"文件 {Path.GetFileName(path)} 可被他人读取，请先执行 chmod 600。");
        return File.ReadAllBytes(path);
    }

    public static T? ReadJson<T>(string path)
        where T : class
    {
        try
        {
            return Read(path) is { } bytes ? JsonSerializer.Deserialize<T>(bytes, WireJson.Options) : null;
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"文件 {Path.GetFileName(path)} 已损坏，请从备份恢复。", e);
        }
    }
}
