namespace Tongcai.Cli.Bidding;

/// <summary>What keeps a bid from being packed or sent: a Chinese sentence that says what is wrong and what to do.</summary>
internal sealed class BidFault(string message) : Exception(message);
