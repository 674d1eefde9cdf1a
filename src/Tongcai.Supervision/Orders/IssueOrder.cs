using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Complaints;

namespace Tongcai.Supervision.Orders;

/// <summary>监督部门的签名钥。</summary>
/// <param name="Key">SM2 key of the authority; its public half is pinned at the trading platforms.</param>
public sealed record AuthorityKey(Sm2PrivateKey Key)
{
    /// <summary>Loads the key from a file that only the operator may read, making it at the first start.</summary>
    public static AuthorityKey Load(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "authority.key");
        if (!File.Exists(path))
        {
            using var made = Sm2PrivateKey.Generate();
            // Whole or not at all: a key cut off by a crash would stop every later start.
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(path + ".new", options))
            {
                file.Write(made.ExportPkcs8());
                file.Flush(flushToDisk: true);
            }

            File.Move(path + ".new", path);
        }

        return new(Sm2PrivateKey.ImportPkcs8(File.ReadAllBytes(path)));
    }

    /// <summary>04‖x‖y, base64: what a trading platform pins.</summary>
    public string Public => Convert.ToBase64String(Key.PublicKey.ToPoint());
}

/// <summary>签发指令。</summary>
public static class IssueOrder
{
    public static Order Make(Complaints.Complaint complaint, string kind, DateOnly? until, string reason, Rule rule, DateTimeOffset now) => new()
    {
        Id = RandomId.New(),
        ProcurementId = complaint.ProcurementId,
        ComplaintId = complaint.Id,
        Kind = kind,
        Until = until,
        Reason = reason,
        RuleId = rule.Id,
        IssuedAt = now,
    };

    public static Commit Commit(Order order, AuthorityKey key, string authority) =>
        Platform.Storage.Commit.Empty.Insert(order).Record(OrderSigning.Sign(order, key.Key), authority);
}
