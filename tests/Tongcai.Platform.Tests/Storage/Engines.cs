using System.Data.Common;
using System.Reflection;
using Dapper;
using Npgsql;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Postgres;
using Tongcai.Platform.Storage.Sqlite;

namespace Tongcai.Platform.Tests.Storage;

/// <summary>An engine under test, and how to make stores on it.</summary>
public abstract class Engine : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public StillClock Legal { get; } = new(Start);

    public StillSystemTime System { get; } = new(Start.AddYears(1));

    /// <summary>Whether a safe copy is kept.</summary>
    public bool Journaled { get; init; }

    public StoreSetup Setup()
    {
        var setup = new StoreSetup([Assembly.GetExecutingAssembly()], Legal, System) { Journaled = Journaled };
        return setup with { Entitlements = new Entitlements(setup.Kinds, [.. EntitlementTable.Cells, .. SpecimenEntitlements.Cells]) };
    }

    /// <summary>Opens the same database again, as another process would.</summary>
    public abstract Task<IStore> Open();

    /// <summary>A copy of the database as it is now, e.g. a backup; no store may be open on it.</summary>
    public abstract Task<Engine> Copy();

    public abstract ValueTask DisposeAsync();
}

public sealed class SqliteEngine : Engine
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("tongcai-sqlite-").FullName;

    public string File => Path.Combine(Folder, "data.db");

    public override Task<IStore> Open() => Task.FromResult<IStore>(SqliteStore.Open(File, Setup()));

    public override Task<Engine> Copy()
    {
        var copy = new SqliteEngine { Journaled = Journaled };
        foreach (var file in Directory.GetFiles(Folder, "data.db*")) global::System.IO.File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        return Task.FromResult<Engine>(copy);
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresEngine : Engine
{
    private string? connectionString;

    public override async Task<IStore> Open()
    {
        connectionString ??= await Databases.Postgres(Setup());
        return PostgresStore.Open(connectionString, Setup());
    }

    public override async Task<Engine> Copy()
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        var copied = name.Database + "_copy" + Random.Shared.Next(1_000_000);
        await using var command = new NpgsqlCommand($"create database {copied} template {name.Database}", connection);
        await command.ExecuteNonQueryAsync();
        name.Database = copied;
        return new PostgresEngine { Journaled = Journaled, connectionString = name.ToString() };
    }

    /// <summary>A connection of its own, beside the store's.</summary>
    public DbConnection Connect()
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Runs the tests of a class on one engine; each test has a database of its own.</summary>
public abstract class OnEngine(Engine engine) : IAsyncLifetime
{
    public Engine Engine => engine;

    public IStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await engine.Open();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Store is not null) await Store.DisposeAsync();
        await engine.DisposeAsync();
    }

    protected async Task Reopen()
    {
        await Store.DisposeAsync();
        Store = await engine.Open();
    }

    protected Task<Specimen> Find(string id) => Store.Read(c => c.QuerySingleAsync<Specimen>("select * from specimen where id = @id", new { id }));

    protected Task<long> Count(string table) => Store.Read(c => c.ExecuteScalarAsync<long>($"select count(*) from {table}"));

    protected async Task<Committed> Done(Commit commit, CommitOrigin? origin = null)
    {
        var result = await Store.Execute(commit, origin);
        return result as Committed ?? throw new InvalidOperationException($"not committed: {result}");
    }

    /// <summary>A specimen that is in the database, with the fact that put it there.</summary>
    protected async Task<Specimen> Inserted(Specimen specimen)
    {
        await Done(Commit.Empty.Insert(specimen).Record(new SpecimenShown(specimen.Id, specimen.Name), "org"));
        return await Find(specimen.Id);
    }
}
