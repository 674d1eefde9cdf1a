using System.Globalization;
using Tongcai.Law;

namespace Tongcai.Chain.Tests;

/// <summary>What is bought, how, and who offers what.</summary>
/// <param name="Title">Name of the project.</param>
/// <param name="Line">Name of its budget line.</param>
/// <param name="Method">Code of the method.</param>
/// <param name="Quantity">To be bought, after what the warehouse gives.</param>
/// <param name="Idle">What the warehouse gives.</param>
/// <param name="DemandYuan">Budget of the demand.</param>
/// <param name="PlanYuan">Budget of the plan and ceiling of the lot.</param>
/// <param name="Reserved">Whether the whole is kept for small and medium firms.</param>
/// <param name="Bids">First offers; prices are quantity times unit price.</param>
/// <param name="BondYuan">Bond asked for; 0: none.</param>
/// <param name="WithoutMouse">The bidder who does everything by keys; empty: none.</param>
public sealed record Project(
    string Title, string Line, string Method, int Quantity, int Idle, int DemandYuan, int PlanYuan, bool Reserved, (string User, string Price, string Unit, string Days, string Size)[] Bids, string WithoutMouse = "", int BondYuan = 0)
{
    public ProcurementMethod Row => ProcurementMethods.ByCode(Method)!;

    /// <summary>Whether the lowest price alone decides.</summary>
    public bool ByPrice => !Row.Evaluation.Contains("综合评分法");
}

/// <summary>
/// 一次采购在浏览器中：its people sign in, follow links, fill fields by their labels and press buttons, on the real pages. The steps that methods share; labels are those of the method.
/// </summary>
public sealed partial class Walk(Troupe troupe, Project project)
{
    /// <summary>Members of the evaluation, in the order in which they accepted.</summary>
    private readonly List<string> committee = [];

    private string Title => project.Title;

    /// <summary>A text written in the words of a tender, in those of the method.</summary>
    private string Say(string text) => project.Row.Words.Say(text);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
