using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace MeetingBot.Domain;

/// <summary>
/// Names a person in events without saying who it is; names, accounts and addresses stand in the group's directory.
/// The id is opaque: two ids are equal when their characters are.
/// </summary>
/// <param name="Value">The characters, for example <c>p5k2x9ahq3</c>; never empty for a person.</param>
public sealed record PersonId(string Value)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The bot itself: clock facts and follow-ups are done by it.</summary>
    public static readonly PersonId Bot = new("bot");

    /// <summary>
    /// Mints the id of a person who is first named by a message: the same message names the same people when it is
    /// delivered again, and no two messages mint the same id.
    /// </summary>
    public static PersonId Mint(string messageId, int ordinal) => Hash($"{messageId}\n{ordinal}");

    /// <summary>The id of somebody who is known by an account only, until an officer links the account to a roster entry.</summary>
    public static PersonId OfAccount(GroupId group, Account account) => Hash($"{group.Value}\n{account.Value}");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static PersonId Hash(string seed)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(seed.Length));
        int length = Encoding.UTF8.GetBytes(seed, bytes);
        SHA256.HashData(bytes.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        Span<char> id = stackalloc char[13];
        id[0] = 'p';
        for (int i = 1; i < id.Length; i++)
        {
            id[i] = Alphabet[hash[i] & 31];
        }

        return new PersonId(new string(id));
    }
}
