using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongcai.PublicService.Search.Index;
using SortKey = Tongcai.PublicService.Search.Index.SortKey;

namespace Tongcai.PublicService.Search;

/// <summary>游标。A place in the answer to one question: the next page begins behind it however many notices have come since.</summary>
/// <param name="AsOf">Instant of the first page in milliseconds; what is open is judged by it on every page.</param>
internal sealed record NoticeCursor(SortKey Place, long AsOf)
{
    private const int Longest = 400;

    /// <summary>As the address carries it; bound to the question, so that one of another question is noticed.</summary>
    public string Text(NoticeQuery query)
    {
        var (rank, value, day, at, ledger, leaf) = Place;
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Question(query)} {AsOf} {rank} {value} {day} {at} {leaf} {ledger}")));
    }

    /// <summary>The place a text stands for; null when it is no cursor, or one of another question.</summary>
    public static NoticeCursor? Parse(string text, NoticeQuery query)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 8);
        if (parts.Length != 8 || parts[0] != Question(query) || parts[7].Length == 0) return null;
        var numbers = new long[6];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!long.TryParse(parts[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])) return null;
        }

        return numbers is [var asOf, >= 0 and <= 64 and var rank, var value, >= 0 and <= int.MaxValue and var day, var at, var leaf] && asOf is >= 0 and < 253_402_300_800_000
            ? new(new((int)rank, value, (int)day, at, parts[7], leaf), asOf)
            : null;
    }

    private static string Question(NoticeQuery query) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query.First.Address())).AsSpan(0, 6));
}
