using System.Text.Json;
using Tongcai.Law;

namespace Tongcai.Trading.Planning;

/// <summary>外部系统没有应答。Nothing was changed here; the same request may be repeated.</summary>
/// <param name="system">Chinese name of the system.</param>
/// <param name="cause">What the network or the parser said.</param>
public sealed class OutsideSystemException(string system, Exception? cause) : Exception($"{system}没有应答。", cause)
{
    /// <summary>What to tell the person who asked.</summary>
    public Refusal ToRefusal() => HouseRules.OutsideRecord.Refuse($"{system}没有应答，本次没有任何改动。", "稍后按原样再办一次；重复办理不会重复扣减或者调剂。仍不行的，请联系平台运营人员。");
}

/// <summary>Calls to outside systems: every failure of theirs is one exception of ours.</summary>
internal static class Outside
{
    internal static async Task<T> Ask<T>(string system, Func<Task<T?>> call)
        where T : class
    {
        try
        {
            return await call() ?? throw new OutsideSystemException(system, null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException or InvalidOperationException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new OutsideSystemException(system, e);
        }
    }
}
