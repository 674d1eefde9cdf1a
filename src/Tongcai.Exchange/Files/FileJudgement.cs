namespace Tongcai.Exchange.Files;

/// <summary>What was found in a file.</summary>
/// <param name="Code">Permanent name of the kind of finding, e.g. <c>archive.bomb</c>.</param>
/// <param name="Dangerous">Whether opening the file may do harm; else it is something to know.</param>
/// <param name="Reason">In Chinese.</param>
/// <param name="Entry">Where in an archive; empty: the file itself.</param>
public sealed record FileMark(string Code, bool Dangerous, string Reason, string Entry);

/// <summary>附件安全检查的结果。</summary>
/// <param name="Kind">What the content is, by the content: pdf, ofd, docx, xlsx, pptx, zip, ole, jpg, png, tif, gif, bmp, txt, html, svg, exe, 7z, rar, gz; empty: not known.</param>
public sealed record FileJudgement(string Kind, IReadOnlyList<FileMark> Marks)
{
    /// <summary>Most marks that are kept.</summary>
    public const int MostMarks = 50;

    public bool IsDangerous => Marks.Any(m => m.Dangerous);
}

/// <summary>How much is unpacked before an archive is called a bomb.</summary>
/// <param name="Entries">Files in all archives together.</param>
/// <param name="Ratio">Length unpacked to length packed, of entries over a mebibyte.</param>
/// <param name="Total">Bytes unpacked in all.</param>
/// <param name="Depth">Archives within archives.</param>
public sealed record FileLimits(int Entries = 1000, int Ratio = 100, long Total = 500L << 20, int Depth = 2);
