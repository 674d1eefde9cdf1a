using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Identity;

/// <summary>Role codes of the published interface: those of the platform, but a supervising department is an authority there.</summary>
public static class Codes
{
    public static string Of(Role role) => role is Role.Supervisor ? "authority" : Wire.Name(role.ToString());

    /// <summary>The role of a code; null for a code this program does not know.</summary>
    public static Role? RoleOf(string code) => Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(r => Of(r!.Value) == code);
}
