using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Tests;

/// <summary>What the hub's ledger teaches the trading platform.</summary>
public sealed class RegistryReadersTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_account_that_the_hub_disables_is_signed_out_here_and_no_other(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        await People.Register(host.Store);
        using var disabled = await host.Api(People.Handler);
        using var other = await host.Api(People.Reviewer);
        Assert.Equal((true, true), (await IsIn(disabled), await IsIn(other)));

        var reader = host.App.Services.GetServices<FactReader>().Single(r => r.FactType == typeof(AccountDisabled));
        var leaf = new FactLeaf("account.disabled", 1, RandomId.New(), People.Handler.AccountId, 1, host.Legal.Now, People.College.Id, BodyDigest.Of([]), null, null);
        var commit = await reader.Read(new AccountDisabled(People.Handler.AccountId, People.College.Id, "调离"), new FactOrigin("hub.example/ledger", 1, leaf, true), TestContext.Current.CancellationToken);
        Assert.IsType<Committed>(await host.Store.Execute(commit));
        Assert.Equal((false, true), (await IsIn(disabled), await IsIn(other)));
    }

    private static async Task<bool> IsIn(HttpClient client) => (await client.GetAsync(new Uri("/work", UriKind.Relative))).IsSuccessStatusCode;
}
