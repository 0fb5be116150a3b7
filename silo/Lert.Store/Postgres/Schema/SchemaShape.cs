using Npgsql;

namespace Lert.Store.Postgres.Schema;

/// <summary>The columns, constraints, indexes, triggers, functions and rights of the schema in the search path, by name. A wall that someone took away is missing here.</summary>
/// <remarks>Triggers without their parentheses: a row that is compared with another is written with more of them before a dump than after it.</remarks>
internal static class SchemaShape
{
    private const string Select = """
        WITH here AS (SELECT current_schema()::text AS name, current_schema()::regnamespace AS id)
        SELECT what, replace(definition, here.name, 'lert') FROM here, LATERAL (
            SELECT 'column ' || c.relname || '.' || a.attname AS what,
                concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attstorage, a.attidentity, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid), a.attacl) AS definition
            FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.relnamespace = here.id AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL SELECT 'table ' || c.relname, concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, c.reloptions, c.relacl) FROM pg_class AS c
            WHERE c.relnamespace = here.id AND c.relkind IN ('r', 'p', 'v', 'm')
            UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname, concat_ws(' ', pg_get_constraintdef(oid), convalidated) FROM pg_constraint WHERE connamespace = here.id
            UNION ALL SELECT 'index ' || c.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE c.relnamespace = here.id
            UNION ALL SELECT 'trigger ' || t.tgname, concat_ws(' ', translate(pg_get_triggerdef(t.oid), '()', ''), t.tgenabled) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
            WHERE c.relnamespace = here.id AND NOT t.tgisinternal
            UNION ALL SELECT 'rule ' || r.rulename, pg_get_ruledef(r.oid) FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class WHERE c.relnamespace = here.id
            UNION ALL SELECT 'function ' || p.proname, concat_ws(' ', pg_get_functiondef(p.oid), p.proacl) FROM pg_proc AS p WHERE p.pronamespace = here.id) AS shape
        """;

    public static async Task<Dictionary<string, string>> OfAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        var shape = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(Select, session);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            shape[row.GetString(0)] = row.GetString(1);
        }

        return shape;
    }
}
