using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Interlock.Station.Watch;

/// <summary>
/// Who may ask. A name that somebody else's domain server gave this machine is refused (DNS rebinding), so is a page of another
/// origin; who is not on this machine must know the token.
/// </summary>
public sealed class Gatekeeper(ListenAddress address, string? token)
{
    public const string TokenKey = "token";

    private const string Bearer = "Bearer ";
    private const string Localhost = "localhost";

    private readonly byte[]? _token = token is null ? null : Encoding.UTF8.GetBytes(token);

    /// <returns>Status and reason of the refusal; null when the request may pass.</returns>
    public (int Status, string Reason)? Refusal(HttpRequest request, bool needsToken)
    {
        if (!IsOwnName(request.Host.Host)) return (StatusCodes.Status421MisdirectedRequest, "expected this machine's own address in the Host header");
        string own = $"{request.Scheme}://{request.Host.Value}";
        if (request.Headers.Origin is { Count: > 0 } origin && origin.Any(name => !string.Equals(name, own, StringComparison.OrdinalIgnoreCase)))
        {
            return (StatusCodes.Status403Forbidden, "expected no page of another origin");
        }

        bool isForeign = request.Headers["Sec-Fetch-Site"].Any(site => site is "cross-site" or "same-site");
        if (isForeign && request.Headers["Sec-Fetch-Mode"] != "navigate") return (StatusCodes.Status403Forbidden, "expected no page of another origin");
        return needsToken && !KnowsToken(request) ? (StatusCodes.Status401Unauthorized, "expected the token that --token gave, as ?token=") : null;
    }

    private bool IsOwnName(string host)
    {
        bool isAddress = IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? ip);
        if (string.Equals(host, Localhost, StringComparison.OrdinalIgnoreCase) || (isAddress && IPAddress.IsLoopback(ip!))) return true;

        // An address can't be given to somebody else's name; this machine's own name is resolved by its own network.
        return !address.IsLoopback && (isAddress || string.Equals(host, Dns.GetHostName(), StringComparison.OrdinalIgnoreCase));
    }

    private bool KnowsToken(HttpRequest request)
    {
        if (_token is null) return true;
        string header = request.Headers.Authorization.ToString();
        string told = header.StartsWith(Bearer, StringComparison.Ordinal) ? header[Bearer.Length..] : request.Query[TokenKey].ToString();
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(told)), SHA256.HashData(_token));
    }
}
