namespace Tongcai.Exchange.Facts;

/// <summary>检查人员名录变更：who may be drawn and whom the person has to avoid; the person's name does not stand in the fact. Stream: inspectors.</summary>
[FactKind("inspector.kept", FactClass.Restricted, Title = "检查人员名录", Basis = "优化营商环境条例第五十四条、行政处罚法第四十三条")]
public sealed record InspectorKept(string AccountId, IReadOnlyList<string> Ties, bool Active) : IFact
{
    public string Stream => "inspectors";
}

/// <summary>双随机抽查计划：rosters of objects and inspectors are fixed and both parties have committed, all before the seed is known. Stream: the inspection.</summary>
/// <param name="Subject">agency, purchaser or supplier.</param>
/// <param name="Region">Six digits or their beginning; empty: all.</param>
/// <param name="SharePercent">Share of the objects that is drawn, rounded up.</param>
/// <param name="Team">Inspectors for each object.</param>
/// <param name="Items">抽查事项, each with its basis.</param>
/// <param name="RosterDigest">SM3 over the pseudonyms of the objects, hex.</param>
/// <param name="InspectorDigest">SM3 over the pseudonyms of the inspectors, hex.</param>
/// <param name="Commitments">SM3 of each party's random value, hex: officer, platform.</param>
[FactKind("inspection.planned", FactClass.Public, Title = "双随机抽查计划", Basis = "优化营商环境条例第五十四条")]
public sealed record InspectionPlanned(
    string InspectionId, string Title, string Subject, string Region, int SharePercent, int Team, IReadOnlyList<InspectionItem> Items, string RosterDigest, int RosterSize, string InspectorDigest, int Inspectors, IReadOnlyList<string> Commitments) : IFact
{
    public string Stream => InspectionId;
}

/// <summary>一项抽查事项。</summary>
public sealed record InspectionItem(string Code, string Text, string Basis);

/// <summary>抽查对象与检查人员的抽取结果。Anybody repeats it: <see cref="InspectionDraw.Check"/>. Stream: the inspection.</summary>
/// <param name="Reveals">What was committed to: officer, platform.</param>
/// <param name="RosterPseudonyms">All objects of the roster in the order of the draw.</param>
/// <param name="InspectorPseudonyms">All inspectors of the roster, ascending; their names are not published.</param>
[FactKind("inspection.drawn", FactClass.Public, Title = "双随机抽取", Basis = "优化营商环境条例第五十四条")]
public sealed record InspectionDrawn(
    string InspectionId, string Seed, IReadOnlyList<string> Reveals, IReadOnlyList<string> RosterPseudonyms, IReadOnlyList<string> InspectorPseudonyms, IReadOnlyList<DrawnObject> Objects) : IFact
{
    public string Stream => InspectionId;
}

/// <summary>一个抽中的对象及其检查人员。</summary>
/// <param name="Team">Pseudonyms of the inspectors, in their order.</param>
/// <param name="Avoided">Pseudonyms of inspectors who had to avoid this object and were passed over.</param>
public sealed record DrawnObject(int Order, string OrganisationId, string Name, string Pseudonym, IReadOnlyList<string> Team, IReadOnlyList<string> Avoided);

/// <summary>抽查结果公开。Stream: the inspection.</summary>
/// <param name="CheckId">The check of one object.</param>
/// <param name="Results">Finding on each item.</param>
/// <param name="RectifyBy">Last day of rectification; null: nothing to rectify.</param>
[FactKind("inspection.published", FactClass.Public, Title = "抽查结果公开", Basis = "优化营商环境条例第五十四条")]
public sealed record InspectionPublished(string CheckId, string InspectionId, string OrganisationId, string Name, IReadOnlyList<InspectionResult> Results, string Conclusion, DateOnly PublishedOn, DateOnly? RectifyBy) : IFact
{
    public string Stream => InspectionId;
}

/// <summary>对一项的检查结果：conform 符合, breach 不符合, none 不适用.</summary>
public sealed record InspectionResult(string Code, string Finding, string Note);

/// <summary>抽查销号：the rectification has been verified, or nothing was to be rectified. Stream: the inspection.</summary>
[FactKind("inspection.closed", FactClass.Public, Title = "抽查销号", Basis = "优化营商环境条例第五十四条")]
public sealed record InspectionClosed(string CheckId, string InspectionId, string OrganisationId, string Opinion, DateOnly ClosedOn) : IFact
{
    public string Stream => InspectionId;
}

/// <summary>抽查的办理：recorded 检查记录, rectified 整改报告, returned 退回整改. Stream: the check.</summary>
/// <param name="Evidence">SM3, lower-case hex, of each piece of evidence as attached.</param>
[FactKind("inspection.advanced", FactClass.Restricted, Title = "抽查办理", Basis = "政府采购法第六十五条")]
public sealed record InspectionAdvanced(string CheckId, string InspectionId, string OrganisationId, string Step, string Text, IReadOnlyList<string> Evidence) : IFact
{
    public string Stream => CheckId;
}
