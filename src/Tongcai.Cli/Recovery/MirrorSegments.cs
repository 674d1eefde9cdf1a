using Tongcai.Cli.Ledgers;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Recovery;
using Tongcai.Ledger;

namespace Tongcai.Cli.Recovery;

/// <summary>The segments that a mirror has of a platform: fetched from the restored place on, checked as a chain, opened.</summary>
internal sealed class MirrorSegments
{
    private readonly HttpClient http;
    private readonly HealingRequest request;
    private readonly MirrorClient client;
    private readonly Uri folder;
    private readonly MirrorView view;

    private MirrorSegments(HttpClient http, HealingRequest request, MirrorClient client, Uri folder, MirrorView view) =>
        (this.http, this.request, this.client, this.folder, this.view) = (http, request, client, folder, view);

    /// <summary>Number of the newest segment that the mirror has.</summary>
    public long Last => view.Last;

    /// <summary>Asks a mirror what it has.</summary>
    /// <param name="mirror">Base address of the mirroring platform.</param>
    /// <exception cref="UnusableException">It mirrors no such ledger.</exception>
    /// <exception cref="IOException">No answer.</exception>
    public static async Task<MirrorSegments> At(HttpClient http, Uri mirror, HealingRequest request, PeerIdentity self, CancellationToken cancel)
    {
        var (client, folder) = (new MirrorClient(http, self, await Origin(http, mirror, cancel)), new Uri(mirror, MirrorClient.Of(request.Origin)));
        var view = await client.View(new Uri(folder, "safe/"), cancel) ?? throw new UnusableException($"{mirror} 不保存 {request.Origin} 的镜像，或者不认识本平台的密钥：请核对网址，以及它的设置 Follow:N:Mirror 和 Peers。");
        return new(http, request, client, folder, view);
    }

    /// <summary>What a healing file holds, and up to which instant everything is in it.</summary>
    /// <exception cref="UnusableException">The mirror has not what is needed, or the key is another.</exception>
    /// <exception cref="IOException">No answer.</exception>
    public async Task<(HealingHead Head, IReadOnlyList<HealingStep> Steps, DateTimeOffset Until)> Open(Sm2PrivateKey key, IReadOnlyList<string> holders, CancellationToken cancel)
    {
        var safe = new Uri(folder, "safe/");
        if (view.Last < request.Number) throw new UnusableException($"镜像的安全副本只到第 {view.Last} 段，而恢复的数据已到第 {request.Number} 段：镜像缺段，或者备份恢复以后又被写入过。请换一个镜像，或者重新恢复备份。");
        if (view.Last > request.Number && view.First > request.Number + 1) throw new UnusableException($"镜像最早保留第 {view.First} 段，恢复的数据只到第 {request.Number} 段，中间缺失：请用更新的备份恢复，或者换一个镜像。");
        var checkpoint = await new HttpTileSource(http, folder).ReadAsync(LedgerPaths.Checkpoint, cancel) ?? throw new UnusableException("镜像还没有这一账本的检查点。");
        if (TlogPolicy.LogOnly(NoteKey.Parse(request.VerifierKey)).Check(checkpoint) is { Accepted: false } refused) throw new UnusableException($"镜像的检查点不是本平台签出的：{refused.Detail}");

        var chain = new SegmentChain(request, key);
        while (chain.Next <= view.Last)
        {
            var segment = (await client.Segment(safe, chain.Next, cancel: cancel)).Bytes ?? throw new UnusableException($"镜像中缺少第 {chain.Next} 段：请换一个镜像。");
            try
            {
                chain.Add(segment);
            }
            catch (InvalidDataException e)
            {
                throw new UnusableException($"镜像的{e.Message}。请换一个镜像重试；签名或内容不符的，报告行政监督平台。");
            }
        }

        return (chain.Head(view.Mirror, holders, checkpoint), chain.Steps, chain.Until);
    }

    /// <summary>The mirroring platform's own origin: part of every signed request to it.</summary>
    private static async Task<string> Origin(HttpClient http, Uri mirror, CancellationToken cancel)
    {
        try
        {
            return NoteKey.Parse((await http.GetStringAsync(new Uri(mirror, "ledger/vkey"), cancel)).Split('\n')[0]).Name;
        }
        catch (Exception e) when (e is HttpRequestException or LedgerFormatException)
        {
            throw new UnusableException($"{mirror} 没有应答，或者不是平台：{e.Message}");
        }
    }
}
