using System.CommandLine;
using System.Text.Json;
using Tongcai.Cli.Ledgers;
using Tongcai.Exchange.Archives;
using Tongcai.Ledger;

namespace Tongcai.Cli.Archives;

/// <summary><c>tongcai archive import|list</c>: keeps verified archives of procurements in a folder that can be browsed without a network, with a register.</summary>
internal static class ArchiveCommand
{
    public static Command Create() => new("archive", "采购档案：校验后收存、列出 (keep archives of procurements)") { Import(), List() };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "采购档案的签名包（ZIP） (signed package)" };
        var place = new Argument<DirectoryInfo>("DIR") { Description = "收存的目录 (where archives are kept)" };
        var trust = new Trust();
        var command = new Command("import", "校验通过后解开到目录，登记 (verify, unpack, register)") { file, place };
        trust.AddTo(command);
        command.SetAction((parse, _) => LedgerConsole.Guarded(parse, () =>
        {
            var policy = trust.Read(parse);
            var package = LedgerConsole.Read(parse.GetRequiredValue(file), ArchiveZip.Longest);
            var verdict = ArchiveVerification.Check(package, policy);
            var output = parse.InvocationConfiguration.Output;
            if (trust.Objection(parse, verdict.Report.Ledger) is { Length: > 0 } objection) throw new UnusableException(objection);
            if (!verdict.Report.Passed)
            {
                foreach (var step in verdict.Report.Steps.Where(s => s.Passed is false)) output.WriteLine($"✗ {step.Title}：{step.Detail}");
                output.WriteLine($"{verdict.Report.Verdict} 没有收存。 NOT verified, not imported.");
                return Task.FromResult(LedgerConsole.Refuted);
            }

            var kept = new ArchiveRegister(parse.GetRequiredValue(place).FullName).Add(package, verdict, TimeProvider.System.GetUtcNow());
            output.WriteLine($"已收存 {kept.Id}：{kept.Title}，从 {Path.Combine(kept.Id, ArchivePaths.Page)} 打开。 Imported.");
            return Task.FromResult(LedgerConsole.Verified);
        }));
        return command;
    }

    private static Command List()
    {
        var place = new Argument<DirectoryInfo>("DIR") { Description = "收存的目录 (where archives are kept)" };
        var json = LedgerConsole.JsonOption();
        var command = new Command("list", "列出已收存的档案 (list what is kept)") { place, json };
        command.SetAction((parse, _) => LedgerConsole.Guarded(parse, () =>
        {
            var kept = new ArchiveRegister(parse.GetRequiredValue(place).FullName).Read();
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(json)) output.WriteLine(JsonSerializer.Serialize(kept, LedgerConsole.Json));
            else foreach (var a in kept) output.WriteLine($"{a.Id}　{a.Code}　{a.Title}　{(a.Final ? "正式档案" : "当时副本")}　{a.MadeAt:yyyy-MM-dd}　SM3 {a.Sm3}");
            return Task.FromResult(LedgerConsole.Verified);
        }));
        return command;
    }
}
