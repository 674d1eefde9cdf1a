using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>What an envelope is for.</summary>
/// <param name="Bidder">The bidder's pseudonym in this project.</param>
/// <param name="Previous">Digest of the envelope that is replaced or withdrawn; null for the first.</param>
public sealed record EnvelopeTerms(ProjectKey Key, string Lot, string Bidder, string? Previous = null);

/// <summary>Keeps one encrypted chunk; called in order, before the envelope is signed.</summary>
public delegate Task StoreChunk(EnvelopeChunk chunk, ReadOnlyMemory<byte> stored, CancellationToken cancellation);

/// <summary>Seals a bid section by section, one chunk in memory at a time.</summary>
/// <param name="terms">Project key, lot, bidder.</param>
/// <param name="encryption">The bidder's own encryption certificate, for the self copies.</param>
public sealed class EnvelopeBuilder(EnvelopeTerms terms, Certificate encryption)
{
    private readonly List<EnvelopeSection> sections = [];
    private readonly EnvelopeTerms terms = CeremonyPlan.IsIdentifier(terms.Key.Project) && CeremonyPlan.IsIdentifier(terms.Lot) && CeremonyPlan.IsIdentifier(terms.Bidder)
        ? terms
        : throw new ArgumentException("Project, lot and bidder are named by 1 to 64 of A–Z a–z 0–9 . _ -", nameof(terms));

    /// <summary>Encrypts one section.</summary>
    /// <param name="name">One of <see cref="Envelope.SectionNames"/>, each at most once.</param>
    /// <param name="length">Bytes that <paramref name="content"/> holds; at most 4088 for the opening section.</param>
    /// <exception cref="ArgumentException">Unknown or repeated name, wrong length.</exception>
    public async Task AddSectionAsync(string name, Stream content, long length, StoreChunk store, CancellationToken cancellation = default)
    {
        if (!Envelope.SectionNames.Contains(name) || sections.Exists(s => s.Name == name))
            throw new ArgumentException("An unknown or repeated section.", nameof(name));
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var pad = Padding.StepFor(name, length);
        var padded = Padding.Padded(length, Envelope.PadSteps[pad]);
        if (name == Envelope.OpeningSection && padded != Envelope.PadSteps[pad])
            throw new ArgumentException("The opening section holds at most 4088 bytes.", nameof(length));
        var key = RandomNumberGenerator.GetBytes(ChunkCipher.KeyLength);
        var buffer = new byte[ChunkCipher.MaximumPlainLength];
        try
        {
            using var cipher = new ChunkCipher(key, Envelope.Info(terms.Key.Project, terms.Lot, terms.Bidder, name));
            List<EnvelopeChunk> chunks = [];
            var (left, unread) = (padded, length);
            while (left > 0)
            {
                var size = (int)Math.Min(buffer.Length, left);
                Array.Clear(buffer);
                var start = 0;
                if (chunks.Count == 0)
                {
                    Padding.Prefix(length).CopyTo(buffer, 0);
                    start = Padding.PrefixLength;
                }
                var wanted = (int)Math.Min(size - start, unread);
                await content.ReadExactlyAsync(buffer.AsMemory(start, wanted), cancellation);
                (left, unread) = (left - size, unread - wanted);
                var stored = cipher.Seal(chunks.Count, left == 0, buffer.AsSpan(0, size));
                var chunk = new EnvelopeChunk(stored.Length, Convert.ToHexStringLower(Sm3.Hash(stored)), Convert.ToHexStringLower(SHA256.HashData(stored)));
                await store(chunk, stored, cancellation);
                chunks.Add(chunk);
            }
            if (await content.ReadAsync(buffer.AsMemory(0, 1), cancellation) != 0)
                throw new ArgumentException("The content is longer than stated.", nameof(length));
            sections.Add(new(name, new Sm2PublicKey(terms.Key.Point).Encrypt(key), encryption.PublicKey.Encrypt(key), chunks, pad));
        }
        catch (EndOfStreamException e)
        {
            throw new ArgumentException("The content is shorter than stated.", nameof(length), e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>Signs what was added. Without any section the result is a withdrawal, which must name the envelope it takes back.</summary>
    /// <param name="chain">Certificates between the bidder's and a root.</param>
    public SealedEnvelope Sign(Sm2PrivateKey key, Certificate signing, IReadOnlyList<Certificate> chain, DateTimeOffset signedAt)
    {
        if (sections.Count == 0 && terms.Previous is null)
            throw new InvalidOperationException("A withdrawal names the envelope that it takes back.");
        var whole = DateTimeOffset.FromUnixTimeSeconds(signedAt.ToUnixTimeSeconds());
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var envelope = new Envelope(terms.Key.Project, terms.Lot, terms.Bidder, nonce, terms.Previous, terms.Key.Id, [.. sections], whole);
        return new(envelope, key.Sign(Sm3.Hash(envelope.ToBytes())), signing, encryption, chain);
    }
}
