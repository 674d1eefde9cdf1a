using System.Reflection;
using Tongcai.Platform;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Postgres;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.Trading;

// 交易平台。Settings: DataDirectory, Engine (Sqlite or Postgres), ConnectionString, Budget:Address, Assets:Address, Site:*.
var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration;
var system = new SystemTime();
var legal = new LegalTime(system);
var setup = new StoreSetup([Assembly.GetExecutingAssembly()], legal, system);
IStore store = settings.GetValue("Engine", DatabaseEngine.Sqlite) == DatabaseEngine.Postgres
    ? PostgresStore.Open(settings["ConnectionString"] ?? throw new InvalidOperationException("Set ConnectionString."), setup)
    : SqliteStore.Open(Path.Combine(settings["DataDirectory"] ?? throw new InvalidOperationException("Set DataDirectory."), "trading.db"), setup);

builder.Services.AddSingleton(store).AddSingleton(legal).AddSingleton(system);
builder.Services.AddTrading(settings);
var app = builder.Build();
app.UseTrading();
app.Run();
