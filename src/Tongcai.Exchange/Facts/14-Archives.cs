namespace Tongcai.Exchange.Facts;

/// <summary>采购档案形成：the signed package of a procurement, by its digests. Stream: the procurement.</summary>
/// <param name="ArchiveId">Random id, under which purchaser, agency and supervision get the package.</param>
/// <param name="Final">Whether the procurement was over; else a copy of how it stood.</param>
/// <param name="Facts">Facts in it.</param>
/// <param name="Documents">Documents in it.</param>
/// <param name="Length">Bytes of the package.</param>
/// <param name="Sm3">SM3 of the package, hex.</param>
/// <param name="Sha256">SHA-256 of the package, hex.</param>
/// <param name="KeepUntil">Last day on which it has to be kept; absent while the procurement goes on.</param>
[FactKind("archive.filed", FactClass.Public, Title = "采购档案形成", Basis = "政府采购法第四十二条")]
public sealed record ArchiveFiled(
    string ProcurementId, string ArchiveId, bool Final, int Facts, int Documents, long Length, string Sm3, string Sha256, DateOnly? KeepUntil) : IFact
{
    public string Stream => ProcurementId;
}
