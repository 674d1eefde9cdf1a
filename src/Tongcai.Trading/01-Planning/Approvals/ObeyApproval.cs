using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Platform;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>接收批复：a decision that the authority's pinned key has signed makes an application usable or ends it; one that does not verify is parked with its reason.</summary>
public static class ObeyApproval
{
    /// <summary>The application after the decision; nothing for one that waits for none.</summary>
    public static Commit Decide(Approval? approval, ApprovalDecided decided)
    {
        ArgumentNullException.ThrowIfNull(decided);
        // A decision that names something else than was asked for decides nothing here.
        return approval is { State: ApprovalState.Submitted } && approval.ProcurementId == decided.ProcurementId && approval.Subject == decided.Subject && approval.Method == decided.Method
            ? Commit.Empty.Update(approval with
            {
                State = decided.Approved ? ApprovalState.Approved : ApprovalState.Refused, Number = decided.Number, DecidedOn = decided.DecidedOn, Opinion = decided.Opinion,
                BudgetFen = Math.Min(approval.BudgetFen, decided.BudgetFen),
            })
            : Commit.Empty;
    }

    /// <summary>Whether the decision carries the signature of the pinned authority.</summary>
    public static bool Verifies(ApprovalDecided decided, Sm2PublicKey authority)
    {
        ArgumentNullException.ThrowIfNull(decided);
        return AuthoritySignature.Verifies(decided.SignedText(), decided.Signature, authority);
    }

    /// <summary>Registers the reader of decisions.</summary>
    /// <param name="authority">Public key of the authority, base64 of 04‖x‖y; empty: decisions are parked until it is set.</param>
    public static void AddApprovals(this IServiceCollection services, string authority) => services.AddFactReader<ApprovalDecided>(async (p, decided, _, cancel) =>
    {
        if (authority.Length == 0)
            throw new InvalidOperationException("没有设置监督部门的公钥（Authority:PublicKey），批复无法核验。");
        if (!Verifies(decided, Sm2PublicKey.FromPoint(Convert.FromBase64String(authority))))
            throw new InvalidOperationException($"批复 {decided.Number} 的签名与监督部门的公钥不符。");
        return await p.GetRequiredService<IStore>().Read(async db => Decide(await db.Find<Approval>(decided.ApplicationId), decided), cancel);
    });
}
