using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tongcai.Chain.Tests;

/// <summary>Part of a page in which fields are found by their visible labels.</summary>
/// <param name="hand">Whose page it is.</param>
/// <param name="scope">The part: the page, or one row of a list.</param>
public sealed class Fields(Hand hand, ILocator scope)
{
    private const string Optional = "(选填)?$";

    /// <summary>Types into a box that can be seen.</summary>
    public Task Fill(string label, string value) => Type(Labelled(label).Filter(new() { Visible = true }), value);

    /// <summary>Chooses a file of one's own machine.</summary>
    public Task Attach(string label, string file) => hand.KeyboardOnly ? hand.ChooseFile(Labelled(label), file) : Labelled(label).SetInputFilesAsync(file);

    /// <summary>Types into the box whose label contains the words.</summary>
    public Task Answer(string words, string value) => Type(scope.GetByRole(AriaRole.Textbox, new() { Name = words }), value);

    /// <summary>Picks from a drop-down list the one entry that contains the words.</summary>
    public async Task Choose(string label, string words)
    {
        var list = Labelled(label);
        var entry = list.Locator("option", new() { HasText = words });
        Assert.True(await entry.CountAsync() == 1, $"{hand.Name}: “{label}” offers {await entry.CountAsync()} entries with “{words}”: {string.Join("、", await list.Locator("option").AllInnerTextsAsync())}");
        var value = await entry.GetAttributeAsync("value");
        if (!hand.KeyboardOnly)
            await list.SelectOptionAsync(new SelectOptionValue { Value = value });
        else
            await hand.Step(list, value ?? "");
    }

    /// <summary>Picks one of several visible choices under a heading.</summary>
    public async Task Pick(string heading, string choice) => await Group(heading).GetByLabel(choice, new() { Exact = true }).CheckAsync();

    public async Task Tick(string label, bool on = true)
    {
        if (!hand.KeyboardOnly)
            await Labelled(label).SetCheckedAsync(on);
        else if (await Labelled(label).IsCheckedAsync() != on)
            await hand.Strike(Labelled(label), " ");
    }

    /// <summary>A date and a time of day under one heading.</summary>
    public async Task Moment(string heading, string day, string time)
    {
        await Group(heading).GetByLabel(new Regex("日期")).FillAsync(day);
        await Group(heading).GetByLabel(new Regex("钟点")).FillAsync(time);
    }

    /// <summary>Makes a list exactly as long as wanted, by its own buttons.</summary>
    public async Task Rows(string list, int wanted)
    {
        for (int there; (there = await RowsOf(list).CountAsync()) != wanted;)
        {
            var button = there < wanted
                ? Group(list).GetByRole(AriaRole.Button, new() { Name = "增加一行" })
                : RowsOf(list).Last.GetByRole(AriaRole.Button, new() { NameRegex = new("^删去") });
            await hand.Loading(() => button.ClickAsync());
            Assert.True(await RowsOf(list).CountAsync() != there, $"{hand.Name}: the rows of “{list}” stay {there}.");
        }
    }

    /// <summary>The fields of one row, counted from 1.</summary>
    public Fields Row(string list, int number) => new(hand, RowsOf(list).Nth(number - 1));

    /// <summary>The fields of the one row of a list that says all these words.</summary>
    public Fields RowSaying(string list, params string[] words) => new(hand, words.Aggregate(RowsOf(list), (rows, w) => rows.Filter(new() { HasText = w })));

    /// <summary>How many rows a list has.</summary>
    public Task<int> Count(string list) => RowsOf(list).CountAsync();

    /// <summary>The only box of a row without labels of its own.</summary>
    public async Task Write(string value) => await scope.GetByRole(AriaRole.Textbox).FillAsync(value);

    private Task Type(ILocator box, string value) => hand.KeyboardOnly ? hand.Type(box, value) : box.FillAsync(value);

    private ILocator RowsOf(string list) => Group(list).Locator("ol.rows > li");

    private ILocator Group(string heading) => scope.GetByRole(AriaRole.Group, new() { NameRegex = new("^" + Regex.Escape(heading) + Optional) });

