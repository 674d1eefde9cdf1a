namespace Tongcai.PublicService.Search.Index;

/// <summary>Numbers for the few values that many rows repeat; 0 is the empty value.</summary>
internal sealed class Codes
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> values = [""];
    private readonly List<string> names = [""];

    public int Count => values.Count;

    public string this[int number] => values[number];

    public string NameOf(int number) => names[number];

    /// <summary>The number of a value that is there; −1 when it is not.</summary>
    public int Find(string value) => numbers.GetValueOrDefault(value, -1);

    /// <summary>The number of a value, which is given one when it has none; the newest name counts.</summary>
    public int Of(string value, string name = "")
    {
        if (!numbers.TryGetValue(value, out var number))
        {
            number = values.Count;
            numbers.Add(value, number);
            values.Add(value);
            names.Add(name);
        }
        else if (name.Length > 0 && number > 0)
        {
            names[number] = name;
        }

        return number;
    }
}
