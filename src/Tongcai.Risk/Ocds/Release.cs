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

    /// <exception cref="JsonException">The line is not one JSON value.</exception>
    /// <exception cref="LineUnusableException">A number or text of the line cannot be represented.</exception>
    public void Parse(ReadOnlySpan<byte> line)
    {
        Clear();
        // serde_json stops at 128 levels, Cardinal with it.
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 127 });
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject) ReadRelease(ref reader);
            else reader.Skip();
            while (reader.Read())
            {
            }
            if (line.IndexOf("\\u"u8) is >= 0 and var at && (line[at..].IndexOf("\\ud"u8) >= 0 || line[at..].IndexOf("\\uD"u8) >= 0)) CheckSurrogates(line);
        }
        catch (InvalidOperationException e)
        {
            throw new LineUnusableException("文本含有无效的转义或编码", e);
        }
    }

    private static void CheckSurrogates(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 127 });
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

    private void ReadRelease(ref Utf8JsonReader reader)
    {
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("ocid"u8)) Ocid = ReadText(ref reader);
            else if (reader.ValueTextEquals("tender"u8)) ReadTender(ref reader);
            else if (reader.ValueTextEquals("buyer"u8)) Buyer = ReadIdOf(ref reader);
            else if (reader.ValueTextEquals("awards"u8)) ReadAwards(ref reader);
            else if (reader.ValueTextEquals("bids"u8)) ReadBids(ref reader);
            else SkipValue(ref reader);
        }
    }

    private void ReadTender(ref Utf8JsonReader reader)
    {
        Cancelled = false;
        Method = MethodDetails = PeriodStart = PeriodEnd = ProcuringEntity = Slice.None;
        NumberOfTenderers = null;
        if (!Enter(ref reader, JsonTokenType.StartObject)) return;
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("status"u8)) Cancelled = ReadText(ref reader) is { IsSet: true } status && Text(status).SequenceEqual("cancelled"u8);
            else if (reader.ValueTextEquals("procurementMethod"u8)) Method = ReadText(ref reader);
            else if (reader.ValueTextEquals("procurementMethodDetails"u8)) MethodDetails = ReadText(ref reader);
            else if (reader.ValueTextEquals("numberOfTenderers"u8)) NumberOfTenderers = ReadCount(ref reader);
            else if (reader.ValueTextEquals("procuringEntity"u8)) ProcuringEntity = ReadIdOf(ref reader);
            else if (reader.ValueTextEquals("tenderPeriod"u8)) ReadPeriod(ref reader);
            else SkipValue(ref reader);
        }
    }

    private void ReadPeriod(ref Utf8JsonReader reader)
    {
        PeriodStart = PeriodEnd = Slice.None;
        if (!Enter(ref reader, JsonTokenType.StartObject)) return;
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("startDate"u8)) PeriodStart = ReadText(ref reader);
            else if (reader.ValueTextEquals("endDate"u8)) PeriodEnd = ReadText(ref reader);
            else SkipValue(ref reader);
        }
    }

    private void ReadAwards(ref Utf8JsonReader reader)
    {
        Awards.Clear();
        HasAwards = Enter(ref reader, JsonTokenType.StartArray);
        if (!HasAwards) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var award = new AwardFields { Suppliers = IdRange.None };
            if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else
            {
                while (Next(ref reader))
                {
                    if (reader.ValueTextEquals("status"u8)) award.State = ReadAwardState(ref reader);
                    else if (reader.ValueTextEquals("suppliers"u8)) award.Suppliers = ReadIds(ref reader);
                    else if (reader.ValueTextEquals("items"u8)) award.Codes = ReadCodes(ref reader);
                    else SkipValue(ref reader);
                }
            }
            Awards.Add(award);
        }
    }

    private void ReadBids(ref Utf8JsonReader reader)
    {
        Bids.Clear();
        HasBids = false;
        if (!Enter(ref reader, JsonTokenType.StartObject)) return;
        while (Next(ref reader))
        {
            if (!reader.ValueTextEquals("details"u8))
            {
                SkipValue(ref reader);
                continue;
            }
            Bids.Clear();
            HasBids = Enter(ref reader, JsonTokenType.StartArray);
            if (!HasBids) continue;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Bids.Add(ReadBid(ref reader));
        }
    }

    private BidFields ReadBid(ref Utf8JsonReader reader)
    {
        var bid = new BidFields { Tenderers = IdRange.None, Date = Slice.None, Amount = double.NaN, Currency = Slice.None };
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return bid;
        }
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("status"u8)) bid.State = ReadBidState(ref reader);
            else if (reader.ValueTextEquals("tenderers"u8)) bid.Tenderers = ReadIds(ref reader);
            else if (reader.ValueTextEquals("date"u8)) bid.Date = ReadText(ref reader);
            else if (reader.ValueTextEquals("value"u8))
            {
                (bid.Amount, bid.Currency) = (double.NaN, Slice.None);
                if (!Enter(ref reader, JsonTokenType.StartObject)) continue;
                while (Next(ref reader))
                {
                    if (reader.ValueTextEquals("amount"u8)) bid.Amount = ReadAmount(ref reader);
                    else if (reader.ValueTextEquals("currency"u8)) bid.Currency = ReadText(ref reader);
                    else SkipValue(ref reader);
                }
            }
            else SkipValue(ref reader);
        }
        return bid;
    }

    private static AwardState ReadAwardState(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return AwardState.Unset;
        }
        return reader.ValueTextEquals("active"u8) ? AwardState.Active
            : reader.ValueTextEquals("cancelled"u8) || reader.ValueTextEquals("unsuccessful"u8) ? AwardState.Ended : AwardState.Open;
    }

    private static BidState ReadBidState(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return BidState.Unset;
        }
        return reader.ValueTextEquals("valid"u8) ? BidState.Valid
            : reader.ValueTextEquals("disqualified"u8) ? BidState.Disqualified
            : reader.ValueTextEquals("invited"u8) ? BidState.Invited
            : reader.ValueTextEquals("withdrawn"u8) ? BidState.Withdrawn : BidState.Other;
    }

    private (int Start, int Count) ReadCodes(ref Utf8JsonReader reader)
    {
        var start = Codes.Count;
        if (!Enter(ref reader, JsonTokenType.StartArray)) return (start, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            var code = Slice.None;
            while (Next(ref reader))
            {
                if (reader.ValueTextEquals("classification"u8)) code = ReadIdOf(ref reader);
                else SkipValue(ref reader);
            }
            if (code.IsSet) Codes.Add(code);
        }
        return (start, Codes.Count - start);
    }

    private IdRange ReadIds(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader, JsonTokenType.StartArray)) return IdRange.None;
        var start = Ids.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var id = -1;
            if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else
            {
                while (Next(ref reader))
                {
                    if (!reader.ValueTextEquals("id"u8)) SkipValue(ref reader);
                    else id = ReadText(ref reader) is { IsSet: true } text ? parties.Add(Text(text)) : -1;
                }
            }
            Ids.Add(id);
        }
        return new(start, Ids.Count - start);
    }

    private Slice ReadIdOf(ref Utf8JsonReader reader)
    {
        var id = Slice.None;
        if (!Enter(ref reader, JsonTokenType.StartObject)) return id;
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("id"u8)) id = ReadText(ref reader);
            else SkipValue(ref reader);
        }
        return id;
    }

    private Slice ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return Slice.None;
        }
        var most = reader.ValueSpan.Length;
        if (scratch.Length - scratchUsed < most) Array.Resize(ref scratch, Math.Max(scratch.Length * 2, scratchUsed + most));
        var slice = new Slice(scratchUsed, reader.CopyString(scratch.AsSpan(scratchUsed)));
        scratchUsed += slice.Length;
        return slice;
    }

    private static double ReadAmount(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return double.NaN;
        }
        return reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw new LineUnusableException("金额超出可表示的范围");
    }

    private static ulong? ReadCount(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetUInt64(out var value) ? value : 0;
        reader.Skip();
        return null;
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        reader.Read();
        if (reader.TokenType == expected) return true;
        reader.Skip();
        return false;
    }

    private static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
