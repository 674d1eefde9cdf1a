using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Search.Index;

/// <summary>What the index takes from a procurement's row.</summary>
internal sealed record IndexedProcurement
{
    public const string Select = """
        select id, purchaser_id, purchaser_name, agency_id, agency_name, region, catalogue_code, method, set_aside, budget_fen, state, suspended, coalesce(bid_deadline, 0) as deadline, search_text
        from procurement_page
        """;

    public string Id { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public string PurchaserName { get; init; } = "";
    public string AgencyId { get; init; } = "";
    public string AgencyName { get; init; } = "";
    public string Region { get; init; } = "";
    public string CatalogueCode { get; init; } = "";
    public string Method { get; init; } = "";
    public string SetAside { get; init; } = "";
    public long BudgetFen { get; init; }
    public ProcurementState State { get; init; }
    public bool Suspended { get; init; }

    /// <summary>Milliseconds since 1970; 0: none.</summary>
    public long Deadline { get; init; }
    public string SearchText { get; init; } = "";
}

/// <summary>What the index takes from a notice's row.</summary>
internal sealed record IndexedNotice
{
    public const string Select = "select procurement_id, kind, title, published_on, at, ledger, leaf_index, search_text from public_notice";

    public string ProcurementId { get; init; } = "";
    public NoticeKind Kind { get; init; }
    public string Title { get; init; } = "";
    public DateOnly PublishedOn { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long At { get; init; }
    public string Ledger { get; init; } = "";
    public long LeafIndex { get; init; }
    public string SearchText { get; init; } = "";
}

/// <summary>A notice in the columns of the index: 48 bytes.</summary>
internal struct Document
{
    public long At;
    public long Leaf;

    /// <summary>yyyyMMdd.</summary>
    public int Day;
    public int Project;

    /// <summary>Its first piece of text, how many pieces there are, and how many of them are the title.</summary>
    public int Pieces;
    public int PieceCount;
    public int TitleCount;

    /// <summary>The next notice of the same procurement; −1: none.</summary>
    public int Next;
    public short Ledger;
    public byte Kind;
}

/// <summary>A procurement in the columns of the index: 56 bytes.</summary>
internal struct Project
{
    public long BudgetFen;

    /// <summary>Milliseconds; 0: none.</summary>
    public long Deadline;

    /// <summary>Hash of the words that every notice of it is found by.</summary>
    public int TextHash;
    public int Purchaser;
    public int Agency;
    public int Catalogue;
    public int Region;

    /// <summary>Its newest document; −1: none.</summary>
    public int First;
    public short Method;
    public byte SetAside;
    public byte State;
    public bool Suspended;

    /// <summary>Whether its row has been read; before, no condition on it is met.</summary>
    public bool Known;
}
