using System.Globalization;
using System.Text;

namespace Tongcai.Exchange.Files;

/// <summary>文件名检查, and the name under which a file of others is saved.</summary>
public static class FileNames
{
    private const int LongestBytes = 200;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    private static readonly HashSet<string> Programs = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".hta", ".msi", ".msp", ".cpl", ".lnk", ".url", ".reg", ".jar", ".apk", ".dll", ".sys", ".sh", ".chm", ".iso", ".img", ".vhd", ".scf", ".inf", ".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".xlam",
    };

    private static readonly HashSet<string> Papers = new(StringComparer.OrdinalIgnoreCase) { ".pdf", ".ofd", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".txt", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".zip" };

    /// <summary>What is wrong with a name.</summary>
    public static IEnumerable<FileMark> Check(string name, string entry = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Any(c => char.IsControl(c) || char.IsSurrogate(c) && !IsPaired(name)))
            yield return new("name.control", true, "文件名含有控制字符或残缺字符。", entry);
        if (name.EnumerateRunes().Any(r => Rune.GetUnicodeCategory(r) == UnicodeCategory.Format))
            yield return new("name.direction", true, "文件名含有改变书写方向或不可见的字符，看到的扩展名可能不是真的。", entry);
        if (name.IndexOfAny(['/', '\\', ':']) >= 0 || name is "." or "..")
            yield return new("name.path", true, "文件名带有路径。", entry);
        if (Devices.Contains(name.Split('.')[0].TrimEnd(' ')))
            yield return new("name.device", true, "文件名是系统保留的设备名。", entry);
        if (name.Length == 0 || name[^1] is '.' or ' ' || Encoding.UTF8.GetByteCount(name) > LongestBytes)
            yield return new("name.length", false, "文件名为空、过长，或者以点、空格结尾。", entry);
        var last = Path.GetExtension(name);
        if (Programs.Contains(last))
            yield return new("name.program", true, $"扩展名 {last} 是程序、脚本或带宏的文档。", entry);
        else if (last.Length == 0 || !Papers.Contains(last))
            yield return new("name.unusual", false, $"扩展名{(last.Length == 0 ? "缺失" : $" {last} 不在常用的文档类型之内")}。", entry);
        if (Programs.Contains(last) && Papers.Contains(Path.GetExtension(Path.GetFileNameWithoutExtension(name))))
            yield return new("name.double", true, "文件名有两个扩展名，真实类型被掩盖。", entry);
    }

    /// <summary>A name that can be saved anywhere and shows what the file is: signs that deceive are left out; of a dangerous file the extension does not open anything.</summary>
    public static string Safe(string name, bool dangerous)
    {
        ArgumentNullException.ThrowIfNull(name);
        var kept = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Where(r => r != Rune.ReplacementChar && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)))
            kept.Append(rune.IsAscii && rune.Value is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' ? "_" : rune.ToString());
        var safe = kept.ToString().Trim(' ', '.');
        if (safe.Length == 0 || Devices.Contains(safe.Split('.')[0]))
            safe = "附件" + (safe.Length == 0 ? "" : "_" + safe);
        while (Encoding.UTF8.GetByteCount(safe) > LongestBytes)
            safe = Path.GetFileNameWithoutExtension(safe) is { Length: > 2 } stem ? stem[..^2] + Path.GetExtension(safe) : safe[..^1];
        return dangerous ? safe + ".danger" : safe;
    }

    private static bool IsPaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }
}
