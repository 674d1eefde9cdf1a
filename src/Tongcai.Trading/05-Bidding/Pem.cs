using System.Security.Cryptography;
using Tongcai.Cryptography;

namespace Tongcai.Trading.Bidding;

/// <summary>Certificates as the registry carries them.</summary>
internal static class Pem
{
    public static Certificate? Read(string pem) => PemEncoding.TryFind(pem, out var place) ? Certificate.TryParse(Convert.FromBase64String(pem[place.Base64Data])) : null;
}
