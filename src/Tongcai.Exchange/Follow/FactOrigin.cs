using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Follow;

/// <summary>Where a fact that was followed stands: proved against the signed root of its ledger.</summary>
/// <param name="Ledger">Origin of the ledger.</param>
/// <param name="Index">Index of the leaf, or of the sealed batch for a private fact.</param>
/// <param name="Leaf">The leaf itself: id, kind, stream, number, instant, organisation.</param>
/// <param name="Restricted">Whether it came through a restricted feed.</param>
public sealed record FactOrigin(string Ledger, long Index, FactLeaf Leaf, bool Restricted)
{
    /// <summary>Key of outside side effects (mail, webhook): the same fact never makes two.</summary>
    public string Key => $"{Ledger}#{Index}/{Leaf.Id}";
}
