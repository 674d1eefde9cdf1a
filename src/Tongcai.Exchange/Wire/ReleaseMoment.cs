namespace Tongcai.Exchange.Wire;

/// <summary>何时可见。From when an audience may see a private fact.</summary>
public enum ReleaseMoment
{
    /// <summary>即时：with the commit that records it.</summary>
    AtOnce,

    /// <summary>开标后：when the platform releases the fact at the opening.</summary>
    AfterOpening,

    /// <summary>结果公告后：when the platform releases the fact with the result.</summary>
    AfterResult,

    /// <summary>立案后：when an authority that handles a case asks for it.</summary>
    InCase,

    /// <summary>不提供。</summary>
    Never,
}
