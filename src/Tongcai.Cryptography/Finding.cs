namespace Tongcai.Cryptography;

/// <summary>核验发现的一处问题。What a check found wrong, in words for the person concerned; a platform joins it to the rule that forbids the act.</summary>
/// <param name="Code">Permanent code, e.g. certificate.expired.</param>
/// <param name="Reason">What is wrong, in Chinese.</param>
/// <param name="Remedy">What to do now, in Chinese.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) of the field concerned, empty when the whole input is.</param>
public sealed record Finding(string Code, string Reason, string Remedy, string Pointer = "");
