using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Conformance;

/// <summary>
/// 观察。Fetches from a platform what the rules judge, knowing nothing of it but the published page. Nothing is changed there except, with a log of the tester's own, what it remembers of that log.
/// </summary>
public static class Observer
{
    private const int TagAttempts = 4;

    private static readonly string NoDigest = new('0', 64);

    /// <param name="http">Client with a timeout that follows no redirect.</param>
    /// <param name="address">The platform.</param>
    /// <param name="progress">Told in Chinese what is being done; null: nobody.</param>
    public static async Task<Observed> Run(HttpClient http, Uri address, ConformanceTerms terms, TimeProvider time, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(time);
        var probe = new Probe(http, new Uri(address.ToString().TrimEnd('/') + "/"));
        var o = new Observed(probe.Address, terms);
        await Announcement(o, probe, cancel);
        if (o.Page.Status == 0) return o;
        progress?.Invoke("读取接口规范");
        await Specification(o, probe, cancel);
        progress?.Invoke($"观察账本 {terms.Watch.Ticks / TimeSpan.TicksPerSecond} 秒");
        var began = time.GetTimestamp();
        await Look(o, probe, time.GetElapsedTime(began), cancel);
        var early = await Early(o, probe, cancel);
        while (time.GetElapsedTime(began) < terms.Watch)
        {
            await Task.Delay(terms.Step, time, cancel);
            await Look(o, probe, time.GetElapsedTime(began), cancel);
        }

        progress?.Invoke("读取账本");
        await Ledger(o, probe, early, cancel);
        progress?.Invoke($"读取正文和证明（{o.Entries.Value.Read.Count:#,##0} 条）");
        await Restricted(o, probe, time, cancel);
        await Bodies(o, probe, cancel);
        await Proofs(o, probe, cancel);
        progress?.Invoke("检测见证");
        await WitnessQuestions.Ask(o, probe, cancel);
        foreach (var log in o.Followed) o.Seen[log] = await probe.Get("ledger/seen/" + log.Hash, cancel);
        o.NoSuchSeen = await probe.Get("ledger/seen/" + WitnessState.FileName("unknown.invalid/conformance"), cancel);
        return o;
    }

    private static async Task Announcement(Observed o, Probe probe, CancellationToken cancel)
    {
        o.Page = await probe.Get("api/v1/ledger", cancel);
        var tag = o.Page.Header("ETag");
        // The ledger may grow between two requests; then the answer is the new one, with its tag.
        for (var attempt = 0; tag.Length > 0 && o.PageUnchanged.Status != 304 && attempt < TagAttempts; attempt++)
        {
            o.PageUnchanged = await probe.Get("api/v1/ledger", cancel, ("If-None-Match", tag));
            if (o.PageUnchanged.Header("ETag") is { Length: > 0 } next) tag = next;
        }

        o.NoSuchApi = await probe.Get("api/v1/no-such-resource", cancel);
        o.VerifierKeys = await probe.Get("ledger/vkey", cancel);
        o.WitnessKeyFile = await probe.Get("witness/vkey", cancel);
        o.PolicyFile = await probe.Get("ledger/policy", cancel);
    }

    private static async Task Specification(Observed o, Probe probe, CancellationToken cancel)
    {
        o.SpecificationFile = await probe.Get("spec/facts.json", cancel);
        o.SpecificationPage = await probe.Get("spec", cancel, ("Accept", "text/html"));
        o.NoSuchKind = await probe.Get("spec/no.such.kind", cancel);
        foreach (var kind in o.Kinds.Value.Keys) o.Schemas[kind] = await probe.Get("spec/" + Uri.EscapeDataString(kind), cancel);
    }

    private static async Task Look(Observed o, Probe probe, TimeSpan at, CancellationToken cancel) =>
        o.Sightings.Add(new Sighting(at, await probe.Get("ledger/" + LedgerPaths.Checkpoint, cancel), await probe.Get("ledger/" + LedgerPaths.Sm3Checkpoint, cancel)));

    /// <summary>Reads the edge of the tree as it is at first, to read it again at the end.</summary>
    private static async Task<IReadOnlyList<string>> Early(Observed o, Probe probe, CancellationToken cancel)
    {
        if (o.Sightings[0].Checkpoint is not { Size: > 0 } head) return [];
        var last = (head.Size - 1) / TilePath.FullWidth;
        List<string> paths = [];
        foreach (var level in new[] { 0, TilePath.EntriesLevel })
        {
            foreach (var number in new[] { 0, last }.Distinct())
            {
                var path = new TilePath(level, number, TilePath.WidthAt(level, number, head.Size)).ToString();
                await Read(o, probe, path, cancel);
                if (o.Files[path].IsOk) paths.Add(path);
            }
        }

        return paths;
    }

