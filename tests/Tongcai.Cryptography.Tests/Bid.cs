namespace Tongcai.Cryptography.Tests;

/// <summary>A bidder with a project key, a store of chunks in memory, and what the platform expects.</summary>
internal sealed class Bid : IDisposable
{
    public const string Bidder = "b-7f3a";
    public const string Lot = "1";

    private readonly Cast cast;

    public Bid(int threshold = 2, int trustees = 3, string project = "P1")
    {
        cast = new Cast(threshold, trustees);
        (Key, Shares) = cast.Finish(project);
    }

    public Holder Holder { get; } = new("投标公司");

    public ProjectKey Key { get; }

    public KeyShare[] Shares { get; }

    public Dictionary<string, byte[]> Store { get; } = [];

    public Dictionary<string, EnvelopeChunk> Index { get; } = [];

    public EnvelopeExpectation Expected(params string[] sections) =>
        new(Key, Lot, Bidder, null, sections.Length > 0 ? sections : ["opening", "price"]);

    public async Task<SealedEnvelope> SealAsync(Dictionary<string, byte[]> contents, string? previous = null, string lot = Lot, string bidder = Bidder)
    {
        var builder = new EnvelopeBuilder(new(Key, lot, bidder, previous), Holder.Certificates.Encryption);
        foreach (var (name, content) in contents)
            await builder.AddSectionAsync(name, new MemoryStream(content), content.Length, Keep);
        return builder.Sign(Holder.Signing, Holder.Certificates.Signing, [], Holder.Now);
    }

    public Task<SealedEnvelope> SealAsync() => SealAsync(new() { ["opening"] = "某某公司,100"u8.ToArray(), ["price"] = Pattern(100_000) });

    public Task Keep(EnvelopeChunk chunk, ReadOnlyMemory<byte> stored, CancellationToken cancellation)
    {
        (Store[chunk.Sm3], Index[chunk.Sm3]) = (stored.ToArray(), chunk);
        return Task.CompletedTask;
    }

    public EnvelopeVerdict Check(SealedEnvelope document, EnvelopeExpectation? expected = null) => Check(document.ToBytes(), expected);

    public EnvelopeVerdict Check(byte[] bytes, EnvelopeExpectation? expected = null) =>
        EnvelopeCheck.Check(bytes, expected ?? Expected(), Holder.Trust, chunk => Index.GetValueOrDefault(chunk.Sm3));

    public byte[] Combine(Envelope envelope, EnvelopeSection section)
    {
        var context = envelope.Context(section.Name);
        var combined = ThresholdDecryption.Combine(Key, context, section.Kem, Shares.Take(Key.Threshold).Select(s => s.Decrypt(Key, context, section.Kem)));
        Assert.Empty(combined.Findings);
        return combined.Plain!;
    }

    public async Task<(byte[] Content, IReadOnlyList<Finding> Findings)> OpenAsync(Envelope envelope, EnvelopeSection section, byte[] key)
    {
        using var output = new MemoryStream();
        var findings = await EnvelopeOpening.OpenAsync(envelope, section, key, (chunk, _) => Task.FromResult(Store.GetValueOrDefault(chunk.Sm3)), output);
        return (output.ToArray(), findings);
    }

    public static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7 + 3) & 0xff))];

    public void Dispose()
    {
        cast.Dispose();
        Holder.Dispose();
        foreach (var share in Shares)
            share.Dispose();
    }
}
