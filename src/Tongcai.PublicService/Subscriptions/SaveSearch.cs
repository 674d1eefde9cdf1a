using System.Text.RegularExpressions;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Outbox;
using Tongcai.PublicService.Search;

namespace Tongcai.PublicService.Subscriptions;

/// <summary>保存检索，更改保存的检索。</summary>
internal static partial class SaveSearch
{
    /// <summary>Searches of one account.</summary>
    public const int Most = 50;

    /// <summary>Searches of one account that still wait for the holder of the address: so many strangers at most can be asked.</summary>
    public const int MostUnconfirmed = 3;

    private const string Intro = "新公告按所选的频率发到邮箱，也可以只用 RSS、Atom、JSON Feed 和日历订阅。邮箱第一次使用时会收到一封确认邮件，确认后才发送。";

    public static readonly Act Act = new("save-search", "保存检索", "/account/searches/new", Access.SignedIn) { Button = "保存", Intro = Intro, Under = "/notices", Rules = [InputRules.Format, InputRules.Range] };

    public static readonly Act Change = new("change-search", "更改保存的检索", "/account/searches/{id}/change", Access.SignedIn) { Button = "更改", Intro = Intro, Under = "/notices", Rules = [InputRules.Format, InputRules.Range] };

    public sealed record Request(
        [property: Field("名称", Max = 60)] string Name,
        [property: Field("检索网址", Max = 1000, Hint = "检索页地址栏中的网址，问号后面就是条件")] string Query,
        [property: Field("邮件")] Frequency Frequency,
        [property: Field("电子邮箱", Max = 254, Hint = "选择不发邮件的不必填写", Autocomplete = "email")] string? Mail);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Request>(Act, Handle, Prefill);
        routes.MapAct<Request>(Change, HandleChange, PrefillChange);
    }

    /// <summary>The search as it is to be kept.</summary>
    /// <param name="before">As it is kept now; null: a new one.</param>
    /// <param name="own">All searches of the account.</param>
    /// <param name="mails">Whether this platform sends mails.</param>
    public static Outcome<SavedSearch> Decide(Request request, SavedSearch? before, IReadOnlyList<SavedSearch> own, bool mails, string accountId, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        var asked = SavedSearch.Parse(request.Query);
        refusals.AddRange(asked.Refusals.Select(r => r with { Pointer = "/query" }));
        if (!request.Query.Contains('?', StringComparison.Ordinal)) refusals.Add(InputRules.Format.Refuse("这个网址没有检索条件", "在检索页选好条件，复制地址栏中的网址，例如 /notices?q=教学设备。", "/query"));
        var mail = request.Frequency is Frequency.Never ? "" : request.Mail?.Trim().ToLowerInvariant() ?? "";
        if (request.Frequency is not Frequency.Never)
        {
            if (!mails) refusals.Add(InputRules.Range.Refuse("本平台没有接通邮件网关，不能发邮件", "选择“不发邮件”保存，再用 RSS、Atom 或者 JSON Feed 订阅。", "/frequency"));
            else if (mail.Length == 0) refusals.Add(InputRules.Required.Refuse("没有填写电子邮箱", "填写接收的邮箱，或者选择“不发邮件”。", "/mail"));
            else if (!Address().IsMatch(mail)) refusals.Add(InputRules.Format.Refuse($"“{mail}”不是电子邮箱", "写成 name@example.com 的样子，一次一个。", "/mail"));
        }

        var others = own.Where(s => s.Id != before?.Id).ToList();
        if (before is null && others.Count >= Most) refusals.Add(InputRules.Range.Refuse($"已经保存了 {others.Count} 个检索，最多 {Most} 个", "先删除不再需要的。"));
        var confirmed = mail.Length > 0 && own.Any(s => s.Confirmed && s.Mail == mail);
        if (mail.Length > 0 && !confirmed && others.Count(s => s.Mail.Length > 0 && !s.Confirmed) >= MostUnconfirmed)
            refusals.Add(InputRules.Range.Refuse($"有 {MostUnconfirmed} 个检索的邮箱还没有确认", "先打开确认邮件中的网址，或者删除那些检索。", "/mail"));
        if (refusals.Count > 0 || asked.Value is not { } query) return refusals;
        return (before ?? new SavedSearch { Id = RandomId.New(), AccountId = accountId, MadeAt = now }) with
        {
            Name = request.Name, Query = query.First.Address(), Frequency = request.Frequency, Mail = mail, Confirmed = confirmed, DueAt = SavedSearch.Next(request.Frequency, now),
            MailKey = before is { } b && b.Mail == mail ? b.MailKey : RandomId.New(),
        };
    }

    /// <summary>Writes the search, and asks the holder of an address that was not asked yet.</summary>
    private static async Task<Outcome<Done>> Keep(Request request, SavedSearch? before, ActContext context)
    {
        var (services, own) = (context.Http.RequestServices, await Own(context));
        var settings = services.GetRequiredService<MailSettings>();
        var outcome = Decide(request, before, own, settings.Gateway is not null, context.Actor.AccountId, context.Now);
        if (outcome.Value is not { } search) return outcome.Refusals.ToList();
        var commit = Commit.Empty.Put(search);
        var asks = search.Mail.Length > 0 && !search.Confirmed && search.MailKey != before?.MailKey;
        if (asks) commit = commit.Insert(SearchMails.Ask(search, settings, services.GetRequiredService<SystemTime>().GetUtcNow()));
        return new Done(commit, asks ? $"“{search.Name}”已保存；确认邮件正发往 {search.Mail}，打开其中的网址后开始发送" : $"“{search.Name}”已保存", $"/account/searches/{search.Id}", new { search.Id, search.Query });
    }

    private static Task<Outcome<Done>> Handle(Request request, ActContext context) => Keep(request, null, context);

    private static async Task<Outcome<Done>> HandleChange(Request request, ActContext context) =>
        await Mine(context) is { } before ? await Keep(request, before, context) : ActContext.Missing;

    /// <summary>The search that the route names, if it is the actor's.</summary>
    internal static async Task<SavedSearch?> Mine(RequestContext context) =>
        await context.Read(db => db.Find<SavedSearch>(context["id"])) is { } found && found.AccountId == context.Actor.AccountId ? found : null;

    internal static Task<List<SavedSearch>> Own(RequestContext context) => context.Read(db => db.Where<SavedSearch>("account_id = @id order by made_at, id", new { id = context.Actor.AccountId }));

    private static async Task<Request?> Prefill(ActContext context)
    {
        context.Trail("我的检索", "/account/searches");
        var query = context.Http.Request.QueryString.Value ?? "";
        if (query.Length == 0) return null;
        var own = await Own(context);
        return new Request(SavedSearch.Parse(query).Value is { } asked ? NameOf(asked) : "", "/notices" + Uri.UnescapeDataString(query), Frequency.Never, own.LastOrDefault(s => s.Confirmed)?.Mail);
    }

    private static async Task<Request?> PrefillChange(ActContext context)
    {
        context.Trail("我的检索", "/account/searches");
        return await Mine(context) is { } s ? new Request(s.Name, "/notices" + (s.Query.Length > 0 ? Uri.UnescapeDataString(s.Query) : "?"), s.Frequency, s.Mail) : null;
    }

    /// <summary>The conditions in words, as a name to begin with.</summary>
    internal static string NameOf(NoticeQuery asked)
    {
        var words = string.Join(' ', new[] { asked.Text, asked.Kind?.Label() ?? "", Divisions.Name(asked.Region) ?? "", asked.SetAside.Length > 0 ? "面向中小企业" : "", asked.Deadline?.Label() ?? "" }.Where(w => w.Length > 0));
        return words.Length is 0 or > 60 ? "我的检索" : words;
    }

    [GeneratedRegex(@"^[^\s@<>,;:""()\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
