using System.Globalization;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Detectors;

namespace Tongcai.Supervision.Warnings.Rules;

/// <summary>规则的命中率。How often a detector fired among the objects it could judge; the base rate of its findings. Id = id of the detector.</summary>
[Table("detector_rate", Technical = true)]
public sealed record DetectorRate : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public long Judged { get; init; }
    public long Hits { get; init; }
}

/// <summary>一条预警规则的施行值，以及提出而未施行的变更。Id = id of the detector; none: the detector runs as it ships.</summary>
[Table("detector_setting")]
public sealed record DetectorSetting : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>Number of the values in force; 1 as shipped.</summary>
    public int Edition { get; init; } = 1;
    public bool Enabled { get; init; } = true;
    public Json<List<ParameterValue>> Parameters { get; init; } = new([]);

    /// <summary>Since when they are in force; null: as shipped.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether a change is proposed.</summary>
    public bool Proposed { get; init; }
    public bool ProposedEnabled { get; init; } = true;
    public Json<List<ParameterValue>> ProposedParameters { get; init; } = new([]);

    /// <summary>Account that proposed; may not put it in force (四眼原则).</summary>
    public string ProposedBy { get; init; } = "";
    public string ProposedName { get; init; } = "";
    public DateTimeOffset? ProposedAt { get; init; }
    public string Reason { get; init; } = "";

    public static DetectorSetting Shipped(Detector detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        return new() { Id = detector.Id };
    }

    /// <summary>The parameters in force.</summary>
    public Parameters InForce(Detector detector) => Of(detector, Parameters.Value);

    /// <summary>The proposed parameters.</summary>
    public Parameters AsProposed(Detector detector) => Of(detector, ProposedParameters.Value);

    private static Parameters Of(Detector detector, IEnumerable<ParameterValue> values) =>
        new(detector, values.ToDictionary(v => v.Name, v => decimal.Parse(v.Value, CultureInfo.InvariantCulture)));
}
