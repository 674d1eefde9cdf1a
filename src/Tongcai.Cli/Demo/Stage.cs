using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tongcai.Cli.Running;
using Tongcai.Cryptography;

namespace Tongcai.Cli.Demo;

/// <summary>A bidder's keys and certificates, in files that only it has.</summary>
internal sealed record Keys(string Folder, string SerialNumber, Sm2PrivateKey Signing, string SigningPem, Sm2PrivateKey Encryption, string EncryptionPem);

/// <summary>舞台：the running stack and everybody who acts on it, signed in.</summary>
/// <param name="addresses">Address that somebody calls from; null leaves it to the system.</param>
internal sealed class Stage(Stack stack, CancellationToken cancel, Func<string, System.Net.IPAddress?>? addresses = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Person> people = new();
    private readonly ConcurrentDictionary<string, Keys> keys = new();

    public Stack Stack => stack;

    public CancellationToken Cancel => cancel;

    public Uri Trading => stack.Ports.Trading;

    public Uri Hub => stack.Ports.Hub;

    public Uri Supervision => stack.Ports.Supervision;

    /// <summary>Somebody signed in at the hub and through it at trading.</summary>
    public async Task<Person> Of(string userName)
    {
        if (people.TryGetValue(userName, out var known))
            return known;
        var person = new Person(userName, addresses?.Invoke(userName));
        await person.SignIn(Hub, Cast.Password, cancel);
        await person.Through(Trading, cancel);
        return people[userName] = person;
    }

    /// <summary>Somebody signed in where the account is kept and nowhere else: at the hub or at supervision.</summary>
    public async Task<Person> Only(Uri platform, string userName)
    {
        if (people.TryGetValue(userName, out var known))
            return known;
        var person = new Person(userName, addresses?.Invoke(userName));
        await person.SignIn(platform, Cast.Password, cancel);
        return people[userName] = person;
    }

    /// <summary>Keys of an organisation: made once, certified by the sandbox authority, registered at the hub by its administrator.</summary>
    public async Task<Keys> KeysOf(string userName, string creditCode, string name, string authority)
    {
        if (keys.TryGetValue(userName, out var known))
            return known;
        var folder = Directory.CreateDirectory(Path.Combine(stack.DataDirectory, "keys", userName)).FullName;
        var serial = Path.Combine(folder, "serial");
        if (!File.Exists(serial))
        {
            using var signing = Sm2PrivateKey.Generate();
            using var encryption = Sm2PrivateKey.Generate();
            using var http = new HttpClient();
            using var answer = await http.PostAsJsonAsync(new Uri(stack.Ports.Sandbox, $"ca/{authority}/certificates"), new
            {
                subject = name, creditCode, signingKey = Convert.ToBase64String(signing.PublicKey.ToPoint()), encryptionKey = Convert.ToBase64String(encryption.PublicKey.ToPoint()), days = 730,
            }, cancel);
            answer.EnsureSuccessStatusCode();
            var issued = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!;
            await File.WriteAllTextAsync(Path.Combine(folder, "signing.pem"), issued["signing"]!.GetValue<string>(), cancel);
            await File.WriteAllTextAsync(Path.Combine(folder, "encryption.pem"), issued["encryption"]!.GetValue<string>(), cancel);
            await File.WriteAllTextAsync(Path.Combine(folder, "signing.key"), Pem(signing), cancel);
            await File.WriteAllTextAsync(Path.Combine(folder, "encryption.key"), Pem(encryption), cancel);
            var person = await Of(userName);
            await person.Post(Hub, "account/certificate", new { signingPem = issued["signing"]!.GetValue<string>(), encryptionPem = issued["encryption"]!.GetValue<string>() }, cancel);
            await File.WriteAllTextAsync(serial, issued["serialNumber"]!.GetValue<string>(), cancel);
        }

        var made = new Keys(
            folder, await File.ReadAllTextAsync(serial, cancel), Key(Path.Combine(folder, "signing.key")), await File.ReadAllTextAsync(Path.Combine(folder, "signing.pem"), cancel),
            Key(Path.Combine(folder, "encryption.key")), await File.ReadAllTextAsync(Path.Combine(folder, "encryption.pem"), cancel));
        return keys[userName] = made;
    }

    public void Dispose()
    {
        foreach (var person in people.Values)
            person.Dispose();
        foreach (var pair in keys.Values)
        {
            pair.Signing.Dispose();
            pair.Encryption.Dispose();
        }
    }

    private static string Pem(Sm2PrivateKey key) => System.Security.Cryptography.PemEncoding.WriteString("PRIVATE KEY", key.ExportPkcs8());

    private static Sm2PrivateKey Key(string path)
    {
        var pem = File.ReadAllText(path);
        return Sm2PrivateKey.ImportPkcs8(Convert.FromBase64String(pem[System.Security.Cryptography.PemEncoding.Find(pem).Base64Data]));
    }
}
