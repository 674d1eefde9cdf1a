namespace Tongcai.Replay.Tests.Topology;

/// <summary>A trial in network namespaces.</summary>
/// <param name="Skipped">Why it could not run here; empty: it ran.</param>
/// <param name="Figures">One line.</param>
internal sealed record NetworkTrial(string Name, string Skipped, string Figures, IReadOnlyList<string> Findings);

internal static class NetworkNamespaces
{
    public static Task<IReadOnlyList<NetworkTrial>> Run(CancellationToken cancel) => Task.FromResult<IReadOnlyList<NetworkTrial>>([]);
}
