using System.Text.Encodings.Web;
using System.Text.Unicode;
using Tongcai.Sandbox;

// 沙箱：local counterparts of outside systems. Each can be replaced by the real one by setting its address in the platform's configuration.
var builder = WebApplication.CreateBuilder(args);
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
builder.Services.AddProblemDetails();
var directory = builder.Configuration["DataDirectory"] ?? throw new InvalidOperationException("Set DataDirectory: where the counterparts keep their state.");
Directory.CreateDirectory(directory);

var app = builder.Build();
app.UseStatusCodePages();
app.UseExceptionHandler();
var behaviours = new StateFile<Behaviours>(directory, "control");
app.MapControl(behaviours);
Budget.Map(app.MapSystem("budget", behaviours), new(directory, "budget"));
Assets.Map(app.MapSystem("assets", behaviours), new(directory, "assets"));
Treasury.Map(app.MapSystem("treasury", behaviours), new(directory, "treasury"));
Mail.Map(app.MapSystem("mail", behaviours), new(directory, "mail"));
Bonds.Map(app.MapSystem("bonds", behaviours), new(directory, "bonds"));
Authority.Map(app.MapSystem("ca", behaviours), new(directory, "ca"), TimeProvider.System);
app.MapGet("/health/live", () => "ok");
app.MapGet("/health/ready", () => "ok");
app.MapGet("/", () => Results.Text("""
    通采沙箱：外部系统的本地对端
    GET  /budget/lines?organisation=统一社会信用代码    POST /budget/lines
    GET  /assets/idle?catalogue=品目    POST /assets/idle /assets/transfers /assets/cards
    POST /treasury/payments    GET /treasury/payments/{key}
    POST /mail/messages    GET /mail/messages?to= /mail/messages/{key}
    GET  /ca/{zz|hx}/root.pem /ca/{zz|hx}/crl    POST /ca/{zz|hx}/certificates /ca/{zz|hx}/revocations
    POST /bonds/bonds    GET /bonds/bonds/{number}    POST /bonds/bonds/{number}/release /bonds/bonds/{number}/claim
    GET  /control    PUT /control/{system} {"fail":0,"delayMilliseconds":0,"lie":false}
    """, "text/plain; charset=utf-8"));
app.Run();
