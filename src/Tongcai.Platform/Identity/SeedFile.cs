using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.Extensions.Hosting;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Identity;

/// <summary>首批主体与账户的文件。Read at start; what is there already stays as it is, so a second start changes nothing.</summary>
public sealed class SeedFile(string path, IStore store, LegalTime legal) : IHostedService
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>An organisation and its accounts. Without a credit code: accounts of persons who act for nobody (评审专家).</summary>
    public sealed record Entry(string CreditCode, string Name, IReadOnlyList<Role> Roles, string Region, string Size, string Address, string ParentCreditCode, IReadOnlyList<RegisterAccount.Request> Accounts);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var entries = await JsonSerializer.DeserializeAsync<List<Entry>>(file, Format, cancellationToken) ?? [];
        foreach (var entry in entries)
        {
            var organisation = entry.CreditCode.Length == 0 ? null : await Known(entry.CreditCode) ?? new Organisation
            {
                Id = RandomId.New(),
                CreditCode = entry.CreditCode,
                Name = entry.Name,
                Roles = new Json<IReadOnlyList<Role>>(entry.Roles),
                Region = entry.Region,
                Size = entry.Size,
                Address = entry.Address,
                ParentId = entry.ParentCreditCode.Length == 0 ? "" : (await Known(entry.ParentCreditCode))?.Id ?? "",
                RegisteredAt = legal.GetUtcNow(),
            };
            foreach (var account in entry.Accounts)
            {
                if (await store.Read(c => Identity.Accounts.ByUserName(c, account.UserName), cancellationToken) is not null)
                    continue;
                var outcome = await AccountSeed.Open(store, organisation, account, legal.GetUtcNow());
                if (outcome.Value is null)
                    throw new InvalidOperationException($"首批账户 {account.UserName} 不能开立：{string.Join("；", outcome.Refusals.Select(r => r.Reason))}");
                if (organisation is not null)
                    organisation = await Known(entry.CreditCode);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<Organisation?> Known(string creditCode) =>
        store.Read(c => c.First<Organisation>("credit_code = @creditCode", new { creditCode }));
}
