using Tongcai.Exchange.Trustees;

namespace Tongcai.Trustee;

/// <summary>An answer, or why there is none.</summary>
/// <param name="Later">The refusal may pass by itself.</param>
internal sealed record Answer<T>(T? Value, TrusteeRefusal? Refusal, bool Later = false)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static Answer<T> No(string code, string reason, string remedy) => new(null, new(code, reason, remedy));

    public static Answer<T> NotYet(string code, string reason, string remedy) => new(null, new(code, reason, remedy), Later: true);
}
