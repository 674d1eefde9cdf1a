using System.Reflection;
using Tongcai.Platform;
using Tongcai.Supervision;
using Tongcai.Supervision.Orders;

// 行政监督平台。Settings: those of PlatformSettings, IdentitySettings and SupervisionPlatform.
var builder = WebApplication.CreateBuilder(args);
var options = PlatformSettings.Read(builder.Configuration, Assembly.GetExecutingAssembly());
if (PlatformKeys.Print(args, options, ("authority", AuthorityKey.Load(Path.Combine(options.DataDirectory, "keys")).Public)))
    return;
builder.AddTongcaiPlatform(options);
builder.Services.AddSupervision(builder.Configuration);
var app = builder.Build();
app.UseSupervision();
app.Run();
