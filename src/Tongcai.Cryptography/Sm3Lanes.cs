using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tongcai.Cryptography;

/// <summary>
/// SM3 of up to eight messages side by side, one in each 32-bit lane of a 256-bit register. libcrypto 3.0 has no vector code for SM3; eight here take about as long as one there.
/// For public data: nothing in it is wiped.
/// </summary>
internal static unsafe class Sm3Lanes
{
    /// <summary>Most messages at once.</summary>
    internal const int Count = 8;

    private const int Block = Sm3.BlockLength;
    private const int Words = 68;

    /// <summary>Whether this processor can.</summary>
    internal static bool IsSupported => Avx2.IsSupported;

    /// <summary>T_j rotated by j (GB/T 32905-2016 clause 4.2, 5.3.3).</summary>
    private static readonly uint[] Constants = [.. Enumerable.Range(0, 64).Select(j => BitOperations.RotateLeft(j < 16 ? 0x79cc4519u : 0x7a879d8au, j))];

    private static readonly uint[] Initial = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];

    private static readonly Vector256<byte> BigEndian = Vector256.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    /// <summary>The digests of one to eight messages of any lengths.</summary>
    internal static byte[][] Hash(ReadOnlySpan<ReadOnlyMemory<byte>> messages)
    {
        var pins = stackalloc byte*[Count];
        var blocks = stackalloc long[Count];
        var whole = stackalloc long[Count];
        var tails = stackalloc byte[Count * 2 * Block];
        var digests = new byte[messages.Length][];
        var handles = new System.Buffers.MemoryHandle[messages.Length];
        try
        {
            long most = 0;
            for (var lane = 0; lane < Count; lane++)
            {
                // Lanes without a message go along with the first, and nobody asks what came of them.
                var message = messages[lane < messages.Length ? lane : 0];
                if (lane < messages.Length)
                    handles[lane] = message.Pin();
                pins[lane] = (byte*)handles[lane < messages.Length ? lane : 0].Pointer;
                (whole[lane], var rest) = Math.DivRem((long)message.Length, Block);
                blocks[lane] = whole[lane] + (rest + 9 > Block ? 2 : 1);
                Pad(message.Span[(int)(whole[lane] * Block)..], message.Length, new(tails + lane * 2 * Block, (int)(blocks[lane] - whole[lane]) * Block));
                most = Math.Max(most, blocks[lane]);
            }

            var state = stackalloc Vector256<uint>[8];
            for (var i = 0; i < 8; i++)
                state[i] = Vector256.Create(Initial[i]);
            var words = stackalloc Vector256<uint>[Words];
            var at = stackalloc byte*[Count];
            for (long block = 0; block < most; block++)
            {
                for (var lane = 0; lane < Count; lane++)
                    at[lane] = block < whole[lane] ? pins[lane] + block * Block : tails + lane * 2 * Block + Math.Clamp(block - whole[lane], 0, 1) * Block;
                Compress(state, at, words);
                for (var lane = 0; lane < messages.Length; lane++)
                {
                    if (block + 1 == blocks[lane])
                        digests[lane] = Digest(state, lane);
                }
            }
        }
        finally
        {
            foreach (var handle in handles)
                handle.Dispose();
        }

        return digests;
    }

    private static void Pad(ReadOnlySpan<byte> rest, long length, Span<byte> tail)
    {
        tail.Clear();
        rest.CopyTo(tail);
        tail[rest.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(tail[^8..], (ulong)length * 8);
    }

    private static byte[] Digest(Vector256<uint>* state, int lane)
    {
        var digest = new byte[Sm3.DigestLength];
        for (var i = 0; i < 8; i++)
            BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(4 * i), state[i][lane]);
        return digest;
    }

    private static void Compress(Vector256<uint>* state, byte** at, Vector256<uint>* w)
    {
        Load(at, 0, w);
        Load(at, 32, w + 8);
        for (var j = 16; j < Words; j++)
        {
            var x = w[j - 16] ^ w[j - 9] ^ Left(w[j - 3], 15);
            w[j] = x ^ Left(x, 15) ^ Left(x, 23) ^ Left(w[j - 13], 7) ^ w[j - 6];
        }

        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        ref var constants = ref MemoryMarshal.GetArrayDataReference(Constants);
        for (var j = 0; j < 64; j++)
        {
            var left = Left(a, 12);
            var ss1 = Left(left + e + Vector256.Create(Unsafe.Add(ref constants, j)), 7);
            var ff = j < 16 ? a ^ b ^ c : (a & b) | (c & (a | b));
            var gg = j < 16 ? e ^ f ^ g : Vector256.ConditionalSelect(e, f, g);
            var tt1 = ff + d + (ss1 ^ left) + (w[j] ^ w[j + 4]);
            var tt2 = gg + h + ss1 + w[j];
            (d, c, b, a) = (c, Left(b, 9), a, tt1);
            (h, g, f, e) = (g, Left(f, 19), e, tt2 ^ Left(tt2, 9) ^ Left(tt2, 17));
        }

        (state[0], state[1], state[2], state[3]) = (state[0] ^ a, state[1] ^ b, state[2] ^ c, state[3] ^ d);
        (state[4], state[5], state[6], state[7]) = (state[4] ^ e, state[5] ^ f, state[6] ^ g, state[7] ^ h);
    }

    /// <summary>Eight words of each of eight messages, word i of all of them in vector i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(byte** at, int offset, Vector256<uint>* words)
    {
        Vector256<uint> Row(int lane) => Avx2.Shuffle(Vector256.Load(at[lane] + offset), BigEndian).AsUInt32();
        var (r0, r1, r2, r3, r4, r5, r6, r7) = (Row(0), Row(1), Row(2), Row(3), Row(4), Row(5), Row(6), Row(7));
        var (a, b, c, d) = Four(r0, r1, r2, r3);
        var (e, f, g, h) = Four(r4, r5, r6, r7);
        (words[0], words[4]) = Halves(a, e);
        (words[1], words[5]) = Halves(b, f);
        (words[2], words[6]) = Halves(c, g);
        (words[3], words[7]) = Halves(d, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint>, Vector256<uint>, Vector256<uint>, Vector256<uint>) Four(Vector256<uint> r0, Vector256<uint> r1, Vector256<uint> r2, Vector256<uint> r3)
    {
        var (low01, high01) = (Avx2.UnpackLow(r0, r1).AsUInt64(), Avx2.UnpackHigh(r0, r1).AsUInt64());
        var (low23, high23) = (Avx2.UnpackLow(r2, r3).AsUInt64(), Avx2.UnpackHigh(r2, r3).AsUInt64());
        return (Avx2.UnpackLow(low01, low23).AsUInt32(), Avx2.UnpackHigh(low01, low23).AsUInt32(), Avx2.UnpackLow(high01, high23).AsUInt32(), Avx2.UnpackHigh(high01, high23).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> Low, Vector256<uint> High) Halves(Vector256<uint> a, Vector256<uint> b) => (Avx2.Permute2x128(a, b, 0x20), Avx2.Permute2x128(a, b, 0x31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Left(Vector256<uint> x, [ConstantExpected] byte by) => Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(x, by) : (x << by) | (x >>> (32 - by));
}
