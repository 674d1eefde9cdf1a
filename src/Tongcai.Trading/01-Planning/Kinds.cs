using Tongcai.Law;

namespace Tongcai.Trading.Planning;

/// <summary>货物、服务、工程 as the rows carry them.</summary>
public static class Kinds
{
    /// <summary>goods, works or services as the law's enumeration.</summary>
    public static ProjectKind Of(string kind) => kind switch { "goods" => ProjectKind.Goods, "works" => ProjectKind.Works, _ => ProjectKind.Services };

    /// <summary>The Chinese word.</summary>
    public static string Name(string kind) => kind switch { "goods" => "货物", "works" => "工程", _ => "服务" };
}
