using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Identity;

/// <summary>A key of the data protection ring, as the framework writes it.</summary>
[Table("data_protection_key", Technical = true)]
public sealed record DataProtectionKey : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public required string Xml { get; init; }
}

/// <summary>The key ring in the database: cookies survive a restart and hold on every node.</summary>
internal sealed class StoredKeys(IStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.Read(c => c.QueryAsync<string>("select xml from data_protection_key order by id")).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName)
    {
        var row = new DataProtectionKey { Id = RandomId.New(), Xml = element.ToString(SaveOptions.DisableFormatting) };
        if (store.Execute(Commit.Empty.Insert(row)).GetAwaiter().GetResult() is not Committed)
            throw new InvalidOperationException("The key ring could not be written; sessions would not survive a restart.");
    }
}
