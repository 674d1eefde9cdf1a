using System.Globalization;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Verify;

/// <summary>One step of a verification: what was checked and how it came out.</summary>
/// <param name="Passed">Null where the step could not be taken because an earlier one failed, or nothing was given to check.</param>
public sealed record VerifyStep(string Title, bool? Passed, string Detail);

/// <summary>验证结果。</summary>
/// <param name="Verdict">One sentence.</param>
public sealed record VerifyReport(bool Passed, string Verdict, IReadOnlyList<VerifyStep> Steps)
{
    /// <summary>Origin of the ledger that was spoken of; empty where it was not read.</summary>
    public string Ledger { get; init; } = "";
}

/// <summary>
/// 逐步重算一份证明 with nothing but its text, the entry and the pinned policy: the same on a platform's page and in <c>tongcai verify</c>.
/// Steps: form, ledger, signature, cosignatures where the policy names witnesses, place, path to the root, and where a body is given its digests.
/// </summary>
public static class Verification
{
    private const string SealedStart = "tongcai/sealed-proof@";

    /// <summary>Checks a proof. Never throws on bad input.</summary>
    /// <param name="proof">A tlog-proof, or a sealed proof of a private event.</param>
    /// <param name="entry">The leaf's JSON; for a sealed proof the commitment in hex.</param>
    /// <param name="body">Bytes of the fact's body; null: not checked.</param>
    /// <param name="policy">Pinned keys of the known ledgers, and which witnesses must have cosigned.</param>
    public static VerifyReport Check(string proof, string entry, byte[]? body, TlogPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Check(proof, Encoding.UTF8.GetBytes(entry.Trim()), body, policy);
    }

