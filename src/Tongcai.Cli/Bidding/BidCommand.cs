using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Cli.Demo;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;

namespace Tongcai.Cli.Bidding;

/// <summary>
/// <c>tongcai bid terms|pack|send|receipt|disclose</c>: seals a bid on a machine that may be offline and hands in ciphertext (<see cref="PackedBid"/>).
/// </summary>
internal static class BidCommand
{
    /// <summary>Chunks that the platform is asked about in one request.</summary>
    private const int AskedAtOnce = 1000;

    public static Command Create() => new("bid", "密封、递交投标文件，取得回执") { Terms(), Pack(), Send(), Receipt(), Disclose() };

    private static Option<FileInfo> File(string name, string description) => new(name) { Description = description, Required = true };

    private static Argument<string> PackedArgument() => new("packed") { Description = "密封好的投标文件：tongcai bid pack 生成的目录，或者 .tar 文件" };

    private static Option<FileInfo> KeyOption() => File("--key", "签名私钥（PKCS#8 PEM），只在本机使用");

    private static Option<FileInfo> SigningOption() => File("--certificate", "签名证书（PEM）");

    private static Option<Uri?> PlatformOption()
    {
        var option = PlatformAddress.Option("--platform", "交易平台地址");
        option.Required = true;
        return option;
    }

    private static Command Terms()
    {
        var (id, platform, key, signing, output) = (new Argument<string>("procurement") { Description = "项目编号" }, PlatformOption(), KeyOption(), SigningOption(), Output("terms.json"));
        var command = new Command("terms", "取得投标须知，供离线密封") { id, platform, key, signing, output };
        command.SetAction((parse, cancel) => Guarded(async () =>
        {
            using var person = await SignIn(parse.GetRequiredValue(platform)!, parse.GetRequiredValue(key), parse.GetRequiredValue(signing), cancel);
            var terms = await person.Get(parse.GetRequiredValue(platform)!, $"procurements/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/bid", cancel) ?? throw new BidFault("没有这个项目，或者还没有公告。");
            var packer = BidPacker.Read(terms);
            await System.IO.File.WriteAllTextAsync(parse.GetRequiredValue(output), terms.ToJsonString(), cancel);
            Console.WriteLine($"已保存投标须知 {parse.GetRequiredValue(output)}；受托人 {string.Join("、", packer.Trustees)}；仪式记录 SM3 {packer.TranscriptSm3}");
        }));
        return command;
    }

    private static Command Pack()
    {
        var (terms, key, signing, encryption, output) = (File("--terms", "投标须知（tongcai bid terms 取得）"), KeyOption(), SigningOption(), File("--encryption", "加密证书（PEM）"), Output("bid", "保存位置：空目录，或者以 .tar 结尾的一个文件"));
        var content = new Option<FileInfo>("--content") { Description = "结构化投标（JSON）" };
        var technical = new Option<FileInfo>("--technical") { Description = "技术方案文件" };
        var unit = new Option<decimal?>("--unit-price") { Description = "框架协议二次竞价的单价（元），代替 --content 和 --technical" };
        var withdraw = new Option<string>("--withdraw") { Description = "不递交内容，撤回这个采购包（lotId）已递交的投标文件" };
        var command = new Command("pack", "在本机密封投标文件，不需要网络") { terms, content, technical, unit, withdraw, key, signing, encryption, output };
        command.SetAction((parse, cancel) => Guarded(async () =>
        {
            var packer = BidPacker.Read(JsonNode.Parse(await System.IO.File.ReadAllTextAsync(parse.GetRequiredValue(terms).FullName, cancel)));
            var (own, other) = (KeyFiles.Certificate(parse.GetRequiredValue(signing)), KeyFiles.Certificate(parse.GetRequiredValue(encryption)));
            using var secret = KeyFiles.KeyOf(parse.GetRequiredValue(key), own);
            var folder = parse.GetRequiredValue(output);
            using var packed = new PackedBid.Writer(folder);
            var now = TimeProvider.System.GetUtcNow();
            SealedEnvelope envelope;
            if (parse.GetValue(withdraw) is { } lot)
            {
                envelope = packer.Withdraw(lot, secret, own, other, now);
            }
            else if (parse.GetValue(unit) is { } price)
            {
                if (price * 100 != decimal.Truncate(price * 100) || price is <= 0 or > 1_000_000_000_000)
                    throw new BidFault("单价应为大于零的金额，最多两位小数。");
                using var nothing = new MemoryStream();
                envelope = await packer.Seal(packer.Quote((long)(price * 100)), nothing, secret, own, other, (chunk, stored, stop) => packed.Chunk(chunk.Sm3, stored, stop), now, cancel);
            }
            else
            {
                if (parse.GetValue(content) is not { } source || parse.GetValue(technical) is not { } proposal)
                    throw new BidFault("请用 --content 和 --technical 指定结构化投标和技术方案；二次竞价的用 --unit-price；要撤回的，用 --withdraw。");
                var bid = JsonSerializer.Deserialize<BidContent>(await System.IO.File.ReadAllTextAsync(source.FullName, cancel), WireJson.Options) ?? throw new BidFault($"{source.Name} 是空的。");
                await using var stream = proposal.OpenRead();
                bid = bid with { Files = [new(proposal.Name, stream.Length, await Digest(stream, cancel))] };
                envelope = await packer.Seal(bid, stream, secret, own, other, (chunk, stored, stop) => packed.Chunk(chunk.Sm3, stored, stop), now, cancel);
            }

            await packed.Envelope(envelope.ToBytes(), cancel);
            Console.WriteLine($"已密封 {folder}；信封 SM3 {envelope.Envelope.Digest()}；受托人 {string.Join("、", packer.Trustees)}；仪式记录 SM3 {packer.TranscriptSm3}");
        }));
        return command;
    }

