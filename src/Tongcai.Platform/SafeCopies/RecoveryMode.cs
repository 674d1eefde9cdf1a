namespace Tongcai.Platform.SafeCopies;

/// <summary>Why a platform stands still.</summary>
/// <param name="What">What happened, in Chinese, without a full stop.</param>
/// <param name="Remedy">What to do and whom to ask.</param>
/// <param name="Forked">Whether two histories were found: that is never healed by a program.</param>
public sealed record RecoveryNotice(string What, string Remedy, bool Forked = false);

/// <summary>恢复模式. While it is on, the store refuses every write and all background work stands still; reads go on. It ends with the program: the next start heals or finds that all is well.</summary>
public sealed class RecoveryMode
{
    private readonly TaskCompletionSource never = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RecoveryNotice? notice;

    /// <summary>Null while the platform works.</summary>
    public RecoveryNotice? Notice => notice;

    /// <summary>Stops all writing; the first reason stands.</summary>
    /// <returns>Whether it was on before.</returns>
    public bool Enter(RecoveryNotice why) => Interlocked.CompareExchange(ref notice, why, null) is not null;

    /// <summary>Lets a background worker pass, or holds it until the program ends.</summary>
    public Task Passed(CancellationToken stopping) => notice is null ? Task.CompletedTask : never.Task.WaitAsync(stopping);
}
