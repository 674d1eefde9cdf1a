using System.Text;
using Dapper;
using Tongcai.Exchange.Verify;
using Tongcai.Ledger;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Verify;

/// <summary>验证页。</summary>
/// <param name="FactId">The record asked for; empty: a pasted proof, or nothing yet.</param>
/// <param name="About">What the record is; empty where it is not known here.</param>
/// <param name="Proof">The proof's text.</param>
/// <param name="Entry">Leaf or commitment.</param>
/// <param name="Report">The steps; null before anything was given.</param>
/// <param name="Keys">Pinned verifier key of every known ledger, by origin.</param>
internal sealed record VerifyView(string FactId, string About, string ProcurementId, string Proof, string Entry, VerifyReport? Report, IReadOnlyDictionary<string, string> Keys);

/// <summary>验证记录：by the id of a fact, or by a proof that somebody keeps.</summary>
internal sealed class VerifyPage(PlatformOptions options, LiveAttachments attachments, LedgerKeys own, LedgerProofs ownProofs, IHttpClientFactory http)
{
    private const string Template = "/Verify/Verify.cshtml";
    private const int LargestProof = 64 * 1024;

    /// <summary>Keys of the ledgers that are or were read here: what was shown can be verified after its platform was detached.</summary>
    private Dictionary<string, string> Keys =>
        new(attachments.Now.All.Select(a => a.Terms).Where(t => t.VerifierKey.Length > 0).Select(t => KeyValuePair.Create(t.Id, t.VerifierKey))) { [options.Origin] = own.VerifierKey };

