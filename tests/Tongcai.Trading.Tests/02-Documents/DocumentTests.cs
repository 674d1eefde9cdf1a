using Tongcai.Exchange.Facts;
using Tongcai.Law.Lint;
using Tongcai.Tests;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;
using FactorKind = Tongcai.Trading.Documents.FactorKind;

namespace Tongcai.Trading.Tests.Documents;

public sealed class DocumentTests
{
    private static Tongcai.Law.Outcome<Platform.Storage.Commit> Draft(DocumentTerms terms, Procurement? procurement = null, Tender? earlier = null) =>
        DraftDocument.Decide(procurement ?? Entrusted, Reviewed, earlier, People.Agency, terms, Today);

    private static DocumentTerms Weighted(decimal price, decimal other) =>
        Terms with { Factors = [Terms.Factors[0] with { Weight = price }, Terms.Factors[1] with { Weight = other }] };

    [Fact, Cites("DOC-05")]
    public void The_requirements_are_those_of_the_reviewed_demand_and_editions_count_up()
    {
        var first = Draft(Terms);
        var tender = Row<Tender>(first);
        Assert.Equal(Reviewed.Requirements.Value, tender.Document.Value.Requirements);
        Assert.Equal((1, Stage.Drafted), (Fact<DocumentDrafted>(first).Edition, Row<Procurement>(first).Stage));
        Assert.Equal(2, Fact<DocumentDrafted>(Draft(Terms, Confirmed, tender with { ConfirmedBy = "x", ConfirmedOn = Today })).Edition);
        Assert.Null(Row<Tender>(Draft(Terms, Confirmed, tender with { ConfirmedBy = "x" })).ConfirmedBy);
    }

    [Fact, Cites("PLN-17")]
    public void 没有委托不能编制()
    {
        Assert.Contains("PLN-17", Rules(Draft(Terms, Entrusted with { EntrustedOn = null })));
        Assert.Contains("PLN-17", Rules(Draft(Terms, Entrusted with { AgencyId = People.Hengtong.Id })));
    }

    [Fact, Cites("DOC-09")]
    public void 分值合计一百_差百分之一分也不行()
    {
        Assert.NotNull(Draft(Weighted(30m, 70m)).Value);
        Assert.Equal(["DOC-09"], Rules(Draft(Weighted(30m, 69.99m))));
        Assert.Equal(["DOC-09"], Rules(Draft(Weighted(30m, 70.01m))));
    }

    [Fact, Cites("DOC-06"), Cites("DOC-07")]
    public void 货物价格分不低于三十_服务不低于十()
    {
        Assert.Equal(["DOC-06"], Rules(Draft(Weighted(29.99m, 70.01m))));
        var services = Entrusted with { Kind = "services" };
        Assert.NotNull(Draft(Weighted(10m, 90m), services).Value);
        Assert.Equal(["DOC-07"], Rules(Draft(Weighted(9.99m, 90.01m), services)));
    }

    [Fact, Cites("DOC-16"), Cites("DOC-22")]
    public void 价格分恰一项_分值最多两位小数()
    {
        Assert.Contains("DOC-16", Rules(Draft(Terms with { Factors = [.. Terms.Factors.Select(f => f with { Kind = FactorKind.Price, Weight = 50 })] })));
        Assert.Equal(["DOC-22", "DOC-22"], Rules(Draft(Weighted(30.001m, 69.999m))));
    }

    [Fact, Cites("DOC-03"), Cites("DOC-04"), Cites("DOC-05")]
    public void 标段预算合计等于计划_限价不超预算_品目不变()
    {
        var lot = Terms.Lots[0];
        Assert.Equal(["DOC-03"], Rules(Draft(Terms with { Lots = [lot with { CeilingFen = 36_000_001 }] })));
        Assert.Equal(["DOC-04"], Rules(Draft(Terms with { Lots = [lot with { BudgetFen = 35_999_999, CeilingFen = 1 }] })));
        Assert.Equal(["DOC-05"], Rules(Draft(Terms with { Lots = [lot with { CatalogueCode = "A02021004" }] })));
        Assert.Equal(["DOC-05"], Rules(Draft(Terms with { SmeDeductionPercent = 10 }, Entrusted with { SetAside = "whole" })));
    }

    [Fact, Cites("DOC-11")]
    public void 保证金百分之二为限()
    {
        Assert.NotNull(Draft(Terms with { BondFen = 720_000 }).Value);
        Assert.Equal(["DOC-11"], Rules(Draft(Terms with { BondFen = 720_001 })));
    }

    [Fact, Cites("SME-10"), Cites("SME-12")]
    public void 价格扣除在幅度以内()
    {
        Assert.NotNull(Draft(Terms with { SmeDeductionPercent = 20, ConsortiumDeductionPercent = 6 }).Value);
        Assert.Equal(["SME-10"], Rules(Draft(Terms with { SmeDeductionPercent = 9 })));
        Assert.Equal(["SME-12"], Rules(Draft(Terms with { ConsortiumDeductionPercent = 7 })));
    }

    [Fact, Cites("MET-18")]
    public void 最低评标价法不设评审因素()
    {
        var lowest = Entrusted with { EvaluationMethod = "lowest" };
        Assert.Equal(["MET-18"], Rules(Draft(Terms, lowest)));
        Assert.NotNull(Draft(Terms with { Factors = [] }, lowest).Value);
    }

    [Fact, Cites("DUT-02")]
    public void 经办人不得确认_只确认看到的那一稿()
    {
        var drafted = Entrusted with { Stage = Stage.Drafted };
        var outcome = ConfirmDocument.Decide(drafted, Drafted, [], People.Reviewer, new(1), Today);
        Assert.Equal((Stage.Confirmed, 64), (Row<Procurement>(outcome).Stage, Fact<DocumentConfirmed>(outcome).Digest.Length));
        Assert.Equal(["DUT-02"], Rules(ConfirmDocument.Decide(drafted, Drafted, [], People.Handler, new(1), Today)));
        Assert.Equal("/edition", Assert.Single(ConfirmDocument.Decide(drafted, Drafted, [], People.Reviewer, new(2), Today).Refusals).Pointer);
        Assert.NotEmpty(Rules(ConfirmDocument.Decide(drafted, null, [], People.Reviewer, new(1), Today)));
    }

    [Fact]
    public void A_planted_local_clause_is_found_and_cannot_be_confirmed_and_a_clean_document_is_quiet()
    {
        Assert.DoesNotContain(DocumentText.Check(Entrusted, Drafted.Document.Value), f => f.Severity != ClauseSeverity.Hint);
        var planted = Drafted with { Document = Drafted.Document.Value with { Qualifications = ["投标人须在本市注册并设有分公司"] } };
        var findings = DocumentText.Check(Entrusted, planted.Document.Value);
        Assert.Contains(findings, f => f.Place.Pointer == "/qualifications/0" && f.Severity == ClauseSeverity.Forbidden);
        Assert.NotEmpty(Rules(ConfirmDocument.Decide(Entrusted with { Stage = Stage.Drafted }, planted, findings, People.Reviewer, new(1, "确有需要，理由充分"), Today)));
    }
}
