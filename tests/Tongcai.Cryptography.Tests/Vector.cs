using System.Text.Json;

namespace Tongcai.Cryptography.Tests;

/// <summary>The files under Vectors.</summary>
internal static class Vector
{
    public static JsonElement Read(string name) => JsonDocument.Parse(Bytes(name)).RootElement;

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", name));

    public static byte[] Hex(this JsonElement element, string property) => Convert.FromHexString(element.GetProperty(property).GetString()!);

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    /// <summary>Every way of changing one byte at a few telling places.</summary>
    public static IEnumerable<byte[]> Altered(byte[] original) =>
        new[] { 0, 1, original.Length / 3, original.Length / 2, original.Length - 1 }.Distinct().Select(at =>
        {
            var copy = (byte[])original.Clone();
            copy[at] ^= 0x40;
            return copy;
        });
}
