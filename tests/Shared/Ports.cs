using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tongcai.Tests;

/// <summary>
/// Ports of 127.0.0.1 for those whose address must be known before they listen. Each test program holds a block of its own
/// by listening on its first port, below the range from which the system gives ports away: nobody else can take one in between.
/// </summary>
internal static class Ports
{
    private const int First = 12_000;
    private const int Block = 200;
    private const int Blocks = 100;

    private static readonly Lock Turn = new();
    private static readonly List<Socket> Anchors = [];
    private static int start;
    private static int next;

    /// <summary>The first of <paramref name="count"/> consecutive ports on which nobody listens.</summary>
    public static int Take(int count = 1)
    {
        lock (Turn)
        {
            for (var tries = 0; tries < 3 * Block; tries++)
            {
                if (Anchors.Count == 0 || next + count > start + Block) Claim();
                var candidate = next;
                if (Enumerable.Range(candidate, count).All(IsFree))
                {
                    next += count;
                    return candidate;
                }

                next++;
            }

            throw new InvalidOperationException($"No {count} free ports in {First}–{First + Block * Blocks}.");
        }
    }

    /// <summary>Begins a block. Those before it stay claimed: programs that are started again, or later, keep their ports.</summary>
    private static void Claim()
    {
        foreach (var block in RandomNumberGenerator.GetItems<int>([.. Enumerable.Range(0, Blocks)], 20 * Blocks))
        {
            var candidate = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                start = First + block * Block;
                candidate.Bind(new IPEndPoint(IPAddress.Loopback, start));
                candidate.Listen();
                Anchors.Add(candidate);
                next = start + 1;
                return;
            }
            catch (SocketException)
            {
                candidate.Dispose();
            }
        }

        throw new InvalidOperationException("No free block of ports.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
