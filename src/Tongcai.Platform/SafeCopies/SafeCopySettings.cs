using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Tongcai.Cryptography;
using Tongcai.Exchange.Recovery;

namespace Tongcai.Platform.SafeCopies;

/// <summary>安全副本的设置.</summary>
/// <param name="RecoveryKey">Everything is encrypted to it; its private half is held k of n.</param>
/// <param name="SegmentBytes">Bytes of a segment; one is made on every tick.</param>
/// <param name="Copies">Mirrors that must have a segment before what it can restore is published.</param>
public sealed record SafeCopySettings(Sm2PublicKey RecoveryKey, int SegmentBytes = SafeCopySettings.DefaultBytes, int Copies = 1)
{
    public const int DefaultBytes = 65_536;

    /// <summary>Settings <c>SafeCopy:PublicKey</c> (04 ‖ x ‖ y, hexadecimal or base64), <c>SafeCopy:SegmentBytes</c>, <c>SafeCopy:Copies</c>; null without a key: no safe copy is kept.</summary>
    /// <exception cref="InvalidOperationException">A setting makes no sense; the message names it.</exception>
    public static SafeCopySettings? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["SafeCopy:PublicKey"] is not { Length: > 0 } key) return null;
        return new(Key(key), Number(configuration, "SafeCopy:SegmentBytes", DefaultBytes, SafeSegment.Smallest, SafeSegment.Largest), Number(configuration, "SafeCopy:Copies", 1, 1, 9));
    }

    private static Sm2PublicKey Key(string text)
    {
        try
        {
            return Sm2PublicKey.FromPoint(text.Length == 2 * CurvePoint.Length ? Convert.FromHexString(text) : Convert.FromBase64String(text));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new InvalidOperationException("设置 SafeCopy:PublicKey 不是 SM2 公钥：应为 tongcai recovery key 写出的 recovery.pub 的内容。", e);
        }
    }

    private static int Number(IConfiguration configuration, string name, int otherwise, int least, int most) => configuration[name] switch
    {
        null or "" => otherwise,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most => value,
        _ => throw new InvalidOperationException($"设置 {name} 应为 {least} 到 {most} 的整数。"),
    };
}

/// <summary>A folder whose files go along in the safe copy, named so in its records.</summary>
public sealed record SafeFolder(string Name, string Directory);
