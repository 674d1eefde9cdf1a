using System.Diagnostics;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.Trading.Bidding;

namespace Tongcai.Bench.Sealing;

/// <summary>What this machine can do at best of each thing that a seal cannot do without, all processors together, a second.</summary>
/// <param name="Verify">SM2 verifications.</param>
/// <param name="Sign">SM2 signatures.</param>
/// <param name="Durable">Durable commits of a bid and its fact through the store, written by many at once.</param>
internal sealed record Rates(double Verify, double Sign, double Durable)
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(4);

    /// <summary>Seals a second that cannot be surpassed: one signature verified, one made, one commit; whichever runs out first, processors or disk.</summary>
    public double Limit => Math.Min(1 / (1 / Verify + 1 / Sign), Durable);

    public static async Task<Rates> Measure(string folder, byte[] envelope)
    {
        using var key = Sm2PrivateKey.Generate();
        var digest = Sm3.Hash(envelope);
        var signature = key.Sign(digest);
        return new(
            Busy(() =>
            {
                if (!key.PublicKey.Verify(digest, signature))
                    throw new InvalidOperationException("A sound signature did not verify.");
            }),
            Busy(() => key.Sign(digest)), await Commits(folder, envelope));
    }

    private static double Busy(Action once)
    {
        long done = 0;
        var clock = Stopwatch.StartNew();
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            for (; clock.Elapsed < Each; Interlocked.Increment(ref done))
                once();
        });
        return done / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Commits(string folder, byte[] envelope)
    {
        var at = Directory.CreateDirectory(Path.Combine(folder, "commits-" + RandomId.New())).FullName;
        long done = 0;
        await using (var store = SqliteStore.Open(Path.Combine(at, "data.db"), new StoreSetup([typeof(Bid).Assembly], new LegalTime(TimeProvider.System), new SystemTime())))
        {
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, Sealing.Writers).Select(async _ =>
            {
                await Task.Yield();
                while (clock.Elapsed < Each)
                {
                    var bid = new Bid { Id = RandomId.New(), ProcurementId = "p", LotId = "l", Pseudonym = RandomId.New(), Envelope = envelope, EnvelopeSm3 = RandomId.New(), EnvelopeSha256 = RandomId.New(), ReceivedAt = DateTimeOffset.UnixEpoch };
                    var fact = new BidSealed(bid.ProcurementId, bid.LotId, bid.Id, bid.Pseudonym, bid.EnvelopeSm3, bid.EnvelopeSha256, "", bid.ReceivedAt);
                    if (await store.Execute(Commit.Empty.Insert(bid).Record(fact, party: bid.Pseudonym)) is not Committed)
                        throw new InvalidOperationException("A commit was not acknowledged.");
                    Interlocked.Increment(ref done);
                }
            }));
        }

        Directory.Delete(at, recursive: true);
        return done / Each.TotalSeconds;
    }
}
