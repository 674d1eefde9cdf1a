using System.Reflection;
using Tongcai.Platform;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Web;
using Tongcai.Trading;

// 交易平台。Settings: those of PlatformSettings and IdentitySettings; Budget:Address, Assets:Address, Treasury:Address; Authority:PublicKey; Trustees:N:*, TrusteeThreshold, Bidding:*; Site:*.
// With the argument "judge-file" it judges one file for another process of its own, and ends.
// With the arguments "opening-package PROCUREMENT DIR" it writes what opens that procurement's bids elsewhere, and ends.
if (Tongcai.Trading.Opening.FileJudgeProcess.Ran(args))
    return;
var builder = WebApplication.CreateBuilder(args);
var options = PlatformSettings.Read(builder.Configuration, Assembly.GetExecutingAssembly());
if (PlatformKeys.Print(args, options))
    return;
builder.AddTongcaiPlatform(options);
builder.Services.AddTrading(builder.Configuration);

var app = builder.Build();
if (await Tongcai.Trading.Opening.OpeningPackages.Written(args, app.Services))
    return;
app.UseTrading();
app.MapIdentity(builder.Configuration, password: false);
app.MapLedger(http => ValueTask.FromResult(http.Actor().OrganisationId));
app.Run();