    private static Command Send()
    {
        var (folder, platform, key, signing, output) = (PackedArgument(), PlatformOption(), KeyOption(), SigningOption(), Output("receipt.json"));
        var rehearse = new Option<bool>("--rehearse") { Description = "试投：平台照样核对签名、证书和截止时间，但不递交，也不留下任何记录" };
        var command = new Command("send", "递交密封的投标文件，保存回执") { folder, platform, key, signing, output, rehearse };
        command.SetAction((parse, cancel) => Guarded(async () =>
        {
            using var packed = PackedBid.Open(parse.GetRequiredValue(folder));
            var (at, trading) = (packed.Folder, parse.GetRequiredValue(platform)!);
            var bytes = await packed.Envelope(cancel);
            if (SealedEnvelope.TryParse(bytes)?.Envelope is not { } envelope)
                throw new BidFault($"{PackedBid.EnvelopeFile} 不是密封的投标文件，请重新运行 tongcai bid pack。");
            try
            {
                using var person = await SignIn(trading, parse.GetRequiredValue(key), parse.GetRequiredValue(signing), cancel);
                if (parse.GetValue(rehearse))
                {
                    await person.Send(HttpMethod.Post, trading, $"procurements/{envelope.Project}/bids/rehearsal", bytes, "application/json", cancel);
                    Console.WriteLine("试投通过：递交时平台会接受。没有递交任何内容。");
                    return;
                }

                await SealAttempts.Send(person, trading, at, envelope.Project, cancel);
                await Upload(person, trading, envelope, packed, cancel);
                await Save(await person.Send(HttpMethod.Post, trading, $"procurements/{envelope.Project}/bids", bytes, "application/json", cancel), parse.GetRequiredValue(output), cancel);
            }
            catch (Exception e) when (SealAttempts.IsNoAnswer(e, cancel))
            {
                using var secret = KeyFiles.KeyOf(parse.GetRequiredValue(key), KeyFiles.Certificate(parse.GetRequiredValue(signing)));
                throw new BidFault($"平台没有应答，没有取得回执。签名的受阻记录已保存为 {SealAttempts.Keep(at, envelope, secret, TimeProvider.System.GetUtcNow())}；平台恢复后 72 小时内再运行 tongcai bid send，会先提交这份记录再递交。");
            }
        }));
        return command;
    }

    /// <summary>Sends the chunks that the platform does not hold yet: an upload that was cut off goes on where it was.</summary>
    private static async Task Upload(Person person, Uri trading, Envelope envelope, PackedBid packed, CancellationToken cancel)
    {
        var all = envelope.Sections.SelectMany(s => s.Chunks).Select(c => c.Sm3).Distinct(StringComparer.Ordinal).ToList();
        if (all.Count == 0)
            return;
        List<string> missing = [];
        foreach (var some in all.Chunk(AskedAtOnce))
        {
            var answer = await person.Post(trading, $"procurements/{envelope.Project}/chunks/missing", new { sm3 = some }, cancel);
            missing.AddRange(answer["missing"]?.AsArray().Select(m => m?.GetValue<string>() ?? "") ?? some);
        }

        Console.WriteLine($"密文共 {all.Count} 块，平台已有 {all.Count - missing.Count} 块，上传 {missing.Count} 块");
        for (var sent = 0; sent < missing.Count; sent++)
        {
            await person.Send(HttpMethod.Put, trading, $"procurements/{envelope.Project}/chunks/{missing[sent]}", await packed.Chunk(missing[sent], cancel), "application/octet-stream", cancel);
            if ((sent + 1) % 20 == 0)
                Console.WriteLine($"已上传 {sent + 1} 块");
        }
    }

    private static async Task<string> Digest(FileStream file, CancellationToken cancel)
    {
        using var hasher = new Sm3Hasher();
        var buffer = new byte[ChunkCipher.MaximumPlainLength];
        int read;
        while ((read = await file.ReadAsync(buffer, cancel)) > 0)
            hasher.Append(buffer.AsSpan(0, read));
        file.Position = 0;
        return Convert.ToHexStringLower(hasher.Finish());
    }