    private TlogPolicy Pinned => TlogPolicy.LogOnly(Keys.Values.Select(NoteKey.Parse));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/verify", async (HttpContext context, VerifyPage page) => Page(await page.ByFact(Asked.From(context)))).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapPost("/verify", async (HttpContext context, VerifyPage page) => await page.Pasted(Asked.From(context)) is { } view ? Page(view) : (IResult)new Refused(HttpRules.BadRequest)).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapGet("/api/v1/verify", async (HttpContext context, VerifyPage page) => Pages.Json(context, await page.ByFact(Asked.From(context)))).WithMetadata(Access.Public).WithSummary("验证一条记录（fact=记录编号）");
    }

    private static View Page(VerifyView view) => new(Template, view, new PageHead("验证记录") { Column = "验证记录" });

    private async Task<VerifyView> ByFact(Asked asked)
    {
        var id = asked.Http.Request.Query["fact"].ToString().Trim();
        var empty = new VerifyView(id, "", "", "", "", null, Keys);
        if (id.Length == 0) return empty;
        if (!RandomId.IsValid(id)) return empty with { Report = Stopped("记录编号应为 26 位小写字母和数字，从项目页的“验证”进入最稳妥。") };
        var row = await asked.Read(db => db.Find<ChainFact>(id));
        if (row is null) return await OwnFact(asked, empty);

        var view = empty with { About = Exchange.Wire.FactKinds.Published.Find(row.Kind)?.Title ?? row.Kind, ProcurementId = row.ProcurementId, Entry = row.Leaf };
        if (attachments.Now.ProofOf(row.Ledger, id) is not { } source) return view with { Report = Stopped($"账本 {row.Ledger} 已不在登记之列。") };
        var (proof, trouble) = await Fetch(source, attachments.Now.Find(row.Ledger)!.Terms.Configured ? nameof(VerifyPage) : LedgerClients.Vetted, asked.Http.RequestAborted);
        return proof is null
            ? view with { Report = Stopped($"来源平台 {source.Host} 没有给出证明：{trouble}。本平台收录时已核验，可稍后重试。") }
            : view with { Proof = proof, Report = Verification.Check(proof, row.Leaf, Encoding.UTF8.GetBytes(row.Body), Pinned) };
    }

    /// <summary>A public fact of this platform's own ledger.</summary>
    private async Task<VerifyView> OwnFact(Asked asked, VerifyView view)
    {
        var fact = await asked.Read(db => db.Fact(view.FactId));
        if (fact is not { Salt: null }) return view with { Report = Stopped("没有这个编号的公开记录。请核对编号；不公开的记录由当事人凭证明和回执验证。") };
        return await ownProofs.Of(fact, asked.Http.RequestAborted) is { } proof
            ? view with { About = Exchange.Wire.FactKinds.Published.Find(fact.Kind)?.Title ?? fact.Kind, Entry = Encoding.UTF8.GetString(fact.Leaf), Proof = Encoding.UTF8.GetString(proof), Report = Verification.Check(Encoding.UTF8.GetString(proof), Encoding.UTF8.GetString(fact.Leaf), fact.Body, Pinned) }
            : view with { Report = Stopped("记录尚未编入账本，请几秒后重试。") };
    }

    private async Task<VerifyView?> Pasted(Asked asked)
    {
        var request = asked.Http.Request;
        if (!request.HasFormContentType || request.ContentLength > 4 * LargestProof) return null;
        var form = await request.ReadFormAsync(asked.Http.RequestAborted);
        var (proof, entry) = (form["proof"].ToString(), form["entry"].ToString());
        if (proof.Trim().Length == 0 && form.Files.Count > 0 && form.Files[0].Length <= LargestProof)
        {
            using var reader = new StreamReader(form.Files[0].OpenReadStream(), Encoding.UTF8);
            proof = await reader.ReadToEndAsync(asked.Http.RequestAborted);
        }

        var view = new VerifyView("", "", "", proof.Length > LargestProof ? "" : proof, entry, null, Keys);
        if (proof.Trim().Length == 0) return view with { Report = Stopped("没有给出证明。请粘贴证明文件的全部内容，或者选择文件。") };
        if (proof.Length > LargestProof || entry.Length > LargestProof) return view with { Entry = "", Report = Stopped($"内容超过 {LargestProof / 1024} KB，证明文件没有这么大。") };
        if (entry.Trim().Length == 0 && await Known(asked, proof) is { } row) view = view with { Entry = row.Leaf, FactId = row.Id, ProcurementId = row.ProcurementId, About = Exchange.Wire.FactKinds.Published.Find(row.Kind)?.Title ?? row.Kind };
        return view with { Report = Verification.Check(proof, view.Entry, null, Pinned) };
    }

    /// <summary>The record that a pasted proof speaks of, where this platform has it.</summary>
    private async Task<ChainFact?> Known(Asked asked, string proof)
    {
        try
        {
            var parsed = TlogProof.Parse(Encoding.UTF8.GetBytes(proof.ReplaceLineEndings("\n").TrimEnd() + "\n"));
            if (!Checkpoint.TryParse(parsed.Checkpoint.Span, out var head, out _) || !Keys.ContainsKey(head.Origin)) return null;
            return await asked.Read(db => db.First<ChainFact>("ledger = @ledger and leaf_index = @index", new { ledger = head.Origin, index = parsed.Index }));
        }
        catch (LedgerFormatException)
        {
            return null;
        }
    }

    private async Task<(string? Proof, string Trouble)> Fetch(Uri address, string client, CancellationToken cancel)
    {
        try
        {
            using var asking = http.CreateClient(client);
            asking.Timeout = TimeSpan.FromSeconds(10);
            asking.MaxResponseContentBufferSize = LargestProof;
            using var answer = await asking.GetAsync(address, cancel);
            return answer.StatusCode is System.Net.HttpStatusCode.OK ? (await answer.Content.ReadAsStringAsync(cancel), "") : (null, answer.StatusCode is System.Net.HttpStatusCode.Accepted ? "记录尚未编入账本" : $"HTTP {(int)answer.StatusCode}");
        }
        catch (HttpRequestException)
        {
            return (null, "连接失败");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, "10 秒内没有应答");
        }
    }

    private static VerifyReport Stopped(string why) => new(false, why, []);
}
