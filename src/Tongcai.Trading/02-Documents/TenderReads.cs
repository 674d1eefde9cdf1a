using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Documents;

/// <summary>Reads the document in force of a procurement.</summary>
public static class TenderReads
{
    /// <summary>What stands for a document that has not been drafted: edition 0, no lots. Every decision refuses by the stage before it looks inside.</summary>
    public static readonly TenderDocument Undrafted = new(0, [], [], [], "", [], 0, 0, true, 0, 0, 0, "", "", "", "", "", "");

    public static async Task<TenderDocument> DocumentOf(this DbConnection connection, string procurementId) =>
        (await connection.Find<Tender>(procurementId))?.Document.Value ?? Undrafted;
}
