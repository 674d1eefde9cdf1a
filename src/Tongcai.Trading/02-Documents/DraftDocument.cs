using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Documents;

/// <summary>编制招标文件。By the entrusted agency, from the reviewed demand; every saved edition has its number and digest.</summary>
public static class DraftDocument
{
    public static readonly Act Act = new("draft-document", "编制招标文件", "/procurements/{id}/document/draft", Access.To(Owner.Agency, Role.Agency))
    {
        Rules =
        [
            DocumentRules.Contents, DocumentRules.DocumentsFollowReview, DocumentRules.CeilingWithinBudget, DocumentRules.BudgetDisclosed, DocumentRules.WeightsSumToOne,
            DocumentRules.GoodsPriceWeight, DocumentRules.ServicesPriceWeight, DocumentRules.BidBondLimit, PlanningRules.EntrustmentScope,
        ],
        Button = "保存这一稿",
        Intro = "采购需求来自审查通过的文本，不在这里改。公告、投标响应表、评分表和合同都由这一份文件生成。",
    };

    public static Outcome<Commit> Decide(Procurement procurement, Demand demand, Tender? earlier, Actor actor, DocumentTerms terms, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Entrusted, Stage.Drafted, Stage.Confirmed));
        refusals.Unless(procurement.EntrustedOn is not null && procurement.AgencyId == actor.OrganisationId, PlanningRules.Entrustment, "没有生效的委托代理协议，不能编制本项目的采购文件。", "请采购人先委托并由您单位接受。");
        refusals.Unless(procurement.NoticedOn is null, DocumentRules.ClarificationKeepsObject, "资格预审公告已经发布，采购标的和资格条件不能再改。", "发出投标邀请书以后，以更正公告更正。");
        refusals.Unless(procurement.Framework.Value is not { Supplements.Length: > 0 }, FrameworkRules.SupplementSame, "补充征集沿用原征集文件。", "直接发布征集公告。");
        refusals.AddRange(terms.Examine(procurement, today));
        if (refusals.Count > 0)
            return refusals;

        var document = terms.ToDocument(procurement, (earlier?.Document.Value.Edition ?? 0) + 1, demand.Requirements.Value);
        var tender = (earlier ?? new Tender { Id = procurement.Id }) with
        {
            Document = document,
            AuthorId = actor.AccountId,
            ConfirmedBy = null,
            ConfirmedOn = null,
            Justification = "",
        };
        var drafted = procurement with { Stage = Stage.Drafted };
        return Commit.Empty.Put(tender).Update(drafted)
            .Record(new DocumentDrafted(procurement.Id, document.Edition, DigestOf(document)), actor.OrganisationId);
    }

    /// <summary>SM3 of the canonical JSON of the document, lower-case hex.</summary>
    public static string DigestOf(TenderDocument document) => Convert.ToHexStringLower(Sm3.Hash(CanonicalJson.Write(document)));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<DocumentTerms>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(DocumentTerms terms, ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return ActContext.Missing;
        var earlier = await context.Read(connection => connection.Find<Tender>(c.Procurement.Id));
        return Decide(c.Procurement, c.Demand, earlier, context.Actor, terms, context.Now.BeijingDate())
            .Done($"第 {(earlier?.Document.Value.Edition ?? 0) + 1} 稿已保存。", $"/procurements/{c.Procurement.Id}/document");
    }

    private static async Task<DocumentTerms?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        context.Show("评审方法", c.Procurement.Evaluation());
        context.Offer("catalogue", Catalogue.Items.Where(i => i.IsLeaf && i.Parent == Catalogue.Find(c.Procurement.CatalogueCode)?.Parent).Select(i => new Choice(i.Code, $"{i.Code} {i.Name}")));
        return await context.Read(connection => connection.Find<Tender>(c.Procurement.Id)) is { } tender ? DocumentTerms.Of(tender.Document.Value) : First(c);
    }

    // A first draft says what the plan already fixed; everything that has to be thought about stays empty.
    private static DocumentTerms First(Case c)
    {
        var reserved = c.Procurement.SetAside == "whole";
        var goods = c.Procurement.Kind != "works";
        var setAside = Enum.Parse<SetAside>(c.Procurement.SetAside, true);
        return new(
            c.Procurement.Framework.Value is { } framework
                ? [.. framework.Lots.Select(l => new LotTerm(l.Title, c.Procurement.CatalogueCode, 1, l.Unit, l.Quantity * l.CeilingFen, l.CeilingFen, setAside))]
                : [new(c.Procurement.Title, c.Procurement.CatalogueCode, c.Demand.ToBuy, c.Demand.Unit, c.Procurement.BudgetFen, c.Procurement.BudgetFen, setAside)],
            [""],
            c.Procurement.EvaluationMethod == "lowest" ? [] : c.Procurement.MethodRow().TwoStages ? [new(FactorKind.Objective, "", "", 0)] : [new(FactorKind.Price, "投标报价", "评标基准价／投标报价×分值", 30), new(FactorKind.Objective, "", "", 0)],
            reserved ? 0 : goods ? 10 : 3, reserved ? 0 : goods ? 4 : 1, true, 90, 0, 30, "", "", "", "", "", "");
    }
}
