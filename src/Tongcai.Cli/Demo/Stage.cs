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
/// <param name="sending">Called before every request of anybody.</param>
/// <param name="heard">Called with every answered request of anybody, one at a time.</param>
internal sealed class Stage(Stack stack, CancellationToken cancel, Func<string, System.Net.IPAddress?>? addresses = null, Action? sending = null, Action<Exchange>? heard = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Person> people = new();
    private readonly ConcurrentDictionary<string, Keys> keys = new();
    private readonly ConcurrentDictionary<(Type Kind, string Name), SemaphoreSlim> gates = new();

    public Stack Stack => stack;

    public CancellationToken Cancel => cancel;

    public Uri Trading => stack.Ports.Trading;

    public Uri Hub => stack.Ports.Hub;

    public Uri Supervision => stack.Ports.Supervision;

    /// <summary>Somebody signed in at the hub and through it at trading.</summary>
    public Task<Person> Of(string userName) => Once(people, userName, async () =>
    {
        var person = new Person(userName, addresses?.Invoke(userName), sending, heard);
        await person.SignIn(Hub, Cast.Password, cancel);
        await person.Through(Trading, cancel);
        return person;
    });

    /// <summary>Somebody signed in where the account is kept and nowhere else: at the hub or at supervision.</summary>
    public Task<Person> Only(Uri platform, string userName) => Once(people, userName, async () =>
    {
        var person = new Person(userName, addresses?.Invoke(userName), sending, heard);
        await person.SignIn(platform, Cast.Password, cancel);
        return person;
    });

    /// <summary>Keys of an organisation: made once, certified by the sandbox authority, registered at the hub by its administrator.</summary>
    public Task<Keys> KeysOf(string userName, string creditCode, string name, string authority) => Once(keys, userName, () => MakeKeys(userName, creditCode, name, authority));

    private async Task<Keys> MakeKeys(string userName, string creditCode, string name, string authority)
    {
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

        return new Keys(
            folder, await File.ReadAllTextAsync(serial, cancel), Key(Path.Combine(folder, "signing.key")), await File.ReadAllTextAsync(Path.Combine(folder, "signing.pem"), cancel),
            Key(Path.Combine(folder, "encryption.key")), await File.ReadAllTextAsync(Path.Combine(folder, "encryption.pem"), cancel));
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

        foreach (var gate in gates.Values)
            gate.Dispose();
    }

    /// <summary>What is known of that name, or made now; whoever asks meanwhile waits for the one that makes it.</summary>
    private async Task<T> Once<T>(ConcurrentDictionary<string, T> known, string name, Func<Task<T>> make)
    {
        if (known.TryGetValue(name, out var there))
            return there;
        var gate = gates.GetOrAdd((typeof(T), name), _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancel);
        try
        {
            return known.TryGetValue(name, out var meanwhile) ? meanwhile : known[name] = await make();
        }
        finally
        {
            gate.Release();
        }
    }

    private static string Pem(Sm2PrivateKey key) => System.Security.Cryptography.PemEncoding.WriteString("PRIVATE KEY", key.ExportPkcs8());

    private static Sm2PrivateKey Key(string path)
    {
        var pem = File.ReadAllText(path);
        return Sm2PrivateKey.ImportPkcs8(Convert.FromBase64String(pem[System.Security.Cryptography.PemEncoding.Find(pem).Base64Data]));
    }
}
