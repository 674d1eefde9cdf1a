using System.Collections.Frozen;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tongcai.PublicService.Search;

/// <summary>The conditions of the search in the description of the interface, so that generated clients can ask by them.</summary>
internal static class DescribedConditions
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["q"] = "检索词，空格分开，每个词都要出现", ["kind"] = "公告种类，代码表 notice-kinds", ["region"] = "行政区划代码，包括其下全部", ["method"] = "采购方式，代码表 procurement-methods", ["catalogue"] = "品目代码，包括其下全部",
        ["purchaser"] = "采购人编号", ["agency"] = "代理机构编号", ["budget"] = "预算区间，万元，如 50-100、-50、1000-", ["sme"] = "中小企业预留：1 为任一方式，或者代码表 set-asides", ["state"] = "项目状态，代码表 procurement-states",
        ["deadline"] = "截止状态，代码表 deadline-states", ["from"] = "发布日期起，如 2026-11-20", ["to"] = "发布日期止", ["sort"] = "排序，代码表 sort-orders", ["after"] = "翻页标记，取自答复的 next", ["before"] = "翻页标记，取自答复的 previous",
    }.ToFrozenDictionary();

    /// <summary>Says that an endpoint takes every condition of <see cref="NoticeQuery"/>.</summary>
    public static RouteHandlerBuilder TakesConditions(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Parameters ??= [];
        foreach (var name in NoticeQuery.Parameters)
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = Words[name], Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        return Task.CompletedTask;
    });
}
