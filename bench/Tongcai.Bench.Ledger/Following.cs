using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;

namespace Tongcai.Bench.Ledger;

/// <summary>
/// A follower reads a platform's ledger over HTTP from its beginning: signature, bundles, leaf hashes up to the signed root, leaf form, both digests of each body, the fact itself, and a row
/// for each in its own database. Source and follower are two processes on the same cores.
/// </summary>
internal static class Following
{
    private const string Origin = "bench.example/ledger";

    public static async Task Print(string folder, int facts)
    {
        var source = Durable.Fresh(folder, "source");
        await using (var store = SqliteStore.Open(Path.Combine(source, "data.db"), Durable.Setup)) await DurableFacts.Run(store, source, 2048, facts, 8);
        var address = new Uri("http://127.0.0.1:28471/");
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--data", source, "--serve", address.GetLeftPart(UriPartial.Authority)]))!;
        try
        {
            Report.Head($"Following {facts:N0} facts over HTTP", "run", "facts/s verified and learned", "CPU µs/fact of the follower");
            using var http = new HttpClient();
            await Ready(http, address);
            using var keys = LedgerKeys.Load(Path.Combine(source, "keys"), Origin);
            using var self = Sm2PrivateKey.Generate();
            for (var run = 0; run <= 3; run++)
            {
                await using var store = SqliteStore.Open(Path.Combine(Durable.Fresh(folder, "follower"), "data.db"), Durable.Setup);
                var follower = new SourceFollower(
                    new FollowedSource(Origin, address, keys.VerifierKey, null), new LedgerClient(http, address, Origin), new PeerIdentity(self, "self.example/ledger", TimeProvider.System), store, Durable.Setup.Kinds,
                    [FactReader.Of<Measured>((fact, origin, _) => Task.FromResult(Commit.Empty.Insert(new MeasuredRow { Id = origin.Leaf.Id, Name = fact.Title, AmountFen = fact.AmountFen, State = "Learned", At = fact.At }))) with { Concern = fact => ((Measured)fact).Title }]);
                var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                while (await follower.Step() is FollowState.Advanced)
                {
                    // Until everything there is has been learned.
                }

                var there = await store.Read(async c =>
                {
                    await using var command = c.CreateCommand();
                    command.CommandText = "select count(*) from measured_row";
                    return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
                });
                if (there != facts) throw new InvalidOperationException($"{there} of {facts} facts were learned.");
                if (run > 0) Report.Row(run, facts / clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / facts);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    public static async Task Serve(string folder, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.AddTongcaiPlatform(new PlatformOptions { DataDirectory = folder, Origin = Origin, Tick = TimeSpan.FromHours(1), Assemblies = [typeof(Measured).Assembly] });
        var app = builder.Build();
        app.MapLedger();
        await app.RunAsync();
    }

    private static async Task Ready(HttpClient http, Uri address)
    {
        for (var n = 0; n < 200; n++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(address, "ledger/checkpoint"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The source does not answer.");
    }
}
