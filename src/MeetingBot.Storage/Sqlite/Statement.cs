using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>A statement that is compiled once for its connection and run many times. Its parameters are ?1, ?2 and so on.</summary>
internal sealed class Statement
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // every statement is a literal of this project
        _command.CommandText = sql;
#pragma warning restore CA2100
    }

    public int Run(params ReadOnlySpan<object?> values) => Bind(values).ExecuteNonQuery();

    public SqliteDataReader Read(params ReadOnlySpan<object?> values) => Bind(values).ExecuteReader();

    /// <summary>The first column of the first row; null for no row or no value.</summary>
    public object? One(params ReadOnlySpan<object?> values) => Bind(values).ExecuteScalar() is { } found and not DBNull ? found : null;

    private SqliteCommand Bind(ReadOnlySpan<object?> values)
    {
        SqliteParameterCollection parameters = _command.Parameters;
        for (int i = parameters.Count; i < values.Length; i++)
        {
            parameters.Add(new SqliteParameter { ParameterName = $"?{i + 1}" });
        }

        for (int i = 0; i < values.Length; i++)
        {
            parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return _command;
    }
}
