using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Challenges;

/// <summary>暂停期满：a suspension never lasts longer than its order says, thirty days at most (政府采购法第五十七条).</summary>
public sealed class SuspensionEnd(IStore store) : IDueWork
{
    public string Name => "suspension-end";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel)
    {
        var last = await store.Read(db => db.ExecuteScalarAsync<string?>("SELECT MIN(suspended_until) FROM procurement WHERE suspended_by IS NOT NULL AND suspended_until IS NOT NULL"), cancel);
        return last is null ? null : DateOnly.ParseExact(last, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).AddDays(1).Beijing(TimeOnly.MinValue);
    }

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        var today = now.BeijingDate();
        var over = await store.Read(db => db.Where<Procurement>("suspended_by is not null and suspended_until < @today", new { today }), cancel);
        foreach (var procurement in over)
        {
            await store.Execute(
                Commit.Empty.Update(procurement with { SuspendedBy = null, SuspendedUntil = null })
                    .Record(new OrderObeyed(procurement.Id, procurement.SuspendedBy!, "lapsed", now)),
                null, cancel);
        }
    }
}
