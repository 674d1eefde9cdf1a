namespace Tongcai.Papers;

/// <summary>How a paper is laid out.</summary>
public enum PaperLayout
{
    /// <summary>Notices, tender documents, contracts, reports: small type, tables in full width.</summary>
    Plain,

    /// <summary>党政机关公文格式 (GB/T 9704-2012)：22 lines of 28 characters, red head.</summary>
    Official,
}

/// <summary>文书：the one source that page, Word file and PDF are made from.</summary>
/// <param name="Title">Title; several lines where it holds line ends.</param>
/// <param name="Parts">In reading order.</param>
public sealed record Paper(string Title, IReadOnlyList<PaperPart> Parts)
{
    public PaperLayout Layout { get; init; }

    /// <summary>发文机关标志, printed red above the title of an official paper; empty: none.</summary>
    public string Organ { get; init; } = "";

    /// <summary>发文字号, or the number the paper is known by; empty: none.</summary>
    public string Number { get; init; } = "";

    /// <summary>主送机关, or whom the paper speaks to; empty: none.</summary>
    public string To { get; init; } = "";

    /// <summary>Who signs, a line each, the date last; printed at the right under the text.</summary>
    public IReadOnlyList<string> Signed { get; init; } = [];

    /// <summary>Where the paper can be proved, a line each; printed small at its end.</summary>
    public IReadOnlyList<string> Proof { get; init; } = [];
}

/// <summary>One part of a paper.</summary>
/// <param name="Heading">Heading with its number; empty: none.</param>
/// <param name="Paragraphs">Paragraphs in order.</param>
public sealed record PaperPart(string Heading, IReadOnlyList<string> Paragraphs)
{
    /// <summary>Follows the paragraphs.</summary>
    public PaperTable? Table { get; init; }
}

/// <summary>A table of a paper; its caption is also its name for those who do not see it.</summary>
public sealed record PaperTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
