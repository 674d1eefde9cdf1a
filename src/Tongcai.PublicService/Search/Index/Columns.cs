namespace Tongcai.PublicService.Search.Index;

/// <summary>Every notice and procurement as a row of small numbers, and the notices in the order of time.</summary>
internal sealed class Columns
{
    private readonly Dictionary<string, int> projectNumbers = new(StringComparer.Ordinal);
    private Document[] documents = new Document[256];
    private Project[] projects = new Project[256];
    private ulong[] alive = new ulong[4];
    private int[] order = new int[256];

    public Codes Ledgers { get; } = new();
    public Codes Purchasers { get; } = new();
    public Codes Agencies { get; } = new();
    public Codes Catalogues { get; } = new();
    public Codes Regions { get; } = new();
    public Codes Methods { get; } = new();
    public Codes SetAsides { get; } = new();

    /// <summary>Documents, with those that others have replaced.</summary>
    public int Count { get; private set; }

    /// <summary>Notices.</summary>
    public int Living { get; private set; }

    public int ProjectCount { get; private set; }

    public Span<Document> Documents => documents.AsSpan(0, Count);

    public Span<Project> Projects => projects.AsSpan(0, ProjectCount);

    /// <summary>One bit a document: not replaced.</summary>
    public ReadOnlySpan<ulong> Alive => alive.AsSpan(0, (Count + 63) >> 6);

    /// <summary>The notices, oldest first.</summary>
    public ReadOnlySpan<int> Order => order.AsSpan(0, Living);

    public long Size => (documents.Length * 48L) + (projects.Length * 56L) + (alive.Length * 8L) + (order.Length * 4L) + (projectNumbers.Count * 110L);

    /// <summary>The place of a notice among all, newest first.</summary>
    public SortKey Newest(int number, int rank = 0, long value = 0)
    {
        ref readonly var d = ref documents[number];
        return new(rank, value, d.Day, d.At, Ledgers[d.Ledger], d.Leaf);
    }

    /// <summary>How many notices stand behind a place when the newest is first.</summary>
    public int Behind(SortKey place)
    {
        var (low, high) = (0, Living);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Newest(order[middle]).CompareTo(place) > 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The number of a procurement, which gets one when it is new.</summary>
    public int ProjectOf(string id)
    {
        if (projectNumbers.TryGetValue(id, out var number)) return number;
        if (ProjectCount == projects.Length) Array.Resize(ref projects, ProjectCount * 2);
        projectNumbers.Add(id, ProjectCount);
        projects[ProjectCount] = new Project { First = -1 };
        return ProjectCount++;
    }

    /// <summary>The newest notice of a procurement, from which <see cref="Document.Next"/> leads to the others; −1: none.</summary>
    public int FirstOf(string id) => projectNumbers.TryGetValue(id, out var number) ? projects[number].First : -1;

    /// <summary>Takes over what a procurement's row says.</summary>
    public int Put(IndexedProcurement row, bool known)
    {
        var number = ProjectOf(row.Id);
        ref var p = ref projects[number];
        p = p with
        {
            BudgetFen = row.BudgetFen, Deadline = row.Deadline, Purchaser = Purchasers.Of(row.PurchaserId, row.PurchaserName), Agency = Agencies.Of(row.AgencyId, row.AgencyName),
            Catalogue = Catalogues.Of(row.CatalogueCode), Region = Regions.Of(row.Region), Method = (short)Methods.Of(row.Method), SetAside = (byte)SetAsides.Of(row.SetAside), State = (byte)row.State,
            Suspended = row.Suspended, Known = known, TextHash = string.GetHashCode(row.SearchText, StringComparison.Ordinal),
        };
        return number;
    }

    /// <summary>Adds a notice at the end of the documents.</summary>
    /// <param name="inOrder">Puts it in its place among the notices; else <see cref="Sort"/> has to follow.</param>
    public int Add(IndexedNotice row, int project, bool inOrder)
    {
        if (Count == documents.Length) Array.Resize(ref documents, Count * 2);
        if (Count >> 6 >= alive.Length) Array.Resize(ref alive, alive.Length * 2);
        if (Living == order.Length) Array.Resize(ref order, Living * 2);
        var number = Count++;
        documents[number] = new Document
        {
            At = row.At, Leaf = row.LeafIndex, Day = (row.PublishedOn.Year * 10_000) + (row.PublishedOn.Month * 100) + row.PublishedOn.Day, Project = project, Next = projects[project].First,
            Ledger = (short)Ledgers.Of(row.Ledger), Kind = (byte)row.Kind,
        };
        projects[project].First = number;
        alive[number >> 6] |= 1UL << number;
        var place = Living;
        if (inOrder)
        {
            place = Behind(Newest(number));
            Array.Copy(order, place, order, place + 1, Living - place);
        }

        order[place] = number;
        Living++;
        return number;
    }

    /// <summary>Takes the notices of a procurement out, e.g. because their text changes.</summary>
    public void Remove(int project)
    {
        for (var number = projects[project].First; number >= 0; number = documents[number].Next)
        {
            var place = Behind(Newest(number));
            Array.Copy(order, place + 1, order, place, --Living - place);
            alive[number >> 6] &= ~(1UL << number);
        }

        projects[project].First = -1;
    }

    /// <summary>Brings the notices in the order of time, after many were added.</summary>
    public void Sort() => order.AsSpan(0, Living).Sort((a, b) => Newest(b).CompareTo(Newest(a)));
}
