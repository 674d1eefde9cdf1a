using System.Text;
using System.Text.Json;
using Tongcai.Cli.Ledgers;
using Tongcai.Exchange.Archives;
using Tongcai.Exchange.Wire;

namespace Tongcai.Cli.Archives;

/// <summary>One line of the register.</summary>
/// <param name="Sm3">SM3 of the package, hex.</param>
/// <param name="Sha256">SHA-256 of the package, hex.</param>
internal sealed record KeptArchive(string Id, string Ledger, string ProcurementId, string Code, string Title, bool Final, DateTimeOffset MadeAt, DateTimeOffset ImportedAt, string Sm3, string Sha256);

/// <summary>收存的档案：a folder for each, and register.jsonl with a line for each. What is registered is unpacked whole.</summary>
internal sealed class ArchiveRegister(string directory)
{
    private const string FileName = "register.jsonl";
    private const string PackageName = "package.zip";

    private string Register => Path.Combine(directory, FileName);

    /// <exception cref="UnusableException">A line is damaged.</exception>
    public IReadOnlyList<KeptArchive> Read()
    {
        if (!File.Exists(Register)) return [];
        try
        {
            return [.. File.ReadLines(Register).Select(line => JsonSerializer.Deserialize<KeptArchive>(line, WireJson.Options) ?? throw new JsonException("an empty line"))];
        }
        catch (JsonException e)
        {
            throw new UnusableException($"登记簿 {FileName} 有一行无法读取：{e.Message} 请从备份恢复；各档案目录中的 {PackageName} 仍可单独核对。");
        }
    }

    /// <summary>Unpacks a verified package and registers it.</summary>
    /// <exception cref="UnusableException">One of that id is there already.</exception>
    public KeptArchive Add(byte[] package, ArchiveVerdict verdict, DateTimeOffset now)
    {
        var (statement, digest) = (verdict.Statement!, BodyDigest.Of(package));
        if (!ArchiveZip.IsName(statement.Id) || statement.Id.Contains('/', StringComparison.Ordinal)) throw new UnusableException($"档案编号“{statement.Id}”不能作目录名：只能是小写字母和数字。");
        if (Read().FirstOrDefault(k => k.Id == statement.Id) is { } before)
            throw new UnusableException(before.Sha256 == digest.Sha256 ? $"档案 {before.Id} 已于 {before.ImportedAt:yyyy-MM-dd} 收存，不重复收存。" : $"已收存的档案 {before.Id} 内容与此不同（SHA-256 {before.Sha256}）：同一编号只能有一个内容，请查明来源。");
        var (target, beside) = (Path.Combine(directory, statement.Id), Path.Combine(directory, $".{statement.Id}.new"));
        // Left by an import that was interrupted before it was registered.
        foreach (var left in new[] { target, beside }.Where(Directory.Exists)) Directory.Delete(left, recursive: true);
        foreach (var (path, bytes) in verdict.Files.Append(new(PackageName, package)))
        {
            var at = Path.Combine(beside, path);
            Directory.CreateDirectory(Path.GetDirectoryName(at)!);
            File.WriteAllBytes(at, bytes);
        }

        Directory.Move(beside, target);
        var kept = new KeptArchive(statement.Id, statement.Ledger, statement.ProcurementId, statement.Code, statement.Title, statement.Final, statement.MadeAt, now, digest.Sm3, digest.Sha256);
        using var register = new FileStream(Register, FileMode.Append, FileAccess.Write);
        register.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(CanonicalJson.Write(kept)) + "\n"));
        register.Flush(flushToDisk: true);
        return kept;
    }
}
