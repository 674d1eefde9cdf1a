using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Supervision.Orders;

/// <summary>监督部门的签名钥。</summary>
/// <param name="Key">SM2 key of the authority; its public half is pinned at the trading platforms.</param>
public sealed record AuthorityKey(Sm2PrivateKey Key)
{
    /// <summary>04‖x‖y, base64: what a trading platform pins.</summary>
    public string Public => Convert.ToBase64String(Key.PublicKey.ToPoint());

    /// <summary>Loads the key from a file that only the operator may read, making it at the first start; writes the public half beside it as <c>authority.pub</c>.</summary>
    /// <exception cref="InvalidOperationException">The key file can be read by others, or is damaged.</exception>
    public static AuthorityKey Load(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "authority.key");
        if (!File.Exists(path))
        {
            using var made = Sm2PrivateKey.Generate();
            OwnerOnlyFiles.Write(path, made.ExportPkcs8(), overwrite: false);
        }

        if (OwnerOnlyFiles.IsOpenToOthers(path))
            throw new InvalidOperationException("密钥文件 authority.key 可被他人读取，请先执行 chmod 600；若曾泄露，请更换密钥并通知各交易平台。");
        try
        {
            var key = new AuthorityKey(Sm2PrivateKey.ImportPkcs8(File.ReadAllBytes(path)));
            File.WriteAllText(Path.Combine(directory, "authority.pub"), key.Public + "\n");
            return key;
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new InvalidOperationException("密钥文件 authority.key 已损坏，请从备份恢复；重新生成后，各交易平台须改用新的公钥。", e);
        }
    }
}
