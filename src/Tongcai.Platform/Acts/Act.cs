using Tongcai.Law;

namespace Tongcai.Platform.Acts;

/// <summary>行为。One definition gives the API and the page: POST /api/v1{Path} (JSON), GET {Path} (form) and POST {Path} (form sent).</summary>
/// <param name="Name">English name in kebab case, unique in a platform, e.g. publish-intention.</param>
/// <param name="Title">What is done, in Chinese, e.g. 公开采购意向.</param>
/// <param name="Path">Route pattern beginning with a slash, e.g. /intentions/{id}/publish.</param>
/// <param name="Access">Who may.</param>
public sealed record Act(string Name, string Title, string Path, Access Access)
{
    /// <summary>The rules of law it can refuse by; the page lists them, so that nobody learns a rule by breaking it.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>Words on the button: a verb, e.g. 立即公告.</summary>
    public string Button { get; init; } = "提交";

    /// <summary>One or two sentences above the form: what follows from the act.</summary>
    public string Intro { get; init; } = "";

    /// <summary>Address of the navigation entry that is current on the page; empty: the longest entry the path begins with.</summary>
    public string Under { get; init; } = "";

    /// <summary>Whether the act is drawn as one that cannot be taken back.</summary>
    public bool Irreversible { get; init; }

    /// <summary>Plain names of the built scripts that the page needs besides its own, e.g. sign.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];
}
