using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Law;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.OpenData;

namespace Tongcai.PublicService.Credit;

/// <summary>名单的一行。</summary>
/// <param name="Standing">Whether the entry bars its firm on the day of the question.</param>
internal sealed record DishonestyLine(string Id, string Name, string CreditCode, string Subject, string Authority, string Number, string Article, string Penalty, DateOnly DecidedOn, DateOnly From, DateOnly To, DateOnly? RemovedOn, string State, bool Standing)
{
    public static DishonestyLine Of(DishonestyEntry e, DateOnly day) => new(
        e.Id, e.Name, e.CreditCode, e.Subject == "agency" ? "采购代理机构" : "供应商", e.Authority, e.Number, e.Article, e.Penalty, e.DecidedOn, e.FromDay, e.ToDay, e.RemovedOn, e.StateOn(day), e.Entry.Holds(day));
}

/// <summary>严重违法失信行为记录名单。Entries whose time has run are on it no more; changed ones are listed with their reasons, as the law asks.</summary>
/// <param name="Query">Name or code that was asked for.</param>
/// <param name="State">standing, or changed.</param>
/// <param name="On">The legal day.</param>
internal sealed record DishonestyList(string Query, string State, DateOnly On, IReadOnlyList<DishonestyLine> Items);

/// <summary>记录的一次变更。</summary>
internal sealed record DishonestyChangeLine(string Kind, string Number, string Reason, DateOnly ChangedOn, string Before, string Ledger, long Index);

/// <summary>一条记录。</summary>
/// <param name="Proof">Address of the proof at the authority's platform; empty: it is not attached any more.</param>
internal sealed record DishonestyView(DishonestyLine Entry, string Address, string Ground, string Conduct, string Remedies, IReadOnlyList<DishonestyChangeLine> Changes, string Ledger, long Index, string FactId, string BodySm3, string Proof, DateOnly On)
{
    /// <summary>The decision as an official paper.</summary>
    public Paper ToPaper() => new("政府采购严重违法失信行为处理决定书",
    [
        new("", [$"当事人：{Entry.Name}", $"统一社会信用代码：{Entry.CreditCode}", .. Address.Length > 0 ? [$"地址：{Address}"] : Array.Empty<string>()]),
        new("一、违法事实", [Conduct]),
        new("二、依据", [$"上述行为属于{Entry.Article}规定的情形：{Ground}。"]),
        new("三、决定", [$"{Entry.Penalty}。列入政府采购严重违法失信行为记录名单，自{Entry.From.InWords()}起至{Entry.To.InWords()}止。"]),
        new("四、救济途径", [Remedies]),
        .. Changes.Select((c, i) => new PaperPart(i == 0 ? "附：变更记录" : "", [$"{c.ChangedOn.InWords()}{c.Kind}（{c.Number}）：{c.Reason}", $"此前的内容：{c.Before}"])),
    ])
    {
        Layout = PaperLayout.Official, Organ = Entry.Authority + "文件", Number = Entry.Number, Signed = [Entry.Authority, Entry.DecidedOn.InWords()], Proof = [$"本件由账本 {Ledger} 第 {Index} 条生成，正文 SM3 {BodySm3}。"],
    };
}

