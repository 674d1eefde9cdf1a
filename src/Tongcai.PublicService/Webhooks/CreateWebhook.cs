using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Webhooks;

/// <summary>开通事件推送。</summary>
internal static class CreateWebhook
{
    /// <summary>Webhooks of one organisation.</summary>
    public const int Most = 10;

    public static readonly Access Administrators = Access.To(Owner.None).Holding(Post.Administrator);

    public static readonly Act Act = new("create-webhook", "开通事件推送", "/account/webhooks/new", Administrators)
    {
        Button = "开通",
        Intro = "所选种类的事实公开以后，平台向这个网址发送一个签名的通知，只有种类和链接，内容到链接处读取。签名密钥只在开通后显示一次。",
        Under = "/developers",
        Rules = [InputRules.Format, InputRules.Range],
    };

    public sealed record Request(
        [property: Field("接收的网址", Max = 500, Hint = "https，端口 443 或者 8443；不接受本机、内部网络的地址，不跟随转向")] string Url,
        [property: Field("事件的种类", Min = 1, Max = 100, Choices = "kinds", Pattern = "[a-z.]{3,60}")] IReadOnlyList<string> Kinds);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, context =>
    {
        context.Trail("事件推送", "/account/webhooks");
        context.Offer("kinds", WebhookEvents.Kinds.Select(k => new Choice(k.Kind, k.Title)));
        return Task.FromResult<Request?>(null);
    });

    /// <summary>The webhook as it is to be kept, without its secret.</summary>
    /// <param name="own">How many the organisation has.</param>
    public static Outcome<Webhook> Decide(Request request, WebhookSettings settings, long own, string organisationId, DateTimeOffset system)
    {
        List<Refusal> refusals = [];
        if (organisationId.Length == 0) refusals.Add(DutyRules.Unauthorised.Refuse("没有所属单位的账户不能开通", "由单位管理员开通。"));
        if (WebhookAddress.Check(request.Url, settings) is { Uri: null, Problem: var problem }) refusals.Add(InputRules.Format.Refuse($"接收的网址不能用：{problem}", "填写可以从互联网访问的 https 网址。", "/url"));
        foreach (var (i, kind) in request.Kinds.Index())
        {
            if (WebhookEvents.Kinds.All(k => k.Kind != kind)) refusals.Add(InputRules.Format.Refuse($"没有可以订阅的事件“{kind}”", "从代码表 event-kinds 中选择。", $"/kinds/{i}"));
        }

        if (own >= Most) refusals.Add(InputRules.Range.Refuse($"本单位已有 {own} 个推送，最多 {Most} 个", "先删除不再需要的，或者在一个推送中选择多种事件。"));
        return refusals.Count > 0 ? refusals : new Webhook { Id = RandomId.New(), OrganisationId = organisationId, Url = request.Url, Kinds = request.Kinds.Distinct().ToList(), MadeAt = system };
    }

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var services = context.Http.RequestServices;
        var own = await WebhookActs.Own(context);
        var outcome = Decide(request, services.GetRequiredService<WebhookSettings>(), own.Count, context.Actor.OrganisationId, services.GetRequiredService<SystemTime>().GetUtcNow());
        if (outcome.Value is not { } webhook) return outcome.Refusals.ToList();
        var (told, kept) = services.GetRequiredService<WebhookSecrets>().New();
        return new Done(Commit.Empty.Insert(webhook with { Secret = kept }), "已开通。签名密钥只显示这一次，请立即保存", $"/account/webhooks/{webhook.Id}", new { webhook.Id }) { Once = told };
    }
}
