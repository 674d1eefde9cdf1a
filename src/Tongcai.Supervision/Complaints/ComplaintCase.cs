using Dapper;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Complaints;

/// <summary>What the acts on one complaint share.</summary>
internal static class ComplaintCase
{
    public static readonly Owner Complainant = new("complainant");

    public static Task<Complaint> Load(ActContext context) => context.Read(db => db.Get<Complaint>(context["complaint"]));

    public static async Task<TRequest?> Show<TRequest>(ActContext context)
        where TRequest : class
    {
        Show(context, await Load(context));
        return null;
    }

    public static void Show(ActContext context, Complaint complaint)
    {
        context.Trail(context.Actor.Is(Role.Supervisor) ? "投诉处理" : "我的投诉", context.Actor.Is(Role.Supervisor) ? "/complaints" : "/my/complaints");
        context.Trail("投诉", $"/complaints/{complaint.Id}");
        context.Show("投诉人", complaint.SupplierName);
        context.Show("投诉事项", string.Join("；", complaint.Items.Value));
        context.Show("事实依据", complaint.Facts);
        context.Show("请求", complaint.Demand);
        if (complaint.Correction.Length > 0)
            context.Show("要求补正", $"{complaint.Correction}（{complaint.CorrectBy:yyyy-MM-dd} 前）");
        if (complaint.DecideBy is { } by)
            context.Show("处理期限", $"{by:yyyy-MM-dd} 前");
    }
}
