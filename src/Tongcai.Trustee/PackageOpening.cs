using System.Text.Json;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;

namespace Tongcai.Trustee;

/// <summary>
/// 不经交易平台的部分解密：<c>Tongcai.Trustee partials DIR</c>. The person who holds the share runs it over an opening package; every condition is the same as when the platform asks, the ledger may
/// be read from wherever <c>Trading:Address</c> points, e.g. a mirror.
/// </summary>
internal static class PackageOpening
{
    private const int Refused = 1;
    private const int Unusable = 2;

    /// <returns>False when the program was called for something else.</returns>
    public static async Task<bool> Written(string[] args, IServiceProvider services)
    {
        if (args is not ["partials", var folder])
            return false;
        try
        {
            var package = JsonSerializer.Deserialize<OpeningPackage>(await File.ReadAllBytesAsync(Path.Combine(folder, OpeningPackage.File)), WireJson.Options);
            if (package is not { IsWhole: true })
                return Say(Unusable, "开标包缺少内容，请重新取得。");
            var vault = services.GetRequiredService<Vault>();
            var held = vault.All().Where(h => PartialOpening.ProjectOf(h.Id) == package.ProcurementId && h.Share.Length > 0).ToList();
            if (held.Count == 0)
                return Say(Refused, $"本受托人没有项目 {package.ProcurementId} 的份额。");
            foreach (var one in held)
            {
                var answer = await services.GetRequiredService<PartialOpening>().Open(one.Id, new(package.Bids), CancellationToken.None);
                if (answer.Value is not { } value)
                    return Say(Refused, $"{answer.Refusal!.Reason}{answer.Refusal.Remedy}");
                await File.WriteAllBytesAsync(Path.Combine(folder, $"partials-{one.Index}.json"), JsonSerializer.SerializeToUtf8Bytes(new TrusteePartials(one.Index, value.Partials), WireJson.Options));
                Console.WriteLine($"第 {one.Index} 号受托人的 {value.Partials.Count} 份部分解密已写入 partials-{one.Index}.json。");
            }
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return Say(Unusable, $"开标包或账本无法读取：{e.Message}");
        }

        return true;
    }

    private static bool Say(int code, string what)
    {
        Console.Error.WriteLine(what);
        Environment.ExitCode = code;
        return true;
    }
}
