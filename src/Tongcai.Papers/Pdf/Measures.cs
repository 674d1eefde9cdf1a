namespace Tongcai.Papers.Pdf;

/// <summary>Sizes of a layout, thousandths of a point; an A4 sheet is 595,276 by 841,890.</summary>
/// <param name="Lead">Distance of base lines.</param>
/// <param name="Indent">Of the first line of a paragraph, thousandths of the em.</param>
internal sealed record Measures(int Top, int Bottom, int Left, int Right, int Body, int Lead, int Title, int TitleLead, int Small, int Indent)
{
    public const int SheetWidth = 595_276, SheetHeight = 841_890;

    /// <summary>GB/T 9704-2012 §5: margins 37, 35, 28 and 26 mm, 三号字 16 pt, 22 lines a page, title 二号 22 pt.</summary>
    public static readonly Measures Official = new(104_882, 99_213, 79_370, 73_701, 16_000, 28_991, 22_000, 32_000, 10_500, 2000);

    /// <summary>小四号 12 pt in margins of 25 mm.</summary>
    public static readonly Measures Plain = new(70_866, 70_866, 70_866, 70_866, 12_000, 20_000, 18_000, 27_000, 9_000, 2000);

    public static Measures Of(PaperLayout layout) => layout is PaperLayout.Official ? Official : Plain;

    /// <summary>Width of the text.</summary>
    public int Width => SheetWidth - Left - Right;
}
