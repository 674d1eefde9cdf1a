using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>我的评审：invitations and seats of the expert who looks.</summary>
public sealed record SeatsPage(IReadOnlyList<SeatRow> Seats)
{
    /// <summary>Unanswered invitations and the newest seats; older ones are found through their procurements.</summary>
    private const int Most = 200;

    internal static async Task<SeatsPage?> Read(QueryContext context)
    {
        var (seats, procurements) = await context.Read(async db =>
        {
            var own = await db.Where<Seat>(
                $"""
                account_id = @AccountId
                order by case answer when 'invited' then 0 else 1 end, (select bid_deadline from procurement p where p.id = procurement_id) desc, id limit {Most}
                """, context.Actor);
            return (own, (await db.Where<Procurement>("id in (select procurement_id from seat where account_id = @AccountId)", context.Actor)).ToDictionary(p => p.Id));
        });
        return new(
        [
            .. seats.Select(s => (Seat: s, On: procurements[s.ProcurementId]))
                .Select(s => new SeatRow(s.Seat.Id, s.On.Id, s.On.Title, s.On.PurchaserName, s.On.BidDeadline?.BeijingTime() ?? "", s.Seat.Answer, StageNames.Of(s.On.Stage, s.On.Words()))),
        ]);
    }
}

/// <summary>一个席位。</summary>
public sealed record SeatRow(string Id, string ProcurementId, string Title, string Purchaser, string At, string Answer, string Where)
{
    public string AnswerText => Answer switch { "invited" => "待答复", "accepted" => "已接受", "declined" => "不能参加", _ => "已回避" };
}
