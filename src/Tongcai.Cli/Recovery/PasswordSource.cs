using System.Text;
using Tongcai.Cli.Ledgers;

namespace Tongcai.Cli.Recovery;

/// <summary>Passwords of shares: from a file, one a line in the order in which they are asked for, or from the terminal without echo.</summary>
internal sealed class PasswordSource(FileInfo? file)
{
    private const int Shortest = 8;

    private readonly Queue<string>? lines = file is null ? null : new(Encoding.UTF8.GetString(LedgerConsole.Read(file, 1 << 20)).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A password that is being set: long enough, and typed twice.</summary>
    /// <exception cref="UnusableException">Too short, or the two differ.</exception>
    public string New(string what)
    {
        var password = Known($"{what}，设定口令");
        if (password.Length < Shortest) throw new UnusableException($"{what}的口令不足 {Shortest} 个字符，请重新设定。");
        if (lines is null && Known($"{what}，再输入一次") != password) throw new UnusableException("两次输入的口令不同，请重新执行。");
        return password;
    }

    /// <summary>A password that was set before.</summary>
    public string Known(string what)
    {
        if (lines is not null) return lines.TryDequeue(out var line) ? line : throw new UnusableException("口令文件的行数不够：每份份额一行。");
        Console.Error.Write($"{what}：");
        var password = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key is ConsoleKey.Backspace) password.Length = Math.Max(0, password.Length - 1);
            else password.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return password.ToString();
    }

    /// <summary>Passes over the line of a share that cannot be used, so that the others keep theirs.</summary>
    public void Skip() => lines?.TryDequeue(out _);
}
