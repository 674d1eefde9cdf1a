using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Notices;

/// <summary>公告。One row per published notice; nothing is ever changed in it.</summary>
[Table("notice")]
public sealed record Notice : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    /// <summary>Code of the notice kind, as the method's row has it, e.g. TN 招标公告; MOD 更正公告, RN 结果公告, EN 终止公告.</summary>
    public string Kind { get; init; } = "";
    public int Number { get; init; }
    public string Title { get; init; } = "";
    public DateOnly PublishedOn { get; init; }
    public DateOnly? DocumentsFrom { get; init; }
    public DateOnly? DocumentsTo { get; init; }

    /// <summary>Kind of corrections (财办库〔2020〕50号格式6).</summary>
    public const string Correction = "MOD";
}

/// <summary>What notices are for.</summary>
public static class NoticeReads
{
    extension(Notice notice)
    {
        /// <summary>Whether it is the one that invites, with which the documents are supplied.</summary>
        public bool Invites => notice.DocumentsFrom is not null;
    }
}

/// <summary>开标密钥。Id = procurement id.</summary>
[Table("project_key")]
public sealed record ProjectKeyRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string KeyId { get; init; } = "";
    /// <summary>04‖x‖y, hex.</summary>
    public string PublicKey { get; init; } = "";
    public int Threshold { get; init; }
    public Json<List<TrusteeShare>> Trustees { get; init; } = new([]);
    public string Transcript { get; init; } = "";
}
