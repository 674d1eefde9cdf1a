using Tongcai.Trustee;

// 开标密钥受托人. Settings: see TrusteeSettings.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTrustee(TrusteeSettings.Read(builder.Configuration));
var app = builder.Build();
app.MapTrustee();
app.Run();
