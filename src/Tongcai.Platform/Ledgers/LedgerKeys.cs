using System.Security.Cryptography;
using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Platform.Ledgers;

/// <summary>平台的签名密钥。Made at first start, each in a file that only its owner can read.</summary>
public sealed class LedgerKeys : IDisposable
{
    /// <summary>Appended to the origin it is the name of the platform as a witness of other ledgers.</summary>
    private const string WitnessSuffix = "/witness";

    private readonly Ed25519PrivateKey ed25519;
    private readonly Ed25519PrivateKey witness;
    private readonly Sm2PrivateKey sm2;
    private readonly string witnessName;

    private LedgerKeys(string origin, Ed25519PrivateKey ed25519, Ed25519PrivateKey witness, Sm2PrivateKey sm2, Sm2PrivateKey peer)
    {
        (this.ed25519, this.witness, this.sm2, Peer) = (ed25519, witness, sm2, peer);
        witnessName = origin + WitnessSuffix;
        Signers = [NoteSigner.Ed25519(origin, ed25519), NoteSigner.Sm2(origin, sm2)];
        Sm3Origin = origin + LedgerPaths.Sm3OriginSuffix;
        Sm3Signers = [NoteSigner.Ed25519(Sm3Origin, ed25519), NoteSigner.Sm2(Sm3Origin, sm2)];
    }

    /// <summary>Signers of the ledger's checkpoint: Ed25519 first, then SM2.</summary>
    public IReadOnlyList<NoteSigner> Signers { get; }

    /// <summary>Origin of the parallel SM3 tree.</summary>
    public string Sm3Origin { get; }

    public IReadOnlyList<NoteSigner> Sm3Signers { get; }

    /// <summary>Signs requests to the restricted feeds of other platforms.</summary>
    public Sm2PrivateKey Peer { get; }

    /// <summary>Ed25519 verifier key, to be pinned by followers and printed on receipts.</summary>
    public string VerifierKey => Signers[0].Key.ToString();

    /// <summary>SM2 verifier key.</summary>
    public string Sm2VerifierKey => Signers[1].Key.ToString();

    /// <summary>Public key to be pinned by the platforms whose restricted feeds are read: base64 of 04 ‖ x ‖ y.</summary>
    public string PeerKey => Convert.ToBase64String(Peer.PublicKey.ToPoint());

    /// <summary>Verifier key (cosignature/v1) of this platform as a witness: for the policies of the ledgers it witnesses.</summary>
    public string WitnessKey => NoteKey.Cosignature(witnessName, witness.PublicKey).ToString();

    /// <summary>Cosigns what this platform witnesses, with the time of <paramref name="system"/>; never the own ledger's key.</summary>
    public NoteSigner Cosigner(TimeProvider system) => NoteSigner.Cosignature(witnessName, witness, system);

    /// <summary>Loads the keys of a directory and makes those that are missing; also writes the public ones as <c>ledger.vkey</c>, <c>witness.vkey</c> and <c>peer.pub</c>.</summary>
    /// <exception cref="InvalidOperationException">A key file can be read by others than its owner, or is damaged.</exception>
    public static LedgerKeys Load(string directory, string origin)
    {
        Directory.CreateDirectory(directory);
        var keys = new LedgerKeys(
            origin, Ed25519(Path.Combine(directory, "ledger.ed25519")), Ed25519(Path.Combine(directory, "witness.ed25519")), Sm2(Path.Combine(directory, "ledger.sm2")), Sm2(Path.Combine(directory, "peer.sm2")));
        Public(Path.Combine(directory, "ledger.vkey"), $"{keys.VerifierKey}\n{keys.Sm2VerifierKey}\n");
        Public(Path.Combine(directory, "witness.vkey"), keys.WitnessKey + "\n");
        Public(Path.Combine(directory, "peer.pub"), keys.PeerKey + "\n");
        return keys;
    }

    public void Dispose()
    {
        ed25519.Dispose();
        witness.Dispose();
        sm2.Dispose();
        Peer.Dispose();
    }

    private static Ed25519PrivateKey Ed25519(string file)
    {
        var seed = Secret(file, () =>
        {
            using var made = Ed25519PrivateKey.Generate();
            return made.ExportSeed();
        });
        try
        {
            return Ed25519PrivateKey.FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    private static Sm2PrivateKey Sm2(string file)
    {
        var pkcs8 = Secret(file, () =>
        {
            using var made = Sm2PrivateKey.Generate();
            return made.ExportPkcs8();
        });
        try
        {
            return Sm2PrivateKey.ImportPkcs8(pkcs8);
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException($"密钥文件 {Path.GetFileName(file)} 已损坏，请从备份恢复；切勿删除后重新生成，否则已有账本无法继续签名。", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private static byte[] Secret(string file, Func<byte[]> make)
    {
        if (!File.Exists(file))
        {
            var made = make();
            OwnerOnlyFiles.Write(file, made, overwrite: false);
            return made;
        }

        if (OwnerOnlyFiles.IsOpenToOthers(file))
            throw new InvalidOperationException($"密钥文件 {Path.GetFileName(file)} 可被他人读取，请先执行 chmod 600；若曾泄露，请更换密钥。");
        return File.ReadAllBytes(file);
    }

    private static void Public(string file, string text)
    {
        if (!File.Exists(file) || File.ReadAllText(file) != text) File.WriteAllText(file, text);
    }
}
