using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Ledger.Tests;

public sealed class WitnessTests : IDisposable
{
    private readonly Scratch log = new();
    private readonly Scratch memory = new();
    private readonly TileStore store;
    private readonly NoteSigner cosigner = NoteSigner.Cosignature("hub.example/witness", Ed25519PrivateKey.FromSeed(Fixtures.Seed("hub")), new StillClock(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000)));

    public WitnessTests()
    {
        store = TileStore.Open(log.Path);
        store.Extend(0, 300);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Witness Witness => new([Fixtures.LogSigner.Key], WitnessState.InDirectory(memory.Path), cosigner);

    private LedgerReader Reader => LedgerReader.Sha256(log.Source);

    public void Dispose()
    {
        store.Dispose();
        log.Dispose();
        memory.Dispose();
    }

    [Fact]
    public async Task It_cosigns_a_first_checkpoint_and_its_extension_and_remembers_across_restarts()
    {
        var first = await AskAsync(await RequestAsync(0, 100));
        Assert.Equal(200, first.Status);
        var line = SignedNote.Parse(Encoding.UTF8.GetBytes($"text\n\n{first.Body}")).Signatures.Single();
        Assert.True(cosigner.Key.Verify(Head(100).Text, line, out var time));
        Assert.Equal(1_800_000_000, time!.Value.ToUnixTimeSeconds());
        Assert.Equal(200, (await AskAsync(await RequestAsync(100, 300))).Status);
        Assert.Equal(200, (await AskAsync(await RequestAsync(300, 300))).Status);
        var kept = await Witness.CheckpointAsync(WitnessState.FileName(Fixtures.Origin), Cancellation);
        Assert.Equal(Head(300), Checkpoint.Parse(kept));
        Assert.Null(await Witness.CheckpointAsync(WitnessState.FileName("other"), Cancellation));
    }

    [Fact]
    public async Task It_answers_404_to_an_unknown_origin() =>
        Assert.Equal(404, (await AskAsync(Request(0, [], (Head(1) with { Origin = "other.example/ledger" }).Sign(Fixtures.LogSigner)))).Status);

    [Fact]
    public async Task It_answers_403_without_a_valid_signature_of_the_log()
    {
        var stranger = NoteSigner.Ed25519(Fixtures.Origin, Ed25519PrivateKey.FromSeed(Fixtures.Seed("stranger")));
        Assert.Equal(403, (await AskAsync(Request(0, [], Head(1).Sign(stranger)))).Status);
        var forged = SignedNote.Sign(Head(1).Text, stranger) with { Signatures = [Fixtures.LogSigner.Sign("another text\n")] };
        Assert.Equal(403, (await AskAsync(Request(0, [], forged.ToBytes()))).Status);
    }

    [Fact]
    public async Task It_answers_400_when_the_old_size_is_above_the_checkpoint() =>
        Assert.Equal(400, (await AskAsync(Request(101, [], Head(100).Sign(Fixtures.LogSigner)))).Status);

    [Theory]
    [InlineData("")]
    [InlineData("old 0\n")]
    [InlineData("old x\n\n")]
    [InlineData("old -1\n\n")]
    [InlineData("old 00\n\n")]
    [InlineData("new 0\n\n")]
    [InlineData("old 0\nAAAA\n\n")]
    public async Task It_answers_400_to_what_is_no_request(string start) =>
        Assert.Equal(400, (await AskAsync([.. Encoding.UTF8.GetBytes(start), .. Head(1).Sign(Fixtures.LogSigner)])).Status);

    [Fact]
    public async Task It_answers_400_to_more_than_63_proof_lines_and_to_endless_ones()
    {
        Assert.Equal(400, (await AskAsync(Request(1, [.. Enumerable.Repeat(TreeHash.Sha256.Empty, 64)], Head(100).Sign(Fixtures.LogSigner)))).Status);
        Assert.Equal(400, (await AskAsync(new byte[10_000_000])).Status);
    }

    [Fact]
    public async Task It_answers_409_with_the_recorded_size_when_the_old_size_is_another()
    {
        var fresh = await AskAsync(await RequestAsync(50, 100));
        Assert.Equal((409, "text/x.tlog.size", "0\n"), (fresh.Status, fresh.ContentType, fresh.Body));
        await AskAsync(await RequestAsync(0, 200));
        foreach (var old in new[] { 0, 100, 250 })
        {
            var answer = await AskAsync(await RequestAsync(old, 300));
            Assert.Equal((409, "text/x.tlog.size", "200\n"), (answer.Status, answer.ContentType, answer.Body));
        }
        // A rollback of the log: what it offers is smaller than what was cosigned.
        Assert.Equal(409, (await AskAsync(await RequestAsync(100, 150))).Status);
    }

    [Fact]
    public async Task It_answers_422_to_a_wrong_proof_and_to_a_second_root_for_one_size()
    {
        Assert.Equal(422, (await AskAsync(Request(0, [TreeHash.Sha256.Empty], Head(100).Sign(Fixtures.LogSigner)))).Status);
        await AskAsync(await RequestAsync(0, 200));
        var proof = await Reader.ConsistencyAsync(200, 300, Cancellation);
        Assert.Equal(422, (await AskAsync(Request(200, proof.Hashes.Take(proof.Hashes.Count - 1), Head(300).Sign(Fixtures.LogSigner)))).Status);
        Assert.Equal(422, (await AskAsync(Request(200, proof.Hashes.Append(proof.Hashes[0]), Head(300).Sign(Fixtures.LogSigner)))).Status);
        Assert.Equal(422, (await AskAsync(Request(200, proof.Hashes, (Head(300) with { Root = Head(299).Root }).Sign(Fixtures.LogSigner)))).Status);
        Assert.Equal(422, (await AskAsync(Request(200, [], (Head(200) with { Root = Head(199).Root }).Sign(Fixtures.LogSigner)))).Status);
        Assert.Equal(422, (await AskAsync(Request(200, proof.Hashes, Head(200).Sign(Fixtures.LogSigner)))).Status);
        Assert.Equal(Head(200), Checkpoint.Parse(await Witness.CheckpointAsync(WitnessState.FileName(Fixtures.Origin), Cancellation)));
    }

    [Fact]
    public async Task Of_two_histories_offered_at_once_exactly_one_is_cosigned()
    {
        var requests = new List<byte[]>();
        for (var i = 0; i < 20; i++) requests.Add(Request(0, [], (Head(100) with { Root = TreeHash.Sha256.Leaf([(byte)i]) }).Sign(Fixtures.LogSigner)));
        // Two witnesses over one directory stand for two processes.
        var answers = await Task.WhenAll(requests.Select((request, i) => Task.Run(() => (i % 2 == 0 ? Witness : new Witness([Fixtures.LogSigner.Key], WitnessState.InDirectory(memory.Path), cosigner)).AddCheckpointAsync(request, Cancellation))));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal((409, "100\n"), (answer.Status, answer.Body)));
    }

    [Fact]
    public async Task Nothing_is_answered_before_it_is_kept()
    {
        var failing = new WitnessState((_, _) => ValueTask.FromResult<byte[]?>(null), (_, _, _, _) => throw new IOException("disk full"));
        await Assert.ThrowsAsync<IOException>(async () => await new Witness([Fixtures.LogSigner.Key], failing, cosigner).AddCheckpointAsync(await RequestAsync(0, 100), Cancellation));
    }

    [Fact]
    public async Task The_client_learns_the_recorded_size_and_brings_back_the_cosignature()
    {
        await AskAsync(await RequestAsync(0, 200));
        var outcome = await Client().SubmitAsync(Head(300).Sign(Fixtures.LogSigner), Reader, Cancellation);
        var cosigned = Assert.IsType<WitnessOutcome.Cosigned>(outcome);
        var note = SignedNote.Sign(Head(300).Text, Fixtures.LogSigner).With(cosigned.Line);
        Assert.True(TlogPolicy.Parse($"log {Fixtures.LogSigner.Key}\nwitness hub {cosigner.Key}\nquorum hub").Check(note.ToBytes()).Accepted);
    }

    [Fact]
    public async Task The_client_tells_a_restored_log_from_a_forked_one_and_from_silence()
    {
        await AskAsync(await RequestAsync(0, 300));
        Assert.Equal(new WitnessOutcome.WitnessAhead(300), await Client().SubmitAsync(Head(200).Sign(Fixtures.LogSigner), Reader, Cancellation));
        Assert.Equal(422, Assert.IsType<WitnessOutcome.Refused>(await Client().SubmitAsync((Head(300) with { Root = Head(1).Root }).Sign(Fixtures.LogSigner), Reader, Cancellation)).Status);
        Assert.IsType<WitnessOutcome.Unreachable>(await Client(_ => throw new HttpRequestException("no route")).SubmitAsync(Head(300).Sign(Fixtures.LogSigner), Reader, Cancellation));
        Assert.IsType<WitnessOutcome.Refused>(await Client(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(cosigner.Sign("another text\n").ToString()) }).SubmitAsync(Head(300).Sign(Fixtures.LogSigner), Reader, Cancellation));
    }

    [Fact]
    public async Task A_ledger_is_read_over_http_and_trouble_has_a_name()
    {
        var source = new HttpTileSource(new HttpClient(new Answers(request => request.RequestUri!.AbsolutePath switch
        {
            "/l/checkpoint" => new HttpResponseMessage { Content = new ByteArrayContent(File.ReadAllBytes(log.File("checkpoint"))) },
            "/l/broken" => new HttpResponseMessage(HttpStatusCode.InternalServerError),
            "/l/endless" => new HttpResponseMessage { Content = new ByteArrayContent(new byte[17_000_000]) },
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        })), new Uri("http://log.example/l/"));
        Assert.Equal(File.ReadAllBytes(log.File("checkpoint")), await source.ReadAsync("checkpoint", Cancellation));
        Assert.Null(await source.ReadAsync("tile/0/000", Cancellation));
        await Assert.ThrowsAsync<IOException>(async () => await source.ReadAsync("broken", Cancellation));
        await Assert.ThrowsAsync<IOException>(async () => await source.ReadAsync("endless", Cancellation));
    }

    private Checkpoint Head(long size) => new(Fixtures.Origin, size, store.TreeAt(size).Root);

    private static byte[] Request(long old, IEnumerable<NodeHash> proof, byte[] note) => [.. Encoding.UTF8.GetBytes($"old {old}\n{string.Concat(proof.Select(hash => $"{hash}\n"))}\n"), .. note];

    private async Task<byte[]> RequestAsync(long old, long size) => Request(old, (await Reader.ConsistencyAsync(old, size, Cancellation)).Hashes, Head(size).Sign(Fixtures.LogSigner, Fixtures.Sm2Signer));

    private Task<WitnessAnswer> AskAsync(byte[] request) => Witness.AddCheckpointAsync(request, Cancellation);

    private WitnessClient Client(Func<HttpRequestMessage, HttpResponseMessage>? answer = null) => new(new HttpClient(new Answers(answer ?? (request =>
    {
        Assert.Equal("/w/add-checkpoint", request.RequestUri!.AbsolutePath);
        var given = Witness.AddCheckpointAsync(request.Content!.ReadAsByteArrayAsync(Cancellation).GetAwaiter().GetResult(), Cancellation).GetAwaiter().GetResult();
        var response = new HttpResponseMessage((HttpStatusCode)given.Status) { Content = new StringContent(given.Body) };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(given.ContentType);
        return response;
    }))), new Uri("http://hub.example/w/"), cosigner.Key);

    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
