using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Verify;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Archives;

/// <summary>What a package says of itself and whether that is proved.</summary>
/// <param name="Statement">The signed statement; null when there is none.</param>
/// <param name="Files">Everything in the package.</param>
public sealed record ArchiveVerdict(VerifyReport Report, ArchiveStatement? Statement, IReadOnlyDictionary<string, byte[]> Files);

/// <summary>
/// 电子档案的校验, offline: container, signatures, every file against the signed list, every fact against its leaf, body and proof, every stream without gap, the index. All that is wrong is named.
/// </summary>
public static class ArchiveVerification
{
    private const int MostNamed = 20;

    /// <summary>Checks a package. Never throws on bad input.</summary>
    /// <param name="policy">Pinned keys of the ledger and its witnesses.</param>
    public static ArchiveVerdict Check(byte[] package, TlogPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        List<VerifyStep> steps = [];
        var (files, problem) = ArchiveZip.Read(package);
        Step(steps, "档案格式", problem.Length > 0 ? [problem] : [], $"{files.Count} 个文件，容器没有多余内容。");
        var statement = Statement(files, policy, steps);
        var facts = Facts(files, steps);
        if (statement is not null) Listed(files, statement, steps);
        Step(steps, "账本证明", [.. facts.Select(f => Unproved(f.Fact, f.Leaf, statement?.Ledger ?? "", policy)).Where(p => p.Length > 0)], $"{facts.Count} 件事实都在账本 {statement?.Ledger} 中。");
        Step(steps, "流的连续", [.. Gaps(facts)], $"{facts.GroupBy(f => (f.Leaf.Stream, f.Fact.Party)).Count()} 个序列首尾相接，没有遗漏。");
        Step(steps, "目录", [.. Index(files, facts, statement)], "目录所列与事实、文件一致。");
        var passed = steps.TrueForAll(s => s.Passed is not false);
        var failed = steps.Find(s => s.Passed is false)?.Title;
        return new(new(passed, passed ? $"验证通过：{statement!.Title} 的采购档案，{facts.Count} 件事实。" : $"验证没有通过：{failed}一步不成立。", steps) { Ledger = statement?.Ledger ?? "" }, statement, files);
    }

    private static void Step(List<VerifyStep> steps, string title, List<string> wrong, string right) =>
        steps.Add(new(title, wrong.Count == 0, wrong.Count == 0 ? right : string.Join("；", wrong.Take(MostNamed)) + (wrong.Count > MostNamed ? $"；另有 {wrong.Count - MostNamed} 处" : "")));

    private static ArchiveStatement? Statement(IReadOnlyDictionary<string, byte[]> files, TlogPolicy policy, List<VerifyStep> steps)
    {
        var note = new SignedNote("", []);
        var problem = !files.TryGetValue(ArchivePaths.Statement, out var bytes) ? $"没有 {ArchivePaths.Statement}" : SignedNote.TryParse(bytes, out note, out var form) ? "" : form;
        var statement = problem.Length == 0 ? Read<ArchiveStatement>(Encoding.UTF8.GetBytes(note.Text.TrimEnd('\n'))) : null;
        if (problem.Length == 0 && statement is not { V: ArchiveStatement.Form, Ledger: not null, Files: not null, Title: not null }) (problem, statement) = ($"{ArchivePaths.Statement} 不是 {ArchiveStatement.Form} 格式", null);
        var keys = policy.Logs.Where(key => key.Name == statement?.Ledger).ToList();
        if (statement is not null && keys.Count == 0) problem = $"{statement.Ledger} 不是所信任的账本";
        // Every trusted key of the ledger has to have signed.
        if (statement is not null && keys.Find(key => !note.Signatures.Any(s => key.Verify(note.Text, s, out _))) is { } missing) problem = $"没有公钥 {missing} 的有效签名";
        Step(steps, "档案签名", problem.Length > 0 ? [problem] : [], $"{keys.Count} 个所信任的公钥签名有效，形成于 {(statement is null ? "" : WireJson.Instant(statement.MadeAt))}。");
        return statement;
    }

    private static void Listed(IReadOnlyDictionary<string, byte[]> files, ArchiveStatement statement, List<VerifyStep> steps)
    {
        List<string> wrong = [];
        var manifest = files.GetValueOrDefault(ArchivePaths.Manifest);
        if (manifest is null || !statement.Files.Fits(manifest)) wrong.Add($"{ArchivePaths.Manifest} 不是签名时的清单");
        var listed = (Read<List<ArchiveFile>>(manifest ?? []) ?? []).Where(f => f is { Path: not null, Digest: not null }).DistinctBy(f => f.Path).ToDictionary(f => f.Path, f => f.Digest, StringComparer.Ordinal);
        foreach (var (path, digest) in listed)
        {
            if (!files.TryGetValue(path, out var bytes)) wrong.Add($"缺少文件 {path}");
            else if (!digest.Fits(bytes)) wrong.Add($"文件 {path} 被改动");
        }

        wrong.AddRange(files.Keys.Where(p => p is not (ArchivePaths.Statement or ArchivePaths.Manifest) && !listed.ContainsKey(p)).Select(p => $"多出文件 {p}"));
        Step(steps, "文件清单", wrong, $"{listed.Count} 个文件的 SM3 和 SHA-256 都与签名的清单一致。");
    }

