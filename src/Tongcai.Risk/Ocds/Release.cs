using System.Buffers.Text;
using System.Text.Json;

namespace Tongcai.Risk.Ocds;

internal enum AwardState
{
    Unset,
    Active,
    Ended,
    Open,
}

internal enum BidState
{
    Unset,
    Invited,
    Withdrawn,
    Valid,
    Disqualified,
    Other,
}

/// <summary>A text inside the scratch bytes of a <see cref="Release"/>; unset when Length is negative.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public static readonly Slice None = new(0, -1);

    public bool IsSet => Length >= 0;
}

/// <summary>A range of <see cref="Release.Ids"/>: elements without an id are −1; unset when Count is negative (no array).</summary>
internal readonly record struct IdRange(int Start, int Count)
{
    public static readonly IdRange None = new(0, -1);
}

internal struct AwardFields
{
    public AwardState State;
    public IdRange Suppliers;
    public (int Start, int Count) Codes;
}

internal struct BidFields
{
    public BidState State;
    public IdRange Tenderers;
    public Slice Date;
    public double Amount;
    public Slice Currency;

    public readonly bool HasPrice => !double.IsNaN(Amount) && Currency.IsSet;

    public readonly bool Submitted => State is not (BidState.Unset or BidState.Invited or BidState.Withdrawn);
}

/// <summary>
/// The fields of one compiled release that the indicators read, filled by one pass over its UTF-8 bytes and reused for the next line.
/// A field of an unexpected type counts as missing; of a repeated member the last counts.
/// </summary>
internal sealed class Release(TextTable parties)
{
    private byte[] scratch = new byte[4096];
    private int scratchUsed;

    public Slice Ocid;
    public bool Cancelled;
    public Slice Method;
    public Slice MethodDetails;
    public ulong? NumberOfTenderers;
    public Slice PeriodStart;
    public Slice PeriodEnd;
    public Slice ProcuringEntity;
    public Slice Buyer;
    public bool HasAwards;
    public bool HasBids;

    public List<AwardFields> Awards { get; } = [];

    public List<BidFields> Bids { get; } = [];

    public List<int> Ids { get; } = [];

    public List<Slice> Codes { get; } = [];

    public ReadOnlySpan<byte> Text(Slice slice) => scratch.AsSpan(slice.Start, slice.Length);

    /// <exception cref="JsonException">The line is not one JSON value; the exception says at which byte.</exception>
    /// <exception cref="LineUnusableException">A number or text of the line cannot be represented.</exception>
    public void Parse(ReadOnlySpan<byte> line)
    {
        Clear();
        var whole = false;
        try
        {
            var json = new JsonCursor(line);
            if (json.Enter((byte)'{')) ReadRelease(ref json);
            json.End();
            whole = true;
            if (json.SawUnicodeEscape && (line.IndexOf("\\ud"u8) >= 0 || line.IndexOf("\\uD"u8) >= 0)) ReadTexts(line);
        }
        catch (JsonException) when (!whole)
        {
        }
        catch (InvalidOperationException e)
        {
            throw new LineUnusableException("文本含有无效的转义或编码", e);
        }
        if (whole) return;
        // The cursor keeps no place to report; the framework's reader finds it.
        var reader = new Utf8JsonReader(line, Limits);
        while (reader.Read())
        {
        }
        throw new JsonException();
    }

    private static JsonReaderOptions Limits => new() { MaxDepth = JsonCursor.Deepest };