    private static Command Receipt()
    {
        var (procurement, bid) = (new Argument<string>("procurement") { Description = "项目编号" }, new Argument<string>("bid") { Description = "回执编号" });
        var (platform, key, signing, output) = (PlatformOption(), KeyOption(), SigningOption(), Output("receipt.json"));
        var command = new Command("receipt", "再次取得回执和账本证明") { procurement, bid, platform, key, signing, output };
        command.SetAction((parse, cancel) => Guarded(async () =>
        {
            using var person = await SignIn(parse.GetRequiredValue(platform)!, parse.GetRequiredValue(key), parse.GetRequiredValue(signing), cancel);
            var path = $"procurements/{Uri.EscapeDataString(parse.GetRequiredValue(procurement))}/receipts/{Uri.EscapeDataString(parse.GetRequiredValue(bid))}";
            await Save(await person.Get(parse.GetRequiredValue(platform)!, path, cancel) ?? throw new BidFault("没有这份回执，请核对项目编号和回执编号。"), parse.GetRequiredValue(output), cancel);
        }));
        return command;
    }

    /// <summary>补救途径: what a bidder hands in when too few trustees came; content keys, never the private key.</summary>
    private static Command Disclose()
    {
        var folder = PackedArgument();
        var bid = new Option<string>("--bid") { Description = "回执编号", Required = true };
        var (secret, output) = (File("--encryption-key", "加密证书的私钥（PKCS#8 PEM），只在本机使用"), Output("disclosed.json"));
        var command = new Command("disclose", "受托人不足时，用自留密钥解密：算出内容密钥，粘贴到开标大厅的“用自留密钥解密”") { folder, bid, secret, output };
        command.SetAction((parse, cancel) => Guarded(async () =>
        {
            using var packed = PackedBid.Open(parse.GetRequiredValue(folder));
            var bytes = await packed.Envelope(cancel);
            if (SealedEnvelope.TryParse(bytes)?.Envelope is not { } envelope)
                throw new BidFault($"{PackedBid.EnvelopeFile} 不是密封的投标文件。");
            using var key = KeyFiles.Key(parse.GetRequiredValue(secret));
            var keys = envelope.Sections.Select(s => new Exchange.Trustees.DisclosedKey(
                parse.GetRequiredValue(bid), s.Name, EnvelopeOpening.RecoverKey(s, key) ?? throw new BidFault("这个私钥解不开自留的密钥，请用递交时的加密证书对应的私钥。"))).ToList();
            await System.IO.File.WriteAllBytesAsync(parse.GetRequiredValue(output), JsonSerializer.SerializeToUtf8Bytes(keys, WireJson.Options), cancel);
            Console.WriteLine($"已保存 {parse.GetRequiredValue(output)}：{keys.Count} 个部分的内容密钥。它能打开这份投标，只在受托人不足、大厅写明投标人解密的时间内提交。");
        }));
        return command;
    }

    private static Option<string> Output(string name, string description = "保存位置") => new("--out") { Description = description, DefaultValueFactory = _ => name };

    private static async Task Save(JsonNode receipt, string output, CancellationToken cancel)
    {
        await System.IO.File.WriteAllBytesAsync(output, CanonicalJson.Write(receipt), cancel);
        Console.WriteLine($"回执 {receipt["receipt"]?["bidId"]}，收讫时刻 {receipt["receipt"]?["receivedAt"]}，已保存 {output}");
    }

    /// <summary>Signs in with a certificate; the key signs the platform's words here.</summary>
    private static async Task<Person> SignIn(Uri platform, FileInfo key, FileInfo signing, CancellationToken cancel)
    {
        var certificate = KeyFiles.Certificate(signing);
        using var secret = KeyFiles.KeyOf(key, certificate);
        var person = new Person(certificate.SerialNumber);
        try
        {
            var challenge = await person.Post(platform, "session/challenge", new { }, cancel);
            var text = challenge["text"]?.GetValue<string>() ?? "";
            if (!SignCommand.IsSignInText(text))
                throw new BidFault("平台给出的登录原文不是“通采登录”，没有签名。");
            await person.Post(platform, "session/certificate", new { challengeId = challenge["challengeId"]?.GetValue<string>(), serialNumber = certificate.SerialNumber, signature = SignCommand.Sign(secret, System.Text.Encoding.UTF8.GetBytes(text)) }, cancel);
            return person;
        }
        catch
        {
            person.Dispose();
            throw;
        }
    }

    internal static async Task<int> Guarded(Func<Task> act)
    {
        try
        {
            await act();
            return 0;
        }
        catch (Exception e) when (e is BidFault or RefusedException or HttpRequestException or IOException or JsonException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e is JsonException ? $"JSON 无法读取：{e.Message}" : e.Message);
            return 1;
        }
    }
}
