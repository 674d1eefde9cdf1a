using System.Text.Json.Nodes;
using Tongcai.Law;
using Tongcai.Platform.Identity;

namespace Tongcai.PublicService.OpenData.Releases;

/// <summary>
/// 参与方。The organisations of one process with all roles they have had so far. A release carries those it mentions; roles are a list that merging replaces, so each time all are said.
/// </summary>
/// <param name="registered">Organisations of the registry by id.</param>
internal sealed class Roster(IReadOnlyDictionary<string, Organisation> registered)
{
    private readonly Dictionary<string, Party> parties = new(StringComparer.Ordinal);
    private readonly List<string> mentioned = [];

    /// <summary>Local scheme of 统一社会信用代码 (GB 32100-2015); org-id.guide lists none.</summary>
    public const string CreditCodeScheme = "CN-USCC";

    private sealed class Party
    {
        public string Name { get; set; } = "";

        public List<string> Roles { get; } = [];

        public string Contact { get; set; } = "";

        public string Address { get; set; } = "";
    }

    /// <summary>A reference to an organisation in a role; null for none.</summary>
    public JsonObject? In(string role, string id, string name = "", string contact = "", string address = "")
    {
        if (id.Length == 0) return null;
        if (!parties.TryGetValue(id, out var party)) parties[id] = party = new();
        // The first name stays: a reference and its party have the same one.
        if (party.Name.Length == 0) party.Name = registered.GetValueOrDefault(id)?.Name is { Length: > 0 } known ? known : name;
        if (!party.Roles.Contains(role)) party.Roles.Add(role);
        if (contact.Length > 0) party.Contact = contact;
        if (address.Length > 0) party.Address = address;
        Mention(id);
        return Json.Of(("id", id), ("name", party.Name));
    }

    /// <summary>Takes a role away that nobody refers to any more.</summary>
    public void Leave(string role, string id)
    {
        if (parties.TryGetValue(id, out var party) && party.Roles.Remove(role)) Mention(id);
    }

    /// <summary>The organisations that were mentioned since this was last asked.</summary>
    public JsonArray Mentioned()
    {
        var list = Json.List(mentioned.Select(id => Describe(id, parties[id])));
        mentioned.Clear();
        return list;
    }

    private void Mention(string id)
    {
        if (!mentioned.Contains(id)) mentioned.Add(id);
    }

    private JsonObject Describe(string id, Party party)
    {
        var known = registered.GetValueOrDefault(id);
        return Json.Of(
            ("id", id), ("name", party.Name),
            ("identifier", known is null ? null : Json.Of(("scheme", CreditCodeScheme), ("id", known.CreditCode), ("legalName", known.Name))),
            ("address", Json.Of(("streetAddress", party.Address.Length > 0 ? party.Address : known?.Address ?? ""), ("region", known is null ? "" : Divisions.FullName(known.Region)))),
            ("contactPoint", Json.Of(("name", party.Contact))),
            ("roles", Json.Texts(party.Roles.Count > 0 ? party.Roles : ["interestedParty"])),
            ("details", Json.Of(("scale", known?.Size ?? ""))));
    }
}
