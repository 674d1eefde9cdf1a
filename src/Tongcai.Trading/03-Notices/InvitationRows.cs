using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Notices;

/// <summary>邀请招标的供应商名单怎样产生。Id = procurement id; the draw over the list stands here too.</summary>
[Table("invited_list")]
public sealed record InvitedList : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    /// <summary>notice 资格预审公告, library 供应商库, recommended 书面推荐.</summary>
    public string Way { get; init; } = "";
    /// <summary>Of the 资格预审公告; empty in the other ways.</summary>
    public string NoticeId { get; init; } = "";
    public DateOnly? DocumentsFrom { get; init; }
    public DateOnly? DocumentsTo { get; init; }
    public DateTimeOffset? ApplyBy { get; init; }
    public DateOnly? ReviewOn { get; init; }
    /// <summary>How many are to be drawn.</summary>
    public int Wanted { get; init; }
    public Json<List<PrequalificationCriterion>> Criteria { get; init; } = new([]);
    public string Application { get; init; } = "";
    /// <summary>Whether it is settled who qualifies.</summary>
    public bool Settled { get; init; }
    public string DrawId { get; init; } = "";
    /// <summary>Random ids of the qualified, fixed with the commitments.</summary>
    public Json<List<string>> Roster { get; init; } = new([]);
    public string RosterDigest { get; init; } = "";
    public string PlatformSecret { get; init; } = "";
    public string PlatformCommitment { get; init; } = "";
    public string PartyCommitment { get; init; } = "";
    public string? PartyReveal { get; init; }
    public string? Seed { get; init; }
    public Json<List<string>> Witnesses { get; init; } = new([]);
    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>申请人或者备选供应商。Id random: it stands for the supplier in the draw.</summary>
[Table("candidate")]
public sealed record Candidate : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    /// <summary>How often the application was handed in; 0: listed by the purchaser.</summary>
    public int Number { get; init; }
    public Json<List<CriterionAnswer>> Answers { get; init; } = new([]);
    public string Contact { get; init; } = "";
    /// <summary>推荐理由, or the entry in the library; empty for an applicant.</summary>
    public string Grounds { get; init; } = "";
    public Json<List<CriterionFinding>> Findings { get; init; } = new([]);
    /// <summary>passed, failed or empty: not reviewed.</summary>
    public string Verdict { get; init; } = "";
    /// <summary>Place in the drawn order, from 1; 0 before the draw.</summary>
    public int Place { get; init; }
    public bool Drawn { get; init; }
    /// <summary>Whether the 投标邀请书 was sent.</summary>
    public bool Invited { get; init; }
}

/// <summary>Who may take part where only the invited may.</summary>
public static class InvitationReads
{
    private const string DrawnSql = "select count(*) from candidate where procurement_id = @Id and supplier_id = @supplierId and invited = @yes";
    private const string EntrantSql = "select count(*) from offer_place where procurement_id = @Id and supplier_id = @supplierId";

    /// <summary>Whether the supplier may get the document and bid: everybody, unless only some are invited.</summary>
    public static async Task<bool> MayTakePart(this DbConnection connection, Procurement procurement, string supplierId)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        var method = procurement.MethodRow();
        return !method.InvitesSome || await connection.ExecuteScalarAsync<long>(method.InvitesDrawn ? DrawnSql : EntrantSql, new { procurement.Id, supplierId, yes = true }) > 0;
    }

    /// <summary>Whether the document is open to somebody who neither buys nor organises: with the notice, or to the invited with their letter and to everybody with the result.</summary>
    public static async Task<bool> MaySeeDocument(this DbConnection connection, Procurement procurement, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(actor);
        return procurement.NoticedOn is not null
            && (!procurement.MethodRow().InvitesSome || procurement.ResultOn is not null || (procurement.BidDeadline is not null && (actor.Is(Role.Expert) || await connection.MayTakePart(procurement, actor.OrganisationId))));
    }

    extension(TenderDocument document)
    {
        /// <summary>What everybody may know of a document that only the invited have: lots and how offers are evaluated, nothing of its clauses.</summary>
        public TenderDocument Withheld => document with
        {
            Qualifications = [], Requirements = [], Factors = [], Delivery = "", Payment = "", Acceptance = "", Warranty = "", BreachTerms = "", Contact = "",
        };
    }

    /// <summary>The document as a public fact of the procurement carries it.</summary>
    public static TenderDocument InPublic(this Procurement procurement, TenderDocument document) => procurement.MethodRow().InvitesSome ? document.Withheld : document;
}
