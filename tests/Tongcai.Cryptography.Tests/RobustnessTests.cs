using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Cryptography.Tests;

/// <summary>Whatever bytes others send, the answer is a value: null or findings, never an exception that nobody explained.</summary>
public sealed class RobustnessTests
{
    [Fact]
    public async Task Damaged_input_of_every_kind_is_answered_with_a_value()
    {
        using var bid = new Bid(1, 1);
        using var cast = new Cast(2, 2);
        using var key = Sm2PrivateKey.Generate();
        var document = await bid.SealAsync();
        var section = document.Envelope.Sections[0];
        var partial = bid.Shares[0].Decrypt(bid.Key, "ctx", section.Kem);
        Fuzz(document.ToBytes(), b => _ = bid.Check(b).IsAcceptable, 1500);
        Fuzz(cast.Transcript().ToBytes(), b => CeremonyTranscript.TryParse(b)?.Check(), 1500);
        Fuzz(bid.Key.ToBytes(), b => ProjectKey.TryParse(b), 3000);
        Fuzz(document.Signing.ToBytes(), b => Certificate.TryParse(b), 20_000);
        Fuzz(Holder.Root.IssueRevocationList([new("7F", Holder.Now, 1)], Holder.Start, Holder.Now, 3).ToBytes(), b => RevocationList.TryParse(b), 20_000);
        Fuzz(partial.ToBytes(), b => PartialDecryption.TryParse(b)?.Verify(bid.Key, "ctx", section.Kem), 1500);
        Fuzz(section.Kem, b => ThresholdDecryption.Combine(bid.Key, "ctx", b, [partial]), 1500);
        Fuzz(section.Self, b => bid.Holder.Encryption.TryDecrypt(b), 1500);
        Fuzz(key.Sign("x"u8), b => key.PublicKey.Verify("x"u8, b), 1500);
        Fuzz(key.ExportPkcs8(), b =>
        {
            try
            {
                Sm2PrivateKey.ImportPkcs8(b).Dispose();
            }
            catch (CryptographicException)
            {
                // The one exception that importing promises.
            }
        }, 5000);
    }

    [Fact]
    public void Ceremony_messages_of_the_wrong_shape_name_their_sender()
    {
        using var cast = new Cast(2, 3);
        var good = cast.Dealings[1];
        foreach (var bad in new[]
        {
            good with { Shares = [] },
            good with { Shares = [new byte[100_000], .. good.Shares.Skip(1)] },
            good with { Commitments = [] },
            good with { Commitments = [.. good.Commitments, good.Commitments[0]] },
            good with { Proof = new([], []) },
            good with { Signature = [] },
        })
        {
            cast.Dealings[1] = bad.Signature.Length == 0 ? bad : bad with { Signature = cast.Holders[1].Signing.Sign(Dealings.DealingText(cast.Plan, bad)) };
            var fault = Assert.Single(Ceremony.Check(cast.Plan, cast.Announcements, cast.Dealings));
            Assert.Equal(2, fault.Culprit);
            if (bad.Proof == good.Proof && bad.Signature.Length > 0)
                Assert.Throws<ArgumentException>(() => cast.Receive(1));
        }
        cast.Dealings.RemoveAt(1);
        Assert.Throws<ArgumentException>(() => cast.Receive(1));
    }

    /// <summary>Changes, cuts, repeats and inserts bytes; seeded, so that a failure comes back.</summary>
    private static void Fuzz(byte[] original, Action<byte[]> read, int rounds)
    {
        var random = new Random(original.Length);
        for (var round = 0; round < rounds; round++)
        {
            List<byte> bytes = [.. original];
            for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(5))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 2:
                        bytes.RemoveRange(at, random.Next(bytes.Count - at + 1));
                        break;
                    case 3:
                        bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 40))));
                        break;
                    default:
                        bytes.Insert(at, "\"{}[]0-,:"u8[random.Next(9)]);
                        break;
                }
            }
            byte[] input = [.. bytes];
            var failure = Record.Exception(() => read(input));
            Assert.True(failure is null, $"round {round}: {failure}\n{Encoding.Latin1.GetString(input)}");
        }
    }
}
