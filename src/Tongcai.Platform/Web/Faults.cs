using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Tongcai.Law;

namespace Tongcai.Platform.Web;

/// <summary>Turns every bare status and every exception into a refusal that explains itself.</summary>
internal sealed partial class Faults(ILogger<Faults> log)
{
    public async Task Invoke(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await Answer(http, e.StatusCode);
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted && IsUnreadableForm(http, e))
        {
            await Answer(http, StatusCodes.Status400BadRequest);
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            Failed(log, e, http.Request.Method, http.Request.Path, Problems.CaseNumber(http));
            await Answer(http, StatusCodes.Status500InternalServerError);
            return;
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }) await Answer(http, http.Response.StatusCode);
    }

    /// <summary>Too many or too long names, a broken multipart body, an encoding that is not supported: thrown while a form is read, so the form is not there yet.</summary>
    private static bool IsUnreadableForm(HttpContext http, Exception e) =>
        e is InvalidDataException or NotSupportedException or AntiforgeryValidationException && !HttpMethods.IsGet(http.Request.Method) && http.Request.HasFormContentType && http.Features.Get<IFormFeature>()?.Form is null;

    private static Task Answer(HttpContext http, int status)
    {
        http.Response.Headers.ContentLength = null;
        var rule = HttpRules.ForStatus(status);
        return new Refused([HttpRules.Refuse(rule.Status == status ? rule : rule with { Status = status })]).ExecuteAsync(http);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, case {Number}")]
    private static partial void Failed(ILogger log, Exception exception, string method, string path, string number);
}
