using System.Text.Json.Serialization;

namespace Tongcai.PublicService.Developers;

/// <summary>A change of the interface.</summary>
/// <param name="Id">Permanent, in the feed.</param>
/// <param name="On">Day on which it began to hold.</param>
/// <param name="Breaking">Whether a client that worked may stop working; within v1 never without half a year's notice.</param>
internal sealed record InterfaceChange(string Id, DateOnly On, string Title, string Text, bool Breaking = false);

/// <summary>接口变更记录。Newest first.</summary>
internal sealed record Changelog([property: JsonPropertyName("items")] IReadOnlyList<InterfaceChange> Items)
{
    public static readonly Changelog All = new(
    [
        new("2026-11-22-developers", new(2026, 11, 22), "开发者栏目：限额、代码表、变更记录", "新增 GET /api/v1/developers/limits、/api/v1/codelists、/api/v1/codelists/{name} 和本记录的订阅 /feed/changes.atom。"),
        new("2026-11-22-webhooks", new(2026, 11, 22), "事件推送（Standard Webhooks 1.0）", "新增 /api/v1/account/webhooks：订阅公开事实，HMAC-SHA256 签名，可以更换密钥、再发一次和发送测试。办理的答复新增 once：只出现一次的密钥。"),
        new("2026-11-22-searches", new(2026, 11, 22), "保存的检索和商机", "新增 /api/v1/account/searches、/api/v1/account/opportunities、/api/v1/sme；检索的订阅新增截止日历 /feed/notices.ics。日历中的时刻改写为北京时间并带时区。"),
    ]);
}
