using System.Formats.Asn1;

namespace Tongcai.Cryptography;

/// <summary>证书主体。The parts of a distinguished name that the platforms read.</summary>
/// <param name="CommonName">CN: the organisation's or person's name.</param>
/// <param name="Organization">O.</param>
/// <param name="OrganizationIdentifier">organizationIdentifier (2.5.4.97): 统一社会信用代码, 18 characters.</param>
/// <param name="Unit">OU.</param>
/// <param name="Country">C.</param>
public sealed record CertificateName(
    string CommonName, string Organization = "", string OrganizationIdentifier = "", string Unit = "", string Country = "CN")
{
    private const string CountryOid = "2.5.4.6";
    private const string OrganizationOid = "2.5.4.10";
    private const string UnitOid = "2.5.4.11";
    private const string IdentifierOid = "2.5.4.97";
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>The name as DER, from country to common name.</summary>
    internal byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Write(writer, CountryOid, Country, UniversalTagNumber.PrintableString);
            Write(writer, OrganizationOid, Organization, UniversalTagNumber.UTF8String);
            Write(writer, UnitOid, Unit, UniversalTagNumber.UTF8String);
            Write(writer, IdentifierOid, OrganizationIdentifier, UniversalTagNumber.UTF8String);
            Write(writer, CommonNameOid, CommonName, UniversalTagNumber.UTF8String);
        }
        return writer.Encode();
    }

    /// <summary>Reads what is known of a DER name; other attributes stay in the bytes, which chains are built from.</summary>
    internal static CertificateName Decode(ReadOnlyMemory<byte> der)
    {
        Dictionary<string, string> parts = [];
        var names = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var set = names.ReadSetOf();
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                var oid = attribute.ReadObjectIdentifier();
                var tag = attribute.PeekTag();
                var readable = tag.TagClass == TagClass.Universal && (UniversalTagNumber)tag.TagValue
                    is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
                    or UniversalTagNumber.BMPString or UniversalTagNumber.T61String;
                if (readable)
                    parts.TryAdd(oid, attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue));
            }
        }
        string Part(string oid) => parts.GetValueOrDefault(oid, "");
        return new CertificateName(Part(CommonNameOid), Part(OrganizationOid), Part(IdentifierOid), Part(UnitOid), Part(CountryOid));
    }

    private static void Write(AsnWriter writer, string oid, string value, UniversalTagNumber kind)
    {
        if (value.Length == 0)
            return;
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteCharacterString(kind, value);
        }
    }
}