    private static void ReadTexts(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, Limits);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) reader.GetString();
    }

    private void Clear()
    {
        scratchUsed = 0;
        Ocid = Method = MethodDetails = PeriodStart = PeriodEnd = ProcuringEntity = Buyer = Slice.None;
        Cancelled = HasAwards = HasBids = false;
        NumberOfTenderers = null;
        Awards.Clear();
        Bids.Clear();
        Ids.Clear();
        Codes.Clear();
    }

    private void ReadRelease(ref JsonCursor json)
    {
        while (Next(ref json, out var name))
        {
            if (name.SequenceEqual("ocid"u8)) Ocid = ReadText(ref json);
            else if (name.SequenceEqual("tender"u8)) ReadTender(ref json);
            else if (name.SequenceEqual("buyer"u8)) Buyer = ReadIdOf(ref json);
            else if (name.SequenceEqual("awards"u8)) ReadAwards(ref json);
            else if (name.SequenceEqual("bids"u8)) ReadBids(ref json);
            else json.Skip();
        }
    }

    private void ReadTender(ref JsonCursor json)
    {
        Cancelled = false;
        Method = MethodDetails = PeriodStart = PeriodEnd = ProcuringEntity = Slice.None;
        NumberOfTenderers = null;
        if (!json.Enter((byte)'{')) return;
        while (Next(ref json, out var name))
        {
            if (name.SequenceEqual("status"u8)) Cancelled = ReadString(ref json, out var status) && status.SequenceEqual("cancelled"u8);
            else if (name.SequenceEqual("procurementMethod"u8)) Method = ReadText(ref json);
            else if (name.SequenceEqual("procurementMethodDetails"u8)) MethodDetails = ReadText(ref json);
            else if (name.SequenceEqual("numberOfTenderers"u8)) NumberOfTenderers = ReadCount(ref json);
            else if (name.SequenceEqual("procuringEntity"u8)) ProcuringEntity = ReadIdOf(ref json);
            else if (name.SequenceEqual("tenderPeriod"u8)) ReadPeriod(ref json);
            else json.Skip();
        }
    }

    private void ReadPeriod(ref JsonCursor json)
    {
        PeriodStart = PeriodEnd = Slice.None;
        if (!json.Enter((byte)'{')) return;
        while (Next(ref json, out var name))
        {
            if (name.SequenceEqual("startDate"u8)) PeriodStart = ReadText(ref json);
            else if (name.SequenceEqual("endDate"u8)) PeriodEnd = ReadText(ref json);
            else json.Skip();
        }
    }

    private void ReadAwards(ref JsonCursor json)
    {
        Awards.Clear();
        HasAwards = json.Enter((byte)'[');
        if (!HasAwards) return;
        while (json.Element())
        {
            var award = new AwardFields { Suppliers = IdRange.None };
            if (json.Enter((byte)'{'))
            {
                while (Next(ref json, out var name))
                {
                    if (name.SequenceEqual("status"u8)) award.State = ReadAwardState(ref json);
                    else if (name.SequenceEqual("suppliers"u8)) award.Suppliers = ReadIds(ref json);
                    else if (name.SequenceEqual("items"u8)) award.Codes = ReadCodes(ref json);
                    else json.Skip();
                }
            }
            Awards.Add(award);
        }
    }

    private void ReadBids(ref JsonCursor json)
    {
        Bids.Clear();
        HasBids = false;
        if (!json.Enter((byte)'{')) return;
        while (Next(ref json, out var name))
        {
            if (!name.SequenceEqual("details"u8))
            {
                json.Skip();
                continue;
            }
            Bids.Clear();
            HasBids = json.Enter((byte)'[');
            if (!HasBids) continue;
            while (json.Element()) Bids.Add(ReadBid(ref json));
        }
    }

    private BidFields ReadBid(ref JsonCursor json)
    {
        var bid = new BidFields { Tenderers = IdRange.None, Date = Slice.None, Amount = double.NaN, Currency = Slice.None };
        if (!json.Enter((byte)'{')) return bid;
        while (Next(ref json, out var name))
        {
            if (name.SequenceEqual("status"u8)) bid.State = ReadBidState(ref json);
            else if (name.SequenceEqual("tenderers"u8)) bid.Tenderers = ReadIds(ref json);
            else if (name.SequenceEqual("date"u8)) bid.Date = ReadText(ref json);
            else if (name.SequenceEqual("value"u8))
            {
                (bid.Amount, bid.Currency) = (double.NaN, Slice.None);
                if (!json.Enter((byte)'{')) continue;
                while (Next(ref json, out name))
                {
                    if (name.SequenceEqual("amount"u8)) bid.Amount = ReadAmount(ref json);
                    else if (name.SequenceEqual("currency"u8)) bid.Currency = ReadText(ref json);
                    else json.Skip();
                }
            }
            else json.Skip();
        }
        return bid;
    }

    private static AwardState ReadAwardState(ref JsonCursor json) =>
        !ReadString(ref json, out var status) ? AwardState.Unset
        : status.SequenceEqual("active"u8) ? AwardState.Active
        : status.SequenceEqual("cancelled"u8) || status.SequenceEqual("unsuccessful"u8) ? AwardState.Ended : AwardState.Open;

    private static BidState ReadBidState(ref JsonCursor json) =>
        !ReadString(ref json, out var status) ? BidState.Unset
        : status.SequenceEqual("valid"u8) ? BidState.Valid
        : status.SequenceEqual("disqualified"u8) ? BidState.Disqualified
        : status.SequenceEqual("invited"u8) ? BidState.Invited
        : status.SequenceEqual("withdrawn"u8) ? BidState.Withdrawn : BidState.Other;

    private (int Start, int Count) ReadCodes(ref JsonCursor json)
    {
        var start = Codes.Count;
        if (!json.Enter((byte)'[')) return (start, 0);
        while (json.Element())
        {
            if (!json.Enter((byte)'{')) continue;
            var code = Slice.None;
            while (Next(ref json, out var name))
            {
                if (name.SequenceEqual("classification"u8)) code = ReadIdOf(ref json);
                else json.Skip();
            }
            if (code.IsSet) Codes.Add(code);
        }
        return (start, Codes.Count - start);
    }

    private IdRange ReadIds(ref JsonCursor json)
    {
        if (!json.Enter((byte)'[')) return IdRange.None;
        var start = Ids.Count;
        while (json.Element())
        {
            var id = -1;
            if (json.Enter((byte)'{'))
            {
                while (Next(ref json, out var name))
                {
                    if (!name.SequenceEqual("id"u8)) json.Skip();
                    else id = ReadString(ref json, out var text) ? parties.Add(text) : -1;
                }
            }
            Ids.Add(id);
        }
        return new(start, Ids.Count - start);
    }

    private Slice ReadIdOf(ref JsonCursor json)
    {
        var id = Slice.None;
        if (!json.Enter((byte)'{')) return id;
        while (Next(ref json, out var name))
        {
            if (name.SequenceEqual("id"u8)) id = ReadText(ref json);
            else json.Skip();
        }
        return id;
    }

    private Slice ReadText(ref JsonCursor json)
    {
        if (!ReadString(ref json, out var text)) return Slice.None;
        if (scratch.Length - scratchUsed < text.Length) Array.Resize(ref scratch, Math.Max(scratch.Length * 2, scratchUsed + text.Length));
        text.CopyTo(scratch.AsSpan(scratchUsed));
        var slice = new Slice(scratchUsed, text.Length);
        scratchUsed += text.Length;
        return slice;
    }

    // The text is good until the next one is read.
    private static bool ReadString(ref JsonCursor json, out ReadOnlySpan<byte> text)
    {
        if (!json.String(out text, out var escaped)) return false;
        if (escaped) text = Unescape(text);
        return true;
    }

    private static bool Next(ref JsonCursor json, out ReadOnlySpan<byte> name)
    {
        if (!json.Member(out name, out var escaped)) return false;
        if (escaped) name = Unescape(name);
        return true;
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        byte[] quoted = [(byte)'"', .. text, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        var plain = new byte[text.Length];
        return plain.AsSpan(0, reader.CopyString(plain));
    }

    private static double ReadAmount(ref JsonCursor json)
    {
        if (!json.Number(out var number)) return double.NaN;
        return Utf8Parser.TryParse(number, out double value, out var length) && length == number.Length && double.IsFinite(value) ? value : throw new LineUnusableException("金额超出可表示的范围");
    }

    private static ulong? ReadCount(ref JsonCursor json) =>
        !json.Number(out var number) ? null : Utf8Parser.TryParse(number, out ulong value, out var length) && length == number.Length ? value : 0;
}
