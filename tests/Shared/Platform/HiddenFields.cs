using System.Net;
using System.Text.RegularExpressions;

namespace Tongcai.Tests;

/// <summary>What a browser without scripts sends along with a form.</summary>
public static partial class HiddenFields
{
    /// <summary>Names and values of the hidden fields of a page, except the way back.</summary>
    public static IEnumerable<(string Name, string Value)> Of(string page) => Field().Matches(page)
        .Select(m => (Name: WebUtility.HtmlDecode(m.Groups["name"].Value), Value: WebUtility.HtmlDecode(m.Groups["value"].Value)))
        .Where(h => h.Name is not "return");

    /// <summary>The form that is sent: the hidden fields of the page and what was typed.</summary>
    public static FormUrlEncodedContent Form(string page, IEnumerable<(string Name, string Value)> typed) =>
        new(Of(page).Concat(typed).Select(f => KeyValuePair.Create(f.Name, f.Value)));

    [GeneratedRegex("""<input\b(?=[^>]*type="hidden")(?=[^>]*\bname="(?<name>[^"]*)")(?=[^>]*\bvalue="(?<value>[^"]*)")[^>]*>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
