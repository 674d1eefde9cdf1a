using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Tongcai.Trustee;

/// <summary>受托人的一页: what is held, what was done, and under which conditions it acts.</summary>
internal static class TrusteePage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static IResult Show(TrusteeSettings settings, TrusteeKeys keys, Vault vault, HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var rows = new StringBuilder();
        foreach (var held in vault.All())
        {
            var plan = Vault.Transcript(held.Plan)?.Plan;
            var state = held.Share.Length == 0 ? "仪式进行中" : held.Opened.Count == 0 ? "持有份额，未动用" : $"已参加开标，出具 {held.Opened.Sum(o => o.Value.Partials.Count)} 份部分解密";
            rows.Append($"<tr><td>{Text(PartialOpening.ProjectOf(held.Id))}</td><td>{Text(held.Id)}</td><td>第 {held.Index} 号，{plan?.Threshold} / {plan?.Trustees.Count}</td><td>{state}</td></tr>");
        }

        var none = rows.Length == 0 ? "<p>现在没有持有任何份额。</p>" : $"<table><thead><tr><th>项目</th><th>仪式</th><th>份额</th><th>状态</th></tr></thead><tbody>{rows}</tbody></table>";
        return Results.Text($$"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>开标密钥受托人　{{Text(settings.Name)}}</title>
            <style>body{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}table{border-collapse:collapse;width:100%}th,td{border:1px solid #c8ced6;padding:.4rem .6rem;text-align:left;overflow-wrap:anywhere}th{background:#f2f5f8}code{font-family:monospace;overflow-wrap:anywhere}</style></head><body>
            <h1>开标密钥受托人　{{Text(settings.Name)}}</h1>
            <h2>持有什么</h2><p>每个项目开标密钥的一个份额。份额由各受托人共同生成，任何一方都没有完整的密钥；份额加密保存在本机，只有本程序能使用。</p>{{none}}
            <h2>会做什么</h2><ol>
            <li>应交易平台 {{Text(settings.TradingOrigin)}} 的请求参加密钥仪式，核对全部公开数据后签署仪式记录。</li>
            <li>应请求证明份额仍在，证明不泄露份额。</li>
            <li>开标时给出部分解密，条件是：本程序自己在该平台签名的账本上查到本项目“投标截止”的记录；本机时钟也已过截止时间（容差 2 秒）；每份投标在截止前已写入账本；同一投标人在同一采购包只开启一份；没有重复的密文。</li></ol>
            <h2>不会做什么</h2><p>不保存投标内容，看不到投标人名称和报价；截止前不解密，无论谁要求。</p>
            <h2>身份</h2><p>编号 {{Text(settings.Id)}}，签名证书序列号 <code>{{Text(keys.Certificates.Signing.SerialNumber)}}</code>，签名公钥 <code>{{Convert.ToHexStringLower(keys.Signing.PublicKey.ToPoint())}}</code></p>
            </body></html>
            """, "text/html; charset=utf-8");
    }

    private static string Text(string value) => Encoder.Encode(value);
}
