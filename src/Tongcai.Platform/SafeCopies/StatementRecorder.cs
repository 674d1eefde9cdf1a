using System.Globalization;
using System.Text;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.SafeCopies;

/// <summary>
/// 语句记录. The statements of one transaction with their values and the number of rows that each changed. The store's statements depend on nothing but these values and the rows, so doing them
/// again on the same rows gives the same rows; a number that differs says that the rows were not the same.
/// </summary>
internal sealed class StatementRecorder : IDisposable
{
    private readonly MemoryStream bytes = new();
    private readonly BinaryWriter writer;

    public StatementRecorder() => writer = new(bytes, Encoding.UTF8);

    /// <summary>Whether anything was recorded.</summary>
    public bool IsEmpty => bytes.Length == 0;

    /// <summary>Begins anew.</summary>
    public void Clear() => bytes.SetLength(0);

    public void Add(string sql, ReadOnlySpan<(string Name, object? Value)> parameters, int rows)
    {
        writer.Write(sql);
        writer.Write7BitEncodedInt(rows);
        writer.Write7BitEncodedInt(parameters.Length);
        foreach (var (name, value) in parameters)
        {
            writer.Write(name);
            Write(value);
        }
    }

    public void Dispose() => writer.Dispose();

    /// <summary>What was recorded since <see cref="Clear"/>.</summary>
    public byte[] ToArray() => bytes.ToArray();

    /// <summary>Does recorded statements again, in the open transaction.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or a statement changes another number of rows than it did.</exception>
    public static void Replay(SqlSession session, byte[] statements)
    {
        using var reader = new BinaryReader(new MemoryStream(statements), Encoding.UTF8);
        try
        {
            while (reader.BaseStream.Position < statements.Length)
            {
                var (sql, rows) = (reader.ReadString(), reader.Read7BitEncodedInt());
                var parameters = new (string, object?)[reader.Read7BitEncodedInt()];
                for (var i = 0; i < parameters.Length; i++) parameters[i] = (reader.ReadString(), Read(reader));
                if (session.ExecuteAside(sql, parameters) is var now && now != rows)
                    throw new InvalidDataException($"数据与安全副本接不上：{sql.Split('\n')[0]} 当时改了 {rows} 行，现在是 {now} 行。恢复的数据不是安全副本所接续的那一份，或者恢复后又被改动过");
            }
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("安全副本中的一条记录已损坏", e);
        }
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                writer.Write((byte)'n');
                break;
            case string text:
                writer.Write((byte)'t');
                writer.Write(text);
                break;
            case byte[] blob:
                writer.Write((byte)'b');
                writer.Write7BitEncodedInt(blob.Length);
                writer.Write(blob);
                break;
            case long number:
                writer.Write((byte)'l');
                writer.Write7BitEncodedInt64(number);
                break;
            case int number:
                writer.Write((byte)'i');
                writer.Write7BitEncodedInt(number);
                break;
            case bool flag:
                writer.Write((byte)(flag ? 'y' : 'f'));
                break;
            default:
                throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{value.GetType()} cannot be recorded."));
        }
    }

    private static object? Read(BinaryReader reader) => (char)reader.ReadByte() switch
    {
        'n' => null,
        't' => reader.ReadString(),
        'b' => reader.ReadBytes(reader.Read7BitEncodedInt()),
        'l' => reader.Read7BitEncodedInt64(),
        'i' => reader.Read7BitEncodedInt(),
        'y' => true,
        'f' => false,
        var tag => throw new FormatException($"No value has the tag {tag}."),
    };
}
