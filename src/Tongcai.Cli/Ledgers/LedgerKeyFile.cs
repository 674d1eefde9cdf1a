using System.Security.Cryptography;
using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Cli.Ledgers;

/// <summary>A secret Ed25519 key with the name it signs under, in a file that only its owner can read: one line of form, one of name, one of seed.</summary>
internal static class LedgerKeyFile
{
    private const string Form = "tongcai-note-key/v1";
    private const int SeedBytes = 32;

    /// <summary>Reads the key; makes it when there is none and a name is given.</summary>
    /// <param name="name">Name to sign under; null: the one in the file.</param>
    /// <exception cref="UnusableException">There is none and no name, it is damaged, of another name, or others can read it.</exception>
    public static (string Name, Ed25519PrivateKey Key) Open(FileInfo file, string? name)
    {
        if (!file.Exists) return (name ?? throw new UnusableException($"还没有密钥 {file.Name}：第一次使用请给出名称，例如 log.example.org/ledger。 Give a name the first time."), Make(file, name));
        if (OwnerOnlyFiles.IsOpenToOthers(file.FullName)) throw new UnusableException($"密钥文件 {file.Name} 可被他人读取：请先执行 chmod 600。");
        var lines = File.ReadAllLines(file.FullName);
        if (lines is not [Form, var kept, var text] || !TrySeed(text, out var seed)) throw new UnusableException($"密钥文件 {file.Name} 已损坏或不是密钥：请从备份恢复，切勿重新生成，否则已有的账本不能继续签名。");
        if (name is not null && name != kept) throw new UnusableException($"密钥文件 {file.Name} 属于 {kept}，不是 {name}：请核对名称，或者换一个目录。");
        return (kept, Ed25519PrivateKey.FromSeed(seed));
    }

    private static Ed25519PrivateKey Make(FileInfo file, string name)
    {
        var key = Ed25519PrivateKey.Generate();
        try
        {
            _ = NoteKey.Ed25519(name, key.PublicKey);
        }
        catch (LedgerFormatException)
        {
            throw new UnusableException($"名称“{name}”不能用：不能为空，不能含空白和加号，例如 log.example.org/ledger。");
        }

        Directory.CreateDirectory(file.DirectoryName!);
        OwnerOnlyFiles.Write(file.FullName, System.Text.Encoding.UTF8.GetBytes($"{Form}\n{name}\n{Convert.ToBase64String(key.ExportSeed())}\n"), overwrite: false);
        return key;
    }

    private static bool TrySeed(string text, out byte[] seed)
    {
        seed = new byte[SeedBytes];
        return Convert.TryFromBase64String(text, seed, out var length) && length == seed.Length;
    }
}
