using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

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
        return (earlier is null ? Commit.Empty.Insert(tender) : Commit.Empty.Update(tender)).Update(drafted)
            .Record(new DocumentDrafted(procurement.Id, document.Edition, DigestOf(document)), actor.OrganisationId);
    }

    /// <summary>SM3 of the canonical JSON of the document, lower-case hex.</summary>
    public static string DigestOf(TenderDocument document) => Convert.ToHexStringLower(Sm3.Hash(CanonicalJson.Write(document)));
}
