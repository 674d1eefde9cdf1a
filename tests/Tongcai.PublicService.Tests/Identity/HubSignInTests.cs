using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;

namespace Tongcai.PublicService.Tests.Identity;

public sealed class HubSignInTests
{
    private static readonly HubIdentity Watch = new(new Uri("https://hub.example"), "watch", "s", [Role.Purchaser, Role.Agency, Role.Supplier]);

    [Fact]
    public void Only_the_roles_a_platform_recognises_come_along()
    {
        var actor = HubSignIn.Decide(new("a", "n", "o", "on", [Role.Supplier, Role.Bank], []), Watch).Value!;
        Assert.Equal([Role.Supplier], actor.Roles);
    }

    [Fact]
    public void An_account_with_nothing_to_do_here_is_refused() =>
        Assert.NotEmpty(HubSignIn.Decide(new("a", "n", "o", "on", [Role.Operator], []), Watch).Refusals);

    [Fact]
    public void A_supervisor_of_the_hub_is_none_at_supervision() =>
        Assert.NotEmpty(HubSignIn.Decide(new("a", "n", "o", "on", [Role.Supervisor], []), Watch).Refusals);
}
