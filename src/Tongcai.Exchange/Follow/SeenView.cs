using Tongcai.Exchange.Facts;

namespace Tongcai.Exchange.Follow;

/// <summary>What a platform saw of a ledger that it follows, for others who follow it: they compare, so that nobody can show two of them two histories.</summary>
/// <param name="Ledger">Origin of the ledger.</param>
/// <param name="Checkpoint">The newest signed checkpoint that the platform accepted, as text.</param>
/// <param name="Fork">Evidence of two histories while it stands unjudged there; null: none.</param>
public sealed record SeenView(string Ledger, string Checkpoint, LedgerForked? Fork);
