using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Tongcai.Papers.Pdf;

/// <summary>The objects of a PDF file (ISO 32000-1 §7.5), numbered as they are added.</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]> objects = [];

    /// <summary>Takes a number for an object that is written later.</summary>
    public int Reserve()
    {
        objects.Add([]);
        return objects.Count;
    }

    public void Set(int number, string text) => objects[number - 1] = Encoding.ASCII.GetBytes(text);

    public int Add(string text)
    {
        var number = Reserve();
        Set(number, text);
        return number;
    }

    /// <summary>A compressed stream.</summary>
    /// <param name="entries">Further entries of its dictionary.</param>
    public int AddStream(ReadOnlySpan<byte> bytes, string entries = "")
    {
        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(bytes);
        objects.Add([.. Encoding.ASCII.GetBytes($"<< /Length {packed.Length} /Filter /FlateDecode {entries}>>\nstream\n"), .. packed.ToArray(), .. "\nendstream"u8]);
        return objects.Count;
    }

    /// <summary>The whole file; the same objects give the same bytes.</summary>
    public byte[] Save(int root, int info)
    {
        var file = new MemoryStream();
        void Text(string text) => file.Write(Encoding.ASCII.GetBytes(text));
        file.Write("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"u8);
        List<long> places = [];
        foreach (var (i, bytes) in objects.Index())
        {
            places.Add(file.Length);
            Text($"{i + 1} 0 obj\n");
            file.Write(bytes);
            Text("\nendobj\n");
        }

        var table = file.Length;
        Text($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            Text($"{place:D10} 00000 n \n");
        Text($"trailer\n<< /Size {objects.Count + 1} /Root {root} 0 R /Info {info} 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>A length in thousandths of a point as PDF writes numbers.</summary>
    public static string Points(int thousandths) => (thousandths / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A text string in UTF-16BE.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";
}
