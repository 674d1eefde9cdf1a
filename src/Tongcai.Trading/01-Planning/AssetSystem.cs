using System.Net;
using System.Net.Http.Json;

namespace Tongcai.Trading.Planning;

/// <summary>公物仓中可调剂的资产。</summary>
/// <param name="Reference">Number of the query record, kept with the demand.</param>
/// <param name="Total">Pieces that may be transferred.</param>
public sealed record IdleAssets(string Catalogue, string Reference, int Total);

/// <summary>调剂结果。</summary>
/// <param name="Reference">Number of the transfer.</param>
/// <param name="Granted">Pieces really transferred; may be fewer than asked.</param>
public sealed record AssetTransfer(string Key, string Reference, int Asked, int Granted);

/// <summary>资产管理系统与公物仓。An outside system.</summary>
public interface IAssetSystem
{
    /// <summary>What lies idle of a catalogue item.</summary>
    /// <exception cref="OutsideSystemException">The system does not answer or answers something else.</exception>
    Task<IdleAssets> Idle(string catalogueCode, CancellationToken cancel);

    /// <summary>Takes pieces over. The same key again gives the same transfer.</summary>
    /// <exception cref="OutsideSystemException">The system does not answer or answers something else.</exception>
    Task<AssetTransfer> Transfer(string key, string catalogueCode, int count, string toCreditCode, CancellationToken cancel);
}

/// <summary>
/// The asset system over HTTP. <c>GET {address}/idle?catalogue={code}</c> answers <c>{catalogue, reference, total}</c>;
/// <c>POST {address}/transfers</c> with <c>{key, catalogueCode, count, toCreditCode}</c> answers <c>{key, reference, asked, granted}</c>
/// and is idempotent by key.
/// </summary>
/// <param name="http">Client whose base address is the system's.</param>
public sealed class HttpAssetSystem(HttpClient http) : IAssetSystem
{
    private const string Name = "公物仓系统";

    public Task<IdleAssets> Idle(string catalogueCode, CancellationToken cancel) => Outside.Ask(Name, async () =>
        await http.GetFromJsonAsync<IdleAssets>($"idle?catalogue={Uri.EscapeDataString(catalogueCode)}", cancel));

    public Task<AssetTransfer> Transfer(string key, string catalogueCode, int count, string toCreditCode, CancellationToken cancel) => Outside.Ask(Name, async () =>
    {
        using var answer = await http.PostAsJsonAsync("transfers", new { key, catalogueCode, count, toCreditCode }, cancel);
        return answer.StatusCode is HttpStatusCode.OK
            ? await answer.Content.ReadFromJsonAsync<AssetTransfer>(cancel)
            : throw new HttpRequestException($"{(int)answer.StatusCode}");
    });
}
