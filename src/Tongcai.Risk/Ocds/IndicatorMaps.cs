using System.Text.Json;

namespace Tongcai.Risk.Ocds;

/// <summary>The "Maps" member: which organizations belong to a flagged process.</summary>
internal sealed class IndicatorMaps(Indicators run)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("Maps");
        WriteOrganizations(json, "ocid_buyer_r038", run.MapBuyers);
        WriteOrganizations(json, "ocid_procuringentity_r038", run.MapEntities);
        WriteTenderers(json, "ocid_tenderer", run.MapTenderers);
        foreach (var code in (ReadOnlySpan<Indicator>)[Indicator.R024, Indicator.R028, Indicator.R030, Indicator.R035, Indicator.R058])
            WriteTenderers(json, $"ocid_tenderer_r{code.ToString().AsSpan(1)}", [.. run.MapFlags.Where(f => f.Code == code).Select(f => (f.Ocid, f.Tenderer))]);
        json.WriteEndObject();
    }

    private void WriteOrganizations(Utf8JsonWriter json, string name, Dictionary<int, int> map)
    {
        json.WriteStartObject(name);
        foreach (var (ocid, organization) in map) json.WriteString(run.Ocids[ocid], run.Organizations[organization]);
        json.WriteEndObject();
    }

    private void WriteTenderers(Utf8JsonWriter json, string name, List<(int Ocid, int Tenderer)> map)
    {
        map.Sort();
        json.WriteStartObject(name);
        for (var i = 0; i < map.Count;)
        {
            var ocid = map[i].Ocid;
            json.WriteStartArray(run.Ocids[ocid]);
            for (var last = -1; i < map.Count && map[i].Ocid == ocid; last = map[i++].Tenderer)
                if (map[i].Tenderer != last) json.WriteStringValue(run.Parties[map[i].Tenderer]);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
