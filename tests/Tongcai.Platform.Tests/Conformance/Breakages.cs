using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Storage;
using static System.StringComparison;
using static Tongcai.Platform.Tests.Conformance.Deviation;

namespace Tongcai.Platform.Tests.Conformance;

/// <summary>One broken platform: the rule it breaks, in what way, and how it is made.</summary>
public sealed record Breakage(string Rule, string How, Func<SoundPlatform, Task<Deviation>> Make)
{
    public Breakage(string rule, string how, Func<SoundPlatform, Deviation> make) : this(rule, how, sound => Task.FromResult(make(sound))) { }
}

/// <summary>The broken platforms, at least one for every rule.</summary>
public static class Breakages
{
    private static readonly Func<string, bool> Head = p => p == "ledger/checkpoint";
    private static readonly Func<string, bool> Sm3Head = p => p == "ledger/sm3/checkpoint.sm";
    private static readonly Func<string, bool> FullTile = p => p == "ledger/tile/0/000";
    private static readonly Func<string, bool> Tiles = p => p.StartsWith("ledger/tile/", Ordinal);
    private static readonly Func<string, bool> Page = p => p == "api/v1/ledger";
    private static readonly Func<string, bool> Spec = p => p == "spec/facts.json";
    private static readonly Func<string, bool> Feed = p => p.StartsWith("feed/", Ordinal);
    private static readonly Func<string, bool> Witness = p => p == "witness/add-checkpoint";

    private static readonly string OtherKey = NoteSigner.Ed25519(SoundPlatform.Origin, Cryptography.Ed25519PrivateKey.Generate()).Key.ToString();

