using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Opening;

/// <summary>
/// 解密的补救：too few trustees a quarter of an hour after the deadline. The missing ones are called, on the ledger, and waited for as long as the tender document says; then bidders may open with
/// their own copies; then the opening goes on with what is there, and what stays closed is not its bidder's fault (电子招标投标办法第三十一条).
/// </summary>
public static class OpeningRecovery
{
    /// <summary>How long nothing is recorded: a program that is started again needs minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Longest time for the missing trustees, whatever the tender document says.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    /// <summary>The commit that calls the missing trustees; null when it is too early or was done.</summary>
    public static Commit? Call(OpeningCase c, IReadOnlyList<TrusteeState> states, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(c);
        if (c.Call is not null || c.Procurement.BidDeadline is not { } deadline || now < deadline + Patience)
            return null;
        var window = TimeSpan.FromMinutes(c.Tender.Document.Value.DecryptMinutes);
        var until = now + (window < LongestWait ? window : LongestWait);
        var row = new OpeningCallRow
        {
            Id = c.Procurement.Id, CalledAt = now, TrusteesUntil = until, BiddersUntil = until + window, Missing = new([.. states.Where(s => !s.Answered).Select(s => s.Name)]),
        };
        return Commit.Empty.Insert(row).Require(c.Procurement).Record(new OpeningCalled(row.Id, row.CalledAt, row.TrusteesUntil, row.BiddersUntil, row.Missing.Value, OpeningRules.Undecrypted.Id));
    }

    /// <summary>Whether the opening goes on without the missing trustees: every bid has its bidder's keys, or the bidders' time is over as well.</summary>
    public static bool GoesOn(OpeningCase c, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(c);
        return c.Call is { } call && now >= call.TrusteesUntil && (now >= call.BiddersUntil || c.ToOpen.All(b => IsWhole(b, c.Handed)));
    }

    /// <summary>Whether bidders hand in keys now; else why not.</summary>
    public static Refusal? Check(OpeningCallRow? call, DateTimeOffset now) => call switch
    {
        null => OpeningRules.Undecrypted.Refuse("受托人解密没有失败，或者还没有满等待时间，不需要投标人解密。", "请留意开标大厅；需要投标人解密的，大厅会写明起止时间。"),
        _ when now < call.TrusteesUntil => OpeningRules.Undecrypted.Refuse($"正在等待未到的受托人，到 {call.TrusteesUntil.BeijingSeconds()} 为止。", "请在这个时间以后用自留密钥解密；受托人到齐的，不需要解密。"),
        _ when now >= call.BiddersUntil => OpeningRules.Undecrypted.Refuse($"投标人解密的时间到 {call.BiddersUntil.BeijingSeconds()} 为止，已经结束。", "没有开启的投标文件按非投标人原因处理，视为撤回；造成直接损失的，可以要求责任方赔偿。"),
        _ => null,
    };

    /// <summary>What the hall says of it.</summary>
    public static string Words(OpeningCallRow? call, DateTimeOffset now) => call switch
    {
        null => "",
        _ when now < call.TrusteesUntil => $"已于 {call.CalledAt.BeijingSeconds()} 催请，等到 {call.TrusteesUntil.BeijingSeconds()}（{OpeningRules.Undecrypted.Id}）。",
        _ => $"受托人逾时未到；投标人可在 {call.BiddersUntil.BeijingSeconds()} 前用自留密钥解密，逾时未开启的视为撤回（{OpeningRules.Undecrypted.Id}）。",
    };

    private static bool IsWhole(LiveBid bid, IReadOnlyList<HandedKeyRow> handed) =>
        SealedEnvelope.TryParse(bid.Bid.Envelope)?.Envelope.Sections.All(s => handed.Any(h => h.BidId == bid.Bid.Id && h.Section == s.Name)) == true;
}
