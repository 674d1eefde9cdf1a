namespace Tongcai.Ledger;

/// <summary>Bytes from outside are not in the form they must have; the message names the line or field and what was expected.</summary>
public sealed class LedgerFormatException : FormatException
{
    public LedgerFormatException(string message) : base(message) { }

    public LedgerFormatException(string message, Exception inner) : base(message, inner) { }

    public LedgerFormatException() { }
}