/// <summary>名单的公开页、文书和开放数据。</summary>
internal static class DishonestyPages
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/credit", List, "/Credit/Dishonesty.cshtml", _ => new PageHead("严重违法失信行为记录名单") { Column = "信用信息", Description = "政府采购严重违法失信行为记录名单：按名称或者统一社会信用代码查询" }, "严重违法失信行为记录名单");
        routes.MapTwin("/credit/{id}", One, "/Credit/DishonestyPage.cshtml", v => new PageHead(v.Entry.Name) { Column = "信用信息", ContentSource = v.Entry.Authority, Trail = [new("严重违法失信行为记录名单", "/credit")], Heading = false, Under = "/credit" }, "一条失信行为记录");
        routes.MapPaper("/credit/{id}", Access.Public, async context => (await One(Asked.From(context.Http))).Value?.ToPaper(), "失信行为处理决定书");
        Data("/open-data/credit/dishonesty.json", "严重违法失信行为记录名单（JSON）", async asked => Pages.Json(asked.Http, await Standing(asked)));
        Data("/open-data/credit/dishonesty.csv", "严重违法失信行为记录名单（CSV）", async asked => Pages.Tagged(asked.Http, Csv(await Standing(asked)), "text/csv; charset=utf-8"));

        void Data(string path, string summary, Func<Asked, Task<IResult>> answer) => routes.MapGet(path, (Delegate)((HttpContext http) => answer(Asked.From(http)))).WithMetadata(Access.Public, MachineReading.Mark).WithSummary(summary);
    }

    private static async Task<Outcome<DishonestyList>> List(Asked asked)
    {
        var words = asked.Http.Request.Query["q"].ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
        if (words.Length > 100) words = words[..100];
        var state = asked.Http.Request.Query["state"] == "changed" ? "changed" : "standing";
        var like = $"%{words.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        var condition = state == "changed" ? "changed <> ''" : "to_day >= @day and (removed_on is null or removed_on > @day)";
        var rows = await asked.Read(db => db.Where<DishonestyEntry>(
            $"{condition} and (name like @like escape '!' or credit_code like @like escape '!') order by decided_on desc, id limit {Most}", new { like, day = asked.Today }));
        return new DishonestyList(words, state, asked.Today, [.. rows.Select(r => DishonestyLine.Of(r, asked.Today))]);
    }

    private static async Task<Outcome<DishonestyView>> One(Asked asked)
    {
        var (row, changes) = await asked.Read(async db => (await db.Find<DishonestyEntry>(asked["id"]), await db.Where<DishonestyChange>("entry_id = @id order by changed_on, leaf_index", new { id = asked["id"] })));
        if (row is null) return Pages.Missing;
        var proof = asked.Http.RequestServices.GetRequiredService<LiveAttachments>().Now.ProofOf(row.Ledger, row.FactId)?.ToString() ?? "";
        return new DishonestyView(
            DishonestyLine.Of(row, asked.Today), row.Address, ListingGrounds.ByCode(row.Ground)?.Text ?? row.Ground, row.Conduct, row.Remedies,
            [.. changes.Select(c => new DishonestyChangeLine(DishonestyChange.Kinds.GetValueOrDefault(c.Kind, c.Kind), c.Number, c.Reason, c.ChangedOn, c.Before, c.Ledger, c.LeafIndex))], row.Ledger, row.LeafIndex, row.FactId, row.BodySm3, proof, asked.Today);
    }

    /// <summary>The list as it stands today.</summary>
    private static async Task<JsonObject> Standing(Asked asked)
    {
        var rows = await asked.Read(db => db.Where<DishonestyEntry>("to_day >= @day and (removed_on is null or removed_on > @day) order by decided_on, id", new { day = asked.Today }));
        return new JsonObject
        {
            ["on"] = $"{asked.Today:yyyy-MM-dd}", ["license"] = OpenData.Packages.License,
            ["entries"] = new JsonArray([.. rows.Select(e => (JsonNode)new JsonObject
            {
                ["id"] = e.Id, ["name"] = e.Name, ["creditCode"] = e.CreditCode, ["address"] = e.Address, ["subject"] = e.Subject, ["authority"] = e.Authority, ["number"] = e.Number, ["ground"] = e.Ground, ["article"] = e.Article,
                ["conduct"] = e.Conduct, ["penalty"] = e.Penalty, ["decidedOn"] = $"{e.DecidedOn:yyyy-MM-dd}", ["from"] = $"{e.FromDay:yyyy-MM-dd}", ["to"] = $"{e.ToDay:yyyy-MM-dd}", ["ledger"] = e.Ledger, ["index"] = e.LeafIndex,
                ["bodySm3"] = e.BodySm3,
            })]),
        };
    }

    private static byte[] Csv(JsonObject standing)
    {
        string[] columns = ["id", "name", "creditCode", "address", "subject", "authority", "number", "ground", "article", "penalty", "decidedOn", "from", "to", "ledger", "index"];
        var text = new StringBuilder().AppendJoin(',', columns).Append("\r\n");
        foreach (var entry in standing["entries"]!.AsArray())
            text.AppendJoin(',', columns.Select(c => CsvRow.Cell(entry![c]!.ToString()))).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
