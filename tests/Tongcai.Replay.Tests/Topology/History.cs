using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Tongcai.Replay.Tests.Topology;

/// <summary>A fact that a platform has acknowledged.</summary>
/// <param name="Digest">Leaf hash, or the commitment of a private fact: hex.</param>
internal sealed record AckedFact(string Id, string Kind, string Digest);

/// <summary>An act that a platform has acknowledged.</summary>
/// <param name="Platform">Name in the topology.</param>
/// <param name="Object">Id of what it made; empty: nothing.</param>
internal sealed record Acknowledged(string Platform, string Path, string Object, IReadOnlyList<AckedFact> Facts);

/// <summary>历史：what an independent client was told, request by request.</summary>
internal sealed class History
{
    private readonly ConcurrentQueue<Acknowledged> acknowledged = new();
    private int requests;

    public IReadOnlyCollection<Acknowledged> Acknowledged => acknowledged;

    /// <summary>Requests sent, repeated ones too.</summary>
    public int Requests => requests;

    public void Sending() => Interlocked.Increment(ref requests);

    /// <summary>Writes down an answer.</summary>
    /// <param name="platform">Who answered.</param>
    public void Heard(string platform, string path, int status, string answer)
    {
        if (status != 201 || JsonNode.Parse(answer) is not JsonObject body || body["facts"] is not JsonArray facts) return;
        acknowledged.Enqueue(new(
            platform, path, body["result"]?["id"]?.GetValue<string>() ?? "",
            [.. facts.Select(f => new AckedFact(f!["id"]!.GetValue<string>(), f["kind"]!.GetValue<string>(), f["digest"]!.GetValue<string>()))]));
    }
}
