using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>期间计算的规则。</summary>
public static class CalendarRules
{
    public static readonly Rule FirstDay = Tendering("CAL-01", "首日不计", "第八十五条", "本办法规定按日计算期间的，开始当天不计入，从次日开始计算");

    public static readonly Rule RollsOn = Tendering("CAL-02", "末日顺延", "第八十五条",
        "期限的最后一日是国家法定节假日的，顺延到节假日后的次日为期限的最后一日");

    public static readonly Rule NotAnnounced = Challenging("CAL-03", "日历未公布", "第四十二条",
        "期间届满的最后一日是节假日的，以节假日后的第一日为期间届满的日期");

    public static readonly Rule NumbersIncluded = Tendering("CAL-04", "以上以下含本数", "第八十六条", "本办法所称的“以上”、“以下”、“内”、“以内”，包括本数；所称的“不足”，不包括本数");
}
