using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Exchange;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Platform.Tests.Conformance;

/// <summary>A second ledger under the sound platform's keys, whose entries are wrong in one way and right in all others: signed, witnessed, proved.</summary>
public sealed class RelaidLedger : IDisposable
{
    private readonly SoundPlatform sound;
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-relaid-").FullName;
    private readonly TileStore store;
    private readonly List<byte[]> entries = [];
    private byte[] witnessed = [];

    public RelaidLedger(SoundPlatform sound, IReadOnlyList<byte[]> entries)
    {
        this.sound = sound;
        store = TileStore.Open(Path.Combine(folder, "ledger"));
        Append(entries);
        var note = SignedNote.Parse(new ServedFiles(Path.Combine(folder, "ledger")).ReadAsync(LedgerPaths.Checkpoint).AsTask().GetAwaiter().GetResult());
        witnessed = note.With(sound.Witness.Sign(note.Text)).ToBytes();
    }

    /// <summary>Bodies that only this ledger names, by SHA-256.</summary>
    public Dictionary<string, byte[]> Bodies { get; } = [];

    public void Append(IReadOnlyList<byte[]> more)
    {
        var tree = store.Append(entries.Count, [.. more.Select(e => (ReadOnlyMemory<byte>)e)]);
        entries.AddRange(more);
        store.Publish(new Checkpoint(SoundPlatform.Origin, tree.Size, tree.Root).Sign(sound.Keys.Signers));
        store.PublishSm3(new Checkpoint(sound.Keys.Sm3Origin, tree.Size, tree.Sm3Root).Sign(sound.Keys.Sm3Signers));
    }

    /// <summary>What is served at a path under /ledger/; null: what the sound platform serves.</summary>
    public async Task<byte[]?> Serve(string path)
    {
        var files = new ServedFiles(Path.Combine(folder, "ledger"));
        if (path == LedgerPaths.Witnessed) return witnessed;
        if (path.StartsWith("bodies/", StringComparison.Ordinal)) return Bodies.GetValueOrDefault(path["bodies/".Length..]);
        if (path.StartsWith("bodies?", StringComparison.Ordinal)) return await Range(path);
        if (!path.StartsWith("proof/", StringComparison.Ordinal)) return LedgerPaths.Served(path) is null ? null : await files.ReadAsync(path);
        var index = entries.FindIndex(e => FactLeafId(e) == path["proof/".Length..]);
        return index < 0 ? null : TlogProof.Make(await LedgerReader.Sha256(files).InclusionAsync(index, entries.Count), await files.ReadAsync(LedgerPaths.Checkpoint)).ToBytes();
    }

    /// <summary>The bodies that the entries name, where their kind is public; null for what is no range of this ledger.</summary>
    private async Task<byte[]?> Range(string path)
    {
        var asked = path.Split('=', '&').Where((_, n) => n % 2 == 1).Select(n => long.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        if (asked is not [var from, var to] || from >= entries.Count) return null;
        var bodies = new List<(long, byte[])>();
        for (var index = from; index < Math.Min(to, entries.Count); index++)
        {
            if (Parsed(entries[(int)index]) is not { } leaf || FactKinds.Published.Find(leaf["k"]?.GetValue<string>() ?? "") is not { FactClass: FactClass.Public } || leaf["body"]?["sha256"]?.GetValue<string>() is not { } digest) continue;
            if ((Bodies.GetValueOrDefault(digest) ?? await sound.Body(digest)) is { } body) bodies.Add((index, body));
        }

        return BodyRange.Write(from, Math.Min(to, entries.Count), bodies);
    }

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The fact as JSON to be changed.</summary>
    public static JsonObject Leaf(byte[] entry) => JsonNode.Parse(entry)!.AsObject();

    public static byte[] Canonical(JsonObject leaf) => CanonicalJson.Write(leaf);

    private static string FactLeafId(byte[] entry) => Parsed(entry)?["id"]?.GetValue<string>() ?? "";

    private static JsonNode? Parsed(byte[] entry)
    {
        try
        {
            return JsonNode.Parse(entry);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
