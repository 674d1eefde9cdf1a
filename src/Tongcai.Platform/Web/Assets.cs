using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Tongcai.Platform.Web;

/// <summary>The built browser files (web/build.sh), carried inside the assembly; addresses contain a hash of the content and never change.</summary>
public sealed class Assets
{
    private const string Prefix = "dist/";
    private readonly FrozenDictionary<string, byte[]> files;
    private readonly FrozenDictionary<string, string> addresses;

    public Assets()
    {
        var assembly = typeof(Assets).Assembly;
        files = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(n => n[Prefix.Length..], n => Bytes(assembly, n));
        addresses = files.Keys.ToFrozenDictionary(Plain, n => $"/assets/{n}");
    }

    /// <summary>Address of a file by its plain name, e.g. tc.css; the plain name under /assets when it has not been built.</summary>
    public string this[string name] => addresses.GetValueOrDefault(name, $"/assets/{name}");

    /// <summary>Whether the browser code has been built into this program.</summary>
    public bool AreBuilt => files.Count > 0;

    /// <summary>Bytes of a file by its plain name; null when it has not been built.</summary>
    public ReadOnlyMemory<byte>? Content(string name) => addresses.TryGetValue(name, out var address) ? files[Path.GetFileName(address)] : null;

    internal IResult? Serve(HttpContext http, string name)
    {
        if (!files.TryGetValue(name, out var bytes)) return null;
        new FileExtensionContentTypeProvider().TryGetContentType(name, out var type);
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, type is "text/css" or "text/javascript" or "image/svg+xml" ? $"{type}; charset=utf-8" : type ?? "application/octet-stream");
    }

    /// <summary>tc-AB12CD34.css → tc.css, htmx-2.0.11.js → htmx.js.</summary>
    private static string Plain(string name)
    {
        var (dash, dot) = (name.LastIndexOf('-'), name.LastIndexOf('.'));
        return dash > 0 ? name[..dash] + name[dot..] : name;
    }

    private static byte[] Bytes(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
