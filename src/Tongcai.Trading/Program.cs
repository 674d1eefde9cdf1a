using System.Reflection;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Web;
using Tongcai.Trading;

// 交易平台。Settings: those of PlatformSettings; Budget:Address, Assets:Address, Treasury:Address; Hub:Address, Hub:ClientId, Hub:ClientSecret; SignIn:Authorities; Site:*.
var builder = WebApplication.CreateBuilder(args);
builder.AddTongcaiPlatform(PlatformSettings.Read(builder.Configuration, Assembly.GetExecutingAssembly()));
builder.Services.AddTrading(builder.Configuration);

var app = builder.Build();
app.UseTrading();
app.MapSignIn(builder.Configuration);
app.MapLedger(http => ValueTask.FromResult(http.Actor().OrganisationId));
app.Run();
