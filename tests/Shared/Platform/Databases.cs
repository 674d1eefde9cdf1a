using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Postgres;
using Tongcai.Platform.Storage.Sqlite;

namespace Tongcai.Tests;

/// <summary>Databases for one test each.</summary>
public static class Databases
{
    /// <summary>Connection string of a new PostgreSQL database with the schema of the setup, which is laid out once and copied.</summary>
    public static Task<string> Postgres(StoreSetup setup) => PostgresCluster.Shared.CreateDatabase(
        string.Concat(string.Concat(setup.Assemblies.Select(a => a.GetName().Name)).Where(char.IsAsciiLetter)).ToLowerInvariant(),
        async empty => await PostgresStore.Open(empty, setup).DisposeAsync());

    /// <summary>A store over a database of its own.</summary>
    /// <param name="engine">sqlite or postgres.</param>
    /// <param name="file">Database file; used by SQLite alone.</param>
    public static async Task<IStore> Open(string engine, string file, StoreSetup setup) =>
        engine == "postgres" ? PostgresStore.Open(await Postgres(setup), setup) : SqliteStore.Open(file, setup);
}
