using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Tongcai.Cryptography.Tests;

/// <summary>A second, independent implementation. A new signer per use: version 1.8.10 breaks on the second signature.</summary>
internal static class BouncyCastleOracle
{
    private static readonly ECDomainParameters Domain = new(GMNamedCurves.GetByName("sm2p256v1"));

    public static byte[] Sm3(byte[] data)
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(data, 0, data.Length);
        var output = new byte[32];
        digest.DoFinal(output, 0);
        return output;
    }

    public static byte[] Sm4Ctr(byte[] key, byte[] counter, byte[] data)
    {
        var cipher = new SicBlockCipher(new SM4Engine());
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key), counter));
        var padded = new byte[(data.Length + 15) / 16 * 16];
        data.CopyTo(padded, 0);
        for (var at = 0; at < padded.Length; at += 16)
            cipher.ProcessBlock(padded, at, padded, at);
        return padded[..data.Length];
    }

    public static byte[] Sign(byte[] scalar, byte[] message, string id)
    {
        var signer = new SM2Signer(PlainDsaEncoding.Instance);
        signer.Init(true, new ParametersWithID(new ParametersWithRandom(Private(scalar)), System.Text.Encoding.UTF8.GetBytes(id)));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    public static bool Verify(byte[] point, byte[] message, byte[] raw, string id)
    {
        var signer = new SM2Signer(PlainDsaEncoding.Instance);
        signer.Init(false, new ParametersWithID(Public(point), System.Text.Encoding.UTF8.GetBytes(id)));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.VerifySignature(raw);
    }

    public static bool VerifyDer(byte[] point, byte[] message, byte[] der)
    {
        var signer = new SM2Signer();
        signer.Init(false, new ParametersWithID(Public(point), "1234567812345678"u8.ToArray()));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.VerifySignature(der);
    }

    /// <summary>C1 ‖ C3 ‖ C2; the engine knows only the old order C1 ‖ C2 ‖ C3.</summary>
    public static byte[] Encrypt(byte[] point, byte[] plain)
    {
        var engine = new SM2Engine();
        engine.Init(true, new ParametersWithRandom(Public(point)));
        var old = engine.ProcessBlock(plain, 0, plain.Length);
        return [.. old[..65], .. old[^32..], .. old[65..^32]];
    }

    public static byte[] Decrypt(byte[] scalar, byte[] c1C3C2)
    {
        var engine = new SM2Engine();
        engine.Init(false, Private(scalar));
        byte[] old = [.. c1C3C2[..65], .. c1C3C2[97..], .. c1C3C2[65..97]];
        return engine.ProcessBlock(old, 0, old.Length);
    }

    private static ECPrivateKeyParameters Private(byte[] scalar) => new(new BigInteger(1, scalar), Domain);

    private static ECPublicKeyParameters Public(byte[] point) => new(Domain.Curve.DecodePoint(point), Domain);
}
