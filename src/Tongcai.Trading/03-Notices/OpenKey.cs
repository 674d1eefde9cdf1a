using System.Security.Cryptography;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Notices;

/// <summary>
/// 开标密钥仪式：the trustees make the project's opening key together, before the notice. The platform carries their messages and sees public values only; the signed
/// transcript is a public fact, which every bidder's program checks before it encrypts.
/// </summary>
public static class OpenKey
{
    public sealed record Request;

    public static readonly Act Act = new("open-key", "举行开标密钥仪式", "/procurements/{id}/key", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [SecrecyRules.NoEarlyOpening, BiddingRules.UnsealedBid, PlanningRules.Entrustment],
        Button = "举行仪式",
        Intro = "各受托人共同生成本项目的开标密钥，每人只持有一个份额，任何一方都没有完整的密钥。公钥随公告公开，投标文件在投标人本机用它加密。",
        Irreversible = true,
    };

    /// <summary>What stands in the way of a ceremony; asked before any trustee is, because a ceremony for nothing would leave shares behind.</summary>
    /// <param name="existing">The key that the project already has; null when none.</param>
    public static List<Refusal> Examine(Procurement procurement, ProjectKeyRow? existing, Actor actor, TrusteePanel panel)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Drafted, Stage.Confirmed));
        refusals.Unless(procurement.EntrustedOn is not null && procurement.AgencyId == actor.OrganisationId, PlanningRules.Entrustment, "没有生效的委托代理协议，不能办理本项目。", "请采购人先委托并由您单位接受。");
        refusals.Unless(existing is null, HouseRules.Procedure, "本项目已经有开标密钥。", "直接发布招标公告；密钥与公告一并公开，不能更换。");
        refusals.Unless(panel.Trustees.Count > 0, SecrecyRules.NoEarlyOpening, "平台没有登记受托人，无从生成开标密钥。", "请平台运营人员按部署手册登记受托人。");
        return refusals;
    }

    /// <param name="existing">The key that the project already has; null when none.</param>
    /// <param name="transcript">What the ceremony produced.</param>
    public static Outcome<Commit> Decide(Procurement procurement, ProjectKeyRow? existing, Actor actor, CeremonyTranscript transcript, TrusteePanel panel)
    {
        if (Examine(procurement, existing, actor, panel) is { Count: > 0 } refusals)
            return refusals;
        var kept = Keep(procurement, transcript, panel, actor.OrganisationId);
        return kept.Value is { } commit ? commit.Require(procurement) : kept;
    }

    /// <summary>The key as its row and its public fact; refused when the transcript is not sound.</summary>
    /// <param name="by">Organisation whose act the ceremony belongs to.</param>
    internal static Outcome<Commit> Keep(Procurement procurement, CeremonyTranscript transcript, TrusteePanel panel, string by)
    {
        if (transcript.Check() is [var fault, ..])
            return SecrecyRules.NoEarlyOpening.Refuse(fault.Finding.Reason, fault.Finding.Remedy);
        if (transcript.KeyFor(procurement.Id) is not { } key)
            return SecrecyRules.NoEarlyOpening.Refuse("仪式记录得不出密钥。", "请再办一次；仍不行的，请更换受托人。");
        var shares = panel.Trustees.Select((t, i) => new TrusteeShare(i + 1, t.Id, t.Name, t.Role, key.Trustees[i].Point.ToString())).ToList();
        var row = new ProjectKeyRow
        {
            Id = procurement.Id,
            KeyId = key.Id,
            PublicKey = key.Point.ToString(),
            Threshold = key.Threshold,
            Trustees = shares,
            Transcript = Encoding.UTF8.GetString(transcript.ToBytes()),
        };
        return Commit.Empty.Insert(row).Record(new KeyCeremonyHeld(procurement.Id, row.KeyId, row.PublicKey, row.Threshold, shares, row.Transcript), by);
    }

    /// <summary>The key of a project as its ceremony made it; null when the row does not hold a sound transcript.</summary>
    public static ProjectKey? KeyOf(ProjectKeyRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var transcript = Encoding.UTF8.GetBytes(row.Transcript);
        return Keys.Of($"{row.Id} {Convert.ToHexString(SHA256.HashData(transcript))}", () => CeremonyTranscript.TryParse(transcript)?.KeyFor(row.Id));
    }

    // Every seal asks; a transcript has one key, and to compute it every trustee's part is verified.
    private static readonly Remembered<ProjectKey> Keys = new(1024);

    /// <summary>Name of the ceremony that made the key; trustees keep their shares under it.</summary>
    public static string CeremonyOf(ProjectKeyRow row) => CeremonyTranscript.TryParse(Encoding.UTF8.GetBytes(row.Transcript))?.Plan.Id ?? "";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        var panel = context.Http.RequestServices.GetRequiredService<TrusteePanel>();
        context.Show("受托人", string.Join("、", panel.Trustees.Select(t => t.Role.Length > 0 ? $"{t.Name}（{t.Role}）" : t.Name)));
        context.Show("开标所需", $"{panel.Trustees.Count} 名中的 {panel.Threshold} 名");
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return ActContext.Missing;
        var existing = await context.Read(connection => connection.Find<ProjectKeyRow>(c.Procurement.Id));
        var panel = context.Http.RequestServices.GetRequiredService<TrusteePanel>();

        if (Examine(c.Procurement, existing, context.Actor, panel) is { Count: > 0 } refusals)
            return refusals;
        var held = await OpenKeyCeremony.Hold(context.Http.RequestServices.GetRequiredService<TrusteeClient>(), $"{c.Procurement.Id}.{RandomId.New()[..12]}", context.Cancelled);
        return held.Value is { } transcript
            ? Decide(c.Procurement, existing, context.Actor, transcript, panel).Done("开标密钥已生成，全体受托人已签署仪式记录。", $"/procurements/{c.Procurement.Id}", new { KeyId = transcript.KeyFor(c.Procurement.Id)?.Id })
            : held.Refusals.ToList();
    }
}
