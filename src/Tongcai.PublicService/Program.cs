using System.Reflection;
using Tongcai.Platform;
using Tongcai.PublicService;

// 公共服务平台。Settings: those of PlatformSettings and of PublicServicePlatform.
var builder = WebApplication.CreateBuilder(args);
var options = PlatformSettings.Read(builder.Configuration, Assembly.GetExecutingAssembly());
if (PlatformKeys.Print(args, options))
    return;
builder.AddTongcaiPlatform(options);
builder.Services.AddPublicService(builder.Configuration);

var app = builder.Build();
app.UsePublicService();
app.Run();