    private static List<(ArchivedFact Fact, FactLeaf Leaf)> Facts(IReadOnlyDictionary<string, byte[]> files, List<VerifyStep> steps)
    {
        List<(ArchivedFact, FactLeaf)> facts = [];
        List<string> wrong = [];
        foreach (var (path, bytes) in files.Where(f => f.Key.StartsWith("facts/", StringComparison.Ordinal)))
        {
            if (Read<ArchivedFact>(bytes) is not { Leaf: not null, Body: not null, Party: not null, Proof: not null } fact || fact.Path != path || FactLeaf.Read(Encoding.UTF8.GetBytes(fact.Leaf)) is not { } leaf) wrong.Add($"{path} 不是一件事实");
            else if (!leaf.Body.Fits(Encoding.UTF8.GetBytes(fact.Body))) wrong.Add($"{path}（{fact.Title}）的正文与叶中的摘要不符");
            else if (fact.Salt is null != fact.Class is FactClass.Public || fact.Salt is null != (fact.Party.Length == 0)) wrong.Add($"{path}（{fact.Title}）的级别与盐不符");
            else facts.Add((fact, leaf));
        }

        Step(steps, "事实", wrong, $"{facts.Count} 件，正文与叶一致。");
        return facts;
    }

    /// <summary>Why a fact is not proved; empty when it is.</summary>
    private static string Unproved(ArchivedFact fact, FactLeaf leaf, string ledger, TlogPolicy policy)
    {
        var (name, bytes) = ($"{fact.Path}（{fact.Title}）", Encoding.UTF8.GetBytes(fact.Leaf));
        try
        {
            var proof = Encoding.UTF8.GetBytes(fact.Proof);
            var verdict = fact.Salt is { } salt ? SealedProof.Parse(proof).Reveal(Convert.FromHexString(salt), bytes, policy) : TlogProof.Parse(proof).Verify(bytes, policy);
            if (!verdict.Accepted) return $"{name} 的证明不成立：{verdict.Detail}";
            return verdict.Policy!.Checkpoint!.Origin == ledger ? "" : $"{name} 证明的是另一账本 {verdict.Policy.Checkpoint.Origin} 的第 {leaf.Seq} 号";
        }
        catch (Exception e) when (e is LedgerFormatException or FormatException)
        {
            return $"{name} 的证明无法读取：{e.Message}";
        }
    }

    /// <summary>Public facts of a stream are numbered together, private ones of its party together; each names the leaf before it.</summary>
    private static IEnumerable<string> Gaps(List<(ArchivedFact Fact, FactLeaf Leaf)> facts)
    {
        foreach (var stream in facts.GroupBy(f => (f.Leaf.Stream, f.Fact.Party)))
        {
            var (seq, prev) = (0L, (string?)null);
            foreach (var (fact, leaf) in stream.OrderBy(f => f.Leaf.Seq))
            {
                if (leaf.Seq != seq + 1) yield return $"流 {stream.Key.Stream} 的{(stream.Key.Party.Length == 0 ? "公开" : "不公开")}事实缺第 {seq + 1} 号（{fact.Path} 是第 {leaf.Seq} 号）";
                else if (leaf.Prev != prev) yield return $"{fact.Path} 所指的前一叶不是 {prev ?? "空"}";
                (seq, prev) = (leaf.Seq, FactLeaf.HashOf(Encoding.UTF8.GetBytes(fact.Leaf)));
            }
        }
    }

    private static IEnumerable<string> Index(IReadOnlyDictionary<string, byte[]> files, List<(ArchivedFact Fact, FactLeaf Leaf)> facts, ArchiveStatement? statement)
    {
        if (!files.TryGetValue(ArchivePaths.Index, out var bytes) || Read<ArchiveIndex>(bytes) is not { Facts: { } listed, Documents: { } documents } index || listed.Any(e => e is not { Path: not null, Id: not null }) || documents.Any(d => d is not { Path: not null }))
        {
            yield return $"没有可读的 {ArchivePaths.Index}";
            yield break;
        }

        if (statement is not null && (index.Id != statement.Id || index.ProcurementId != statement.ProcurementId)) yield return "目录是另一份档案的";
        var there = facts.ToDictionary(f => f.Fact.Path, f => f.Leaf.Id, StringComparer.Ordinal);
        foreach (var entry in index.Facts.Where(e => there.GetValueOrDefault(e.Path) != e.Id)) yield return $"目录第 {entry.Number} 行（{entry.Title}）没有对应的事实";
        if (index.Facts.Count != facts.Count) yield return $"目录列 {index.Facts.Count} 件事实，包内 {facts.Count} 件";
        foreach (var document in index.Documents.Where(d => !files.ContainsKey(d.Path))) yield return $"目录所列文件 {document.Path} 不在包内";
    }

    private static T? Read<T>(byte[] bytes)
        where T : class
    {
        try
        {
            return JsonNode.Parse(bytes) is null ? null : JsonSerializer.Deserialize<T>(bytes, WireJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
