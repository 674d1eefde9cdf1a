using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>限定事实的读取身份，as the form offers it.</summary>
public enum FeedAudience
{
    [Label("公共服务平台")] Hub,
    [Label("行政监督平台")] Supervision,
    [Label("交易平台")] Trading,
}

/// <summary>接入平台：another platform is read, or may read, from now on; no program is started again.</summary>
internal static class AttachPlatform
{
    public static readonly Act Act = new("attach-platform", "接入平台", "/ledger/attachments/new", ResumeFollowing.Act.Access)
    {
        Button = "接入",
        Intro = "接入后立即生效，所有节点无须重启；以前接入过的，从停下的位置继续。接入的条件和办理单位记入本平台账本并公开；经办账户留存备查。公钥须先通过电话、公文等另一途径与对方核对：对方平台在 /ledger/vkey 和 /ledger/peer 公布。",
        Under = LedgerPage.Path,
        Rules = [InputRules.Required, InputRules.Format, InputRules.Range, HttpRules.Duplicate],
    };

    public sealed record Request(
        [property: Field("对方平台的类别", Section = "对方平台", Hint = "从本平台看：本平台下面的、或者本平台所用的公共服务平台选“公共服务平台”")] PlatformRole Role,
        [property: Field("账本公钥", Max = 400, Hint = "对方 /ledger/vkey 的第一行（名称+编号+base64），核对后粘贴")] string VerifierKey,
        [property: Field("读取它的账本", Section = "本平台读取对方")] bool Followed,
        [property: Field("对方平台的网址", Max = 300, Hint = "读取时必填，如 https://trade.example.gov.cn/")] string? Address,
        [property: Field("读取限定事实的身份", Hint = "对方已登记本平台的请求公钥时选择；不选则只读公开事实")] FeedAudience? AsksAs,
        [property: Field("随下级平台接入", Hint = "只用于公共服务平台：它接入的交易平台，本平台也直接读取；它停止接入的，本平台随之停止")] bool WithSubordinates,
        [property: Field("允许它读取本平台限定事实的身份", Section = "对方读取本平台", Hint = "应与对方平台的类别一致；不选则它只能读公开事实")] FeedAudience? ReadsAs,
        [property: Field("请求公钥", Max = 200, Hint = "对方 /ledger/peer 的内容（SM2，base64），允许读取限定事实时必填")] string? PeerKey);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var options = context.Http.RequestServices.GetRequiredService<PlatformOptions>();
        var decided = Decide(request, options);
        if (decided.Value is not { } terms) return new List<Refusal>(decided.Refusals);
        var known = await context.Read(c => c.Find<Attachment>(terms.Id));
        if (known is { Attached: true }) return new Refusal(HttpRules.Duplicate, $"账本 {terms.Id} 的平台已经接入", "要更改条件的，先停止接入，再按新的条件接入；读取的位置不变。", "/verifierKey");
        var row = terms with
        {
            Version = known?.Version ?? 0, Since = context.Now, AccountId = context.Actor.AccountId, AccountName = context.Actor.Name, OrganisationId = context.Actor.OrganisationId,
        };
        return new Done(Commit.Empty.Put(row).Record(row.Terms(), context.Actor.OrganisationId), known is null ? "已接入" : "已重新接入，从停下的位置继续", LedgerPage.Path, new { Ledger = row.Id });
    }

    /// <summary>The terms that the request asks for; refused when they make no sense together.</summary>
    internal static Outcome<Attachment> Decide(Request request, PlatformOptions options)
    {
        List<Refusal> refusals = [];
        var (origin, badKey) = LedgerKey.Check(request.VerifierKey, options);
        if (badKey.Length > 0) refusals.Add(new(InputRules.Format, $"账本公钥{badKey}", "粘贴对方 /ledger/vkey 的第一行，并与对方核对。", "/verifierKey"));

        Uri? address = null;
        if (request.Followed && string.IsNullOrEmpty(request.Address)) refusals.Add(new(InputRules.Required, "读取对方的账本，但没有填写网址", "填写对方平台的网址。", "/address"));
        else if (request.Address is { Length: > 0 } text && OutboundAddress.Check(text, options.IsDemo) is var (uri, badAddress))
        {
            if (badAddress.Length > 0) refusals.Add(new(InputRules.Format, $"对方平台的网址“{text}”不能用：{badAddress}", "填写对方平台对外的 https 网址。", "/address"));
            address = uri;
        }

        if (!request.Followed && request.ReadsAs is null) refusals.Add(new(InputRules.Required, "既不读取对方，也不允许对方读取", "至少选择一项。", "/followed"));
        if (!request.Followed && request.AsksAs is not null) refusals.Add(new(InputRules.Range, "不读取对方的账本，却选了读取限定事实的身份", "勾选“读取它的账本”，或者去掉身份。", "/asksAs"));
        if (request.WithSubordinates && !(request.Followed && request.Role is PlatformRole.PublicService))
            refusals.Add(new(InputRules.Range, "只有读取公共服务平台时才能随下级平台接入", "去掉“随下级平台接入”，或者更正类别。", "/withSubordinates"));
        if (request.ReadsAs is { } reads && reads != Entitled(request.Role))
            refusals.Add(new(InputRules.Range, $"{request.Role.Label()}不能以{reads.Label()}的身份读取限定事实", $"改选{Entitled(request.Role).Label()}，或者不选。", "/readsAs"));
        if (request.ReadsAs is not null && string.IsNullOrEmpty(request.PeerKey)) refusals.Add(new(InputRules.Required, "允许对方读取限定事实，但没有填写请求公钥", "粘贴对方 /ledger/peer 的内容，并与对方核对。", "/peerKey"));
        else if (request.PeerKey is { Length: > 0 } peer && !IsPoint(peer)) refusals.Add(new(InputRules.Format, "请求公钥不是 SM2 公钥", "粘贴对方 /ledger/peer 的内容：base64，65 个字节。", "/peerKey"));
        if (refusals.Count > 0) return refusals;

        return new Attachment
        {
            Id = origin, Role = request.Role, Address = address?.ToString() ?? "", VerifierKey = request.VerifierKey, PeerKey = request.PeerKey ?? "", Followed = request.Followed,
            AsksAs = AudienceOf(request.AsksAs), ReadsAs = AudienceOf(request.ReadsAs), WithSubordinates = request.WithSubordinates, Attached = true,
        };
    }

    /// <summary>As what a platform of that kind may read: never as another, whatever was asked for.</summary>
    private static FeedAudience Entitled(PlatformRole role) => role switch
    {
        PlatformRole.Trading => FeedAudience.Trading,
        PlatformRole.Supervision => FeedAudience.Supervision,
        _ => FeedAudience.Hub,
    };

    private static Audience? AudienceOf(FeedAudience? audience) => audience switch
    {
        FeedAudience.Hub => Audience.Hub,
        FeedAudience.Supervision => Audience.Supervision,
        FeedAudience.Trading => Audience.Trading,
        _ => null,
    };

    private static bool IsPoint(string base64)
    {
        try
        {
            return Sm2PublicKey.FromPoint(Convert.FromBase64String(base64)) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The terms of a platform that was attached before, when the address names one.</summary>
    private static Task<Request?> Prefill(ActContext context)
    {
        context.Trail("账本与见证", LedgerPage.Path);
        var list = context.Http.RequestServices.GetRequiredService<LiveAttachments>().Now;
        return Task.FromResult(context.Http.Request.Query["again"].ToString() is { Length: > 0 } hash && list.ByHash(hash) is { Terms: { Attached: false, Role: { } role } terms }
            ? new Request(role, terms.VerifierKey, terms.Followed, terms.Address, Offered(terms.AsksAs), terms.WithSubordinates, Offered(terms.ReadsAs), terms.PeerKey)
            : null);
    }

    private static FeedAudience? Offered(Audience? audience) => audience switch
    {
        Audience.Hub => FeedAudience.Hub,
        Audience.Supervision => FeedAudience.Supervision,
        Audience.Trading => FeedAudience.Trading,
        _ => null,
    };
}
