using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Consultations;

/// <summary>How many questions came from an address on a day. Id = digest of both, so that the address itself is kept nowhere.</summary>
[Table("consultation_sender", Technical = true)]
internal sealed record ConsultationSender : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public long Questions { get; init; }

    /// <summary>System time of the newest.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>提出公众咨询：anybody, without an account. The page of the question is known to whoever asked, by its random address.</summary>
internal static class AskConsultation
{
    public static readonly Act Act = new("ask-consultation", "提出咨询", "/consult/new", Access.Public)
    {
        Button = "提交咨询",
        Intro = "无需登录。答复时公开问题和答复，不公开提问人和联系方式；请不要在问题中写个人信息和商业秘密。对具体项目的询问、质疑，应当向采购人或者代理机构提出，见“权利救济”。",
        Under = "/consult",
        Rules = [ConsultationRules.Answer, ConsultationRules.TooMany],
    };

    public sealed record Request(
        [property: Field("类别")] ConsultationTopic Topic,
        [property: Field("问题", Lines = true, Min = 5, Max = 1000, Hint = "5 至 1000 字，说清楚想知道什么")] string Question,
        [property: Field("联系方式", Max = 100, Hint = "可以不填。电话或者电子邮箱，只供答复人员核实问题使用，不公开")] string? Contact);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, context =>
    {
        context.Trail("公众咨询", "/consult");
        return Task.FromResult<Request?>(null);
    });

    /// <param name="before">Questions from the same address on the same day.</param>
    public static Outcome<Consultation> Decide(Request request, long before, string id, DateTimeOffset now) => before >= ConsultationRules.MostADay
        ? ConsultationRules.TooMany.Refuse($"今天从您的网络地址已经提出 {before} 件咨询。", "请明天再提，或者先检索已答复的咨询；紧急的请拨打页脚的咨询电话。")
        : new Consultation { Id = id, Topic = request.Topic, Question = request.Question, Contact = request.Contact ?? "", AskedAt = now, AskedOn = now.BeijingDate(), DueOn = ConsultationRules.DueOn(now.BeijingDate()), State = ConsultationState.Waiting };

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var system = context.Http.RequestServices.GetRequiredService<SystemTime>().GetUtcNow();
        var key = SenderOf(context.Http.Connection.RemoteIpAddress?.ToString() ?? "-", system);
        var sender = await context.Read(db => db.Find<ConsultationSender>(key)) ?? new ConsultationSender { Id = key };
        var outcome = Decide(request, sender.Questions, RandomId.New(), context.Now);
        if (outcome.Value is not { } asked) return outcome.Refusals.ToList();
        return new Done(
            Commit.Empty.Insert(asked).Put(sender with { Questions = sender.Questions + 1, At = system }).Record(new ConsultationAsked(asked.Id, Wire.Name(asked.Topic.ToString()), asked.AskedOn, asked.DueOn)),
            $"咨询已收到{(asked.DueOn is { } due ? $"，{due.InWords()}前答复" : "")}，请保存本页地址", $"/consult/{asked.Id}", new { consultationId = asked.Id, dueOn = asked.DueOn });
    }

    private static string SenderOf(string address, DateTimeOffset at) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"consultation\n{address}\n{at.BeijingDate():yyyy-MM-dd}"))).AsSpan(0, 16));
}
