using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Tongcai.Exchange;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Tests.Notices;

public sealed class NoticeFilesTests(FilledHub filled) : IClassFixture<FilledHub>, IDisposable
{
    private const string Notice = "/notices/notice-aaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly HttpClient client = filled.Hub.Client();

    private HubHost Hub => filled.Hub;

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task A_notice_can_be_taken_away_as_pdf_and_word_with_its_title_as_name()
    {
        using var pdf = await client.GetAsync(Notice + ".pdf");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("%PDF-1.7", Encoding.ASCII.GetString(await pdf.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''", pdf.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);

        using var word = await client.GetAsync(Notice + ".docx");
        using var package = new ZipArchive(await word.Content.ReadAsStreamAsync());
        using var text = new StreamReader(package.GetEntry("word/document.xml")!.Open());
        var (_, page) = await Hub.Page(Notice);
        var document = await text.ReadToEndAsync();
        foreach (var heading in new[] { "一、项目基本情况", "三、获取招标文件", "/verify?fact=" })
            Assert.Contains(heading, document, StringComparison.Ordinal);
        Assert.Contains(Notice + ".pdf", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_dates_go_into_a_calendar_and_a_correction_moves_the_same_event()
    {
        var tender = await client.GetStringAsync(Notice + ".ics");
        var correction = await client.GetStringAsync("/notices/correction-aaaaaaaaaaaaaaaaaaaaaaaaaa.ics");

        Assert.Equal(2, tender.Split("BEGIN:VEVENT").Length - 1);
        var uid = Unfolded(tender).First(l => l.StartsWith("UID:", StringComparison.Ordinal) && l.Contains(".deadline@", StringComparison.Ordinal));
        Assert.Contains(uid, Unfolded(correction));
        Assert.True(Sequence(correction, uid) > Sequence(tender, uid));
        Assert.All(tender.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));

        static string[] Unfolded(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        static string After(string text, string uid, string field) => Unfolded(text).SkipWhile(l => l != uid).First(l => l.StartsWith(field, StringComparison.Ordinal));
        static int Sequence(string text, string uid) => int.Parse(After(text, uid, "SEQUENCE:")["SEQUENCE:".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("/notices/none.pdf")]
    [InlineData("/notices/none.docx")]
    [InlineData("/notices/none.ics")]
    [InlineData("/notices/.pdf")]
    public async Task What_does_not_exist_is_a_page_not_found(string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void Marks_of_the_format_inside_a_title_do_not_break_a_calendar()
    {
        var notice = new NoticeView("n", "更正公告", "甲;乙,丙\\丁\r\nEND:VCALENDAR", new(2026, 3, 2), new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), "采购人", [], "p", "项目;一", "", "ledger/1", 7, "f", "", null, default(JsonElement), new Silent());
        var text = Encoding.UTF8.GetString(NoticeFiles.Calendar(notice, [new("deadline", "截止", new(2026, 3, 20), new(2026, 3, 20, 1, 30, 0, TimeSpan.Zero))]));
        Assert.Contains(@"DESCRIPTION:甲\;乙\,丙\\丁\nEND:VCALENDAR", text, StringComparison.Ordinal);
        Assert.Single(text.Split("\r\n"), "END:VCALENDAR");
        Assert.Contains("DTSTART;TZID=Asia/Shanghai:20260320T093000\r\n", text, StringComparison.Ordinal);
    }

    private sealed record Silent : IFact
    {
        public string Stream => "";
    }
}
