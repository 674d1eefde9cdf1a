using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tongcai.Cryptography;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Web;

namespace Tongcai.Platform.Tests.Identity;

/// <summary>An authority that publishes lists over HTTP, and a platform that fetches them.</summary>
public sealed class RevocationUpdatesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-crl-").FullName;
    private readonly CertificateAuthority authority = CertificateAuthority.CreateRoot(new("演示电子认证"), Sm2PrivateKey.Generate(), From, From.AddYears(5));
    private byte[]? published;
    private TestHost host = null!;
    private RevocationUpdates updates = null!;

    private string File => Path.Combine(folder, "0.crl");

    public async ValueTask InitializeAsync()
    {
        host = await TestHost.Start(map: app => app.MapGet("/crl", () => published is { } bytes ? Results.Bytes(bytes) : Results.StatusCode(503)).WithMetadata(Access.Public), add: s => s.AddHttpClient());
        var trust = new SignInTrust([authority.Certificate], () => System.IO.File.Exists(File) ? [RevocationList.Parse(System.IO.File.ReadAllBytes(File))] : []);
        updates = new RevocationUpdates(
            [new(new Uri(host.Address, "crl"), File)], trust, host.App.Services.GetRequiredService<IHttpClientFactory>(), host.Store, host.App.Services.GetRequiredService<Sessions>(),
            NullLogger<RevocationUpdates>.Instance, host.System);
    }

    public async ValueTask DisposeAsync()
    {
        updates.Dispose();
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private byte[] List(int number, params string[] revoked) =>
        authority.IssueRevocationList(revoked.Select(r => new Revocation(r, From.AddDays(1))), From.AddDays(number), From.AddYears(3), number).ToBytes();

    private Task<long> SessionCount() => host.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from session"));

    [Fact]
    public async Task A_newer_list_replaces_the_one_at_hand_an_older_or_foreign_or_missing_one_does_not()
    {
        published = List(2);
        await updates.RunOnce();
        Assert.Equal(published, await System.IO.File.ReadAllBytesAsync(File));
        var second = published;

        published = List(1);
        await updates.RunOnce();
        Assert.Equal(second, await System.IO.File.ReadAllBytesAsync(File));

        var stranger = CertificateAuthority.CreateRoot(new("演示电子认证"), Sm2PrivateKey.Generate(), From, From.AddYears(5));
        published = stranger.IssueRevocationList([], From.AddDays(9), From.AddYears(3), 9).ToBytes();
        await updates.RunOnce();
        Assert.Equal(second, await System.IO.File.ReadAllBytesAsync(File));

        published = "not a list"u8.ToArray();
        await updates.RunOnce();
        published = null;
        await updates.RunOnce();
        Assert.Equal(second, await System.IO.File.ReadAllBytesAsync(File));

        published = List(3);
        await updates.RunOnce();
        Assert.Equal(published, await System.IO.File.ReadAllBytesAsync(File));
        Assert.Equal([File], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_certificate_on_the_list_loses_its_sessions_at_once_others_keep_theirs()
    {
        foreach (var serial in new[] { "0A", "0B" })
            await host.Token(TestHost.Seller with { AccountId = "certificate/" + serial });
        await host.Token(TestHost.Buyer);
        published = List(1);
        Assert.Equal(0, await updates.RunOnce());
        published = List(2, "0A");
        Assert.Equal(1, await updates.RunOnce());
        Assert.Equal(2, await SessionCount());
        Assert.Equal(0, await updates.RunOnce());
    }
}
