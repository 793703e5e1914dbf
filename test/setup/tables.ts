import type { SqlEntityManager } from '@mikro-orm/sql';

/** How many rows each table has, and a checksum of all of them, but for when keys were last used. */
export async function checksums(em: SqlEntityManager): Promise<Record<string, string>> {
  const tables = await em.execute<{ name: string }[]>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await em.execute<{ sum: string }[]>(
      `select count(*) || ' rows, ' || coalesce(md5(string_agg(content, ';' order by content)), '') as sum
       from (select (to_jsonb(t) - 'last_used_at')::text as content from "${name}" t) as rows`,
    );
    sums[name] = row!.sum;
  }
  return sums;
}
