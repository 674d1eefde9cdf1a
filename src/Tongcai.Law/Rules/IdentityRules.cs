using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>身份与代码的规则。</summary>
public static partial class IdentityRules
{
    public static readonly Rule CreditCode = Known(Certainty.Sure, "GB 32100-2015", "IDN-01", "统一社会信用代码", "4",
        "统一社会信用代码由十八位的阿拉伯数字或大写英文字母（不使用I、O、Z、S、V）组成，第十八位为校验码");

    public static readonly Rule IdCard = Known(Certainty.Sure, "GB 11643-1999", "IDN-02", "公民身份号码", "4",
        "公民身份号码由十七位数字本体码和一位数字校验码组成，校验码按 ISO 7064:1983 MOD 11-2 计算");

    public static readonly Rule OrganisationCode = Known(Certainty.Sure, "GB 11714-1997", "IDN-03", "组织机构代码", "3",
        "全国组织机构代码由八位数字（或大写拉丁字母）本体代码和一位数字（或大写拉丁字母）校验码组成");

    public static readonly Rule TradeCode = Known(Certainty.ReadSecondary, "公共资源交易平台系统数据规范（V2.0）", "IDN-04", "统一交易标识码", "待核",
        "三位类型、十八位平台统一社会信用代码、八位日期、六位序号、一位校验码，校验码按 ISO/IEC 7064 MOD 37-2 计算");

    public static readonly Rule ProjectCode = Known(Certainty.ReadSecondary, "公共资源交易平台系统数据规范（V2.0）", "IDN-05", "项目编号与标段编号", "待核",
        "项目编号十七位：一位行业、六位行政区划、六位日期、四位序号；招标项目编号加三位；标段（包）编号再加三位");

    public static readonly Rule ReliableSignature = new("IDN-06", "可靠的电子签名", new("电子签名法", "第十三条", "电子签名同时符合下列条件的，视为可靠的电子签名"))
        { From = new(2019, 4, 23) };
}