    /// <inheritdoc cref="Check(string, string, byte[], TlogPolicy)"/>
    /// <param name="entry">Exactly the entry's bytes; for a sealed proof the commitment in hex. Empty: not known.</param>
    public static VerifyReport Check(string proof, ReadOnlyMemory<byte> entry, byte[]? body, TlogPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(policy);
        var text = proof.ReplaceLineEndings("\n").TrimStart('\ufeff', '\n', ' ');
        if (!text.EndsWith('\n')) text += "\n";
        List<VerifyStep> steps = [];
        if (Parse(text, steps) is not var (outer, path)) return Failed(steps);

        if (!Checkpoint.TryParse(outer.Checkpoint.Span, out var head, out var problem)) return Failed(steps, new("账本", false, $"检查点无法读取：{problem}"));
        var signed = policy.Check(outer.Checkpoint.Span);
        if (signed.Fault is PolicyFault.UnknownLog) return Failed(steps, new("账本", false, $"{head.Origin} 不是登记的账本，无从核对签名。"));
        steps.Add(new("账本", true, $"{head.Origin}，检查点含 {head.Size:#,##0} 条。"));

        var keys = string.Join("、", policy.Logs.Where(key => key.Name == head.Origin));
        if (signed.Fault is not PolicyFault.None and not PolicyFault.QuorumMissing) return Failed(steps, new("检查点签名", false, $"用登记的公钥 {keys} 验证不通过：{signed.Detail}"));
        steps.Add(new("检查点签名", true, $"用登记的公钥 {keys} 验证通过。"));
        if (policy.Witnesses.Count > 0)
        {
            var cosigned = signed.Cosigned.Count == 0 ? "无" : string.Join("、", signed.Cosigned.Select(c => $"{c.Key}（{WireJson.Instant(c.Value)}）"));
            if (!signed.Accepted) return Failed(steps, new("见证签名", false, $"没有达到见证规则要求的数目，现有：{cosigned}。证明可能取得过早，请重新取得；仍然不足的，向平台询问见证方的状态。"));
            steps.Add(new("见证签名", policy.NeedsWitnesses ? true : null, $"有效的见证签名：{cosigned}。"));
        }

        if (outer.Index >= head.Size) return Failed(steps, new("位置", false, $"序号 {outer.Index:#,##0} 不在 {head.Size:#,##0} 条之内。"));
        steps.Add(new("位置", true, $"第 {outer.Index:#,##0} 条（从 0 起），距根 {outer.Hashes.Count} 层。"));

        if (Leaf(entry.Span, path, steps) is not { } leaf) return Failed(steps);
        var hash = TreeHash.Sha256.Leaf(leaf);
        if (new InclusionProof(outer.Index, head.Size, outer.Hashes).ComputeRoot(TreeHash.Sha256, hash) is not { } root || root != head.Root)
            return Failed(steps, new("推算到根", false, $"叶 {hash} 与 {outer.Hashes.Count} 个兄弟哈希推不出检查点的根 {head.Root}：内容被改动，或者证明不属于这条记录。"));
        steps.Add(new("推算到根", true, $"叶哈希 {hash} 逐层推算，等于检查点的根 {head.Root}。"));

        if (body is not null && path is null)
        {
            if (FactLeaf.Read(leaf) is not { } fact) steps.Add(new("正文摘要", null, "这一条不是事实，没有正文。"));
            else if (fact.Body.Fits(body)) steps.Add(new("正文摘要", true, $"正文 {body.Length} 字节，SM3 {fact.Body.Sm3}，SHA-256 {fact.Body.Sha256}，与叶中所记一致。"));
            else return Failed(steps, new("正文摘要", false, $"正文的 SM3 是 {Convert.ToHexStringLower(Sm3.Hash(body))}，叶中所记是 {fact.Body.Sm3}：正文被改动。"));
        }

        return new(true, $"验证通过：这一条记录确在账本 {head.Origin} 第 {outer.Index.ToString("#,##0", CultureInfo.InvariantCulture)} 条。", steps) { Ledger = head.Origin };
    }

    private static (TlogProof Outer, SealedPath? Path)? Parse(string text, List<VerifyStep> steps)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (text.StartsWith(SealedStart, StringComparison.Ordinal))
            {
                var parsed = SealedProof.Parse(bytes);
                steps.Add(new("证明格式", true, $"密封事件证明，批内第 {parsed.Path.Slot} 格。"));
                return (parsed.Outer, parsed.Path);
            }

            var outer = TlogProof.Parse(bytes);
            steps.Add(new("证明格式", true, "C2SP tlog-proof。"));
            return (outer, null);
        }
        catch (LedgerFormatException e)
        {
            steps.Add(new("证明格式", false, $"不是完整的证明文件（{e.Message}）。请原样粘贴证明的全部内容，从 c2sp.org/tlog-proof@v1 或 tongcai/sealed-proof@v1 一行开始。"));
            return null;
        }
    }

    private static byte[]? Leaf(ReadOnlySpan<byte> entry, SealedPath? path, List<VerifyStep> steps)
    {
        if (entry.Length == 0)
        {
            steps.Add(new("记录", null, path is null ? "没有给出叶，本平台也没有这一条；请粘贴叶（一行 JSON）。" : "没有给出承诺；请粘贴回执上的承诺（64 位十六进制）。"));
            return null;
        }

        if (path is null) return entry.ToArray();
        var given = Encoding.UTF8.GetString(entry).Trim();
        if (given.Length == 64 && given.All(char.IsAsciiHexDigit) && path.Leaf(new SealedEvent(NodeHash.From(Convert.FromHexString(given)))) is { } leaf)
        {
            steps.Add(new("批内路径", true, $"承诺 {given.ToLowerInvariant()} 在本批第 {path.Slot} 格，经 {path.Hashes.Count} 层推出批的根。"));
            return leaf;
        }

        steps.Add(new("批内路径", false, "承诺应为 64 位十六进制，且与批内路径相合。"));
        return null;
    }

    private static VerifyReport Failed(List<VerifyStep> steps, VerifyStep? last = null)
    {
        if (last is not null) steps.Add(last);
        return new(false, $"验证没有通过：{steps[^1].Title}一步不成立。", steps);
    }
}
