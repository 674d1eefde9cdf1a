using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Ledgers;

namespace Tongcai.Platform.Tests.Storage;

/// <summary>A platform with one act, as a process of its own under a limit of descriptors.</summary>
internal static class ServerProcess
{
    private const string Variable = "TONGCAI_TEST_SERVER";

    /// <summary>Directory and address when this process was started as a server.</summary>
    public static (string Folder, string Address)? Asked => Environment.GetEnvironmentVariable(Variable)?.Split('|') is [var folder, var address] ? (folder, address) : null;

    /// <param name="descriptors">Limit of open descriptors.</param>
    public static Process Start(string folder, Uri address, int descriptors)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -n {descriptors}; exec \"$0\"", Environment.ProcessPath!]);
        start.Environment[Variable] = $"{folder}|{address.GetLeftPart(UriPartial.Authority)}";
        return Process.Start(start)!;
    }

    public static async Task Serve(string folder, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.AddTongcaiPlatform(new PlatformOptions { DataDirectory = folder, Origin = OwnLedger.Origin, Tick = TimeSpan.FromSeconds(1), Assemblies = [typeof(ServerProcess).Assembly] });
        var app = builder.Build();
        app.MapLedger();
        app.MapPost("/write/{name}", async (string name, IStore store) =>
        {
            var result = await store.Execute(Commit.Empty.Insert(Specimen.Named(name)).Record(new SpecimenShown("s", name)), new CommitOrigin(name, "writer", "d"));
            return Results.Text(result.GetType().Name, statusCode: result is Committed or Replayed ? 200 : 503);
        });
        await app.RunAsync();
    }
}
