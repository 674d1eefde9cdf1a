using System.CommandLine;
using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Cli.Bidding;

/// <summary><c>tongcai sign FILE --key PEM</c>: an SM2 signature (raw r‖s, identity 1234567812345678) in base64, over a file's bytes or the words of a certificate sign-in.</summary>
internal static class SignCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("file") { Description = "要签名的文件；也可以是登录页的“登录原文”" };
        var key = new Option<FileInfo>("--key") { Description = "签名私钥（PKCS#8 PEM），只在本机使用", Required = true };
        var command = new Command("sign", "用 SM2 私钥在本机签名，输出 Base64") { what, key };
        command.SetAction((parse, cancel) => BidCommand.Guarded(async () =>
        {
            var source = parse.GetRequiredValue(what);
            using var secret = KeyFiles.Key(parse.GetRequiredValue(key));
            // A mistyped file name must not be signed as if it were words.
            var message = IsSignInText(source) ? Encoding.UTF8.GetBytes(source) : await File.ReadAllBytesAsync(source, cancel);
            Console.WriteLine(Sign(secret, message));
        }));
        return command;
    }

    internal static bool IsSignInText(string text) => text.StartsWith("通采登录 ", StringComparison.Ordinal);

    internal static string Sign(Sm2PrivateKey key, ReadOnlySpan<byte> message) => Convert.ToBase64String(key.Sign(message));
}
