using Dapper;
using Tongcai.Ledger;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.Witnessing;

/// <summary>见证记录。What this platform has cosigned, in its database: compared and set in one transaction that is durable before the answer leaves.</summary>
internal static class WitnessedNotes
{
    public static WitnessState In(IStore store, TimeProvider system) => new(
        async (origin, cancel) => await store.Read(c => c.QuerySingleOrDefaultAsync<byte[]?>("select note from witnessed where origin = @origin", new { origin }), cancel),
        async (origin, expected, next, cancel) => await store.Transact(session => Replace(session, origin, expected, next, system.GetUtcNow().ToUnixTimeMilliseconds()), cancel));

    private static bool Replace(SqlSession session, string origin, byte[]? expected, byte[] next, long at) => 1 == (expected is null
        ? session.Execute("insert into witnessed (origin, note, at) values (@origin, @next, @at) on conflict (origin) do nothing", ("origin", origin), ("next", next), ("at", at))
        : session.Execute("update witnessed set note = @next, at = @at where origin = @origin and note = @expected", ("origin", origin), ("next", next), ("at", at), ("expected", expected)));
}
