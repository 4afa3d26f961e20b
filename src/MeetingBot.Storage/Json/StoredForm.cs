namespace MeetingBot.Storage;

/// <summary>A value as it stands on disk.</summary>
/// <param name="Name">What it is, with the version of its form: <c>meeting.point-noted/1</c>.</param>
/// <param name="Json">Its fields as UTF-8 JSON.</param>
public readonly record struct StoredForm(string Name, ReadOnlyMemory<byte> Json);
