using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Jobs;

/// <summary>租约。A claim in the database that one process at a time can hold, by compare-and-set; measured in system time.</summary>
/// <param name="store">Where the lease row is.</param>
/// <param name="name">What it guards, e.g. sequencer.</param>
/// <param name="system">System time.</param>
public sealed class Lease(IStore store, string name, TimeProvider system)
{
    /// <summary>After this a holder that has died is replaced.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    private readonly string holder = RandomId.New();
    private DateTimeOffset prolongAt;

    /// <summary>Takes or prolongs the lease; false while another process holds it.</summary>
    public Task<bool> Take(CancellationToken cancel = default) => store.Transact(Take, cancel);

    /// <summary>Takes the lease and keeps it; for a loop that asks on every turn. Prolonged well before it runs out, not each time: a lease costs an fsync.</summary>
    public async Task<bool> Hold(CancellationToken cancel = default)
    {
        if (system.GetUtcNow() < prolongAt) return true;
        if (!await Take(cancel)) return false;
        prolongAt = system.GetUtcNow() + Length / 3;
        return true;
    }

    /// <summary>Gives the lease up, so that another need not wait.</summary>
    public Task GiveUp(CancellationToken cancel = default) =>
        store.Transact(session => session.ExecuteAside("update lease set until = 0, version = version + 1 where id = @id and holder = @holder", ("id", name), ("holder", holder)), cancel);

    /// <summary>Ends every lease: for a start that knows that no other process works on the database, so that the leases of one that died need not run out.</summary>
    internal static Task EndAll(IStore store, CancellationToken cancel) => store.Transact(session => session.ExecuteAside("update lease set until = 0, version = version + 1 where until > 0"), cancel);

    /// <summary>Inside a transaction: takes or prolongs the lease with what the transaction does.</summary>
    internal bool Take(SqlSession session)
    {
        var now = system.GetUtcNow();
        var (mine, until) = (("holder", (object?)holder), ("until", (object?)(now + Length).ToUnixTimeMilliseconds()));
        return session.ExecuteAside("update lease set holder = @holder, until = @until, version = version + 1 where id = @id and (holder = @holder or until < @now)", mine, until, ("id", name), ("now", now.ToUnixTimeMilliseconds())) == 1
            || session.ExecuteAside("insert into lease (id, version, holder, until) values (@id, 1, @holder, @until) on conflict (id) do nothing", mine, until, ("id", name)) == 1;
    }
}
