using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Registry;

/// <summary>评审专家（专家库成员）。</summary>
[Table("registered_expert")]
public sealed record RegisteredExpert : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string AccountId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Employer { get; init; } = "";
    public Json<List<string>> CataloguePrefixes { get; init; } = new([]);
    public string Region { get; init; } = "";
}

/// <summary>评审专家入库。Who is in the library is known to trading platforms and supervision, not to the public.</summary>
public static class RegisterExpert
{
    public sealed record Request(
        [property: Field("专家账号", Hint = "专家本人的用户名", Max = 40)] string UserName,
        [property: Field("工作单位", Hint = "用于回避，与登记名称一致", Max = 100)] string Employer,
        [property: Field("评审专业", Hint = "品目编码的前几位，如 A0210", Min = 1, Max = 20)] IReadOnlyList<string> CataloguePrefixes,
        [property: Field("所在地行政区划", Pattern = "\\d{6}", Max = 6)] string Region,
        [property: Field("出生日期")] DateOnly BornOn);

    public static readonly Act Act = new("register-expert", "专家入库", "/experts/new", Access.To(Owner.None, Role.Operator))
    {
        Rules = [ExpertRules.Age, ExpertRules.RandomDraw],
        Button = "入库",
    };

    /// <param name="account">Account of the expert; null when there is none of that name.</param>
    public static Outcome<RegisteredExpert> Decide(Account? account, bool known, Request request, string id, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        if (account is null || !account.Roles.Value.Contains(Role.Expert))
            refusals.Add(InputRules.Range.Refuse("没有这个专家账号。", "先为专家开立账号，身份选“评审专家”。", "/userName"));
        if (known)
            refusals.Add(InputRules.Range.Refuse("这位专家已在库中。", "信息变化的，办理变更。", "/userName"));
        for (var i = 0; i < request.CataloguePrefixes.Count; i++)
        {
            if (Catalogue.Items.All(c => !c.Code.StartsWith(request.CataloguePrefixes[i], StringComparison.Ordinal)))
                refusals.Add(InputRules.Range.Refuse($"品目目录中没有以 {request.CataloguePrefixes[i]} 开头的品目。", "按政府采购品目分类目录填写编码的前几位。", $"/cataloguePrefixes/{i}"));
        }

        var today = now.BeijingDate();
        var age = today.Year - request.BornOn.Year - (today < request.BornOn.AddYears(today.Year - request.BornOn.Year) ? 1 : 0);
        if (age >= 70)
            refusals.Add(ExpertRules.Age.Refuse($"专家已满 {age} 周岁。", "评审专家应当不满 70 周岁。", "/bornOn"));
        return refusals.Count > 0
            ? refusals
            : new RegisteredExpert { Id = id, AccountId = account!.Id, Name = account.Name, Employer = request.Employer, CataloguePrefixes = new([.. request.CataloguePrefixes]), Region = request.Region };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (account, known) = await context.Read(async c =>
        {
            var a = await Accounts.ByUserName(c, request.UserName);
            return (a, a is not null && await c.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM registered_expert WHERE account_id = @Id", a) > 0);
        });
        var outcome = Decide(account, known, request, RandomId.New(), context.Now);
        return outcome.Value is { } expert
            ? new Done(
                Commit.Empty.Insert(expert).Record(new ExpertRegistered(expert.Id, expert.AccountId, expert.Name, expert.Employer, expert.CataloguePrefixes.Value, expert.Region)),
                $"{expert.Name} 已入库", "/experts/new", new { expertId = expert.Id })
            : outcome.Refusals.ToList();
    }
}