    private static async Task Ledger(Observed o, Probe probe, IReadOnlyList<string> early, CancellationToken cancel)
    {
        if (o.Largest?.Checkpoint is { } head)
        {
            if (head.Size <= o.Terms.MostEntries)
            {
                foreach (var tile in TileRules.Needed(head.Size, bundles: true)) await ReadOrFull(o, probe, "", tile, cancel);
                foreach (var tile in TileRules.Needed(head.Size, bundles: false)) await ReadOrFull(o, probe, LedgerPaths.Sm3Prefix, tile, cancel);
            }

            var beyond = (head.Size / TilePath.FullWidth) + 100_000;
            foreach (var path in new[] { new TilePath(0, beyond, TilePath.FullWidth).ToString(), new TilePath(TilePath.EntriesLevel, beyond, 7).ToString(), "tile/0/0", "tile/0/000.p/256", "tile/0/000.p/0", "tile/9/000", "tile/data/000", "nothing" })
                o.Absent.Add(await probe.Get("ledger/" + path, cancel));
        }

        foreach (var path in early) o.Again.Add(await probe.Get("ledger/" + path, cancel));
        o.WitnessedHead = await probe.Get("ledger/" + LedgerPaths.Witnessed, cancel);
    }

    private static async Task ReadOrFull(Observed o, Probe probe, string prefix, TilePath tile, CancellationToken cancel)
    {
        await Read(o, probe, prefix + tile, cancel);
        if (!tile.IsFull && o.Files[prefix + tile].Status == 404) await Read(o, probe, prefix + (tile with { Width = TilePath.FullWidth }), cancel);
    }

    private static async Task Read(Observed o, Probe probe, string path, CancellationToken cancel)
    {
        if (!o.Files.ContainsKey(path)) o.Files[path] = await probe.Get("ledger/" + path, cancel);
    }

    private static async Task Bodies(Observed o, Probe probe, CancellationToken cancel)
    {
        o.NoSuchBody = await probe.Get("ledger/bodies/" + NoDigest, cancel);
        var digests = o.Leaves.Value.Where(l => BodyRules.IsPublic(o, l)).Select(l => l.Sha256).Where(d => Json.IsHex(d, 64)).Reverse().Distinct(StringComparer.Ordinal).Take(o.Terms.MostBodies);
        if (o.Leaves.Value is [.., { Index: var last }])
        {
            var (from, to) = (Math.Max(0, last + 1 - Follow.BodyRange.MostIndexes), last + 1);
            o.BodyRange = (from, to, await probe.Get($"ledger/bodies?from={from}&to={to}", cancel));
        }

        // As far beyond the end as the ledger does not grow meanwhile.
        o.RangeBeyond = await probe.Get("ledger/bodies?from=1000000000000&to=1000000000001", cancel);
        foreach (var digest in digests) o.Bodies[digest] = await probe.Get("ledger/bodies/" + digest, cancel);
        foreach (var fact in RestrictedFeedRules.Page(o)?.Items ?? [])
            if (FactLeaf.Read(fact.Leaf) is { } leaf) o.PrivateBodies.Add(await probe.Get("ledger/bodies/" + leaf.Body.Sha256, cancel));
    }

    private static async Task Proofs(Observed o, Probe probe, CancellationToken cancel)
    {
        o.NoSuchProof = await probe.Get("ledger/proof/" + NoDigest[..26], cancel);
        foreach (var leaf in ProofRules.Provable(o).Take(o.Terms.MostProofs)) o.Proofs[leaf.Id] = await probe.Get("ledger/proof/" + Uri.EscapeDataString(leaf.Id), cancel);
        var known = (RestrictedFeedRules.Page(o)?.Items ?? []).Select(f => FactLeaf.Read(f.Leaf)?.Id).OfType<string>();
        foreach (var id in o.Terms.PrivateFacts.Concat(ProofRules.Revealed(o)).Concat(known).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Take(o.Terms.MostProofs))
            o.PrivateProofs.Add(await probe.Get("ledger/proof/" + Uri.EscapeDataString(id), cancel));
    }

    private static async Task Restricted(Observed o, Probe probe, TimeProvider time, CancellationToken cancel)
    {
        const string path = "feed/restricted?after=0";
        o.FeedUnsigned = await probe.Get(path, cancel);
        using var unknown = Sm2PrivateKey.Generate();
        var stranger = new PeerIdentity(unknown, "unknown.invalid/conformance", time);
        var known = o.Terms.Peer;
        o.FeedByStranger = await Signed(path, path, stranger with { Origin = known?.Origin ?? stranger.Origin }, TimeSpan.Zero);
        o.FeedExpired = await Signed(path, path, known ?? stranger, TimeSpan.FromHours(-1));
        o.FeedReplayed = await Signed(path, "feed/restricted?after=1", known ?? stranger, TimeSpan.Zero);
        if (known is not null) o.Feed = await Signed(path, path, known, TimeSpan.Zero);

        Task<Reply> Signed(string asked, string signed, PeerIdentity self, TimeSpan shift)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(probe.Address, asked));
            var claim = PeerRequest.Sign(self.Key, self.Origin, o.Origin, "GET", new Uri(probe.Address, signed).PathAndQuery, time.GetUtcNow() + shift);
            claim.PutInto(request);
            return probe.Ask(request, asked, [], cancel);
        }
    }
}
