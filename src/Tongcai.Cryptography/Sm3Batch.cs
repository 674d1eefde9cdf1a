namespace Tongcai.Cryptography;

/// <summary>SM3 of messages that come at the same time: whoever comes while others are being hashed goes along in the next pass, up to eight together. Safe for use by several threads.</summary>
public sealed class Sm3Batch
{
    private readonly Lock gate = new();
    private readonly Queue<Asked> waiting = new();
    private bool busy;

    /// <summary>The 32-byte digest.</summary>
    /// <param name="message">Public data; not changed until its digest is there.</param>
    public Task<byte[]> Hash(ReadOnlyMemory<byte> message)
    {
        var asked = new Asked(message, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            waiting.Enqueue(asked);
            if (!busy)
                _ = Task.Run(Work);
            busy = true;
        }

        return asked.Digest.Task;
    }

    private void Work()
    {
        while (Next() is { Length: > 0 } together)
        {
            try
            {
                var digests = Sm3.Hash(together.Select(a => a.Message).ToArray());
                for (var i = 0; i < together.Length; i++)
                    together[i].Digest.SetResult(digests[i]);
            }
            catch (Exception e)
            {
                Array.ForEach(together, a => a.Digest.TrySetException(e));
            }
        }
    }

    private Asked[] Next()
    {
        lock (gate)
        {
            var together = new Asked[Math.Min(waiting.Count, Sm3Lanes.Count)];
            for (var i = 0; i < together.Length; i++)
                together[i] = waiting.Dequeue();
            busy = together.Length > 0;
            return together;
        }
    }

    private sealed record Asked(ReadOnlyMemory<byte> Message, TaskCompletionSource<byte[]> Digest);
}