    private ILocator Labelled(string label) => scope.GetByLabel(new Regex("^\\s*" + Regex.Escape(label) + Optional)).And(scope.Page.Locator("input, select, textarea"));
}

/// <summary>一个人坐在浏览器前：follows links, fills fields by their labels, presses buttons, reads. Every page that comes up is examined.</summary>
public sealed class Hand : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly IPage page;
    private readonly Examination examination;

    private Hand(string name, IBrowserContext context, IPage page, Examination examination) =>
        (Name, this.context, this.page, this.examination) = (name, context, page, examination);

    public string Name { get; }

    /// <summary>Whether everything is done by keys alone: Tab leads to a thing, which has to show that it has the focus.</summary>
    public bool KeyboardOnly { get; set; }

    /// <summary>The fields of the page.</summary>
    public Fields Form => new(this, Main);

    private ILocator Main => page.Locator("main");

    /// <summary>Somebody with a browser of their own, not signed in anywhere.</summary>
    public static async Task<Hand> Sit(Chromium chromium, string name, Examination examination)
    {
        var context = await chromium.Context();
        examination.Watch(context, name);
        return new(name, context, await context.NewPageAsync(), examination);
    }

    /// <summary>Types an address: where somebody begins.</summary>
    public Task Open(Uri address) => Loading(() => page.GotoAsync(address.ToString()));

    /// <summary>Signs in with user name and password on the page that asks for them.</summary>
    public async Task SignIn(string userName)
    {
        await page.GetByLabel("用户名", new() { Exact = true }).FillAsync(userName);
        await page.GetByLabel("口令", new() { Exact = true }).FillAsync(DemoStack.Password);
        await Press("登录");
        Assert.DoesNotContain("sign-in", page.Url, StringComparison.Ordinal);
    }

    /// <summary>Follows a link by its words.</summary>
    public Task Follow(string words) => Loading(() => Click(Link(words)));

    /// <summary>Follows a link in the line of a table or list that says something.</summary>
    public Task Follow(string words, string line) => Loading(() => Line(line).GetByRole(AriaRole.Link, new() { Name = words }).First.ClickAsync());

    /// <summary>Follows a link outside the text: of the menu or of the head.</summary>
    public Task Menu(string words) => Loading(() => Click(page.Locator("nav, header").GetByRole(AriaRole.Link, new() { Name = words, Exact = true }).First));

    /// <summary>Presses a button that leads to another page.</summary>
    public Task Press(string words) => Loading(() => Click(Button(words)));

    /// <summary>Presses a button whose work shows on the page itself.</summary>
    public Task PressHere(string words) => Click(Button(words));

    /// <summary>Does an act: presses its button and reads that it is done.</summary>
    public async Task Do(string button, string said = "")
    {
        await Press(button);
        var banner = page.GetByTestId("said");
        Assert.True(await banner.CountAsync() == 1, $"{Name}: “{button}” was not done at {page.Url}:\n{await Main.InnerTextAsync()}");
        Assert.Contains(said, await banner.InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>Reads the page until it says something.</summary>
    public Task Reads(string words) => Assertions.Expect(Main).ToContainTextAsync(words, new() { Timeout = 20_000 });

    public Task ReadsNot(string words) => Assertions.Expect(Main).Not.ToContainTextAsync(words);

    /// <summary>Loads the page anew until it says something: facts take a moment from one platform to another.</summary>
    public Task Awaits(string words) => Reloading(words, () => Assertions.Expect(Main).ToContainTextAsync(words, new() { Timeout = 500 }));

    /// <summary>Loads the page anew until it no longer says something.</summary>
    public Task AwaitsNot(string words) => Reloading(words, () => Assertions.Expect(Main).Not.ToContainTextAsync(words, new() { Timeout = 500 }));

    private async Task Reloading(string words, Func<Task> expect)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            try
            {
                await expect();
                if (tries > 0)
                    await examination.Look(page, Name);
                return;
            }
            catch (PlaywrightException)
            {
                await page.ReloadAsync();
            }
        }

        Assert.Fail($"{Name} waited in vain about “{words}” at {page.Url}:\n{await Main.InnerTextAsync()}");
    }

    /// <summary>What a part of the page says.</summary>
    public Task<string> Text(string selector) => page.Locator(selector).First.InnerTextAsync();

    /// <summary>A button that is there and says why it cannot be pressed.</summary>
    public async Task SeesRefused(string words, string why)
    {
        var refused = Main.Locator("[aria-disabled=true]", new() { HasText = words }).First;
        await Assertions.Expect(refused).ToBeVisibleAsync();
        var reason = await refused.GetAttributeAsync("aria-describedby");
        await Assertions.Expect(page.Locator($"[id='{reason}']")).ToContainTextAsync(why);
    }

    /// <summary>Whether a line of a table or list that says something has a link with these words.</summary>
    public async Task<bool> SeesInLine(string link, string line) => await Line(line).GetByRole(AriaRole.Link, new() { Name = link }).CountAsync() > 0;

    /// <summary>Saves what a link offers.</summary>
    public async Task<string> Save(string words)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => Click(Link(words)));
        return await File.ReadAllTextAsync((await download.PathAsync())!);
    }

    /// <summary>Saves what a link offers as a file.</summary>
    public async Task Save(string words, string file)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => Click(Link(words)));
        await download.SaveAsAsync(file);
    }

    /// <summary>Pulls the plug: from now on nothing is to be had from any network.</summary>
    public Task CutOff() => context.SetOfflineAsync(true);

    /// <summary>Looks at the page as it stands now, after something changed on it without a load.</summary>
    public Task Look() => examination.Look(page, Name);

    /// <summary>Looks at the page as it prints.</summary>
    public async Task LookAtPrint()
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await examination.Look(page, Name, "print");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    /// <summary>Does something that loads a page, waits until it is there, and examines it.</summary>
    internal async Task Loading(Func<Task> act)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage e) => loaded.TrySetResult();
        page.Load += Loaded;
        try
        {
            await act();
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{Name} at {page.Url}: {e.Message}\n{await Main.InnerTextAsync()}", e);
        }
        finally
        {
            page.Load -= Loaded;
        }

        await examination.Look(page, Name);
    }

    private Task Click(ILocator thing) => KeyboardOnly ? Strike(thing, "Enter") : thing.ClickAsync();

    /// <summary>Goes to a box by keys and types over what is in it.</summary>
    internal async Task Type(ILocator box, string value)
    {
        await Strike(box, "Control+a");
        await page.Keyboard.InsertTextAsync(value);
    }

    /// <summary>Goes to a file field by keys, opens the chooser with one and chooses.</summary>
    internal async Task ChooseFile(ILocator field, string file)
    {
        await Reach(field);
        for (var strikes = 1; ; strikes++)
            try
            {
                var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Enter"), new() { Timeout = 6_000 });
                await chooser.SetFilesAsync(file);
                return;
            }
            catch (TimeoutException) when (strikes < 3)
            {
                // Chromium under load drops a chooser asked for while the one before is being closed; a person strikes the key again.
            }
    }

    /// <summary>Goes to a list by keys and steps through it to the entry with the value.</summary>
    internal async Task Step(ILocator list, string value)
    {
        await Strike(list, "Home");
        for (var steps = await list.Locator("option").CountAsync(); await list.InputValueAsync() != value && steps > 0; steps--)
            await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(value, await list.InputValueAsync());
    }

    /// <summary>Goes to a thing by keys and strikes one.</summary>
    internal async Task Strike(ILocator thing, string key)
    {
        await Reach(thing);
        await page.Keyboard.PressAsync(key);
    }

    private async Task Reach(ILocator thing)
    {
        const string Here = "e => e === document.activeElement";
        for (var tabs = 0; !await thing.EvaluateAsync<bool>(Here); tabs++)
        {
            Assert.True(tabs < 300, $"{Name}: no number of tabs leads to {thing} at {page.Url}.");
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.True(await thing.EvaluateAsync<bool>("e => e.matches(':focus-visible')"), $"{Name}: {thing} does not show that it has the focus at {page.Url}.");
    }

    private ILocator Line(string words) => Main.Locator("tr, li, .row", new() { HasText = words });

    private ILocator Link(string words) => Main.GetByRole(AriaRole.Link, new() { Name = words }).First;

    private ILocator Button(string words) => Main.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).First;
}
