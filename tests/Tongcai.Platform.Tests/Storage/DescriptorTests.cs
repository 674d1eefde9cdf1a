using System.Net.Sockets;
using Dapper;
using Tongcai.Ledger;
using Tongcai.Platform.Tests.Ledgers;
using Tongcai.Tests;

namespace Tongcai.Platform.Tests.Storage;

/// <summary>A platform that runs out of descriptors: what it acknowledges stays, nothing is half done, and it goes on when there are some again, started anew if need be.</summary>
public sealed class DescriptorTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Fault(8)]
    public async Task Out_of_descriptors_nothing_is_half_done_and_work_goes_on_afterwards()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit");
        await using var engine = new SqliteEngine();
        var address = new Uri($"http://127.0.0.1:{Ports.Take()}/");
        var process = ServerProcess.Start(engine.Folder, address, descriptors: 400);
        try
        {
            using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
            await Until(async () => await Write(http, "先"));
            var sockets = new List<TcpClient>();
            for (var n = 0; n < 600; n++)
            {
                var socket = new TcpClient();
                sockets.Add(socket);
                await socket.ConnectAsync(address.Host, address.Port, Cancel);
            }

            // None is left: a further connection is taken by the kernel, never by the platform.
            using (var late = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(2) })
                await Assert.ThrowsAnyAsync<Exception>(() => late.GetStringAsync("ledger/checkpoint", Cancel));

            // The connection that was there still works; whatever it says, it means.
            var acknowledged = new List<string>();
            for (var n = 0; n < 20; n++)
                if (await Write(http, $"紧{n}")) acknowledged.Add($"紧{n}");
            foreach (var socket in sockets) socket.Dispose();
            // The runtime itself may give up without descriptors; then whoever watches over the platform starts it again.
            await Task.WhenAny(process.WaitForExitAsync(Cancel), Task.Delay(TimeSpan.FromSeconds(1), Cancel));
            if (process.HasExited)
            {
                process.Dispose();
                process = ServerProcess.Start(engine.Folder, address, descriptors: 400);
            }

            await Until(async () => await Write(http, "后"));
            var size = await Until(async () => await Sequenced(http, acknowledged.Count + 2));
            Assert.True(size >= acknowledged.Count + 2);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            await using var store = await engine.Open();
            var names = await store.Read(async c => (await c.QueryAsync<string>("select name from specimen")).ToList());
            Assert.Equal(names.Count, names.Distinct().Count());
            Assert.Empty(acknowledged.Except(names));
            Assert.Equal(names.Count, await store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from ledger_fact where kind = 'specimen.shown'")));
            Assert.Empty(await new Platform.Ledgers.Reconciler(store, engine.Setup()).Run(Cancel));
            Assert.Empty(await LedgerFsck.RunAsync(new DirectoryTileSource(Path.Combine(engine.Folder, "ledger")), FsckScope.Everything, Cancel));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
    }

    private static async Task<bool> Write(HttpClient http, string name)
    {
        try
        {
            using var answer = await http.PostAsync($"write/{name}", null, Cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<long> Sequenced(HttpClient http, long least) =>
        Checkpoint.Parse(await http.GetByteArrayAsync("ledger/checkpoint", Cancel)) is { } head && head.Size >= least ? head.Size : 0;

    private static async Task<T> Until<T>(Func<Task<T>> there)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                if (await there() is { } found && !Equals(found, default(T))) return found;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && n < 300)
            {
                // Not there yet.
            }

            if (n == 300) throw new InvalidOperationException("It never came.");
            await Task.Delay(100, Cancel);
        }
    }
}
