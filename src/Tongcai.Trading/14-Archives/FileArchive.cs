using System.Security.Cryptography;
using System.Text;
using Tongcai.Exchange.Archives;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using ReportSignature = Tongcai.Trading.Evaluation.ReportSignature;

namespace Tongcai.Trading.Archives;

/// <summary>归档：one signed package with every fact, file and proof of a procurement; the fact carries its digests, so that everybody can tell the package from any other.</summary>
public static class FileArchive
{
    /// <summary>政府采购法第四十二条.</summary>
    private const int YearsKept = 15;

    public sealed record Request([property: Field("完整性确认", Hint = "确认需要归档的文件已经全部在平台办理")] bool Complete);

    public static readonly Act Act = new("file-archive", "形成采购档案", "/procurements/{id}/archive", Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency))
    {
        Rules = [HouseRules.FilesKept, HouseRules.Procedure],
        Button = "形成档案",
        Intro = "把本项目的全部事实、文件和账本证明打成一个由平台签名的包，下载后不联网也能核对。采购结束后形成的是正式档案，此前的只是当时的副本；可以多次形成。",
    };

    /// <summary>Why no archive can be made now; empty: it can.</summary>
    /// <param name="waiting">Facts that the ledger has not numbered yet, or of which the witnesses have not yet seen the number: an archive is made once and read for fifteen years.</param>
    public static IReadOnlyList<Refusal> Decide(Procurement procurement, Request request, int waiting)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [];
        refusals.Unless(procurement.Stage >= Stage.Published, HouseRules.Procedure, "结果还没有公告，项目还在评审或者更早的环节。", "结果公告以后，或者采购终止以后再归档。");
        refusals.Unless(request.Complete, HouseRules.FilesKept, "没有确认文件齐全。", "核对后勾选“完整性确认”；还有文件没有办理的，先办理。", "/complete");
        refusals.Unless(waiting == 0, HouseRules.FilesKept, $"有 {waiting} 件刚刚办理的事实还没有进入账本并得到见证，取不到完整的证明。", "几秒后重新提交；一直如此的，是见证方没有应答，请联系平台运营人员，看“账本与见证”页。");
        return refusals;
    }

    /// <summary>Whether the procurement is over: the archive is then the final one.</summary>
    public static bool IsOver(Procurement procurement)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        return procurement.Stage is Stage.Paid or Stage.Ended;
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await Cases.Load(context) is { } c) context.Show(c.Procurement);
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Sources(context) is not { } sources) return ActContext.Missing;
        var facts = ArchiveMaker.Entitled(sources.Procurement, sources.Facts);
        if (Decide(sources.Procurement, request, facts.Count(f => f.LeafIndex is null)) is { Count: > 0 } refusals) return refusals.ToList();

        var services = context.Http.RequestServices;
        var (options, keys, policy) = (services.GetRequiredService<PlatformOptions>(), services.GetRequiredService<LedgerKeys>(), services.GetRequiredService<LedgerPolicy>());
        var proofs = services.GetRequiredService<LedgerProofs>();
        var settled = policy.Parsed.NeedsWitnesses ? await proofs.WitnessedSize(context.Cancelled) : long.MaxValue;
        if (Decide(sources.Procurement, request, facts.Count(f => f.LeafIndex >= settled)) is { Count: > 0 } unseen) return unseen.ToList();

        List<ArchivedFact> archived = [];
        foreach (var fact in facts)
        {
            var proof = await proofs.Of(fact, context.Cancelled);
            if (proof is null) return HouseRules.FilesKept.Refuse("刚刚办理的事实还没有进入账本，取不到证明。", "几秒后重新提交。");
            archived.Add(new(
                archived.Count + 1, FactKinds.Published.Find(fact.Kind)?.Title ?? fact.Kind, fact.FactClass, Encoding.UTF8.GetString(fact.Leaf), Encoding.UTF8.GetString(fact.Body),
                fact.Salt is null ? null : Convert.ToHexStringLower(fact.Salt), fact.Salt is null ? "" : fact.Party, Encoding.UTF8.GetString(proof)));
        }

        var (procurement, isFinal) = (sources.Procurement, IsOver(sources.Procurement));
        DateOnly? keepUntil = isFinal ? context.Now.BeijingDate().AddYears(YearsKept) : null;
        var documents = ArchiveMaker.Documents(sources);
        var content = new ArchiveContent(
            RandomId.New(), options.Origin, procurement.Id, procurement.Code, procurement.Title, isFinal, context.Now, context.Actor.OrganisationName, keepUntil, archived, documents, policy.Text, [keys.VerifierKey, keys.Sm2VerifierKey]);
        var package = ArchiveWriter.Write(content, keys.Signers);
        var digest = BodyDigest.Of(package);
        var row = new ArchiveRow
        {
            Id = content.Id, ProcurementId = procurement.Id, IsFinal = isFinal, MadeAt = context.Now, MadeBy = context.Actor.OrganisationName, KeepUntil = keepUntil, Facts = archived.Count, Documents = documents.Count,
            Sm3 = digest.Sm3, Sha256 = digest.Sha256, Package = package,
        };
        var filed = new ArchiveFiled(procurement.Id, row.Id, isFinal, row.Facts, row.Documents, digest.Len, digest.Sm3, digest.Sha256, keepUntil);
        return new Done(Commit.Empty.Insert(row).Record(filed, context.Actor.OrganisationId), isFinal ? "正式档案已形成" : "当前的档案副本已形成", $"/procurements/{procurement.Id}/archives", new { archiveId = row.Id, sm3 = row.Sm3, sha256 = row.Sha256 });
    }

    private static Task<ArchiveSources?> Sources(ActContext context) => context.Read(async db =>
    {
        if (await db.Find<Procurement>(context["id"]) is not { } procurement) return null;
        var of = new { procurement.Id };
        var facts = (await db.FactsOf(procurement.DemandId)).Concat(await db.FactsOf(procurement.Id)).OrderBy(f => f.LeafIndex ?? long.MaxValue).ToList();
        return new ArchiveSources(
            procurement, facts, (await db.Find<Tender>(procurement.Id))?.Document.Value, await db.Where<OpenedBidRow>("procurement_id = @Id", of), await db.Where<Report>("procurement_id = @Id", of),
            await db.Where<ReportSignature>("procurement_id = @Id", of), await db.Where<Contract>("procurement_id = @Id", of));
    });
}
