using System.Collections.Concurrent;

namespace Tongcai.Trading.Opening;

/// <summary>一名受托人在开标中的状态.</summary>
/// <param name="Problem">Why it has not given its part (Chinese); empty when it has, or has not been asked.</param>
public sealed record TrusteeState(int Index, string Name, string Role, bool Answered, string Problem);

/// <summary>解密进度: what the hall shows of the trustees while they are asked. Counts trustees, never bids.</summary>
public sealed class OpeningBoard
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<TrusteeState>> states = new();
    private readonly ConcurrentDictionary<string, string> waiting = new();

    public IReadOnlyList<TrusteeState> Of(string procurementId) => states.GetValueOrDefault(procurementId, []);

    /// <summary>Why the opening waits (Chinese); empty when it does not.</summary>
    public string Waiting(string procurementId) => waiting.GetValueOrDefault(procurementId, "");

    internal void Show(string procurementId, IReadOnlyList<TrusteeState> trustees, string why) => (states[procurementId], waiting[procurementId]) = (trustees, why);
}
