using System.Collections.Immutable;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;

namespace Tongcai.Platform.Storage;

/// <summary>提交。The immutable value a handler returns: rows to write and facts to append; the store executes it whole or not at all.</summary>
public sealed record Commit
{
    /// <summary>Changes nothing, records nothing.</summary>
    public static readonly Commit Empty = new();

    private Commit()
    {
    }

    public ImmutableList<RowChange> Changes { get; private init; } = [];

    public ImmutableList<FactRecord> Facts { get; private init; } = [];

    public ImmutableList<FactRelease> Releases { get; private init; } = [];

    /// <summary>Files that belong to the rows and go along in the safe copy.</summary>
    public ImmutableList<KeptFile> Files { get; private init; } = [];

    /// <summary>Legal instant shared by all facts of the commit; null: the store's legal time when it executes.</summary>
    public DateTimeOffset? At { get; private init; }

    /// <summary>Whether the rows rest on a fact of a followed ledger, so that none of the own ledger is asked for.</summary>
    internal bool Learned { get; init; }

    /// <summary>Inserts a row; the store gives it version 1.</summary>
    public Commit Insert(IRow row) => this with { Changes = Changes.Add(new(ChangeKind.Insert, row)) };

    /// <summary>Writes the row's values; the row carries the version that was read, the store demands it and adds one, else the result is <see cref="Stale"/>.</summary>
    public Commit Update(IRow row) => this with { Changes = Changes.Add(new(ChangeKind.Update, row)) };

    /// <summary>Inserts a new row, updates one that was read: its version tells.</summary>
    public Commit Put(IRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Version == 0 ? Insert(row) : Update(row);
    }

    /// <summary>Deletes a technical row of the version that was read.</summary>
    /// <exception cref="ArgumentException">The row is not technical: what has legal weight is never deleted.</exception>
    public Commit Delete(IRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return RowMap.Of(row.GetType()).Technical
            ? this with { Changes = Changes.Add(new(ChangeKind.Delete, row)) }
            : throw new ArgumentException($"{row.GetType().Name} is not a technical row and cannot be deleted.", nameof(row));
    }

    /// <summary>Changes nothing but demands that the row still has the version on which the decision rests, else the result is <see cref="Stale"/>.</summary>
    public Commit Require(IRow row) => this with { Changes = Changes.Add(new(ChangeKind.Require, row)) };

    /// <summary>Appends a fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="by">Organisation that acted, never a person; empty for the platform itself.</param>
    /// <param name="party">Organisation that a private fact belongs to and that may always see it; empty: <paramref name="by"/>.</param>
    public Commit Record(IFact fact, string by = "", string party = "")
    {
        ArgumentNullException.ThrowIfNull(fact);
        return this with { Facts = Facts.Add(new(fact, by, party.Length > 0 ? party : by)) };
    }

    /// <summary>Makes an earlier private fact available to every audience that <c>Exchange.Wire.Entitlements</c> entitles from this moment.</summary>
    public Commit Release(string factId, ReleaseMoment moment) => this with { Releases = Releases.Add(new(factId, moment)) };

    /// <summary>Stamps the facts, e.g. with the instant at which the last byte of a bid was read (secrecy contract 6).</summary>
    public Commit StampedAt(DateTimeOffset at) => this with { At = at.ToUniversalTime() };

    /// <summary>Lets a file that stands already go along in the safe copy, if one is kept.</summary>
    /// <param name="folder">Name of the folder, see <see cref="SafeCopies.SafeFolder"/>.</param>
    /// <param name="path">Path in the folder, with slashes.</param>
    /// <param name="length">Bytes.</param>
    public Commit With(string folder, string path, long length) => this with { Files = Files.Add(new(folder, path, length)) };

    /// <summary>Both commits as one. The later stamp stands if both carry one.</summary>
    public Commit And(Commit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            Changes = Changes.AddRange(other.Changes),
            Facts = Facts.AddRange(other.Facts),
            Releases = Releases.AddRange(other.Releases),
            Files = Files.AddRange(other.Files),
            At = other.At ?? At,
            Learned = Learned || other.Learned,
        };
    }
}

/// <summary>How a row changes.</summary>
public enum ChangeKind
{
    Insert,
    Update,
    Delete,
    Require,
}

/// <summary>One row of a commit.</summary>
public sealed record RowChange(ChangeKind Kind, IRow Row);

/// <summary>One fact of a commit, with the organisation that acted and the one it belongs to.</summary>
public sealed record FactRecord(IFact Fact, string By, string Party);

/// <summary>The release of an earlier private fact.</summary>
public sealed record FactRelease(string FactId, ReleaseMoment Moment);

/// <summary>A file that goes along in the safe copy.</summary>
public sealed record KeptFile(string Folder, string Path, long Length);
