namespace Tongcai.Risk.Documents;

/// <summary>
/// Compatibility forms that occur in Chinese office documents, folded character by character: full-width ASCII, half-width and CJK punctuation, radicals
/// that PDF fonts put in place of characters. Written out because the runtime's own normalisation is off under invariant globalization.
/// </summary>
internal static class CharacterFolding
{
    // Radicals Supplement and Kangxi Radicals that PDF extraction most often yields, with the unified characters.
    private const string Radicals = "⼀一⼁丨⼂丶⼃丿⼄乙⼆二⼈人⼉儿⼊入⼋八⼏几⼑刀⼒力⼗十⼚厂⼜又⼝口⼟土⼠士⼣夕⼤大⼥女⼦子⼨寸⼩小⼫尸⼭山⼯工⼰己⼱巾⼲干⼴广⼸弓⼼心⼽戈⼾户⼿手⽀支⽂文⽃斗⽄斤⽅方⽆无⽇日⽉月⽊木⽋欠⽌止⽐比⽑毛⽒氏⽓气⽔水⽕火⽗父⽚片⽛牙⽜牛⽝犬⽟玉⽠瓜⽡瓦⽢甘⽣生⽤用⽥田⽩白⽪皮⽬目⽭矛⽮矢⽯石⽰示⽲禾⽳穴⽴立⽵竹⽶米⽻羽⽼老⽽而⽿耳⾁肉⾂臣⾃自⾄至⾆舌⾈舟⾊色⾍虫⾎血⾏行⾐衣⾓角⾔言⾕谷⾖豆⾚赤⾛走⾜足⾝身⾟辛⾠辰⾥里⾦金⾮非⾯面⾰革⾳音⾷食⾸首⾹香⾻骨⿊黑⿏鼠⿐鼻";

    private static readonly Dictionary<char, char> RadicalTable = FillRadicals();

    /// <summary>The unified character; the character itself where it has no compatibility form.</summary>
    public static char Fold(char c) => c switch
    {
        '\u3000' or '\u00A0' => ' ',
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        >= '\u2F00' and <= '\u2FD5' => RadicalTable.GetValueOrDefault(c, c),
        _ => c,
    };

    private static Dictionary<char, char> FillRadicals()
    {
        Dictionary<char, char> table = [];
        for (var i = 0; i + 1 < Radicals.Length; i += 2) table[Radicals[i]] = Radicals[i + 1];
        return table;
    }
}
