using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Identity;

/// <summary>首批账户。Accounts that no page can open because nobody is there yet to open them: the first of an authority, the operator, reviewers. The same decision as the page.</summary>
public static class AccountSeed
{
    /// <summary>Opens an account unless its user name is taken.</summary>
    /// <param name="store">Where the accounts are.</param>
    /// <param name="organisation">The organisation it acts for, registered in the same commit when new; null: none.</param>
    /// <param name="request">The account.</param>
    /// <param name="now">Legal time.</param>
    /// <returns>The account; refusals as the page would give them.</returns>
    public static async Task<Outcome<Account>> Open(IStore store, Organisation? organisation, RegisterAccount.Request request, DateTimeOffset now)
    {
        if (await store.Read(c => Accounts.ByUserName(c, request.UserName)) is not null) return RegisterAccount.UserNameTaken("/userName");
        var outcome = RegisterAccount.Decide(request, organisation?.Id ?? "", organisation?.Roles.Value.ToList() ?? request.Roles.ToList(), now);
        if (outcome.Value is not { } account) return outcome;

        var commit = RegisterAccount.Commit(account, request.Password);
        if (organisation is { Version: 0 })
        {
            commit = Commit.Empty.Insert(organisation)
                .Record(new Exchange.Facts.OrganisationRegistered(
                    organisation.Id, organisation.Name, organisation.CreditCode, [.. organisation.Roles.Value.Select(Codes.Of)], organisation.Region, organisation.Size, organisation.Address, organisation.ParentId), organisation.Id)
                .And(commit);
        }

        return await store.Execute(commit) is Committed ? account : HttpFailure();
    }

    private static Refusal HttpFailure() => Web.HttpRules.Refuse(Web.HttpRules.Unavailable);
}
