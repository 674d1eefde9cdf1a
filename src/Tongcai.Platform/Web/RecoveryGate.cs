using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.SafeCopies;

namespace Tongcai.Platform.Web;

/// <summary>While the platform must be healed, every request that would change something is refused; reads go on.</summary>
internal static class RecoveryGate
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    public static Task Invoke(HttpContext http, RequestDelegate next)
    {
        var method = http.Request.Method;
        if (http.RequestServices.GetRequiredService<RecoveryMode>().Notice is not { } notice || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) return next(http);
        http.Response.Headers.RetryAfter = AskAgain.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Refused([HttpRules.Recovering.Refuse($"{notice.What}。", $"{HttpRules.Recovering.Remedy}运营人员：{notice.Remedy}")]).ExecuteAsync(http);
    }
}
