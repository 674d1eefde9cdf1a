using System.Data.Common;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Contracts;

/// <summary>Reads what every act on a contract decides on.</summary>
public static class ContractReads
{
    /// <summary>A contract with its procurement.</summary>
    /// <exception cref="InvalidOperationException">There is no such contract.</exception>
    public static async Task<(Contract Contract, Procurement Procurement)> ContractOf(this DbConnection connection, string contractId)
    {
        var contract = await connection.Get<Contract>(contractId);
        return (contract, await connection.Get<Procurement>(contract.ProcurementId));
    }
}
