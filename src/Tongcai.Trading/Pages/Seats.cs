using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>我的评审：invitations and seats of the expert who looks.</summary>
public sealed record SeatsPage(IReadOnlyList<SeatRow> Seats)
{
    internal static async Task<SeatsPage?> Read(QueryContext context)
    {
        var rows = await context.Read(async db =>
        {
            var seats = await db.Where<Seat>("account_id = @AccountId order by id", context.Actor);
            List<SeatRow> found = [];
            foreach (var seat in seats)
            {
                if (await db.Find<Procurement>(seat.ProcurementId) is { } p)
                    found.Add(new(seat.Id, p.Id, p.Title, p.PurchaserName, p.BidDeadline?.BeijingTime() ?? "", seat.Answer, StageNames.Of(p.Stage)));
            }

            return found;
        });
        return new(rows);
    }
}

/// <summary>一个席位。</summary>
public sealed record SeatRow(string Id, string ProcurementId, string Title, string Purchaser, string At, string Answer, string Where)
{
    public string AnswerText => Answer switch { "invited" => "待答复", "accepted" => "已接受", "declined" => "不能参加", _ => "已回避" };
}