    public static IReadOnlyList<Breakage> All { get; } =
    [
        new("AN-01", "no key is announced", _ => Json(Page, p => p.Remove("verifierKey"))),
        new("AN-02", "the announced key is another", s => Bytes(p => Page(p) || p == "ledger/vkey", b => Replace(b, s.Keys.VerifierKey, OtherKey))),
        new("AN-03", "the key file lists another key", s => Bytes(p => p == "ledger/vkey", b => Replace(b, s.Keys.VerifierKey, OtherKey))),
        new("AN-04", "If-None-Match is not heeded", _ => new Deviation((request, _, sound) =>
        {
            request.Headers.Remove("If-None-Match");
            return sound();
        })),
        new("AN-05", "tiles are closed to scripts", _ => Header(Tiles, "Access-Control-Allow-Origin", null)),
        new("AN-06", "the limit of tiles is not announced", _ => Header(Tiles, "RateLimit-Policy", null)),
        new("AN-07", "a refusal is a plain text", _ => Status(p => p.StartsWith("api/v1/no", Ordinal), HttpStatusCode.NotFound, "none")),

        new("CP-01", "the checkpoint is served as a page", _ => Header(Head, "Content-Type", "text/html")),
        new("CP-02", "the checkpoint has another origin", s => Bytes(Head, b => (Checkpoint.Parse(b) with { Origin = "other.example/ledger" }).Sign(s.Keys.Signers))),
        new("CP-03", "the checkpoint is signed by another key", s => Bytes(Head, b => Checkpoint.Parse(b).Sign(NoteSigner.Ed25519(SoundPlatform.Origin, Cryptography.Ed25519PrivateKey.Generate()), s.Keys.Signers[1]))),
        new("CP-04", "the SM2 line is forged", s => Bytes(Head, b => Forge(b, NoteKey.Parse(s.Keys.Sm2VerifierKey)))),
        new("CP-05", "the checkpoint is cached for ever", _ => Header(Head, "Cache-Control", "public, max-age=31536000, immutable")),
        new("CP-06", "the ledger shrinks", Shrinking),
        new("CP-07", "the second checkpoint is of another history", Forking),

        new("TL-01", "a full tile is gone", _ => Status(FullTile, HttpStatusCode.NotFound)),
        new("TL-02", "partial tiles are too long", _ => Bytes(p => p.StartsWith("ledger/tile/0/001.p/", Ordinal), b => [.. b, .. new byte[32]])),
        new("TL-03", "one byte of a tile is wrong", _ => Bytes(FullTile, b => Flipped(b, 4_321))),
        new("TL-04", "a bundle has a byte too many", _ => Bytes(p => p == "ledger/tile/entries/000", b => [.. b, 0])),
        new("TL-05", "one byte of an entry is wrong", _ => Bytes(p => p == "ledger/tile/entries/000", b => Flipped(b, 60))),
        new("TL-06", "a full tile may not be kept", _ => Header(FullTile, "Cache-Control", "no-cache")),
        new("TL-07", "tiles are served as text", _ => Header(p => p.StartsWith("ledger/tile/0/", Ordinal), "Content-Type", "text/plain")),
        new("TL-08", "a full tile changes", _ => Second(FullTile, b => Flipped(b, 100))),
        new("TL-09", "tiles that there are not are empty", _ => Status(p => p is "ledger/tile/0/0" or "ledger/nothing", HttpStatusCode.OK)),
        new("SM-01", "the SM3 checkpoint has the name of the ledger", s => Bytes(Sm3Head, b => (Checkpoint.Parse(b) with { Origin = SoundPlatform.Origin }).Sign(s.Keys.Sm3Signers))),
        new("SM-02", "the SM3 tree stays behind", s => Sm3(s, async (size, reader) => (size - 1, await reader.RootAsync(size - 1)))),
        new("SM-03", "the SM3 root is that of SHA-256", s => Sm3(s, async (size, _) => (size, await LedgerReader.Sha256(s.Files).RootAsync(size)))),
        new("SM-04", "one byte of an SM3 tile is wrong", _ => Bytes(p => p == "ledger/sm3/tile/0/000", b => Flipped(b, 99))),

        new("LF-01", "an entry is no JSON", s => Relaid(s, (entries, _) => entries.Add("hello"u8.ToArray()))),
        new("LF-02", "a leaf is not canonical", s => LastLeaf(s, leaf => Encoding.UTF8.GetBytes(leaf.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true })))),
        new("LF-03", "a leaf is too long", s => OneMore(s, (leaf, _) => leaf["agg"] = new string('x', 3_000))),
        new("LF-04", "a leaf has a member more", s => LastLeaf(s, leaf => Added(leaf, "note", "extra"))),
        new("LF-04", "a leaf has a member less", s => LastLeaf(s, leaf =>
        {
            leaf.Remove("rows");
            return RelaidLedger.Canonical(leaf);
        })),
        new("LF-05", "a leaf is left out of its stream", s => Relaid(s, (entries, _) => entries.RemoveAt(entries.FindIndex(e => FactLeaf.Read(e) is { Seq: 20 })))),
        new("LF-06", "prev names another leaf", s => LastLeaf(s, leaf => Added(leaf, "prev", new string('a', 64)))),
        new("LF-07", "an id is used twice", s => Relaid(s, (entries, _) =>
        {
            var at = entries.FindLastIndex(e => FactLeaf.Read(e) is not null);
            entries[at] = Added(RelaidLedger.Leaf(entries[at]), "id", FactLeaf.Read(entries.Find(e => FactLeaf.Read(e) is not null)!)!.Id);
        })),
        new("LF-08", "the specification lacks a kind", _ => Json(Spec, spec => spec["kinds"]!.AsArray().RemoveAll(k => k!["kind"]!.GetValue<string>() == "opening.recorded"))),
        new("LF-08", "a leaf is of a later version than the specification", s => LastLeaf(s, leaf => Added(leaf, "kv", 99))),
        new("LF-09", "a sealed kind stands in clear", s => OneMore(s, (leaf, _) => leaf["k"] = "bid.sealed")),
        new("SB-01", "the batches have another depth", s => Relaid(s, (_, _) => { }, depth: 5)),
        new("SB-02", "no batch when nothing happened", _ => None with { Tick = () => Task.CompletedTask }),

        new("BD-01", "a body is not served", s => OfABody(s, _ => Plain(HttpStatusCode.NotFound, ""))),
        new("BD-02", "a body was altered", s => OfABody(s, answer => With(answer, "{}"u8.ToArray()))),
        new("BD-03", "a body is not canonical", s => OneMore(s, (leaf, bodies) => Body(leaf, bodies, """{ "procurementId":"one-more","closedAt":"2026-03-02T01:00:00.000Z","objections":0}"""))),
        new("BD-04", "a body violates its schema", s => OneMore(s, (leaf, bodies) => Body(leaf, bodies, """{"closedAt":"yesterday","objections":0,"procurementId":"one-more"}"""))),
        new("BD-05", "a body that there is not is empty", _ => Status(p => p.StartsWith("ledger/bodies/0000", Ordinal), HttpStatusCode.OK)),
        new("BD-06", "a range leaves a body out", _ => Range((_, bodies) => bodies.Remove(bodies.Keys.Max()))),
        new("BD-06", "a range has another body in place of one", _ => Range((_, bodies) => bodies[bodies.Keys.Max()] = "{}"u8.ToArray())),
        new("BD-06", "a range has a body where there is none", _ => Range((from, bodies) => bodies[Enumerable.Range((int)from, 1024).First(n => !bodies.ContainsKey(n))] = "{}"u8.ToArray())),
        new("BD-07", "a range beyond the end is empty", _ => new Deviation(async (_, path, sound) => await sound() is var answer && path.StartsWith("ledger/bodies?", Ordinal) && answer.StatusCode is HttpStatusCode.NotFound ? Plain(HttpStatusCode.OK, "") : answer)),

        new("SP-01", "the terms of the ledger are not published", _ => Json(Spec, spec => spec.Remove("ledger"))),
        new("SP-02", "a kind has no legal basis", _ => Json(Spec, spec => Kind(spec)["basis"] = "")),
        new("SP-03", "a sealed kind is shown to supervision at once", _ => Json(Spec, spec => Kind(spec, "bid.sealed")["seen"]!["Supervision"] = "AtOnce")),
        new("SP-04", "a field has no legal basis", _ => Json(p => Spec(p) || p == "spec/opening.recorded", said => ((said["kinds"] is null ? said : Kind(said)["schema"])!["properties"]!["objections"]!.AsObject()).Remove("x-basis"))),
        new("SP-05", "the schema of a kind is another than in the list", _ => Json(p => p == "spec/opening.recorded", schema => schema["title"] = "")),
        new("SP-06", "the page does not name a kind", _ => Bytes(p => p == "spec", b => Replace(b, "opening.recorded", "opening.noted"))),

        new("RF-01", "the feed is open to requests without signature", s => OpenFeed(s, Claim.None)),
        new("RF-02", "the feed is open to anybody who signs", s => OpenFeed(s, Claim.Stranger)),
        new("RF-03", "an expired signature is accepted", s => OpenFeed(s, Claim.Expired)),
        new("RF-04", "a signature for another address is accepted", s => OpenFeed(s, Claim.Replayed)),
        new("RF-05", "a fact of the feed does not open its commitment", _ => Json(Feed, page => page["items"]![0]!["salt"] = Convert.ToBase64String(new byte[32]))),

        new("PR-01", "the proof is another fact's", WrongProof),
        new("PR-02", "a fact that there is not is gone", _ => Status(p => p.StartsWith("ledger/proof/0000", Ordinal), HttpStatusCode.Gone)),
        new("PR-03", "another's private fact is forbidden instead of unknown", s => Status(p => p == "ledger/proof/" + s.Bid.Id, HttpStatusCode.Forbidden)),
        new("PR-03", "another's private fact is proved", s => new Deviation(async (_, path, sound) => path != "ledger/proof/" + s.Bid.Id ? await sound() : Plain(HttpStatusCode.OK, "tongcai/sealed-proof@v1\n"))),

        new("WT-01", "the key as a witness is another", _ => Bytes(p => p == "witness/vkey", _ => Encoding.UTF8.GetBytes(NoteSigner.Cosignature("other/witness", Cryptography.Ed25519PrivateKey.Generate(), TimeProvider.System).Key + "\n"))),
        new("WT-02", "an unknown log is a bad request", _ => Witnessing(404, _ => Plain(HttpStatusCode.BadRequest, ""))),
        new("WT-03", "a bad signature is unauthorized", _ => Witnessing(403, _ => Plain(HttpStatusCode.Unauthorized, ""))),
        new("WT-04", "another old size is cosigned", s => Witnessing(409, body => Cosigned(s, body))),
        new("WT-04", "the conflict does not tell the size", _ => Witnessing(409, _ => Plain(HttpStatusCode.Conflict, "conflict"))),
        new("WT-05", "a bad proof is cosigned", s => Witnessing(422, body => Cosigned(s, body), body => Proof(body).Length > 0)),
        new("WT-06", "a malformed request is not understood as such", _ => Witnessing(400, _ => Plain(HttpStatusCode.InternalServerError, ""))),
        new("WT-07", "the cosignature is not the announced key's", _ => Witnessing(200, body => Plain(HttpStatusCode.OK, NoteSigner.Cosignature("sound.example/ledger/witness", Cryptography.Ed25519PrivateKey.Generate(), TimeProvider.System).Sign(Note(body).Text).ToString()))),
        new("WT-08", "a fork is cosigned", s => Witnessing(422, body => Cosigned(s, body), body => Proof(body).Length == 0)),
        new("WT-09", "the monitoring address of an unknown log is empty", _ => new Deviation(async (_, path, sound) => path.StartsWith("witness/", Ordinal) && path.EndsWith("/checkpoint", Ordinal) && await sound() is { StatusCode: HttpStatusCode.NotFound } && !path.Contains(WitnessState.FileName("tester.example/log"), Ordinal) ? Plain(HttpStatusCode.OK, "") : await sound())),

        new("PL-01", "the policy does not parse", _ => Bytes(p => p == "ledger/policy", _ => "nonsense\n"u8.ToArray())),
        new("PL-02", "the policy names another key", s => Bytes(p => p == "ledger/policy", b => Replace(b, s.Keys.VerifierKey, NoteKey.Parse(OtherKey).Named("other.example/ledger").ToString()))),
        new("PL-03", "the policy is not met", _ => Bytes(p => p == "ledger/checkpoint.witnessed", b => SignedNote.Parse(b) is var note ? (note with { Signatures = [.. note.Signatures.Where(l => l.Name == SoundPlatform.Origin)] }).ToBytes() : b)),
        new("PL-04", "the witnessed checkpoint is of another history", s => Bytes(p => p == "ledger/checkpoint.witnessed", b => (Checkpoint.Parse(b) with { Root = TreeHash.Sha256.Empty }).Sign([.. s.Keys.Signers, s.Witness]))),
        new("SV-01", "what was seen is said of another ledger", _ => Json(p => p.StartsWith("ledger/seen/", Ordinal), seen => seen["ledger"] = "other.example/ledger")),
        new("SV-02", "a ledger that is not followed is seen", _ => Status(p => p == "ledger/seen/" + WitnessState.FileName("unknown.invalid/conformance"), HttpStatusCode.OK, "{}")),
    ];

    private static byte[] Replace(byte[] bytes, string old, string now) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(System.Text.Json.JsonEncodedText.Encode(old).ToString(), now, Ordinal).Replace(old, now, Ordinal));

    private static byte[] Flipped(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }

    private static byte[] Added(JsonObject leaf, string name, JsonNode value)
    {
        leaf[name] = value;
        return RelaidLedger.Canonical(leaf);
    }

    private static void Body(JsonObject leaf, Dictionary<string, byte[]> bodies, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var digest = BodyDigest.Of(body);
        leaf["body"] = new JsonObject { ["sm3"] = digest.Sm3, ["sha256"] = digest.Sha256, ["len"] = digest.Len };
        bodies[digest.Sha256] = body;
    }

    private static JsonNode Kind(JsonObject spec, string kind = "opening.recorded") => spec["kinds"]!.AsArray().Single(k => k!["kind"]!.GetValue<string>() == kind)!;

    private static byte[] Forge(byte[] bytes, NoteKey key)
    {
        var note = SignedNote.Parse(bytes);
        return (note with { Signatures = [.. note.Signatures.Select(l => key.Claims(l) ? l with { Bytes = Flipped(l.Bytes.ToArray(), 5) } : l)] }).ToBytes();
    }

    private static Deviation Second(Func<string, bool> where, Func<byte[], byte[]> change)
    {
        var asked = 0;
        return Bytes(where, bytes => ++asked == 1 ? bytes : change(bytes));
    }

    private static Deviation Shrinking(SoundPlatform sound)
    {
        List<byte[]> seen = [];
        return Bytes(Head, bytes =>
        {
            seen.Add(bytes);
            return seen.Count == 3 ? seen[0] : bytes;
        });
    }

    private static Deviation Forking(SoundPlatform sound)
    {
        var asked = 0;
        return Bytes(Head, bytes => ++asked == 2 ? (Checkpoint.Parse(bytes) with { Root = TreeHash.Sha256.Leaf("another history"u8) }).Sign(sound.Keys.Signers) : bytes);
    }

    /// <summary>Another head of the SM3 tree, signed as the true one is.</summary>
    private static Deviation Sm3(SoundPlatform sound, Func<long, LedgerReader, Task<(long, NodeHash)>> head) => new(async (_, path, ask) =>
    {
        var answer = await ask();
        if (!Sm3Head(path)) return answer;
        var (size, root) = await head(Checkpoint.Parse(await answer.Content.ReadAsByteArrayAsync()).Size, LedgerReader.Sm3(sound.Files));
        return With(answer, new Checkpoint(sound.Keys.Sm3Origin, size, root).Sign(sound.Keys.Sm3Signers));
    });

    /// <summary>Another answer for the body of one public fact among the newest.</summary>
    private static async Task<Deviation> OfABody(SoundPlatform sound, Func<HttpResponseMessage, HttpResponseMessage> change)
    {
        var digest = (await sound.Entries()).Select(e => FactLeaf.Read(e)).OfType<FactLeaf>().Last().Body.Sha256;
        return new(async (_, path, ask) => path == "ledger/bodies/" + digest ? change(await ask()) : await ask());
    }

    /// <summary>Other bodies in a range, by index.</summary>
    private static Deviation Range(Action<long, Dictionary<long, byte[]>> change) => new(async (_, path, ask) =>
    {
        var answer = await ask();
        if (!path.StartsWith("ledger/bodies?", Ordinal) || !answer.IsSuccessStatusCode) return answer;
        var from = long.Parse(path.Split('=', '&')[1], System.Globalization.CultureInfo.InvariantCulture);
        var bodies = BodyRange.Read(from, await answer.Content.ReadAsByteArrayAsync(), out var next)!;
        change(from, bodies);
        return With(answer, BodyRange.Write(from, next, bodies.OrderBy(b => b.Key).Select(b => (b.Key, b.Value))));
    });

    private static async Task<Deviation> WrongProof(SoundPlatform sound)
    {
        var ids = (await sound.Entries()).Select(e => FactLeaf.Read(e)).OfType<FactLeaf>().Select(l => l.Id).ToList();
        return new(async (request, path, ask) =>
        {
            if (path == "ledger/proof/" + ids[^1]) request.RequestUri = new Uri(sound.Url, "ledger/proof/" + ids[0]);
            return await ask();
        });
    }

    private enum Claim
    {
        None,
        Stranger,
        Expired,
        Replayed,
    }

    /// <summary>Gives the peer's page to one sort of request that ought to be refused.</summary>
    private static Deviation OpenFeed(SoundPlatform sound, Claim open) => new(async (request, path, ask) =>
    {
        if (!Feed(path)) return await ask();
        var claim = PeerRequest.Of(name => request.Headers.TryGetValues(name, out var values) ? values.First() : null);
        if (ClaimOf(claim, sound, TimeProvider.System.GetUtcNow()) != open) return await ask();
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"items":[]}""", Encoding.UTF8, "application/json") };
    });

    private static Claim? ClaimOf(PeerRequest claim, SoundPlatform sound, DateTimeOffset now)
    {
        if (claim.Signature.Length == 0) return Claim.None;
        if (WireJson.TryInstant(claim.At, out var at) && now - at > PeerRequest.Tolerance) return Claim.Expired;
        bool Is(string path) => claim.Verify(sound.TesterKey.PublicKey, SoundPlatform.Origin, "GET", path, now);
        return Is("/feed/restricted?after=0") ? null : Is("/feed/restricted?after=1") ? Claim.Replayed : Claim.Stranger;
    }

    /// <summary>Another answer of the witness where the sound one answers by a status.</summary>
    private static Deviation Witnessing(int status, Func<byte[], HttpResponseMessage> other, Func<byte[], bool>? which = null) => new(async (request, path, ask) =>
    {
        var answer = await ask();
        if (!Witness(path) || (int)answer.StatusCode != status) return answer;
        var body = await request.Content!.ReadAsByteArrayAsync();
        return which?.Invoke(body) == false ? answer : other(body);
    });

    private static HttpResponseMessage Cosigned(SoundPlatform sound, byte[] request) => Plain(HttpStatusCode.OK, sound.Keys.Cosigner(TimeProvider.System).Sign(Note(request).Text).ToString());

    private static SignedNote Note(byte[] request) => SignedNote.Parse(request.AsSpan(request.AsSpan().IndexOf("\n\n"u8) + 2));

    /// <summary>Proof lines of the request.</summary>
    private static string Proof(byte[] request) => Encoding.UTF8.GetString(request.AsSpan(0, request.AsSpan().IndexOf("\n\n"u8))) is var head && head.IndexOf('\n', Ordinal) is > 0 and var at ? head[(at + 1)..] : "";
}
