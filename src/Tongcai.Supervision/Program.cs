using System.Reflection;
using Tongcai.Platform;
using Tongcai.Supervision;

// 行政监督平台。Settings: those of PlatformSettings, IdentitySettings and SupervisionPlatform.
var builder = WebApplication.CreateBuilder(args);
builder.AddTongcaiPlatform(PlatformSettings.Read(builder.Configuration, Assembly.GetExecutingAssembly()));
builder.Services.AddSupervision(builder.Configuration);
var app = builder.Build();
app.UseSupervision();
app.Run();
