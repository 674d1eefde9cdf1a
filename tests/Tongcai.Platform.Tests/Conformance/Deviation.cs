using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Platform.Tests.Conformance;

/// <summary>What a broken platform says to a request, given what the sound one says.</summary>
/// <param name="request">The request; its content is still there.</param>
/// <param name="path">Path and query without leading slash.</param>
/// <param name="sound">Asks the sound platform.</param>
public delegate Task<HttpResponseMessage> Answering(HttpRequestMessage request, string path, Func<Task<HttpResponseMessage>> sound);

/// <summary>A platform in front of the sound one that deviates from it in one way.</summary>
/// <param name="Answer">How it answers.</param>
/// <param name="Tick">What its tick does; null: the sound platform's.</param>
/// <param name="Owned">Goes with it.</param>
public sealed record Deviation(Answering Answer, Func<Task>? Tick = null, IDisposable? Owned = null)
{
    /// <summary>Nothing at all.</summary>
    public static Deviation None { get; } = new((_, _, sound) => sound());

    /// <summary>Another body at some paths.</summary>
    public static Deviation Bytes(Func<string, bool> where, Func<byte[], byte[]> change) => new(async (_, path, sound) =>
    {
        var answer = await sound();
        if (!where(path) || !answer.IsSuccessStatusCode) return answer;
        return With(answer, change(await answer.Content.ReadAsByteArrayAsync()));
    });

    public static Deviation Json(Func<string, bool> where, Action<JsonObject> change) => Bytes(where, bytes =>
    {
        var value = JsonNode.Parse(bytes)!.AsObject();
        change(value);
        return Encoding.UTF8.GetBytes(value.ToJsonString(WireJson.Options));
    });

    /// <summary>Other headers at some paths; null: without the header.</summary>
    public static Deviation Header(Func<string, bool> where, string name, string? value) => new(async (_, path, sound) =>
    {
        var answer = await sound();
        if (!where(path)) return answer;
        System.Net.Http.Headers.HttpHeaders headers = name == "Content-Type" ? answer.Content.Headers : answer.Headers;
        headers.Remove(name);
        if (value is not null) headers.TryAddWithoutValidation(name, value);
        return answer;
    });

    /// <summary>Another status and body at some paths.</summary>
    public static Deviation Status(Func<string, bool> where, HttpStatusCode status, string body = "") => new((_, path, sound) => where(path) ? Task.FromResult(Plain(status, body)) : sound());

    public static HttpResponseMessage Plain(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "text/plain") };

    /// <summary>The answer with other bytes and all its headers.</summary>
    public static HttpResponseMessage With(HttpResponseMessage answer, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        foreach (var (name, values) in answer.Content.Headers)
            if (name != "Content-Length") content.Headers.TryAddWithoutValidation(name, values);
        answer.Content = content;
        return answer;
    }

    /// <summary>Another ledger, laid anew from changed entries; it grows by one batch a tick.</summary>
    public static async Task<Deviation> Relaid(SoundPlatform sound, Action<List<byte[]>, Dictionary<string, byte[]>> change, int depth = 4)
    {
        var entries = await sound.Entries();
        Dictionary<string, byte[]> bodies = [];
        change(entries, bodies);
        var ledger = new RelaidLedger(sound, entries);
        foreach (var (digest, body) in bodies) ledger.Bodies[digest] = body;
        return new(
            async (_, path, ask) =>
            {
                var answer = await ask();
                if (!path.StartsWith("ledger/", StringComparison.Ordinal) || await ledger.Serve(path["ledger/".Length..]) is not { } bytes) return answer;
                if (answer.IsSuccessStatusCode) return With(answer, bytes);
                // What only this ledger has is served as the sound platform serves its like.
                var like = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };
                foreach (var (name, values) in answer.Headers.Where(h => h.Key.StartsWith("RateLimit", StringComparison.Ordinal))) like.Headers.TryAddWithoutValidation(name, values);
                like.Headers.TryAddWithoutValidation("Access-Control-Allow-Origin", "*");
                like.Headers.TryAddWithoutValidation("Cache-Control", "public, max-age=31536000, immutable");
                like.Content.Headers.TryAddWithoutValidation("Content-Type", path.StartsWith("ledger/bodies/", StringComparison.Ordinal) ? "application/json" : "application/octet-stream");
                return like;
            },
            () =>
            {
                ledger.Append([SealedBatch.Seal([], depth).Leaf]);
                return Task.CompletedTask;
            },
            ledger);
    }

    /// <summary>The same with a change of the last leaf of a stream, which no other leaf names.</summary>
    public static Task<Deviation> LastLeaf(SoundPlatform sound, Func<JsonObject, byte[]> change) => Relaid(sound, (entries, _) =>
    {
        var at = entries.FindLastIndex(e => FactLeaf.Read(e) is not null);
        entries[at] = change(RelaidLedger.Leaf(entries[at]));
    });

    /// <summary>The same with one leaf more, made from the last one: the first of a stream of its own.</summary>
    public static Task<Deviation> OneMore(SoundPlatform sound, Action<JsonObject, Dictionary<string, byte[]>> change) => Relaid(sound, (entries, bodies) =>
    {
        var leaf = RelaidLedger.Leaf(entries.FindLast(e => FactLeaf.Read(e) is not null)!);
        (leaf["id"], leaf["agg"], leaf["seq"], leaf["prev"]) = ("abcdefghijklmnopqrstuvwxyz", "one-more", 1, null);
        change(leaf, bodies);
        entries.Add(RelaidLedger.Canonical(leaf));
    });
}

/// <summary>Puts the deviation between the kit and the sound platform.</summary>
public sealed class DeviatingHandler(Deviation deviation, SoundPlatform sound) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery[new Uri(sound.Url, "").AbsolutePath.Length..];
        if (request.Content is { } content) await content.LoadIntoBufferAsync(cancellationToken);
        return await deviation.Answer(request, path, () => base.SendAsync(request, cancellationToken));
    }
}
