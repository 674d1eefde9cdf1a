using System.Text.Json;
using Tongcai.Trustee;

// 开标密钥受托人. Settings: see TrusteeSettings. With the argument "keys" it prints what the trading platform has to pin;
// with "partials DIR" it decrypts its part of an opening package into that folder, for an opening without the trading platform.
var builder = WebApplication.CreateBuilder(args);
var settings = TrusteeSettings.Read(builder.Configuration);
if (args is ["keys", ..])
{
    using var keys = TrusteeKeys.Load(Path.Combine(settings.DataDirectory, "keys"), settings.Name, TimeProvider.System.GetUtcNow());
    Console.WriteLine(JsonSerializer.Serialize(new { id = settings.Id, publicKey = Convert.ToBase64String(keys.Signing.PublicKey.ToPoint()) }));
    return;
}

builder.Services.AddTrustee(settings);
var app = builder.Build();
if (await PackageOpening.Written(args, app.Services))
    return;
app.MapTrustee();
app.Run();
