using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cli.Demo;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;

namespace Tongcai.Cli.Bidding;

/// <summary>递交受阻记录: files <c>attempt-{ms}.json</c> beside a packed bid, each signed when the platform gave no answer and handed in when it does.</summary>
internal static class SealAttempts
{
    private const string Pattern = "attempt-*.json";
    private const string Sent = ".sent";

    /// <summary>Whether it was the platform or the way to it that failed, not the bidder nor the rules.</summary>
    public static bool IsNoAnswer(Exception e, CancellationToken cancel) =>
        e is HttpRequestException or RefusedException { Status: >= 500 } || (e is OperationCanceledException && !cancel.IsCancellationRequested);

    /// <summary>Signs and keeps a record of now; its file.</summary>
    public static string Keep(string folder, Envelope envelope, Sm2PrivateKey key, DateTimeOffset now)
    {
        var (milliseconds, sm3) = (now.ToUnixTimeMilliseconds(), envelope.Digest());
        var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"attempt-{milliseconds}.json"));
        var signature = key.Sign(Encoding.UTF8.GetBytes(AttemptReported.SignedText(envelope.Project, sm3, at)));
        File.WriteAllBytes(file, CanonicalJson.Write(new JsonObject { ["envelopeSm3"] = sm3, ["at"] = WireJson.Instant(at), ["signature"] = Convert.ToBase64String(signature) }));
        return file;
    }

    /// <summary>Hands in the records that lie there; those that the platform has taken are not sent again.</summary>
    public static async Task Send(Person person, Uri trading, string folder, string project, CancellationToken cancel)
    {
        foreach (var file in Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal).ToList())
        {
            try
            {
                await person.Send(HttpMethod.Post, trading, $"procurements/{project}/attempts", await File.ReadAllBytesAsync(file, cancel), "application/json", cancel);
            }
            catch (RefusedException e) when (e.Status == (int)HttpStatusCode.UnprocessableEntity)
            {
                // An old record must not keep the bid from being handed in.
                Console.WriteLine($"受阻记录 {Path.GetFileName(file)} 没有被接受：{e.Message}");
                continue;
            }

            File.Move(file, file + Sent, overwrite: true);
            Console.WriteLine($"已提交受阻记录 {Path.GetFileName(file)}");
        }
    }
}
